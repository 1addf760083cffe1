// Working time as people write it. Every form is read digit by digit: no floating point.
#include "clausier/domain/timesheet.hpp"

namespace clausier {
namespace {

constexpr std::size_t whole_digits_max = 9;
constexpr std::size_t decimals_kept = 15;  // 10^15 × 3600 still fits in 64 bits

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Lower case, with every kind of space as ' ', the minus sign of typography as '-', and trimmed.
std::string plain_form(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    std::size_t taken = 1;
    if (text.starts_with("\u00A0")) { plain += ' '; taken = 2; }
    else if (text.starts_with("\u202F") || text.starts_with("\u2009")) { plain += ' '; taken = 3; }
    else if (text.starts_with("\u2212")) { plain += '-'; taken = 3; }
    else if (text.front() == '\t' || text.front() == '\n' || text.front() == '\r') plain += ' ';
    else if (text.front() >= 'A' && text.front() <= 'Z') plain += static_cast<char>(text.front() - 'A' + 'a');
    else plain += text.front();
    text.remove_prefix(taken);
  }
  const auto first = plain.find_first_not_of(' ');
  if (first == std::string::npos) return "";
  return plain.substr(first, plain.find_last_not_of(' ') - first + 1);
}

// A place in a text that moves forward over what it recognises.
class Cursor {
public:
  explicit Cursor(std::string_view text) : rest_(text) {}
  bool at_end() const { return rest_.empty(); }

  bool take(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }

  bool take_any(std::initializer_list<std::string_view> words) {
    for (const auto word : words)
      if (take(word)) return true;
    return false;
  }

  std::string_view take_digits() {
    std::size_t count = 0;
    while (count < rest_.size() && is_digit(rest_[count])) ++count;
    const auto digits = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return digits;
  }

  void skip_spaces() {
    while (take(" ")) {}
  }

private:
  std::string_view rest_;
};

std::int64_t number_of(std::string_view digits) {
  std::int64_t value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

// "1234" or "1 234 567": groups of exactly three digits after the first. Empty when malformed.
std::string take_whole_part(Cursor& cursor) {
  std::string digits(cursor.take_digits());
  if (digits.empty() || digits.size() > whole_digits_max) return "";
  while (digits.size() <= whole_digits_max) {
    Cursor ahead = cursor;
    if (!ahead.take(" ")) break;
    const auto group = ahead.take_digits();
    if (group.size() != 3) break;
    digits += group;
    cursor = ahead;
  }
  return digits.size() <= whole_digits_max ? digits : "";
}

std::optional<std::int64_t> minutes_of(std::string_view digits) {
  if (digits.size() != 2 || digits[0] > '5') return std::nullopt;
  return number_of(digits);
}

// "07:30", "151:40", "151:40:30"
std::optional<WorkTime> parse_clock(Cursor cursor) {
  const auto hours = cursor.take_digits();
  if (hours.empty() || hours.size() > whole_digits_max || !cursor.take(":")) return std::nullopt;
  const auto minutes = minutes_of(cursor.take_digits());
  if (!minutes) return std::nullopt;
  std::int64_t seconds = 0;
  if (cursor.take(":")) {
    const auto parsed = minutes_of(cursor.take_digits());
    if (!parsed) return std::nullopt;
    seconds = *parsed;
  }
  if (!cursor.at_end()) return std::nullopt;
  return WorkTime::from_seconds(number_of(hours) * 3600 + *minutes * 60 + seconds);
}

bool take_minute_unit(Cursor& cursor) { return cursor.take_any({"minutes", "minute", "min", "mn", "m"}); }

// "7h", "7 h 30", "7h30 min", "7 heures"
std::optional<WorkTime> parse_lettered(Cursor cursor) {
  const std::string hours = take_whole_part(cursor);
  if (hours.empty()) return std::nullopt;
  cursor.skip_spaces();
  if (!cursor.take_any({"heures", "heure", "hrs", "h"})) return std::nullopt;
  cursor.skip_spaces();
  const auto digits = cursor.take_digits();
  if (digits.empty()) return cursor.at_end() ? std::optional(WorkTime::from_hours(number_of(hours))) : std::nullopt;
  cursor.skip_spaces();
  const bool unit = take_minute_unit(cursor);
  if (!cursor.at_end() || digits.size() > 2) return std::nullopt;
  const auto minutes = unit && digits.size() == 1 ? std::optional(number_of(digits)) : minutes_of(digits);
  if (!minutes) return std::nullopt;
  return WorkTime::from_seconds(number_of(hours) * 3600 + *minutes * 60);
}

// "45 min"
std::optional<WorkTime> parse_minutes_alone(Cursor cursor) {
  const auto digits = cursor.take_digits();
  cursor.skip_spaces();
  if (digits.empty() || digits.size() > 4 || !take_minute_unit(cursor) || !cursor.at_end()) return std::nullopt;
  return WorkTime::from_seconds(number_of(digits) * 60);
}

WorkTime exact_time(std::string_view whole, std::string_view decimals) {
  decimals = decimals.substr(0, decimals_kept);
  std::int64_t scale = 1;
  for (std::size_t i = 0; i < decimals.size(); ++i) scale *= 10;
  const auto fraction = (number_of(decimals) * 3600 + scale / 2) / scale;
  return WorkTime::from_seconds(number_of(whole) * 3600 + fraction);
}

// "35,5", "35.50", "1 234,75", "35,5 h"
std::optional<ParsedWorkTime> parse_decimal(Cursor cursor) {
  std::string whole = take_whole_part(cursor);
  const bool dot = cursor.take(".");
  const bool separator = dot || cursor.take(",");
  const std::string decimals(separator ? cursor.take_digits() : "");
  if (whole.empty() && decimals.empty()) return std::nullopt;
  if (separator && decimals.empty()) return std::nullopt;
  cursor.skip_spaces();
  const bool unit = cursor.take_any({"heures", "heure", "hrs", "h"});
  if (!cursor.at_end()) return std::nullopt;
  const bool like_minutes = decimals.size() == 2 && decimals[0] <= '5' && decimals != "00";
  return ParsedWorkTime{exact_time(whole, decimals), dot && !unit && like_minutes && number_of(whole) < 24};
}

}  // namespace

std::optional<ParsedWorkTime> parse_work_time(std::string_view text) {
  constexpr std::size_t longest_form = 60;
  if (text.size() > longest_form) return std::nullopt;
  const std::string plain = plain_form(text);
  Cursor cursor(plain);
  const bool negative = cursor.take("-");
  if (!negative) cursor.take("+");
  cursor.skip_spaces();

  std::optional<ParsedWorkTime> parsed = parse_decimal(cursor);
  for (const auto parse : {parse_clock, parse_lettered, parse_minutes_alone}) {
    if (parsed) break;
    if (const auto time = parse(cursor)) parsed = ParsedWorkTime{*time, false};
  }
  if (parsed && negative) parsed->time = -parsed->time;
  return parsed;
}

std::optional<WorkTime> parse_work_time_as_minutes(std::string_view text) {
  const std::string plain = plain_form(text);
  Cursor cursor(plain);
  const bool negative = cursor.take("-");
  const auto hours = cursor.take_digits();
  if (hours.empty() || hours.size() > whole_digits_max || !cursor.take_any({".", ","})) return std::nullopt;
  const auto minutes = minutes_of(cursor.take_digits());
  if (!minutes || !cursor.at_end()) return std::nullopt;
  const auto time = WorkTime::from_seconds(number_of(hours) * 3600 + *minutes * 60);
  return negative ? -time : time;
}

}  // namespace clausier
