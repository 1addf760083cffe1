#pragma once
// Limits of the checks that an office may set for the lots it follows, each from a day on and with its reason.
#include <optional>
#include <string>
#include <vector>

#include "clausier/domain/outcome.hpp"
#include "clausier/domain/rulebook.hpp"

namespace clausier {

struct OfficeRule {
  std::string code;                   // of the rulebook: "hours.day.max_seconds"
  std::optional<std::int64_t> value;  // unit is the last word of the code; none: the rule of everybody again
  Date from;
  std::string reason;
  std::string author;
  Instant recorded_at;
  bool operator==(const OfficeRule&) const = default;
};

// A limit beyond which a check warns, and the values that make sense. What is impossible, and what protects minors,
// is no office's to set.
struct SettableRule {
  std::string_view code;
  std::int64_t least = 0;
  std::int64_t most = 0;
};
const std::vector<SettableRule>& rules_an_office_sets();

// Codes: "office_rule.unknown", "office_rule.range", "office_rule.reason" (10 to 500 characters), "office_rule.day".
std::optional<Refusal> fault_of(const OfficeRule& rule);

// What stands of each rule on each day: of what was recorded, the latest day it begins on, and on one day what was
// said last. `rules` in any order.
Rulebook rulebook_of_office(const std::vector<OfficeRule>& rules);

}  // namespace clausier
