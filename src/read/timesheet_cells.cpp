#include "timesheet_cells.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "clausier/domain/contract.hpp"
#include "clausier/domain/siret.hpp"
#include "grid_values.hpp"
#include "timesheet_months.hpp"

namespace clausier::read {
namespace {

constexpr std::array<std::string_view, 13> spreadsheet_errors = {
    "#REF!", "#N/A", "#DIV/0!", "#VALEUR!", "#VALUE!", "#NOM?", "#NAME?", "#NUL!", "#NULL!", "#NOMBRE!", "#NUM!", "#CALC!", "#EPARS!"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

bool says_nothing(const Cell& cell) {
  if (cell.type == Cell::Type::empty) return !cell.formula;
  const std::string text = trimmed(cell.text);
  return text.empty() || text == "-" || text == "–" || text == "—" || text == "/";
}

bool close_to_whole(double value) { return std::fabs(value - std::round(value)) < 0.011; }

// A fraction of a day that lost its format (0,3125 for 7:30): more decimals than people type, a whole
// number of minutes as a part of a day, and none as a part of an hour.
bool looks_like_day_fraction(std::string_view text) {
  std::string plain(text);
  std::replace(plain.begin(), plain.end(), ',', '.');
  const auto dot = plain.find('.');
  if (dot == std::string::npos) return false;
  const auto decimals = plain.size() - dot - 1;
  const auto value = parse_number(plain);
  const std::size_t decimals_people_type = value && *value < 1 ? 2 : 3;
  if (!value || *value <= 0 || decimals <= decimals_people_type) return false;
  return close_to_whole(*value * 24 * 60) && !close_to_whole(*value * 60);
}

HoursReading fault(std::string code) { return {std::nullopt, std::move(code), false}; }

HoursReading read_hours_text(const Cell& cell, std::optional<bool> dot_means_minutes) {
  const std::string text = trimmed(cell.text);
  const bool typed_number = cell.type == Cell::Type::number;
  const bool dotted = !typed_number && text.find('.') != std::string::npos;
  if (looks_like_day_fraction(text)) return fault("cell.hours.fraction");
  if (dotted && dot_means_minutes == true) {
    // The whole column is minutes then: "35.30" is 35 h 30, and "35.75" contradicts it.
    const auto minutes = parse_work_time_as_minutes(text);
    const auto decimal = parse_work_time(text);
    return minutes ? HoursReading{minutes, "", decimal && decimal->ambiguous_minutes} : fault("cell.hours.format");
  }
  const auto parsed = parse_work_time(text);
  if (!parsed) return fault("cell.hours.format");
  if (parsed->time == WorkTime::zero() && text.find_first_of("123456789") != std::string::npos) return fault("cell.hours.tiny");
  return {parsed->time, "", parsed->ambiguous_minutes && dotted};
}

std::optional<Date> date_in_text(std::string_view text) {
  if (auto date = Date::parse_french(text)) return date;
  if (auto date = Date::parse_iso(text)) return date;
  const auto space = text.find_first_of(" T");
  if (space != std::string_view::npos && space >= 8) {  // a time of the day follows
    if (auto date = Date::parse_french(text.substr(0, space))) return date;
    if (auto date = Date::parse_iso(text.substr(0, space))) return date;
  }
  if (all_digits(text) && text.size() == 8) {  // 01072026
    const std::string spaced = std::string(text.substr(0, 2)) + "/" + std::string(text.substr(2, 2)) + "/" + std::string(text.substr(4));
    if (auto date = Date::parse_french(spaced)) return date;
  }
  return parse_long_date(text);
}

// "4/5/26", "04.05.26": day first, and a year of this century.
std::optional<Date> date_of_short_year(std::string_view text) {
  const auto last = text.find_last_of("/.");
  if (last == std::string_view::npos || text.size() != last + 3 || !all_digits(text.substr(last + 1))) return std::nullopt;
  return Date::parse_french(std::string(text.substr(0, last + 1)) + "20" + std::string(text.substr(last + 1)));
}

// Serials of bare numbers are believed in a range only: other numbers are something else.
constexpr int serial_of_1982 = 30000;
constexpr int serial_of_1911 = 4000;

std::optional<Date> date_of_bare_number(std::string_view text, int first) {
  constexpr int last = 60000;  // 2064
  int serial = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), serial);
  if (error != std::errc() || end != text.data() + text.size() || serial < first || serial > last) return std::nullopt;
  return date_of_serial(serial);
}

std::optional<int> small_number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// Monday of the ISO week: week 1 holds 4 January.
std::optional<DateRange> iso_week(int year, int number) {
  const Date fourth = *Date::of(year, 1, 4);
  const Date monday = fourth.plus_days(1 - static_cast<int>(fourth.iso_weekday()) + (number - 1) * 7);
  if (number < 1 || number > 53 || monday.plus_days(3).year() != year) return std::nullopt;
  return DateRange{monday, monday.plus_days(6)};
}

}  // namespace

std::string trimmed(std::string_view text) {
  std::string out;
  bool gap = false;
  while (!text.empty()) {
    const std::size_t space = text.front() == ' ' || text.front() == '\t' || text.front() == '\n' || text.front() == '\r' ? 1
                              : text.starts_with("\u00A0")                                                                ? 2
                              : text.starts_with("\u202F")                                                                ? 3
                                                                                                                          : 0;
    if (space > 0) {
      gap = true;
      text.remove_prefix(space);
      continue;
    }
    if (gap && !out.empty()) out += ' ';
    gap = false;
    out += text.front();
    text.remove_prefix(1);
  }
  return out;
}

std::string excerpt(std::string_view text) {
  constexpr std::size_t bytes_max = 120;
  if (text.size() <= bytes_max) return std::string(text);
  std::size_t end = bytes_max;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // whole characters only
  return std::string(text.substr(0, end)) + "…";
}

bool is_value_error(const Cell& cell) {
  if (cell.type == Cell::Type::error || (cell.type == Cell::Type::empty && cell.formula)) return true;
  const std::string text = trimmed(cell.text);
  return std::find(spreadsheet_errors.begin(), spreadsheet_errors.end(), text) != spreadsheet_errors.end();
}

HoursReading read_hours(const Cell& cell, std::optional<bool> dot_means_minutes) {
  if (is_value_error(cell)) return fault("cell.value_error");
  if (says_nothing(cell)) return {};
  HoursReading reading;
  if (cell.type == Cell::Type::duration) reading.time = cell.time;
  else if (cell.type == Cell::Type::date || cell.type == Cell::Type::boolean) return fault("cell.hours.format");
  else reading = read_hours_text(cell, dot_means_minutes);
  if (reading.time && *reading.time < WorkTime::zero()) return {reading.time, "cell.hours.negative", false};
  if (reading.time == WorkTime::zero()) reading.time.reset();
  return reading;
}

namespace {
DateReading read_date_from(const Cell& cell, int first_serial) {
  if (is_value_error(cell)) return {std::nullopt, "cell.value_error"};
  if (says_nothing(cell)) return {};
  if (cell.type == Cell::Type::date) return {cell.date, ""};
  const std::string text = trimmed(cell.text);
  if (const auto date = date_in_text(text)) return {date, ""};
  if (const auto date = date_of_bare_number(text, first_serial)) return {date, "", "cell.date.serial"};
  return {std::nullopt, "cell.date.format"};
}
}  // namespace

DateReading read_date(const Cell& cell) {
  auto reading = read_date_from(cell, serial_of_1982);
  if (reading.fault != "cell.date.format") return reading;
  const auto short_year = date_of_short_year(trimmed(cell.text));
  return short_year ? DateReading{short_year, "", "cell.date.short"} : reading;
}

DateReading read_birth_date(const Cell& cell) { return read_date_from(cell, serial_of_1911); }

std::optional<Month> read_month(const Cell& cell, Month asked) {
  if (cell.type == Cell::Type::date) return cell.date->month_of();
  const std::string text = trimmed(cell.text);
  if (const auto mention = month_mentioned(text)) {
    if (!mention->rest.empty()) return std::nullopt;
    return Month::of(mention->year.value_or(asked.year()), mention->number);
  }
  if (const auto number = small_number(text); number && *number >= 1 && *number <= 12)
    return Month::of(asked.year(), static_cast<unsigned>(*number));
  const auto reading = read_date(cell);
  return reading.date ? std::optional(reading.date->month_of()) : std::nullopt;
}

bool names_quarter(const Cell& cell) {
  const std::string words = " " + folded(cell.text) + " ";
  if (words.find(" trimestre ") != std::string::npos || words.find(" trim ") != std::string::npos) return true;
  for (const char* quarter : {" t1 ", " t2 ", " t3 ", " t4 ", " q1 ", " q2 ", " q3 ", " q4 "})
    if (words.find(quarter) != std::string::npos) return true;
  return false;
}

std::optional<DateRange> read_week(const Cell& cell, Month asked) {
  const auto reading = read_date(cell);
  if (reading.date) return DateRange{*reading.date, reading.date->plus_days(6)};
  std::string text = folded(cell.text);
  for (const std::string_view word : {"semaine ", "sem ", "s ", "w ", "semaine", "sem", "s", "w"})
    if (text.starts_with(word)) {
      text.erase(0, word.size());
      break;
    }
  const auto number = small_number(text);
  return number ? iso_week(asked.year(), *number) : std::nullopt;
}

SiretReading read_siret(const Cell& cell) {
  const std::string text = trimmed(cell.text);
  const bool exponent = text.find_first_of("eE") != std::string::npos && text.find_first_of("0123456789") == 0;
  std::string digits;
  for (const char c : text)
    if (is_digit(c)) digits += c;
  // 12300000000000, whose key passes, is what a spreadsheet keeps of a number shown as 1,23E+13: no
  // establishment has the number 00000.
  const bool emptied = digits.size() == 14 && digits.ends_with("00000");
  if (exponent || emptied) return {"", "cell.siret.destroyed", false};
  if (const auto siret = Siret::parse_repairing(text)) return {siret->siret.digits(), "", siret->zeros_restored};
  const bool only_digits = all_digits(digits) && digits.size() + 6 >= text.size();
  return {"", only_digits && digits.size() == 14 ? "cell.siret.key" : "cell.siret", false};
}

}  // namespace clausier::read
