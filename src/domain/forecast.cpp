#include "clausier/domain/forecast.hpp"

#include <algorithm>

#include "reckoning.hpp"

namespace clausier {
namespace {

// Hours credited by the end of a month: those of its entries and before; what is credited besides counts from the start.
WorkTime credited_by(const Position& position, Month month) {
  auto sum = position.credits.sum();
  for (const auto& [known, breakdown] : position.by_month)
    if (known <= month) sum += breakdown.hours.counted;
  return sum;
}

// A whole month of which something is known: hours declared and all decided, or said to have none. A month that nobody
// declared yet, or that waits, is not a month at zero.
bool is_heard(const Position& position, Month month, const std::set<Month>& at_zero) {
  const auto found = position.by_month.find(month);
  if (found == position.by_month.end()) return at_zero.contains(month);
  return found->second.hours.pending == WorkTime::zero();
}

// The latest of them, at most `count`, newest first.
std::vector<Month> recent_months(const Position& position, std::int64_t count, const std::set<Month>& at_zero) {
  const auto until = position.cutoff.worked_until;
  auto month = until.month_of();
  if (month.last_day() > until) month = month.previous();
  std::vector<Month> months;
  for (; month.first_day() >= position.execution->first && std::ssize(months) < count; month = month.previous())
    if (is_heard(position, month, at_zero)) months.push_back(month);
  return months;
}

WorkTime counted_in(const Position& position, Month month) {
  const auto found = position.by_month.find(month);
  return found == position.by_month.end() ? WorkTime::zero() : found->second.hours.counted;
}

}  // namespace

std::vector<CurvePoint> expected_curve(const Clause& clause, const std::vector<ObligationFact>& facts, const Position& position) {
  std::vector<CurvePoint> curve;
  const auto execution = position.execution.value_or(clause.execution);
  const auto until = position.cutoff.worked_until;
  for (auto month = execution.first.month_of(); month.first_day() <= execution.last; month = month.next()) {
    const Date day = std::min(month.last_day(), execution.last);
    CurvePoint point{day, obligation_on(clause, facts, {day, position.cutoff.recorded_until}).due, std::nullopt};
    if (month.first_day() <= until) point.counted = credited_by(position, month).seconds();
    curve.push_back(point);
  }
  return curve;
}

RhythmForecast rhythm_forecast(const Position& position, const Rulebook& rulebook, const std::set<Month>& at_zero) {
  RhythmForecast forecast;
  const auto until = position.cutoff.worked_until;
  if (!position.execution || position.people_test || until >= position.execution->last) return forecast;
  const auto& rule = rulebook.at("forecast.recent.months", until);
  const auto months = recent_months(position, rule.value, at_zero);
  if (months.empty()) return forecast;

  Step recent{"", "rhythm.recent", {}, "", "s", "", rule.source}, spell{"", "rhythm.days", {}, "", "days", "", ""};
  auto sum = WorkTime::zero();
  int days = 0;
  for (const auto month : months) {
    const auto counted = counted_in(position, month);
    const int length = DateRange{month.first_day(), month.last_day()}.days();
    recent.inputs.push_back({"month", text_of(counted), "s", month.iso()});
    spell.inputs.push_back({"month_days", text_of(std::int64_t{length}), "days", month.iso()});
    sum += counted;
    days += length;
  }
  recent.result = text_of(sum);
  spell.result = text_of(std::int64_t{days});
  auto& why = forecast.explanation;
  const auto recent_step = why.add(std::move(recent));
  const auto days_step = why.add(std::move(spell));
  const DateRange ahead{until.plus_days(1), position.execution->last};
  const auto left_step = why.add({"", "rhythm.days_left",
                                  {{"first_day", ahead.first.iso(), "date", "cutoff"}, {"last_day", ahead.last.iso(), "date", "clause"}},
                                  text_of(std::int64_t{ahead.days()}), "days", "", ""});
  const auto to_come = WorkTime::from_seconds(narrow(divided(Wide(std::max<std::int64_t>(0, sum.seconds())) * ahead.days(), days, Rounding::floor)));
  const auto come_step = why.add({"", "rhythm.to_come",
                                  {{"recent", text_of(sum), "s", recent_step},
                                   {"days", text_of(std::int64_t{days}), "days", days_step},
                                   {"days_left", text_of(std::int64_t{ahead.days()}), "days", left_step}},
                                  text_of(to_come), "s", "floor", ""});
  forecast.at_end = position.credited + to_come;
  const auto end_step = why.add({"", "rhythm.at_end",
                                 {{"credited", text_of(position.credited), "s", "position"}, {"to_come", text_of(to_come), "s", come_step}},
                                 text_of(*forecast.at_end), "s", "", ""});
  if (!position.forecast) return forecast;
  forecast.short_of_owed = std::max(WorkTime::zero(), *position.forecast - *forecast.at_end);
  why.add({"", "rhythm.short",
           {{"forecast", text_of(*position.forecast), "s", "position"}, {"at_end", text_of(*forecast.at_end), "s", end_step}},
           text_of(*forecast.short_of_owed), "s", "", ""});
  return forecast;
}

}  // namespace clausier
