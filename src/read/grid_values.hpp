#pragma once
// What spreadsheets store, as typed cells: numbers, day serials, fractions of a day.
#include <optional>
#include <string>
#include <string_view>

#include "clausier/read/grid.hpp"

namespace clausier::read {

// The number with the 15 significant digits that spreadsheets show, without exponent below 10^15 and
// without trailing zeros: a stored 151.66999999999999 is the 151.67 that was typed.
std::string shown_digits(double value);

// The decimal number that the whole text is ("1.5E3" included), or empty.
std::optional<double> parse_number(std::string_view text);

// How a number format makes a number look.
enum class NumberLook { number, date, time };
NumberLook look_of_builtin_format(int id);
// Rules: what stands in quotes, after a backslash, "_" or "*", or in brackets other than [h] [m] [s]
// counts for nothing; y or d make a date, h or s a time, m alone a date. Only the first section counts.
NumberLook look_of_format_code(std::string_view code);

enum class Epoch { y1900, y1904 };

Cell number_cell(double value);
Cell text_cell(std::string text);
Cell boolean_cell(bool value);
Cell error_cell(std::string text);
Cell duration_cell(WorkTime time);
Cell date_cell(Date day, std::optional<WorkTime> clock);
// A serial number seen through a date or time format. Serials outside 1900-9999 stay numbers.
Cell serial_cell(double serial, NumberLook look, Epoch epoch);

// Day of a 1900-system serial (46143 = 1 May 2026), or empty outside 1900-03-01 … 9999-12-31: before
// March 1900 the system counts a 29 February that never was.
std::optional<Date> date_of_serial(std::int64_t serial);

// "2026-05-31", "2026-05-31T07:30:00"
std::optional<Cell> iso_date_cell(std::string_view text);
// "PT151H40M00S" with fractions of a second, to the nearest second.
std::optional<WorkTime> parse_iso_duration(std::string_view text);

}  // namespace clausier::read
