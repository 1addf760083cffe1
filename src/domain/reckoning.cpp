#include "reckoning.hpp"

#include <algorithm>
#include <stdexcept>

namespace clausier {
namespace {

constexpr Wide square = Wide(basis_points_in_whole) * basis_points_in_whole;

void require_acceptable(bool acceptable) {
  if (!acceptable) throw std::domain_error("what is owed needs a clause that check_clause accepts");
}

bool computable(Money amount, int share, int rate, Money cost) {
  return cost.cents() > 0 && amount.cents() >= 0 && share >= 0 && rate >= 0;
}

WorkTime whole_hours(Wide numerator, Wide denominator, Rounding rounding) {
  return WorkTime::from_seconds(narrow(divided(numerator, denominator, rounding) * seconds_in_hour));
}

// The last step of a reckoning in hours: rounded to the whole hour as the clause says.
Reckoned rounded_hours(const Reckoning& r, Wide numerator, Wide denominator, Rounding rounding, const std::string& exact_step) {
  const auto hours = whole_hours(numerator, denominator, rounding);
  auto step = r.why.add({"", r.rule("rounded"), {{"exact_hours", fraction_text(numerator, denominator), "hours", exact_step}},
                         text_of(hours), "s", std::string(rounding_code(rounding)), r.legal});
  return {hours, std::move(step)};
}

}  // namespace

std::string legal_of(const Clause& clause) {
  std::string text;
  for (const auto& code : clause.legal_bases) text += (text.empty() ? "" : ", ") + code;
  return text;
}

std::string stated_by(const Clause& clause) {
  const std::string who = clause.author + ", " + clause.recorded_at.iso();
  return clause.source_document.empty() ? who : clause.source_document + ", " + who;
}

Reckoned hours_by_formula(const Reckoning& r, const StatedAmount& given, const AmountFormula& f) {
  require_acceptable(computable(given.amount, f.labour_share_basis_points, f.insertion_rate_basis_points, f.hourly_cost));
  const Wide labour = Wide(given.amount.cents()) * f.labour_share_basis_points;  // cents × 10 000
  const auto s1 = r.why.add({"", r.rule("labour_part"),
                             {{"amount", text_of(given.amount.cents()), "cents", given.from},
                              {"labour_share", text_of(f.labour_share_basis_points), "basis_points", r.source}},
                             fraction_text(labour, basis_points_in_whole), "cents", "", r.legal});

  const Wide insertion = labour * f.insertion_rate_basis_points;  // cents × 10 000²
  const auto s2 = r.why.add({"", r.rule("insertion_amount"),
                             {{"labour_part", fraction_text(labour, basis_points_in_whole), "cents", s1},
                              {"insertion_rate", text_of(f.insertion_rate_basis_points), "basis_points", r.source}},
                             fraction_text(insertion, square), "cents", "", r.legal});

  const Wide divisor = square * f.hourly_cost.cents();
  const auto s3 = r.why.add({"", r.rule("exact_hours"),
                             {{"insertion_amount", fraction_text(insertion, square), "cents", s2},
                              {"hourly_cost", text_of(f.hourly_cost.cents()), "cents_per_hour", r.source}},
                             fraction_text(insertion, divisor), "hours", "", r.legal});
  return rounded_hours(r, insertion, divisor, f.rounding, s3);
}

Reckoned hours_per_amount(const Reckoning& r, const StatedAmount& given, const HoursPerAmount& target) {
  require_acceptable(target.tranche.cents() > 0 && target.threshold.cents() >= 0 && given.amount.cents() >= 0);
  const bool past = given.amount > target.threshold;
  const std::int64_t above = !past ? 0 : target.from_first_euro ? given.amount.cents() : (given.amount - target.threshold).cents();
  const auto s1 = r.why.add({"", r.rule(target.from_first_euro ? "from_first_euro" : "above_threshold"),
                             {{"amount", text_of(given.amount.cents()), "cents", given.from},
                              {"threshold", text_of(target.threshold.cents()), "cents", r.source}},
                             text_of(above), "cents", "", r.legal});

  const auto rounding = target.started_tranche_counts ? Rounding::ceil : Rounding::floor;
  const auto tranches = narrow(divided(above, target.tranche.cents(), rounding));
  const auto s2 = r.why.add({"", r.rule("tranches"),
                             {{"above", text_of(above), "cents", s1},
                              {"tranche", text_of(target.tranche.cents()), "cents", r.source}},
                             text_of(tranches), "count", std::string(rounding_code(rounding)), r.legal});

  const auto hours = WorkTime::from_seconds(narrow(Wide(tranches) * target.hours.seconds()));
  auto s3 = r.why.add({"", r.rule("per_tranche"),
                       {{"tranches", text_of(tranches), "count", s2}, {"hours", text_of(target.hours), "s", r.source}},
                       text_of(hours), "s", "", r.legal});
  return {hours, std::move(s3)};
}

Reckoned hours_of_bracket(const Reckoning& r, const StatedAmount& given, const BracketGrid& grid) {
  Step step{"", r.rule("bracket"), {{"amount", text_of(given.amount.cents()), "cents", given.from}}, "", "s", "", r.legal};
  auto hours = WorkTime::zero();
  for (const auto& bracket : grid.brackets) {
    step.inputs.push_back({"bracket_from", text_of(bracket.from.cents()), "cents", r.source});
    step.inputs.push_back({"bracket_hours", text_of(bracket.hours), "s", r.source});
    if (bracket.from <= given.amount) hours = bracket.hours;
  }
  step.result = text_of(hours);
  return {hours, r.why.add(std::move(step))};
}

Reckoned hours_of_fte(const Reckoning& r, const FullTimeEquivalents& target) {
  const Wide seconds = Wide(target.hundredths) * target.year.seconds();  // × 100
  const Wide divisor = Wide(100) * seconds_in_hour;
  const auto s1 = r.why.add({"", r.rule("fte"),
                             {{"fte", text_of(target.hundredths), "hundredths", r.source},
                              {"year", text_of(target.year), "s", r.source}},
                             fraction_text(seconds, divisor), "hours", "", r.legal});
  return rounded_hours(r, seconds, divisor, target.rounding, s1);
}

Reckoned hours_of_order(const Reckoning& r, const StatedAmount& order, const RatePerOrder& t) {
  require_acceptable(computable(order.amount, t.labour_share_basis_points, t.insertion_rate_basis_points, t.hourly_cost));
  const Wide insertion = Wide(order.amount.cents()) * t.labour_share_basis_points * t.insertion_rate_basis_points;
  const auto hours = whole_hours(insertion, square * t.hourly_cost.cents(), t.rounding);
  auto step = r.why.add({"", r.rule("order"),
                         {{"amount", text_of(order.amount.cents()), "cents", order.from},
                          {"labour_share", text_of(t.labour_share_basis_points), "basis_points", r.source},
                          {"insertion_rate", text_of(t.insertion_rate_basis_points), "basis_points", r.source},
                          {"hourly_cost", text_of(t.hourly_cost.cents()), "cents_per_hour", r.source}},
                         text_of(hours), "s", std::string(rounding_code(t.rounding)), r.legal});
  return {hours, std::move(step)};
}

HourPrice price_by_index(const IndexedPenalty& penalty, const RuleValue& index, const std::string& source, Explanation& why) {
  const auto cents = narrow(divided(Wide(index.value) * penalty.times_hundredths, 100, Rounding::nearest));
  auto step = why.add({"", "penalty.indexed",
                       {{"index", text_of(index.value), "cents", index.code},
                        {"index_name", penalty.index, "index", source},
                        {"times", text_of(std::int64_t{penalty.times_hundredths}), "hundredths", source}},
                       text_of(cents), "cents_per_hour", "nearest", index.source});
  return {Money::from_cents(cents), std::move(step)};
}

Money cost_of(WorkTime hours, Money per_hour) {
  return Money::from_cents(narrow(divided(Wide(per_hour.cents()) * hours.seconds(), seconds_in_hour, Rounding::nearest)));
}

int elapsed_days(const DateRange& range, Date day) {
  return std::clamp(day.days_since_1970() - range.first.days_since_1970() + 1, 0, range.days());
}

namespace {

Reckoned due_at_end(const DateRange& range, const Reckoned& owed, Date day, const std::string& source, Explanation& why) {
  const WorkTime due = day >= range.last ? owed.hours : WorkTime::zero();
  auto step = why.add({"", "due.at_end",
                       {{"owed", text_of(owed.hours), "s", owed.step},
                        {"last_day", range.last.iso(), "date", source},
                        {"until", day.iso(), "date", "cutoff"}},
                       text_of(due), "s", "", ""});
  return {due, std::move(step)};
}

}  // namespace

Reckoned due_within(const DateRange& range, DueSchedule schedule, const Reckoned& owed, Date day, const std::string& source,
                    Explanation& why) {
  if (schedule == DueSchedule::at_end) return due_at_end(range, owed, day, source, why);
  const StepInput first{"first_day", range.first.iso(), "date", source};
  const StepInput last{"last_day", range.last.iso(), "date", source};
  const auto total = text_of(range.days());
  const auto total_step = why.add({"", "due.total_days", {first, last}, total, "days", "", ""});
  const int elapsed = elapsed_days(range, day);
  const auto elapsed_step = why.add({"", "due.elapsed_days", {first, last, {"until", day.iso(), "date", "cutoff"}},
                                     text_of(elapsed), "days", "", ""});
  const auto due = WorkTime::from_seconds(narrow(divided(Wide(owed.hours.seconds()) * elapsed, range.days(), Rounding::floor)));
  auto step = why.add({"", "due.linear",
                       {{"owed", text_of(owed.hours), "s", owed.step},
                        {"elapsed_days", text_of(elapsed), "days", elapsed_step},
                        {"total_days", total, "days", total_step}},
                       text_of(due), "s", "floor", ""});
  return {due, std::move(step)};
}

}  // namespace clausier
