#include "clausier/domain/contract_edition.hpp"

#include <algorithm>
#include <array>

namespace clausier {
namespace {

constexpr std::string_view lost_letter = "\xEF\xBF\xBD";  // U+FFFD

template <class T>
bool same_items(std::vector<T> a, std::vector<T> b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  return a == b;
}

bool corrects_text(const std::string& known, const std::string& published) {
  return !published.empty() && folded(published) != folded(known);
}

bool corrects_object(const ContractRecord& known, const ContractRecord& published) {
  if (!corrects_text(known.object, published.object)) return false;
  const auto damaged = [](const std::string& object) { return object.find(lost_letter) != std::string::npos; };
  if (damaged(published.object) && !damaged(known.object)) return false;
  const std::string text = folded(published.object);
  return text.empty() ? false : !folded(known.object).starts_with(text);
}

bool corrects_place(const ContractRecord& known, const ContractRecord& published) {
  return !published.place_code.empty() && (known.place_code != published.place_code || known.place_kind != published.place_kind);
}

void take_place(ContractRecord& known, const ContractRecord& published) {
  known.place_code = published.place_code;
  known.place_kind = published.place_kind;
  known.place_name = published.place_name;
  known.department = published.department;
}

template <std::string ContractRecord::*Member>
bool corrects_words(const ContractRecord& known, const ContractRecord& published) { return corrects_text(known.*Member, published.*Member); }

template <class T, std::vector<T> ContractRecord::*Member>
bool corrects_items(const ContractRecord& known, const ContractRecord& published) {
  return !(published.*Member).empty() && !same_items(known.*Member, published.*Member);
}

template <auto Member>
void take(ContractRecord& known, const ContractRecord& published) { known.*Member = published.*Member; }

struct PublishedField {
  const char* code;
  bool (*corrects)(const ContractRecord& known, const ContractRecord& published);
  void (*take)(ContractRecord& known, const ContractRecord& published);
};

using R = ContractRecord;
constexpr std::array published_fields = {
    PublishedField{"object", corrects_object, take<&R::object>},
    PublishedField{"cpv", corrects_words<&R::cpv>, take<&R::cpv>},
    PublishedField{"duration_months",
                   [](const R& known, const R& published) { return published.duration_months && published.duration_months != known.duration_months; },
                   take<&R::duration_months>},
    PublishedField{"nature", corrects_words<&R::nature>, take<&R::nature>},
    PublishedField{"procedure", corrects_words<&R::procedure>, take<&R::procedure>},
    PublishedField{"place", corrects_place, take_place},
    PublishedField{"social", corrects_items<SocialConsideration, &R::social>, take<&R::social>},
    PublishedField{"framework", corrects_words<&R::framework_id>, take<&R::framework_id>},
    PublishedField{"ccag", corrects_words<&R::ccag>, take<&R::ccag>},
    PublishedField{"group_kind", corrects_words<&R::group_kind>, take<&R::group_kind>},
    PublishedField{"techniques", corrects_items<std::string, &R::techniques>, take<&R::techniques>},
    PublishedField{"execution_modes", corrects_items<std::string, &R::execution_modes>, take<&R::execution_modes>},
};

std::optional<Date> last_published(const ContractRecord& record, const std::vector<Amendment>& amendments) {
  auto last = record.published_on;
  for (const auto& amendment : amendments) last = std::max(last, amendment.published_on);
  for (const auto& act : record.subcontracts) last = std::max(last, act.published_on);
  return last;
}

bool holds_clause(const ContractRecord& record) {
  return std::any_of(record.social.begin(), record.social.end(), [](SocialConsideration social) {
    return social == SocialConsideration::clause || social == SocialConsideration::reserved;
  });
}

}  // namespace

std::vector<std::string> corrected_fields(const ContractRecord& known, const ContractRecord& published) {
  std::vector<std::string> fields;
  for (const auto& field : published_fields)
    if (field.corrects(known, published)) fields.emplace_back(field.code);
  return fields;
}

bool contradicts(const ContractRecord& known, const ContractRecord& published) {
  const ContractRecord silent;
  return std::any_of(published_fields.begin(), published_fields.end(),
                     [&](const auto& field) { return field.corrects(known, published) && field.corrects(silent, known); });
}

ContractRecord corrected_by(ContractRecord known, const ContractRecord& published) {
  const ContractRecord before = known;
  for (const auto& field : published_fields)
    if (field.corrects(before, published)) field.take(known, published);
  if (published.published_on) known.published_on = published.published_on;
  return known;
}

EditionAge age_of_edition(const ContractRecord& known, const std::vector<Amendment>& known_amendments, const ContractRecord& published) {
  const auto before = last_published(known, known_amendments), now = last_published(published, published.amendments);
  if (!before || !now || *before == *now) return EditionAge::unknown;
  return *now > *before ? EditionAge::later : EditionAge::earlier;
}

bool clause_appears(const ContractRecord& before, const ContractRecord& after) { return holds_clause(after) && !holds_clause(before); }

}  // namespace clausier
