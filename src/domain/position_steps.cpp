#include "position_steps.hpp"

#include <algorithm>

#include "credit.hpp"
#include "people_counted.hpp"
#include "reckoning.hpp"

namespace clausier {
namespace {

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

// What is compared to decide a state: hours in seconds, or people.
struct Measure {
  std::int64_t counted = 0;
  std::optional<std::int64_t> owed;
  std::optional<std::int64_t> due;
  const char* unit = "s";
  std::string counted_step;
};

// Counted for 10 000 due, rounded down; empty while nothing is due.
std::optional<std::int64_t> pace_of(const Measure& measure) {
  if (!measure.due || *measure.due == 0) return std::nullopt;
  return narrow(Wide(measure.counted) * 10'000 / *measure.due);
}

LotState state_of(const Measure& measure, const Obligation& obligation, Date until, std::optional<std::int64_t> pace,
                  const Thresholds& limits) {
  if (!measure.owed || !measure.due) return LotState::indeterminate;
  const bool over = until > obligation.execution.last;
  // What still grows with the execution cannot be done before its end.
  if (measure.counted >= *measure.owed && (obligation.settled || over)) return LotState::done;
  if (until < obligation.execution.first) return LotState::not_started;
  if (over) return LotState::missed;
  if (!pace) return LotState::on_pace;  // nothing is due yet
  if (*pace >= limits.ahead.value) return LotState::ahead;
  if (*pace >= limits.on_pace.value) return LotState::on_pace;
  if (*pace >= limits.to_watch.value) return LotState::to_watch;
  return LotState::late;
}

StepInput threshold_input(const char* name, const RuleValue& rule) {
  return {name, std::to_string(rule.value), "basis_points", rule.code};
}

void explain_indeterminate(Position& position, const Obligation& obligation) {
  position.state = LotState::indeterminate;
  position.explanation.add({"", "state.indeterminate", {{"owed", "indeterminate", "state", obligation.owed_step}},
                            std::string(lot_state_code(position.state)), "state", "", ""});
}

std::string state_rule(bool has_pace, bool settled) {
  return std::string(has_pace ? "state.by_pace" : "state.nothing_due") + (settled ? "" : "_growing");
}

void explain_state(Position& position, const Obligation& obligation, const Rulebook& rulebook, const Measure& measure) {
  const auto limits = thresholds_on(rulebook, position.cutoff.worked_until);
  const auto pace = pace_of(measure);
  position.state = state_of(measure, obligation, position.cutoff.worked_until, pace, limits);
  if (position.state == LotState::indeterminate) return explain_indeterminate(position, obligation);

  const std::string unit = measure.unit;
  Step decided{"", state_rule(pace.has_value(), obligation.settled), {}, std::string(lot_state_code(position.state)), "state", "",
               limits.on_pace.source};
  decided.inputs = {{"counted", std::to_string(measure.counted), unit, measure.counted_step},
                    {"owed", std::to_string(*measure.owed), unit, obligation.owed_step},
                    {"until", position.cutoff.worked_until.iso(), "date", "cutoff"},
                    {"first_day", obligation.execution.first.iso(), "date", "clause"},
                    {"last_day", obligation.execution.last.iso(), "date", "clause"}};
  if (pace) {
    const auto pace_step = position.explanation.add({"", "state.pace",
                                                     {{"counted", std::to_string(measure.counted), unit, measure.counted_step},
                                                      {"due", std::to_string(*measure.due), unit, obligation.due_step}},
                                                     std::to_string(*pace), "basis_points", "floor", ""});
    decided.inputs.push_back({"pace", std::to_string(*pace), "basis_points", pace_step});
    decided.inputs.push_back(threshold_input("ahead_from", limits.ahead));
    decided.inputs.push_back(threshold_input("on_pace_from", limits.on_pace));
    decided.inputs.push_back(threshold_input("to_watch_from", limits.to_watch));
  }
  position.explanation.add(std::move(decided));
}

// A double target is reached only when both tests are: the better state yields to the share kept for a group.
void lower_state_by_reserved(Position& position) {
  Step step{"", "state.reserved", {}, "", "state", "", ""};
  const bool missing = std::any_of(position.reserved.begin(), position.reserved.end(), [](const ReservedTest& test) { return test.misses(); });
  const bool good = position.state == LotState::done || position.state == LotState::ahead || position.state == LotState::on_pace;
  if (!missing || !good) return;
  const auto& steps = position.explanation.steps();
  step.inputs.push_back({"state", std::string(lot_state_code(position.state)), "state", steps.back().id});
  for (const auto& known : steps)
    if (known.rule == "reserved.missing") step.inputs.push_back({"reserved_missing", known.result, known.unit, known.id});
  step.inputs.push_back({"until", position.cutoff.worked_until.iso(), "date", "cutoff"});
  step.inputs.push_back({"last_day", position.execution->last.iso(), "date", "clause"});
  position.state = position.cutoff.worked_until > position.execution->last ? LotState::missed : LotState::to_watch;
  step.result = lot_state_code(position.state);
  position.explanation.add(std::move(step));
}

// The penalty of a missing hour: fixed by the clause, or a multiple of the index in force on the day asked. Empty when
// the clause has none, or when the index has no value that day, which a step tells.
std::optional<HourPrice> price_of_missing_hour(Position& position, const Clause& clause, const Rulebook& rulebook) {
  if (clause.penalty_per_missing_hour) return HourPrice{*clause.penalty_per_missing_hour, "clause"};
  const auto& indexed = clause.terms.penalties.indexed;
  if (!indexed) return std::nullopt;
  const auto day = position.cutoff.worked_until;
  if (const auto* index = rulebook.find(indexed->index, day))
    return price_by_index(*indexed, *index, stated_by(clause), position.explanation);
  position.explanation.add({"", "exposure.no_index",
                            {{"index_name", indexed->index, "index", stated_by(clause)}, {"until", day.iso(), "date", "cutoff"}},
                            std::string(lot_state_code(LotState::indeterminate)), "state", "", ""});
  return std::nullopt;
}

void explain_exposure(Position& position, const Clause& clause, const Rulebook& rulebook, const std::string& missing_step) {
  const auto price = price_of_missing_hour(position, clause, rulebook);
  if (!price) return;
  position.exposure = cost_of(*position.missing, price->price);
  position.explanation.add({"", "exposure.penalty",
                            {{"missing", text_of(*position.missing), "s", missing_step},
                             {"penalty", text_of(price->price.cents()), "cents_per_hour", price->step}},
                            text_of(position.exposure->cents()), "cents", "nearest", ""});
}

std::optional<WorkTime> time_of(std::optional<std::int64_t> seconds) {
  return seconds ? std::optional(WorkTime::from_seconds(*seconds)) : std::nullopt;
}

// Hours counted and credited, what is missing of them, and what it would cost. Returns what decides the state.
Measure explain_missing_hours(Position& position, const LotFacts& facts, const Clause& clause, const Obligation& obligation,
                              const Rulebook& rulebook) {
  position.owed = time_of(obligation.owed);
  position.due = time_of(obligation.due);
  position.forecast = time_of(obligation.forecast);
  const auto hours = explain_hours(position);
  const auto credited = explain_credits(position, facts, clause, obligation.owed_step, hours.counted);
  if (position.due) {
    position.missing = std::max(WorkTime::zero(), *position.due - position.credited);
    const auto missing_step = position.explanation.add({"", "hours.missing",
                                                        {{"due", text_of(*position.due), "s", obligation.due_step},
                                                         {"counted", text_of(position.credited), "s", credited}},
                                                        text_of(*position.missing), "s", "", ""});
    explain_exposure(position, clause, rulebook, missing_step);
  }
  explain_reserved(position, facts, clause, rulebook, obligation.owed_step, obligation.due_step);
  return {position.credited.seconds(), obligation.owed, obligation.due, "s", credited};
}

Measure explain_missing_people(Position& position, const LotFacts& facts, const Clause& clause, const Obligation& obligation,
                               const Rulebook& rulebook) {
  PeopleTest test;
  test.owed = obligation.owed;
  test.due = obligation.due;
  position.people_test = test;
  const auto hours = explain_hours(position);
  explain_credits(position, facts, clause, obligation.owed_step, hours.counted);
  const auto counted_step = explain_people(position, clause);
  auto& found = *position.people_test;
  if (found.due) {
    found.missing = std::max<std::int64_t>(0, *found.due - *found.counted);
    position.explanation.add({"", "people.missing",
                              {{"due", std::to_string(*found.due), "count", obligation.due_step},
                               {"counted", std::to_string(*found.counted), "count", counted_step}},
                              std::to_string(*found.missing), "count", "", ""});
  }
  explain_reserved(position, facts, clause, rulebook, obligation.owed_step, obligation.due_step);
  return {*found.counted, obligation.owed, obligation.due, "count", counted_step};
}

}  // namespace

void explain_obligation(Position& position, const LotFacts& facts, const Clause& clause, Obligation obligation,
                        const Rulebook& rulebook) {
  position.execution = obligation.execution;
  position.explanation = std::move(obligation.explanation);
  const auto measure = asks_for_people(clause.target) ? explain_missing_people(position, facts, clause, obligation, rulebook)
                                                      : explain_missing_hours(position, facts, clause, obligation, rulebook);
  explain_state(position, obligation, rulebook, measure);
  lower_state_by_reserved(position);
}

void explain_no_clause(Position& position) {
  position.state = LotState::no_clause;
  position.credited = position.hours.counted;
  position.explanation.add({"", "clause.none", {}, std::string(lot_state_code(LotState::no_clause)), "state", "", ""});
}

}  // namespace clausier
