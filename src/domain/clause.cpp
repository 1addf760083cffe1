#include "clausier/domain/clause.hpp"

#include <stdexcept>

#include "reckoning.hpp"

namespace clausier {
namespace {

Reckoned computed_by(const Clause& clause, const Reckoning& reckoning) {
  if (const auto* fixed = std::get_if<FixedHours>(&clause.target)) {
    auto step = reckoning.why.add({"", "owed.fixed", {{"hours", text_of(fixed->hours), "s", reckoning.source}},
                                   text_of(fixed->hours), "s", "", reckoning.legal});
    return {fixed->hours, std::move(step)};
  }
  if (const auto* formula = std::get_if<AmountFormula>(&clause.target))
    return hours_by_formula(reckoning, {formula->amount, reckoning.source}, *formula);
  if (const auto* grid = std::get_if<BracketGrid>(&clause.target))
    return hours_of_bracket(reckoning, {grid->amount, reckoning.source}, *grid);
  if (const auto* fte = std::get_if<FullTimeEquivalents>(&clause.target)) return hours_of_fte(reckoning, *fte);
  throw std::logic_error("what this target owes is no number of hours known at signature");
}

std::optional<WorkTime> contractual_of(const Target& target) {
  if (const auto* formula = std::get_if<AmountFormula>(&target)) return formula->contractual;
  if (const auto* grid = std::get_if<BracketGrid>(&target)) return grid->contractual;
  if (const auto* fte = std::get_if<FullTimeEquivalents>(&target)) return fte->contractual;
  return std::nullopt;
}

}  // namespace

std::string_view due_schedule_code(DueSchedule schedule) {
  return schedule == DueSchedule::linear ? "linear" : "at_end";
}

std::optional<DueSchedule> parse_due_schedule(std::string_view code) {
  for (const auto schedule : {DueSchedule::linear, DueSchedule::at_end})
    if (due_schedule_code(schedule) == code) return schedule;
  return std::nullopt;
}

Owed owed_by(const Clause& clause) {
  Owed owed{WorkTime::zero(), WorkTime::zero(), {}};
  const Reckoning reckoning{"owed", stated_by(clause), legal_of(clause), owed.explanation};
  const auto computed = computed_by(clause, reckoning);
  owed.hours = owed.computed = computed.hours;
  if (const auto contractual = contractual_of(clause.target)) {
    owed.hours = *contractual;
    owed.explanation.add({"", "owed.contractual",
                          {{"computed", text_of(computed.hours), "s", computed.step},
                           {"contractual", text_of(*contractual), "s", reckoning.source}},
                          text_of(*contractual), "s", "", reckoning.legal});
  }
  return owed;
}

WorkTime due_on(const Clause& clause, WorkTime owed, Date day, Explanation& explanation, const std::string& owed_step) {
  return due_within(clause.execution, clause.schedule, {owed, owed_step}, day, stated_by(clause), explanation).hours;
}

std::optional<Money> penalty_exposure(const Clause& clause, WorkTime missing) {
  if (!clause.penalty_per_missing_hour) return std::nullopt;
  return cost_of(missing, *clause.penalty_per_missing_hour);
}

}  // namespace clausier
