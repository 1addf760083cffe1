#include "labels.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace clausier::read {
namespace {

struct Label {
  std::string_view published;  // as a schema writes it, or an older label
  std::string_view canonical;  // empty: `published` is the canonical label
};

constexpr std::string_view without_call = "Marché passé sans publicité ni mise en concurrence préalable";
constexpr std::string_view with_negotiation = "Procédure avec négociation";

constexpr Label contract_natures[] = {{"Marché", ""},
                                      {"Marché de partenariat", ""},
                                      {"Marché de défense ou de sécurité", ""},
                                      {"Accord-cadre", ""},
                                      {"Marché subséquent", ""},
                                      {"subsequent", "Marché subséquent"},
                                      {"Marché public", "Marché"}};
constexpr Label concession_natures[] = {{"Concession de travaux", ""},
                                        {"Concession de service", ""},
                                        {"Concession de service public", ""},
                                        {"Délégation de service public", ""}};
constexpr Label procedures[] = {{"Procédure adaptée", ""},
                                {"Appel d'offres ouvert", ""},
                                {"Appel d'offres restreint", ""},
                                {with_negotiation, ""},
                                {without_call, ""},
                                {"Dialogue compétitif", ""},
                                {"Marché négocié sans publicité ni mise en concurrence préalable", without_call},
                                {"Marché public négocié sans publicité ni mise en concurrence préalable", without_call},
                                {"Procédure concurrentielle avec négociation", with_negotiation},
                                {"Procédure négociée avec mise en concurrence préalable", with_negotiation}};
constexpr Label concession_procedures[] = {{"Procédure négociée ouverte", ""},
                                           {"Procédure non négociée ouverte", ""},
                                           {"Procédure négociée restreinte", ""},
                                           {"Procédure non négociée restreinte", ""}};
constexpr Label techniques[] = {{"Accord-cadre", ""},
                                {"Concours", ""},
                                {"Système de qualification", ""},
                                {"Système d'acquisition dynamique", ""},
                                {"Catalogue électronique", ""},
                                {"Enchère électronique", ""},
                                {"Sans objet", ""}};
constexpr Label execution_modes[] = {
    {"Tranches", ""}, {"Bons de commande", ""}, {"Marchés subséquents", ""}, {"Sans objet", ""}};
constexpr Label ccags[] = {{"Travaux", ""},
                           {"Maitrise d'œuvre", ""},
                           {"Fournitures courantes et services", ""},
                           {"Marchés industriels", ""},
                           {"Prestations intellectuelles", ""},
                           {"Techniques de l'information et de la communication", ""},
                           {"Pas de CCAG", ""}};
constexpr Label group_kinds[] = {{"Conjoint", ""}, {"Solidaire", ""}, {"Pas de groupement", ""}};
constexpr Label social_labels[] = {{"Clause sociale", ""},
                                   {"Critère social", ""},
                                   {"Marché réservé", ""},
                                   {"Concession réservée", ""},
                                   {"Pas de considération sociale", ""}};
constexpr Label identifier_types[] = {
    {"SIRET", ""}, {"TVA", ""}, {"TAHITI", ""},  {"RIDET", ""},   {"FRWF", ""},
    {"IREP", ""},  {"UE", ""},  {"HORS-UE", ""}, {"FRW", "FRWF"}, {"TVA intracommunautaire", "TVA"}};
constexpr Label place_kinds[] = {{"Code postal", ""}, {"Code commune", ""},     {"Code arrondissement", ""},
                                 {"Code canton", ""}, {"Code département", ""}, {"Code région", ""},
                                 {"Code pays", ""}};

std::span<const Label> labels_in(LabelSet set) {
  switch (set) {
    case LabelSet::contract_nature: return contract_natures;
    case LabelSet::concession_nature: return concession_natures;
    case LabelSet::procedure: return procedures;
    case LabelSet::concession_procedure: return concession_procedures;
    case LabelSet::technique: return techniques;
    case LabelSet::execution_mode: return execution_modes;
    case LabelSet::ccag: return ccags;
    case LabelSet::group_kind: return group_kinds;
    case LabelSet::social: return social_labels;
    case LabelSet::identifier_type: return identifier_types;
    case LabelSet::place_kind: return place_kinds;
  }
  return {};
}

// Stands for a lost character while folding: a letter that no label holds and that folding keeps.
constexpr std::string_view lost = "\u03A9";

std::string folded_with_losses(std::string_view text) {
  std::string marked;
  while (!text.empty()) {
    const bool replacement = text.starts_with("\uFFFD");
    if (replacement || text.front() == '?') marked += lost;
    else marked += text.front();
    text.remove_prefix(replacement ? 3 : 1);
  }
  return folded(marked);
}

bool matches(std::string_view damaged, std::string_view label) {
  while (!damaged.empty() && !label.empty()) {
    const bool any = damaged.starts_with(lost);
    if (!any && damaged.front() != label.front()) return false;
    damaged.remove_prefix(any ? lost.size() : 1);
    label.remove_prefix(1);
  }
  return damaged.empty() && label.empty();
}

bool is_damaged(std::string_view text) {
  return text.find('?') != std::string_view::npos || text.find("\uFFFD") != std::string_view::npos;
}

const Label* find_label(LabelSet set, const std::string& text) {
  const auto labels = labels_in(set);
  for (const auto& label : labels)
    if (label.published == text) return &label;
  const bool damaged = is_damaged(text);
  const std::string key = damaged ? folded_with_losses(text) : folded(text);
  for (const auto& label : labels)
    if (const auto candidate = folded(label.published); damaged ? matches(key, candidate) : key == candidate)
      return &label;
  return nullptr;
}

// "['Clause sociale', 'Critère social']" and "Clause sociale, Critère social": no label holds these signs.
std::vector<std::string> split_labels(std::string_view text) {
  constexpr std::string_view dressing = " []'\"";
  std::vector<std::string> labels;
  while (!text.empty()) {
    const auto end = text.find_first_of(",;|");
    auto label = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    while (!label.empty() && dressing.find(label.front()) != std::string_view::npos) label.remove_prefix(1);
    while (!label.empty() && dressing.find(label.back()) != std::string_view::npos) label.remove_suffix(1);
    if (!label.empty()) labels.emplace_back(label);
  }
  return labels;
}

}  // namespace

std::string canonical_label(LabelSet set, const std::string& text, std::string_view path, Notes& notes) {
  if (text.empty()) return "";
  const Label* label = find_label(set, text);
  if (label == nullptr) {
    notes.add("record.label.unknown", path, text);
    return text;
  }
  const std::string canonical(label->canonical.empty() ? label->published : label->canonical);
  if (canonical != text) notes.add("record.label.old", path, text);
  return canonical;
}

std::vector<std::string> labels_of(const Node& node, std::string_view wrapper, LabelSet set, RecordSource source,
                                   std::string_view path, Notes& notes) {
  const auto found = unwrapped(node, wrapper);
  const bool as_in_schema = found.wrappers == 1 && (source == RecordSource::json ? found.lists == 1 : found.lists <= 1);
  if (!found.elements.empty() && !as_in_schema && source != RecordSource::csv) notes.add_once("record.structure", path);
  std::vector<std::string> labels;
  for (const Node* element : found.elements) {
    const std::string text = notes.text(*element, path);
    const auto pieces = split_labels(text);
    if (source != RecordSource::csv && (pieces.size() != 1 || pieces.front() != text))
      notes.add_once("record.structure", path, text);
    for (const auto& piece : pieces) {
      auto label = canonical_label(set, piece, path, notes);
      if (std::find(labels.begin(), labels.end(), label) == labels.end()) labels.push_back(std::move(label));
    }
  }
  return labels;
}

std::vector<SocialConsideration> social_considerations(const std::vector<std::string>& labels) {
  std::vector<SocialConsideration> out;
  const auto add = [&](SocialConsideration value) {
    if (std::find(out.begin(), out.end(), value) == out.end()) out.push_back(value);
  };
  for (const auto& label : labels) {
    if (label == "Clause sociale") add(SocialConsideration::clause);
    if (label == "Critère social") add(SocialConsideration::criterion);
    if (label == "Marché réservé" || label == "Concession réservée") add(SocialConsideration::reserved);
    if (label == "Pas de considération sociale") add(SocialConsideration::none);
  }
  return out;
}

}  // namespace clausier::read
