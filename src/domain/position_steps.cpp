#include "position_steps.hpp"

#include <algorithm>

#include "exact.hpp"

namespace clausier {
namespace {

std::string text_of(WorkTime time) { return std::to_string(time.seconds()); }

WorkTime hours_of(const HoursTotals& totals, LineStatus status) {
  switch (status) {
    case LineStatus::counted: return totals.counted;
    case LineStatus::pending: return totals.pending;
    case LineStatus::rejected: return totals.rejected;
    case LineStatus::uncountable: return totals.uncountable;
  }
  return WorkTime::zero();
}

// The hours of one status, month by month, so that the sum can be done again. How many lines make it is
// told to nobody: in a small lot that is a person.
std::string add_sum_of_months(Position& position, LineStatus status) {
  Step step{"", "hours." + std::string(line_status_code(status)), {}, "", "s", "", ""};
  for (const auto& [month, breakdown] : position.by_month) {
    const WorkTime time = hours_of(breakdown.hours, status);
    if (time != WorkTime::zero()) step.inputs.push_back({"month", text_of(time), "s", month.iso()});
  }
  step.result = text_of(hours_of(position.hours, status));
  return position.explanation.add(std::move(step));
}

struct HoursSteps {
  std::string counted;
};

HoursSteps explain_hours(Position& position) {
  const auto counted = add_sum_of_months(position, LineStatus::counted);
  const auto pending = add_sum_of_months(position, LineStatus::pending);
  const auto rejected = add_sum_of_months(position, LineStatus::rejected);
  const auto uncountable = add_sum_of_months(position, LineStatus::uncountable);
  const auto& hours = position.hours;
  position.explanation.add({"", "hours.declared",
                            {{"counted", text_of(hours.counted), "s", counted},
                             {"pending", text_of(hours.pending), "s", pending},
                             {"rejected", text_of(hours.rejected), "s", rejected},
                             {"uncountable", text_of(hours.uncountable), "s", uncountable}},
                            text_of(hours.declared), "s", "", ""});
  return {counted};
}

struct Thresholds {
  RuleValue ahead;
  RuleValue on_pace;
  RuleValue to_watch;
};

Thresholds thresholds_on(const Rulebook& rulebook, Date day) {
  return {rulebook.at("state.ahead.min_basis_points", day), rulebook.at("state.on_pace.min_basis_points", day),
          rulebook.at("state.to_watch.min_basis_points", day)};
}

// Hours counted for 10 000 hours due, rounded down; empty while nothing is due.
std::optional<std::int64_t> pace_of(const Position& position) {
  if (position.due->seconds() == 0) return std::nullopt;
  return narrow(Wide(position.hours.counted.seconds()) * 10'000 / position.due->seconds());
}

LotState state_of(const Position& position, const Clause& clause, std::optional<std::int64_t> pace, const Thresholds& limits) {
  if (position.hours.counted >= *position.owed) return LotState::done;
  const Date until = position.cutoff.worked_until;
  if (until < clause.execution.first) return LotState::not_started;
  if (until > clause.execution.last) return LotState::missed;
  if (!pace) return LotState::on_pace;  // nothing is due yet
  if (*pace >= limits.ahead.value) return LotState::ahead;
  if (*pace >= limits.on_pace.value) return LotState::on_pace;
  if (*pace >= limits.to_watch.value) return LotState::to_watch;
  return LotState::late;
}

StepInput threshold_input(const char* name, const RuleValue& rule) {
  return {name, std::to_string(rule.value), "basis_points", rule.code};
}

void explain_state(Position& position, const Clause& clause, const Rulebook& rulebook, const std::string& owed_step,
                   const std::string& due_step, const std::string& counted_step) {
  const auto limits = thresholds_on(rulebook, position.cutoff.worked_until);
  const auto pace = pace_of(position);
  position.state = state_of(position, clause, pace, limits);

  Step decided{"", pace ? "state.by_pace" : "state.nothing_due", {}, std::string(lot_state_code(position.state)), "state", "",
               limits.on_pace.source};
  decided.inputs = {{"counted", text_of(position.hours.counted), "s", counted_step},
                    {"owed", text_of(*position.owed), "s", owed_step},
                    {"until", position.cutoff.worked_until.iso(), "date", "cutoff"},
                    {"first_day", clause.execution.first.iso(), "date", "clause"},
                    {"last_day", clause.execution.last.iso(), "date", "clause"}};
  if (pace) {
    const auto pace_step = position.explanation.add({"", "state.pace",
                                                     {{"counted", text_of(position.hours.counted), "s", counted_step},
                                                      {"due", text_of(*position.due), "s", due_step}},
                                                     std::to_string(*pace), "basis_points", "floor", ""});
    decided.inputs.push_back({"pace", std::to_string(*pace), "basis_points", pace_step});
    decided.inputs.push_back(threshold_input("ahead_from", limits.ahead));
    decided.inputs.push_back(threshold_input("on_pace_from", limits.on_pace));
    decided.inputs.push_back(threshold_input("to_watch_from", limits.to_watch));
  }
  position.explanation.add(std::move(decided));
}

void explain_exposure(Position& position, const Clause& clause, const std::string& missing_step) {
  position.exposure = penalty_exposure(clause, *position.missing);
  if (!position.exposure) return;
  position.explanation.add({"", "exposure.penalty",
                            {{"missing", text_of(*position.missing), "s", missing_step},
                             {"penalty", std::to_string(clause.penalty_per_missing_hour->cents()), "cents_per_hour", "clause"}},
                            std::to_string(position.exposure->cents()), "cents", "nearest", ""});
}

}  // namespace

void explain_obligation(Position& position, const Clause& clause, const Rulebook& rulebook) {
  auto owed = owed_by(clause);
  position.owed = owed.hours;
  position.explanation = std::move(owed.explanation);
  const std::string owed_step = position.explanation.steps().back().id;
  position.due = due_on(clause, owed.hours, position.cutoff.worked_until, position.explanation, owed_step);
  const std::string due_step = position.explanation.steps().back().id;
  const auto hours = explain_hours(position);
  position.missing = std::max(WorkTime::zero(), *position.due - position.hours.counted);
  const auto missing_step = position.explanation.add({"", "hours.missing",
                                                      {{"due", text_of(*position.due), "s", due_step},
                                                       {"counted", text_of(position.hours.counted), "s", hours.counted}},
                                                      text_of(*position.missing), "s", "", ""});
  explain_exposure(position, clause, missing_step);
  explain_state(position, clause, rulebook, owed_step, due_step, hours.counted);
}

void explain_no_clause(Position& position) {
  position.state = LotState::no_clause;
  position.explanation.add({"", "clause.none", {{"declared", text_of(position.hours.declared), "s", "journal"}},
                            std::string(lot_state_code(LotState::no_clause)), "state", "", ""});
}

}  // namespace clausier
