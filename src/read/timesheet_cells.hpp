#pragma once
// Cells of a timesheet as hours, dates, periods and identifiers. A fault is the code of its finding.
#include <optional>
#include <string>

#include "clausier/domain/timesheet.hpp"
#include "clausier/read/grid.hpp"

namespace clausier::read {

// Text without spaces around it, inner line ends and repeated spaces as one space.
std::string trimmed(std::string_view text);
// The start of a text, short enough for a finding.
std::string excerpt(std::string_view text);
// "#REF!", "#N/A", "#DIV/0!" and their French forms.
bool is_value_error(const Cell& cell);

struct HoursReading {
  std::optional<WorkTime> time;  // empty with an empty fault: the cell says nothing ("", "-", 0)
  std::string fault;             // cell.hours.format, .negative, .fraction, .tiny, cell.value_error
  bool ambiguous = false;        // a "7.30": time is what was answered for the column, else its decimal reading
};
// dot_means_minutes: the answer given for the column, if any.
HoursReading read_hours(const Cell& cell, std::optional<bool> dot_means_minutes);

struct DateReading {
  std::optional<Date> date;
  std::string fault;   // cell.date.format, cell.value_error
  std::string repair = {};  // cell.date.serial: a bare number of a spreadsheet; cell.date.short: a year of two digits
};
DateReading read_date(const Cell& cell);
// Bare numbers of older people are dates too; a year of two digits is not: 26 may be 1926.
DateReading read_birth_date(const Cell& cell);

// "mai 2026", "05/2026", "mai", 5, or a date of the month. Without a year, the asked month's.
std::optional<Month> read_month(const Cell& cell, Month asked);

// "T2 2026", "2e trimestre": longer than the month of a timesheet.
bool names_quarter(const Cell& cell);

// A date of the week's first day, or its ISO number ("S22", 22), in the year of the asked month.
std::optional<DateRange> read_week(const Cell& cell, Month asked);

struct SiretReading {
  std::string digits;  // 14 when the key passes, else empty
  std::string fault;   // cell.siret, cell.siret.key, cell.siret.destroyed
  bool zeros_restored = false;
};
SiretReading read_siret(const Cell& cell);

}  // namespace clausier::read
