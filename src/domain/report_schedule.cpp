#include "clausier/domain/report_schedule.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace clausier {
namespace {

constexpr std::array cadences{std::pair{Cadence::monthly, std::string_view("monthly")}, std::pair{Cadence::quarterly, std::string_view("quarterly")},
                              std::pair{Cadence::yearly, std::string_view("yearly")}};
constexpr std::string_view kinds[] = {"portfolio", "programme", "office"};

int months_of(Cadence cadence) { return cadence == Cadence::monthly ? 1 : cadence == Cadence::quarterly ? 3 : 12; }

bool ends_period(const ReportSchedule& schedule, Month month) { return (month.index() + 1) % months_of(schedule.cadence) == 0; }

Date due_on(const ReportSchedule& schedule, Month month) { return month.last_day().plus_days(schedule.days_after); }

}  // namespace

std::string_view cadence_code(Cadence cadence) {
  return std::find_if(cadences.begin(), cadences.end(), [&](const auto& known) { return known.first == cadence; })->second;
}

std::optional<Cadence> parse_cadence(std::string_view code) {
  const auto found = std::find_if(cadences.begin(), cadences.end(), [&](const auto& known) { return known.second == code; });
  return found == cadences.end() ? std::nullopt : std::optional(found->first);
}

std::optional<Refusal> fault_of(const ReportSchedule& schedule) {
  if (std::find(std::begin(kinds), std::end(kinds), schedule.kind) == std::end(kinds)) return Refusal{"schedule.kind"};
  if ((schedule.kind == "programme") == schedule.programme.empty()) return Refusal{"schedule.programme"};
  if (schedule.days_after < 0 || schedule.days_after > schedule_days_after_max)
    return Refusal{"schedule.days", {{"max", std::to_string(schedule_days_after_max)}}};
  return std::nullopt;
}

std::vector<Date> periods_due(const ReportSchedule& schedule, Date from, Date until) {
  std::vector<Date> ends;
  for (auto month = from.plus_days(-schedule.days_after).month_of(); due_on(schedule, month) <= until; month = month.next())
    if (ends_period(schedule, month) && due_on(schedule, month) >= from) ends.push_back(month.last_day());
  return ends;
}

Date next_due(const ReportSchedule& schedule, Date today) {
  auto month = today.plus_days(-schedule.days_after).month_of();
  while (!ends_period(schedule, month) || due_on(schedule, month) <= today) month = month.next();
  return due_on(schedule, month);
}

}  // namespace clausier
