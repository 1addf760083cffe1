#pragma once
// The checks of a timesheet with the limits they use today, and what an office set of them for the lots it follows.
#include <optional>
#include <string>
#include <vector>

#include "clausier/app/actor.hpp"
#include "clausier/app/services.hpp"
#include "clausier/domain/office_rules.hpp"
#include "clausier/domain/outcome.hpp"

namespace clausier::app {

struct CheckLimit {
  RuleValue general;
  std::optional<RuleValue> own = std::nullopt;  // of the office of who asks, when it set one
};
struct CheckLine {
  std::string name;                // words under "check.<name>"
  std::vector<std::string> codes;  // of the catalogue of findings
  std::vector<CheckLimit> limits;  // in force today
};
struct CheckBoard {
  std::vector<CheckLine> checks;    // in the order in which they are run
  std::vector<OfficeRule> history;  // of the own office, latest first; empty for others
};
// Everybody may read the checks; `actor` may be none.
CheckBoard view_checks(Services&, const Actor* actor);

struct OfficeRuleWish {
  std::string code;
  std::optional<std::int64_t> value;  // none: the rule of everybody again
  Date from;
  std::string reason;
};
// Facilitators alone, for their own office. Months already attested do not change: checks look at what is to come.
// Refusals are those of fault_of; the same wish twice is recorded once.
Outcome<Done> set_office_rule(Services&, const Actor&, const OfficeRuleWish&);

}  // namespace clausier::app
