#include "clausier/domain/hours_tally.hpp"

#include <algorithm>

#include "position_steps.hpp"

namespace clausier {
namespace {

bool worked_later(const LotFacts& facts, const Cutoff& cutoff) {
  return std::any_of(facts.entries.begin(), facts.entries.end(), [&](const Entry& entry) { return entry.worked.last > cutoff.worked_until; });
}

// A home says of one person what the sum of a criterion does not.
bool counts_homes(const LotFacts& facts) {
  if (!facts.clause) return false;
  const auto& shares = facts.clause->terms.reserved;
  return std::any_of(shares.begin(), shares.end(), [](const ReservedShare& share) { return share.criterion == priority_district_group; }) &&
         std::any_of(facts.eligibility.begin(), facts.eligibility.end(), [](const EligibilityDecision& decision) { return decision.home.has_value(); });
}

void add_counted(std::map<std::string, WorkTime>& sums, const std::map<std::string, Breakdown>& breakdowns) {
  for (const auto& [name, breakdown] : breakdowns)
    if (breakdown.hours.counted != WorkTime::zero()) sums.emplace(name, breakdown.hours.counted);
}

void give_back_counted(std::map<std::string, Breakdown>& breakdowns, const std::map<std::string, WorkTime>& sums) {
  for (const auto& [name, counted] : sums) breakdowns[name].hours.add(LineStatus::counted, counted);
}

}  // namespace

std::optional<HoursTally> tally_of(const Position& position, const LotFacts& facts) {
  if (!facts.pooled.empty() || worked_later(facts, position.cutoff)) return std::nullopt;
  if (facts.clause && (asks_for_people(facts.clause->target) || counts_homes(facts))) return std::nullopt;
  HoursTally tally;
  tally.execution = position.execution;
  for (const auto& [month, breakdown] : position.by_month) tally.months[month].hours = breakdown.hours;
  for (const auto& line : position.entries)
    if (line.reason == awaiting_decision) ++tally.months[line.entry.worked.last.month_of()].awaiting_lines;
  add_counted(tally.counted_by_contract_type, position.by_contract_type);
  add_counted(tally.counted_by_group, position.by_group);
  return tally;
}

std::optional<Position> position_from(const HoursTally& tally, const LotFacts& facts, const Rulebook& rulebook, const Cutoff& cutoff) {
  Position position;
  position.cutoff = cutoff;
  for (const auto& [month, sums] : tally.months) {
    position.by_month[month].hours = sums.hours;
    position.hours += sums.hours;
  }
  give_back_counted(position.by_contract_type, tally.counted_by_contract_type);
  give_back_counted(position.by_group, tally.counted_by_group);
  if (!facts.clause) {
    explain_no_clause(position);
    return position;
  }
  auto clause = *facts.clause;
  auto obligation = obligation_on(clause, facts.obligation, cutoff);
  if (tally.execution != obligation.execution) return std::nullopt;
  clause.execution = obligation.execution;
  explain_obligation(position, facts, clause, std::move(obligation), rulebook);
  return position;
}

}  // namespace clausier
