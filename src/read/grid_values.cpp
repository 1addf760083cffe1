#include "grid_values.hpp"

#include <charconv>
#include <cmath>
#include <cstdio>

namespace clausier::read {
namespace {

constexpr int days_1900_to_1970 = 25569;  // serial of 1 January 1970
constexpr int days_1900_to_1904 = 1462;

std::string clock_text(WorkTime time) {
  std::string text = time.clock_text();
  if (text.ends_with(":00")) text.resize(text.size() - 3);
  if (text.find(':') == 1) text.insert(0, "0");
  return text;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The letters of a format code that decide, in lower case; an elapsed-time bracket gives its letter.
std::string deciding_letters(std::string_view code) {
  std::string letters;
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    const char c = code[i];
    if (c == '"') {
      i = std::min(code.find('"', i + 1), code.size() - 1);
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '[') {
      const auto end = std::min(code.find(']', i), code.size());
      const auto inside = code.substr(i + 1, end - i - 1);
      if (!inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos) letters += 'h';
      i = end;
    } else if (c >= 'A' && c <= 'Z') {
      letters += static_cast<char>(c - 'A' + 'a');
    } else {
      letters += c;
    }
  }
  return letters;
}

}  // namespace

std::string shown_digits(double value) {
  char text[64];
  std::snprintf(text, sizeof text, "%.15g", value);
  if (std::string_view(text).find('e') == std::string_view::npos) return text;
  if (std::fabs(value) >= 1e15) {
    std::snprintf(text, sizeof text, "%.14E", value);
    return text;
  }
  std::snprintf(text, sizeof text, "%.20f", value);  // tiny: 0.00001
  std::string digits = text;
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.ends_with('.')) digits.pop_back();
  return digits == "-0" ? "0" : digits;
}

std::optional<double> parse_number(std::string_view text) {
  double value = 0;
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

NumberLook look_of_builtin_format(int id) {
  if ((id >= 14 && id <= 17) || id == 22) return NumberLook::date;
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47)) return NumberLook::time;
  return NumberLook::number;
}

NumberLook look_of_format_code(std::string_view code) {
  const std::string letters = deciding_letters(code);
  if (letters == "general") return NumberLook::number;
  const auto has = [&](char c) { return letters.find(c) != std::string::npos; };
  if (has('y') || has('d')) return NumberLook::date;
  if (has('h') || has('s')) return NumberLook::time;
  return has('m') ? NumberLook::date : NumberLook::number;
}

Cell number_cell(double value) {
  Cell cell;
  cell.type = Cell::Type::number;
  cell.text = shown_digits(value);
  return cell;
}

Cell text_cell(std::string text) {
  Cell cell;
  cell.type = text.empty() ? Cell::Type::empty : Cell::Type::text;
  cell.text = std::move(text);
  return cell;
}

Cell boolean_cell(bool value) {
  Cell cell;
  cell.type = Cell::Type::boolean;
  cell.text = value ? "VRAI" : "FAUX";
  return cell;
}

Cell error_cell(std::string text) {
  Cell cell;
  cell.type = Cell::Type::error;
  cell.text = std::move(text);
  return cell;
}

Cell duration_cell(WorkTime time) {
  Cell cell;
  cell.type = Cell::Type::duration;
  cell.time = time;
  cell.text = clock_text(time);
  return cell;
}

Cell date_cell(Date day, std::optional<WorkTime> clock) {
  Cell cell;
  cell.type = Cell::Type::date;
  cell.date = day;
  char text[32];
  std::snprintf(text, sizeof text, "%02u/%02u/%04d", day.day(), day.month(), day.year());
  cell.text = text;
  if (clock && *clock != WorkTime::zero()) {
    cell.time = clock;
    cell.text += " " + clock_text(*clock);
  }
  return cell;
}

std::optional<Date> date_of_serial(std::int64_t serial) {
  constexpr std::int64_t first = 61;  // 1 March 1900
  constexpr std::int64_t last = 2'958'465;
  if (serial < first || serial > last) return std::nullopt;
  return Date::from_days(static_cast<int>(serial - days_1900_to_1970));
}

Cell serial_cell(double serial, NumberLook look, Epoch epoch) {
  constexpr double seconds_per_day = 86400;
  constexpr double days_max = 3'000'000;
  if (look == NumberLook::number || std::fabs(serial) > days_max) return number_cell(serial);
  const auto seconds = std::llround(serial * seconds_per_day);
  if (look == NumberLook::time) return duration_cell(WorkTime::from_seconds(seconds));
  const auto whole_days = seconds >= 0 ? seconds / 86400 : -1;
  const auto day = date_of_serial(whole_days + (epoch == Epoch::y1904 ? days_1900_to_1904 : 0));
  if (!day) return number_cell(serial);
  return date_cell(*day, WorkTime::from_seconds(seconds % 86400));
}

std::optional<Cell> iso_date_cell(std::string_view text) {
  const auto day = Date::parse_iso(text.substr(0, 10));
  if (!day) return std::nullopt;
  if (text.size() == 10) return date_cell(*day, std::nullopt);
  int hours = 0, minutes = 0, seconds = 0;
  const std::string clock(text.substr(10));
  if (std::sscanf(clock.c_str(), "T%2d:%2d:%2d", &hours, &minutes, &seconds) != 3) return std::nullopt;
  return date_cell(*day, WorkTime::from_seconds(hours * 3600 + minutes * 60 + seconds));
}

std::optional<WorkTime> parse_iso_duration(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (!text.starts_with('P')) return std::nullopt;
  double seconds = 0;
  bool after_t = false;
  for (text.remove_prefix(1); !text.empty();) {
    if (text.front() == 'T') {
      after_t = true;
      text.remove_prefix(1);
      continue;
    }
    std::size_t length = 0;
    while (length < text.size() && (is_digit(text[length]) || text[length] == '.')) ++length;
    const auto number = parse_number(text.substr(0, length));
    if (!number || length == text.size()) return std::nullopt;
    const char unit = text[length];
    if (!after_t && unit == 'D') seconds += *number * 86400;
    else if (after_t && unit == 'H') seconds += *number * 3600;
    else if (after_t && unit == 'M') seconds += *number * 60;
    else if (after_t && unit == 'S') seconds += *number;
    else return std::nullopt;
    text.remove_prefix(length + 1);
  }
  if (seconds > 1e12) return std::nullopt;
  const auto time = WorkTime::from_seconds(std::llround(seconds));
  return negative ? -time : time;
}

}  // namespace clausier::read
