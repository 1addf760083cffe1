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

RhythmForecast rhythm_forecast(const Position& position, const Rulebook& rulebook) {
  RhythmForecast forecast;
  const auto until = position.cutoff.worked_until;
  if (!position.execution || position.people_test || until >= position.execution->last) return forecast;
  const auto& rule = rulebook.at("forecast.recent.months", until);
  Month last = until.month_of();
  if (last.last_day() > until) last = last.previous();

  Step recent{"", "rhythm.recent", {}, "", "s", "", rule.source};
  auto sum = WorkTime::zero();
  Month first = last;
  for (std::int64_t i = 0; i < rule.value; ++i) {
    const auto month = Month::from_index(last.index() - static_cast<int>(i));
    if (month.first_day() < position.execution->first) break;
    first = month;
    const auto counted = counted_in(position, month);
    recent.inputs.push_back({"month", text_of(counted), "s", month.iso()});
    sum += counted;
  }
  if (recent.inputs.empty()) return forecast;
  recent.result = text_of(sum);
  auto& why = forecast.explanation;
  const auto recent_step = why.add(std::move(recent));
  const int days = DateRange{first.first_day(), last.last_day()}.days();
  const auto days_step = why.add({"", "rhythm.days",
                                  {{"first_day", first.first_day().iso(), "date", "calendar"},
                                   {"last_day", last.last_day().iso(), "date", "calendar"}},
                                  text_of(std::int64_t{days}), "days", "", ""});
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
