#include "own_hours.hpp"

#include "clausier/report/report.hpp"
#include "clausier/report/withheld_counts.hpp"

namespace clausier::app {

std::optional<OrganisationId> own_hours_only(store::Connection& c, const Actor& actor, LotId lot) {
  if (actor.role != Role::contractor || !actor.organisation) return std::nullopt;
  const auto firm = actor.organisation->id;
  const auto answers = c.query_one("SELECT 1 AS found FROM grants WHERE lot_id = ?1 AND firm_id = ?2 AND revoked_at IS NULL"
                                   " AND role IN ('holder', 'joint_holder')",
                                   store::values(lot, firm));
  return answers ? std::nullopt : std::optional(firm);
}

Position own_part(const Position& whole, OrganisationId firm) {
  Position own;
  own.cutoff = whole.cutoff;
  own.state = whole.state;
  own.owed = whole.owed;
  own.execution = whole.execution;
  for (const auto& line : whole.entries) {
    const auto& entry = line.entry;
    if (entry.subject.firm != firm) continue;
    auto& month = own.by_month[entry.worked.last.month_of()];
    for (auto* hours : {&own.hours, &month.hours}) hours->add(line.status, entry.declared);
    month.people.insert(entry.participant);
    own.people.insert(entry.participant);
    own.entries.push_back(line);
  }
  own.credited = own.hours.counted;
  return own;
}

Position position_for(store::Connection& c, const Services& services, const Actor& actor, LotId lot, const Cutoff& cutoff) {
  auto whole = position_in(c, services, lot, cutoff);
  const auto firm = own_hours_only(c, actor, lot);
  return firm ? own_part(whole, *firm) : withheld_for(services, actor, std::move(whole));
}

Position withheld_for(const Services& services, const Actor& actor, Position whole) {
  const auto minimum = services.reference.rulebook.at(report::small_count_rule, whole.cutoff.worked_until).value;
  if (actor.role == Role::officer) report::withhold_small_counts(whole, static_cast<std::size_t>(minimum));
  if (actor.role == Role::contractor) report::withhold_groups(whole);
  return whole;
}

}  // namespace clausier::app
