#include "clausier/app/office_rules.hpp"

#include <algorithm>

#include "audit.hpp"
#include "clausier/domain/timesheet_checks.hpp"
#include "clausier/store/office_rule_store.hpp"
#include "scope.hpp"

namespace clausier::app {
namespace {

CheckLimit limit_of(const Services& services, const Rulebook& own, std::string_view code) {
  const auto today = services.today();
  CheckLimit limit{.general = services.reference.rulebook.at(code, today)};
  if (const auto* set = own.find(code, today)) limit.own = *set;
  return limit;
}

CheckLine line_of(const Services& services, const Rulebook& own, const NamedCheck& check) {
  CheckLine line{.name = std::string(check.name), .codes = {check.codes.begin(), check.codes.end()}, .limits = {}};
  for (const auto rule : check.rules) line.limits.push_back(limit_of(services, own, rule));
  return line;
}

bool stands(const std::vector<OfficeRule>& known, const OfficeRule& rule) {
  const auto last = std::find_if(known.rbegin(), known.rend(), [&](const auto& one) { return one.code == rule.code && one.from == rule.from; });
  return last != known.rend() && last->value == rule.value && last->reason == rule.reason;
}

}  // namespace

CheckBoard view_checks(Services& services, const Actor* actor) {
  CheckBoard board;
  if (actor && is_office(*actor))
    board.history = services.database->read([&](store::Connection& c) { return store::office_rules_of(c, actor->organisation->id); });
  const auto own = rulebook_of_office(board.history);
  std::reverse(board.history.begin(), board.history.end());
  for (const auto& check : timesheet_checks()) board.checks.push_back(line_of(services, own, check));
  return board;
}

Outcome<Done> set_office_rule(Services& services, const Actor& actor, const OfficeRuleWish& wish) {
  if (!is_office(actor)) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    const auto office = actor.organisation->id;
    const auto now = store::next_instant(c, services.clock());
    const OfficeRule rule{wish.code, wish.value, wish.from, wish.reason, actor.display_name, now};
    if (const auto fault = fault_of(rule)) return *fault;
    if (stands(store::office_rules_of(c, office), rule)) return Done{};
    store::append_office_rule(c, office, rule);
    record_audit(c, actor, now, "office_rule.set", "organisation", office.text(),
                 rule.code + " " + (rule.value ? std::to_string(*rule.value) : "–") + " " + rule.from.iso());
    return Done{};
  });
}

}  // namespace clausier::app
