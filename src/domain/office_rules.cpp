#include "clausier/domain/office_rules.hpp"

#include <algorithm>
#include <map>

namespace clausier {
namespace {

constexpr std::int64_t hour = 3600;
constexpr std::size_t reason_min = 10, reason_max = 500;

const Date& end_of_time() {
  static const Date day = *Date::of(9999, 12, 31);
  return day;
}

std::size_t characters_of(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// By rule, then by the day on which it begins: what was said last of that day.
std::map<std::string, std::map<Date, const OfficeRule*>> standing(const std::vector<OfficeRule>& rules) {
  std::map<std::string, std::map<Date, const OfficeRule*>> found;
  for (const auto& rule : rules) {
    auto& said = found[rule.code][rule.from];
    if (!said || said->recorded_at <= rule.recorded_at) said = &rule;
  }
  return found;
}

}  // namespace

const std::vector<SettableRule>& rules_an_office_sets() {
  static const std::vector<SettableRule> all = {{"hours.day.max_seconds", hour, 24 * hour},
                                                {"hours.week.max_seconds", hour, 7 * 24 * hour},
                                                {"hours.average.max_seconds", hour, 7 * 24 * hour},
                                                {"hours.month.max_seconds", hour, 31 * 24 * hour},
                                                {"timesheet.total.max_gap_seconds", 0, 24 * hour},
                                                {"timesheet.jump.max_factor", 2, 100}};
  return all;
}

std::optional<Refusal> fault_of(const OfficeRule& rule) {
  const auto& known = rules_an_office_sets();
  const auto settable = std::find_if(known.begin(), known.end(), [&](const auto& one) { return one.code == rule.code; });
  if (settable == known.end()) return Refusal{"office_rule.unknown"};
  if (rule.value && (*rule.value < settable->least || *rule.value > settable->most)) return Refusal{"office_rule.range"};
  if (!is_plausible(rule.from)) return Refusal{"office_rule.day"};
  const auto length = characters_of(rule.reason);
  if (length < reason_min || length > reason_max)
    return Refusal{"office_rule.reason", {{"min", std::to_string(reason_min)}, {"max", std::to_string(reason_max)}}};
  return std::nullopt;
}

Rulebook rulebook_of_office(const std::vector<OfficeRule>& rules) {
  std::vector<RuleValue> values;
  for (const auto& [code, days] : standing(rules))
    for (auto at = days.begin(); at != days.end(); ++at) {
      const auto next = std::next(at);
      const DateRange valid{at->first, next == days.end() ? end_of_time() : next->first.plus_days(-1)};
      if (at->second->value) values.push_back({code, valid, *at->second->value, at->second->reason});
    }
  return Rulebook("", std::move(values));
}

}  // namespace clausier
