#include "credit.hpp"

#include <algorithm>

#include "obligation_parts.hpp"

namespace clausier {
namespace {

struct Credit {
  WorkTime time = WorkTime::zero();
  std::string step;  // empty when there is nothing
};

bool counted_here(const Position& position, EntryId entry) {
  return std::any_of(position.entries.begin(), position.entries.end(),
                     [&](const DecidedEntry& e) { return e.entry.id == entry && e.status == LineStatus::counted; });
}

struct Pools {
  std::vector<PooledHours> in;
  std::vector<PooledHours> out;
};

// An allocation is worth what its line is worth: nothing when the line is not counted, or not yet worked.
Pools pools_of(const Position& position, const LotFacts& facts, LotId lot) {
  Pools pools;
  for (const auto& allocation : allocations_believed(facts.pooled, position.cutoff.recorded_until)) {
    if (allocation.worked.last > position.cutoff.worked_until) continue;
    if (allocation.to == lot && allocation.line_counts) pools.in.push_back(allocation);
    if (allocation.from == lot && counted_here(position, allocation.entry)) pools.out.push_back(allocation);
  }
  return pools;
}

// What is left on the lot of the hours of a type of contract, once lines of it are allocated elsewhere: no bonus stays
// behind on hours that are gone.
Reckoned hours_kept(Position& position, const std::string& contract_type, WorkTime raw, const Pools& pools) {
  Step step{"", "credit.weighted_hours", {{"raw", text_of(raw), "s", "journal"}}, "", "s", "", ""};
  auto kept = raw;
  for (const auto& allocation : pools.out) {
    const auto line = std::find_if(position.entries.begin(), position.entries.end(), [&](const DecidedEntry& e) { return e.entry.id == allocation.entry; });
    if (line->entry.contract_type != contract_type) continue;
    step.inputs.push_back({"allocated", text_of(allocation.time), "s", "agreement " + allocation.agreement.text()});
    kept = kept - allocation.time;
  }
  if (step.inputs.size() == 1) return {raw, "journal"};
  step.result = text_of(kept);
  return {kept, position.explanation.add(std::move(step))};
}

// The hours of each type of contract that has a bonus, weighted; raw hours stay what they are.
Credit weighting_bonus(Position& position, const Clause& clause, const Pools& pools) {
  Credit credit;
  std::vector<Reckoned> parts;
  for (const auto& weighting : clause.terms.weightings) {
    const auto found = position.by_contract_type.find(weighting.contract_type);
    if (found == position.by_contract_type.end() || found->second.hours.counted == WorkTime::zero()) continue;
    const auto kept = hours_kept(position, weighting.contract_type, found->second.hours.counted, pools);
    const auto raw = kept.hours;
    const Wide extra = Wide(raw.seconds()) * (weighting.basis_points - basis_points_in_whole);
    const auto bonus = WorkTime::from_seconds(narrow(divided(extra, basis_points_in_whole, Rounding::floor)));
    auto step = position.explanation.add({"", "credit.weighting",
                                          {{"contract_type", weighting.contract_type, "contract_type", stated_by(clause)},
                                           {"raw", text_of(raw), "s", kept.step},
                                           {"coefficient", text_of(std::int64_t{weighting.basis_points}), "basis_points", stated_by(clause)}},
                                          text_of(bonus), "s", "floor", ""});
    parts.push_back({bonus, step});
    credit.time += bonus;
    credit.step = step;
  }
  if (parts.size() > 1) credit.step = sum_of(parts, "credit.weighting_sum", position.explanation).step;
  return credit;
}

Credit opening_balance(Position& position, const ObligationContext& context) {
  Step step{"", "credit.opening", {}, "", "s", "", ""};
  Credit credit;
  for (const auto& balance : context.of(FactKind::opening_balance)) {
    if (balance.on > context.until) continue;
    step.inputs.push_back({"opening", text_of(*balance.hours), "s", source_of(balance)});
    credit.time += *balance.hours;
  }
  if (step.inputs.empty()) return credit;
  step.result = text_of(credit.time);
  credit.step = position.explanation.add(std::move(step));
  return credit;
}

// What was bought before the execution or after it stands for no hour, as hours worked then would not (domain.md §9-12).
void explain_outside(Position& position, const ObligationContext& context, const ObligationFact& service) {
  position.explanation.add({"", "credit.service_outside",
                            {{"bought_on", service.on.iso(), "date", source_of(service)},
                             {"first_day", context.clause.execution.first.iso(), "date", "clause"},
                             {"last_day", context.clause.execution.last.iso(), "date", "clause"}},
                            "0", "s", "", ""});
}

// Amount × labour share ÷ hourly cost, to the second below, capped on the hours owed.
Credit bought_services(Position& position, const ObligationContext& context, const std::string& owed_step) {
  Credit credit;
  const auto& terms = context.clause.terms.services;
  if (!terms) return credit;
  std::vector<Reckoned> parts;
  for (const auto& service : context.of(FactKind::bought_service)) {
    if (service.on > context.until) continue;
    if (!context.clause.execution.contains(service.on)) {
      explain_outside(position, context, service);
      continue;
    }
    const Wide seconds = Wide(service.amount->cents()) * terms->labour_share_basis_points * seconds_in_hour;
    const auto time = WorkTime::from_seconds(
        narrow(divided(seconds, Wide(basis_points_in_whole) * terms->hourly_cost.cents(), Rounding::floor)));
    parts.push_back({time, position.explanation.add(
                               {"", "credit.service",
                                {{"amount", text_of(service.amount->cents()), "cents", source_of(service)},
                                 {"labour_share", text_of(std::int64_t{terms->labour_share_basis_points}), "basis_points", context.source},
                                 {"hourly_cost", text_of(terms->hourly_cost.cents()), "cents_per_hour", context.source}},
                                text_of(time), "s", "floor", ""})});
  }
  if (parts.empty()) return credit;
  const auto sum = sum_of(parts, "credit.services_sum", position.explanation);
  const auto owed = position.owed.value_or(WorkTime::zero());
  const auto most = WorkTime::from_seconds(narrow(divided(Wide(owed.seconds()) * terms->cap_basis_points, basis_points_in_whole, Rounding::floor)));
  credit.time = std::min(sum.hours, most);
  credit.step = position.explanation.add({"", "credit.services",
                                          {{"services", text_of(sum.hours), "s", sum.step},
                                           {"owed", text_of(owed), "s", position.owed ? owed_step : "cutoff"},
                                           {"cap", text_of(std::int64_t{terms->cap_basis_points}), "basis_points", context.source}},
                                          text_of(credit.time), "s", "floor", ""});
  return credit;
}

Credit summed_pool(Position& position, const std::vector<PooledHours>& allocations, const char* rule) {
  Credit credit;
  Step step{"", rule, {}, "", "s", "", ""};
  for (const auto& allocation : allocations) {
    step.inputs.push_back({"allocated", text_of(allocation.time), "s", "agreement " + allocation.agreement.text()});
    credit.time += allocation.time;
  }
  if (allocations.empty()) return credit;
  step.result = text_of(credit.time);
  credit.step = position.explanation.add(std::move(step));
  return credit;
}

}  // namespace

std::string explain_credits(Position& position, const LotFacts& facts, const Clause& clause, const std::string& owed_step,
                            const std::string& counted_step) {
  const auto believed = facts_believed(facts.obligation, position.cutoff.recorded_until);
  const ObligationContext context{clause, believed, position.cutoff.worked_until};
  const auto pools = pools_of(position, facts, clause.lot);
  const auto weighting = weighting_bonus(position, clause, pools);
  const auto opening = opening_balance(position, context);
  const auto services = bought_services(position, context, owed_step);
  const auto pooled_in = summed_pool(position, pools.in, "credit.pooled_in");
  const auto pooled_out = summed_pool(position, pools.out, "credit.pooled_out");
  position.credits = {weighting.time, opening.time, services.time, pooled_in.time, pooled_out.time};
  position.credited = position.hours.counted + position.credits.sum();

  Step total{"", "credit.total", {{"counted", text_of(position.hours.counted), "s", counted_step}}, "", "s", "", ""};
  const auto add = [&](const char* name, const Credit& credit) {
    if (!credit.step.empty()) total.inputs.push_back({name, text_of(credit.time), "s", credit.step});
  };
  add("weighting", weighting);
  add("opening", opening);
  add("services", services);
  add("pooled_in", pooled_in);
  add("pooled_out", pooled_out);
  if (total.inputs.size() == 1) return counted_step;
  total.result = text_of(position.credited);
  return position.explanation.add(std::move(total));
}

}  // namespace clausier
