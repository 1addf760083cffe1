#include "clausier/domain/timesheet.hpp"

#include <array>
#include <stdexcept>
#include <utility>

#include "clausier/domain/contract.hpp"

namespace clausier {
namespace {

constexpr std::array<std::pair<Modality, std::string_view>, 3> modality_codes{{
    {Modality::direct_hire, "direct_hire"},
    {Modality::labour_supply, "labour_supply"},
    {Modality::subcontracting, "subcontracting"},
}};

constexpr std::array<std::pair<WorkKind, std::string_view>, 3> work_kind_codes{{
    {WorkKind::work, "work"},
    {WorkKind::training, "training"},
    {WorkKind::internship, "internship"},
}};

Place at_column(Place place, const std::string& column) {
  if (!column.empty()) place.column = column;
  return place;
}

template <class Value, std::size_t count>
std::string_view code_in(const std::array<std::pair<Value, std::string_view>, count>& codes, Value value) {
  for (const auto& [candidate, code] : codes)
    if (candidate == value) return code;
  throw std::logic_error("enumerator without a code");
}

template <class Value, std::size_t count>
std::optional<Value> value_in(const std::array<std::pair<Value, std::string_view>, count>& codes,
                              std::string_view wanted) {
  for (const auto& [value, code] : codes)
    if (code == wanted) return value;
  return std::nullopt;
}

// Words of files, folded, in the order in which they decide: a "CDI intérimaire" is a contract with
// an agency, so agencies come before contracts (domain.md §4.1, §4.3).
constexpr std::pair<std::string_view, Modality> modality_words[] = {
    {"sous traitance", Modality::subcontracting},
    {"sous traitant", Modality::subcontracting},
    {"sous traite", Modality::subcontracting},
    {"cotraitance", Modality::subcontracting},
    {"co traitance", Modality::subcontracting},
    {"mise a disposition", Modality::labour_supply},
    {"interim", Modality::labour_supply},
    {"interimaire", Modality::labour_supply},
    {"mad", Modality::labour_supply},
    {"ett", Modality::labour_supply},
    {"etti", Modality::labour_supply},
    {"eatt", Modality::labour_supply},
    {"geiq", Modality::labour_supply},
    {"ai", Modality::labour_supply},
    {"association intermediaire", Modality::labour_supply},
    {"travail temporaire", Modality::labour_supply},
    {"ei", Modality::subcontracting},
    {"entreprise d insertion", Modality::subcontracting},
    {"aci", Modality::subcontracting},
    {"chantier d insertion", Modality::subcontracting},
    {"ea", Modality::subcontracting},
    {"entreprise adaptee", Modality::subcontracting},
    {"esat", Modality::subcontracting},
    {"regie de quartier", Modality::subcontracting},
    {"embauche directe", Modality::direct_hire},
    {"embauche", Modality::direct_hire},
    {"direct", Modality::direct_hire},
    {"directe", Modality::direct_hire},
    {"cdi", Modality::direct_hire},
    {"cdd", Modality::direct_hire},
    {"contrat de professionnalisation", Modality::direct_hire},
    {"apprentissage", Modality::direct_hire},
    {"apprenti", Modality::direct_hire},
    {"alternance", Modality::direct_hire},
};

// The longest words first: "cdd d insertion" before "cdd".
constexpr std::pair<std::string_view, std::string_view> contract_type_words[] = {
    {"cdi interimaire", "permanent_agency"},
    {"cdii", "permanent_agency"},
    {"cdi inclusion", "permanent_insertion"},
    {"contrat a duree indeterminee", "permanent"},
    {"cdi", "permanent"},
    {"cdd d usage", "fixed_term_usage"},
    {"cddu", "fixed_term_usage"},
    {"cdd d insertion", "fixed_term_insertion"},
    {"cdd insertion", "fixed_term_insertion"},
    {"cddi", "fixed_term_insertion"},
    {"contrat a duree determinee", "fixed_term"},
    {"cdd", "fixed_term"},
    {"contrat pro", "professional_training"},
    {"contrat de professionnalisation", "professional_training"},
    {"professionnalisation", "professional_training"},
    {"contrat d apprentissage", "apprenticeship"},
    {"apprentissage", "apprenticeship"},
    {"apprenti", "apprenticeship"},
    {"interim d insertion", "agency_insertion"},
    {"contrat de mission", "agency_assignment"},
    {"mission", "agency_assignment"},
    {"interim", "agency_assignment"},
    {"stage", "internship"},
};

bool contains_words(std::string_view text, std::string_view words) {
  for (auto at = text.find(words); at != std::string_view::npos; at = text.find(words, at + 1)) {
    const auto end = at + words.size();
    if ((at == 0 || text[at - 1] == ' ') && (end == text.size() || text[end] == ' ')) return true;
  }
  return false;
}

}  // namespace

std::optional<std::string> recognise_contract_type(std::string_view words) {
  const std::string text = folded(words);
  for (const auto& [known, code] : contract_type_words)
    if (contains_words(text, known)) return std::string(code);
  return std::nullopt;
}

std::string_view modality_code(Modality modality) { return code_in(modality_codes, modality); }
std::optional<Modality> parse_modality(std::string_view code) { return value_in(modality_codes, code); }

std::string_view work_kind_code(WorkKind kind) { return code_in(work_kind_codes, kind); }
std::optional<WorkKind> parse_work_kind(std::string_view code) { return value_in(work_kind_codes, code); }

std::optional<Modality> recognise_modality(std::string_view words) {
  const std::string text = folded(words);
  for (const auto& [known, modality] : modality_words)
    if (contains_words(text, known)) return modality;
  return std::nullopt;
}

Place person_place(const DraftLine& line) { return at_column(line.place, line.columns.person); }

Place days_place(const DraftLine& line) { return at_column(line.place, line.columns.days); }

WorkTime TimesheetDraft::declared() const {
  WorkTime sum = WorkTime::zero();
  for (const auto& line : lines) sum += line.declared;
  return sum;
}

}  // namespace clausier
