// The days that a line of a timesheet speaks of: a day, a week, a period, or the whole month.
#include "clausier/domain/wording.hpp"
#include "timesheet_cells.hpp"
#include "timesheet_table.hpp"

namespace clausier::read {
namespace {

// A week belongs to the month of its last day, whole: it is never split in silence. Anything longer
// stays inside its month (conventions.md).
bool belongs_to(Month month, const DateRange& worked) {
  constexpr int days_in_week = 7;
  if (worked.last.month_of() != month) return false;
  return worked.first >= month.first_day() || worked.days() <= days_in_week;
}

}  // namespace

bool TimesheetTable::read_period(const GridRow& row, std::optional<DateRange>& worked) {
  bool read = read_month_named(row);
  worked = days_in(row, read);
  if (!worked) return read;

  const std::string_view target = columns_.of("worked_on") ? "worked_on" : columns_.of("week") ? "week" : "period_start";
  const Cell& source = covering_cell(row, target);
  if (worked->last < worked->first) {
    report("cell.date.order", place_of(row, "period_end"), covering_cell(row, "period_end").text,
           {{"start", french_date(worked->first)}});
    return false;
  }
  if (!belongs_to(context_.month, *worked)) {
    report("cell.date.month", place_of(row, target), source.text,
           {{"month", french_month(context_.month)}, {"first", french_date(worked->first)}, {"last", french_date(worked->last)}});
    return false;
  }
  return read;
}

bool TimesheetTable::read_month_named(const GridRow& row) {
  if (!columns_.of("month")) return true;
  const Cell& source = covering_cell(row, "month");
  if (trimmed(source.text).empty()) return true;
  const auto month = read_month(source, context_.month);
  if (month == context_.month) return true;
  if (month)
    report("cell.date.month", place_of(row, "month"), source.text, {{"month", french_month(context_.month)}});
  else if (names_quarter(source))
    report("cell.date.quarter", place_of(row, "month"), source.text, {{"value", excerpt(source.text)}});
  else
    report("cell.date.format", place_of(row, "month"), source.text, {{"title", columns_.title_of("month")}});
  return false;
}

std::optional<DateRange> TimesheetTable::days_in(const GridRow& row, bool& read) {
  if (columns_.of("worked_on")) {
    const auto day = date_in(row, "worked_on", read);
    return day ? std::optional(DateRange{*day, *day}) : std::nullopt;
  }
  if (columns_.of("week")) {
    const Cell& source = covering_cell(row, "week");
    if (trimmed(source.text).empty()) return std::nullopt;
    auto week = read_week(source, context_.month);
    if (!week) {
      report("cell.date.format", place_of(row, "week"), source.text, {{"title", columns_.title_of("week")}});
      read = false;
      return std::nullopt;
    }
    if (const auto last = date_in(row, "period_end", read)) week->last = *last;
    return week;
  }
  const auto first = date_in(row, "period_start", read);
  if (!first) return std::nullopt;
  const auto last = date_in(row, "period_end", read);
  return DateRange{*first, last.value_or(*first)};
}

std::optional<Date> TimesheetTable::date_in(const GridRow& row, std::string_view target, bool& read) {
  if (!columns_.of(target)) return std::nullopt;
  const Cell& source = covering_cell(row, target);
  const auto reading = read_date(source);
  if (!reading.repair.empty()) announce_repair(reading.repair, place_of(row, target), source.text);
  if (!reading.fault.empty()) {
    report(reading.fault, place_of(row, target), source.text, {{"title", columns_.title_of(target)}, {"value", excerpt(source.text)}});
    read = false;
  }
  return reading.date;
}

}  // namespace clausier::read
