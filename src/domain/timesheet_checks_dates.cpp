#include "clausier/domain/wording.hpp"
#include "timesheet_checks_parts.hpp"

#include <algorithm>

namespace clausier::timesheet_check {
namespace {

constexpr int days_in_week = 7;

Parameters month_parameter(const CheckContext& context) { return {{"month", french_month(context.subject.month)}}; }

bool month_is_outside(const CheckContext& context) {
  const Month month = context.subject.month;
  return context.execution && !context.execution->overlaps({month.first_day(), month.last_day()});
}

// A week belongs to the month of its last day; anything longer stays inside the month.
bool is_of(Month month, const DateRange& worked) {
  if (worked.last.month_of() != month) return false;
  return worked.first >= month.first_day() || worked.days() <= days_in_week;
}

Parameters range_parameters(const DateRange& range) {
  return {{"first", french_date(range.first)}, {"last", french_date(range.last)}};
}

}  // namespace

Findings month_is_open(const TimesheetDraft&, const CheckContext& context) {
  const auto& closed = context.closed_months;
  if (std::find(closed.begin(), closed.end(), context.subject.month) == closed.end()) return {};
  return {finding("timesheet.month.closed", {}, context.subject.month.iso(), month_parameter(context))};
}

Findings month_has_come(const TimesheetDraft&, const CheckContext& context) {
  if (context.subject.month.first_day() <= context.today) return {};
  return {finding("timesheet.month.future", {}, context.subject.month.iso(), month_parameter(context))};
}

Findings month_is_in_execution(const TimesheetDraft&, const CheckContext& context) {
  if (!month_is_outside(context)) return {};
  auto parameters = range_parameters(*context.execution);
  parameters.merge(month_parameter(context));
  return {finding("timesheet.month.outside", {}, context.subject.month.iso(), std::move(parameters))};
}

Findings lines_are_of_the_month(const TimesheetDraft& draft, const CheckContext& context) {
  Findings found;
  for (const auto& line : draft.lines)
    if (line.worked && !is_of(context.subject.month, *line.worked))
      found.push_back(finding("cell.date.month", days_place(line), french_date(line.worked->last), month_parameter(context)));
  return found;
}

Findings lines_are_in_execution(const TimesheetDraft& draft, const CheckContext& context) {
  if (!context.execution || month_is_outside(context)) return {};  // said once for the month
  Findings found;
  for (const auto& line : draft.lines) {
    if (!line.worked || context.execution->contains(*line.worked)) continue;
    const Date outside = line.worked->first < context.execution->first ? line.worked->first : line.worked->last;
    found.push_back(finding("cell.date.outside", days_place(line), french_date(outside), range_parameters(*context.execution)));
  }
  return found;
}

}  // namespace clausier::timesheet_check
