#include "clausier/domain/clause.hpp"

#include <algorithm>
#include <stdexcept>

#include "exact.hpp"

namespace clausier {
namespace {

constexpr std::int64_t whole = 10'000;  // basis points in 100 %
constexpr std::int64_t seconds_per_hour = 3'600;

std::string joined(const std::vector<std::string>& codes) {
  std::string text;
  for (const auto& code : codes) text += (text.empty() ? "" : ", ") + code;
  return text;
}

// Who states the figures of a clause: its document, its author and the day it was recorded.
std::string stated_by(const Clause& clause) {
  const std::string who = clause.author + ", " + clause.recorded_at.utc_date().iso();
  return clause.source_document.empty() ? who : clause.source_document + " (" + who + ")";
}

std::string text_of(std::int64_t value) { return std::to_string(value); }
std::string text_of(WorkTime time) { return std::to_string(time.seconds()); }

Owed owed_fixed(const Clause& clause, const FixedHours& target) {
  Owed owed{target.hours, target.hours, {}};
  owed.explanation.add({"", "owed.fixed", {{"hours", text_of(target.hours), "s", stated_by(clause)}},
                        text_of(target.hours), "s", "", joined(clause.legal_bases)});
  return owed;
}

void check_divisor(const AmountFormula& formula) {
  if (formula.hourly_cost.cents() <= 0 || formula.amount.cents() < 0 || formula.labour_share_basis_points < 0 ||
      formula.insertion_rate_basis_points < 0)
    throw std::domain_error("owed_by needs a clause that check_clause accepts");
}

// The same quotient carried through three exact steps, then rounded once.
Owed owed_by_formula(const Clause& clause, const AmountFormula& formula) {
  check_divisor(formula);
  const std::string source = stated_by(clause);
  const std::string legal = joined(clause.legal_bases);
  Explanation why;

  const Wide labour = Wide(formula.amount.cents()) * formula.labour_share_basis_points;  // cents × 10 000
  const auto s1 = why.add({"", "owed.labour_part",
                           {{"amount", text_of(formula.amount.cents()), "cents", source},
                            {"labour_share", text_of(formula.labour_share_basis_points), "basis_points", source}},
                           fraction_text(labour, whole), "cents", "", legal});

  const Wide insertion = labour * formula.insertion_rate_basis_points;  // cents × 10 000²
  const auto s2 = why.add({"", "owed.insertion_amount",
                           {{"labour_part", fraction_text(labour, whole), "cents", s1},
                            {"insertion_rate", text_of(formula.insertion_rate_basis_points), "basis_points", source}},
                           fraction_text(insertion, Wide(whole) * whole), "cents", "", legal});

  const Wide divisor = Wide(whole) * whole * formula.hourly_cost.cents();
  const auto s3 = why.add({"", "owed.exact_hours",
                           {{"insertion_amount", fraction_text(insertion, Wide(whole) * whole), "cents", s2},
                            {"hourly_cost", text_of(formula.hourly_cost.cents()), "cents_per_hour", source}},
                           fraction_text(insertion, divisor), "hours", "", legal});

  const auto computed = WorkTime::from_seconds(narrow(divided(insertion, divisor, formula.rounding) * seconds_per_hour));
  const std::string rounding(rounding_code(formula.rounding));
  const auto s4 = why.add({"", "owed.rounded", {{"exact_hours", fraction_text(insertion, divisor), "hours", s3}},
                           text_of(computed), "s", rounding, legal});
  if (!formula.contractual) return {computed, computed, std::move(why)};

  why.add({"", "owed.contractual",
           {{"computed", text_of(computed), "s", s4}, {"contractual", text_of(*formula.contractual), "s", source}},
           text_of(*formula.contractual), "s", "", legal});
  return {*formula.contractual, computed, std::move(why)};
}

// Days of execution gone by at the end of a day: 0 before the first, all of them on the last.
int elapsed_days(const DateRange& execution, Date day) {
  return std::clamp(day.days_since_1970() - execution.first.days_since_1970() + 1, 0, execution.days());
}

WorkTime due_at_end(const Clause& clause, WorkTime owed, Date day, Explanation& explanation, const std::string& owed_step) {
  const WorkTime due = day >= clause.execution.last ? owed : WorkTime::zero();
  explanation.add({"", "due.at_end",
                   {{"owed", text_of(owed), "s", owed_step},
                    {"last_day", clause.execution.last.iso(), "date", stated_by(clause)},
                    {"until", day.iso(), "date", "cutoff"}},
                   text_of(due), "s", "", ""});
  return due;
}

WorkTime due_in_proportion(const Clause& clause, WorkTime owed, Date day, Explanation& explanation,
                           const std::string& owed_step) {
  const auto& execution = clause.execution;
  const std::string source = stated_by(clause);
  const StepInput first{"first_day", execution.first.iso(), "date", source};
  const StepInput last{"last_day", execution.last.iso(), "date", source};

  const auto total = text_of(execution.days());
  const auto total_step = explanation.add({"", "due.total_days", {first, last}, total, "days", "", ""});
  const int elapsed = elapsed_days(execution, day);
  const auto elapsed_step = explanation.add({"", "due.elapsed_days", {first, last, {"until", day.iso(), "date", "cutoff"}},
                                             text_of(elapsed), "days", "", ""});
  const auto due = WorkTime::from_seconds(narrow(divided(Wide(owed.seconds()) * elapsed, execution.days(), Rounding::floor)));
  explanation.add({"", "due.linear",
                   {{"owed", text_of(owed), "s", owed_step},
                    {"elapsed_days", text_of(elapsed), "days", elapsed_step},
                    {"total_days", total, "days", total_step}},
                   text_of(due), "s", "floor", ""});
  return due;
}

}  // namespace

std::string_view rounding_code(Rounding rounding) {
  switch (rounding) {
    case Rounding::floor: return "floor";
    case Rounding::nearest: return "nearest";
    case Rounding::ceil: return "ceil";
  }
  throw std::logic_error("rounding");
}

std::optional<Rounding> parse_rounding(std::string_view code) {
  for (const auto rounding : {Rounding::floor, Rounding::nearest, Rounding::ceil})
    if (rounding_code(rounding) == code) return rounding;
  return std::nullopt;
}

std::string_view due_schedule_code(DueSchedule schedule) {
  return schedule == DueSchedule::linear ? "linear" : "at_end";
}

std::optional<DueSchedule> parse_due_schedule(std::string_view code) {
  for (const auto schedule : {DueSchedule::linear, DueSchedule::at_end})
    if (due_schedule_code(schedule) == code) return schedule;
  return std::nullopt;
}

Owed owed_by(const Clause& clause) {
  if (const auto* fixed = std::get_if<FixedHours>(&clause.target)) return owed_fixed(clause, *fixed);
  return owed_by_formula(clause, std::get<AmountFormula>(clause.target));
}

WorkTime due_on(const Clause& clause, WorkTime owed, Date day, Explanation& explanation, const std::string& owed_step) {
  if (clause.schedule == DueSchedule::at_end) return due_at_end(clause, owed, day, explanation, owed_step);
  return due_in_proportion(clause, owed, day, explanation, owed_step);
}

std::optional<Money> penalty_exposure(const Clause& clause, WorkTime missing) {
  if (!clause.penalty_per_missing_hour) return std::nullopt;
  const Wide cents = Wide(clause.penalty_per_missing_hour->cents()) * missing.seconds();
  return Money::from_cents(narrow(divided(cents, seconds_per_hour, Rounding::nearest)));
}

}  // namespace clausier
