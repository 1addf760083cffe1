#include "clausier/domain/calendar.hpp"

#include <chrono>
#include <cstdio>

namespace clausier {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

year_month_day civil(int days) { return year_month_day{sys_days{std::chrono::days{days}}}; }

// Reads exactly `count` digits at `at` and advances; -1 when they are not there.
int read_digits(std::string_view text, std::size_t& at, std::size_t count) {
  if (at + count > text.size()) return -1;
  int value = 0;
  for (const std::size_t end = at + count; at < end; ++at) {
    if (text[at] < '0' || text[at] > '9') return -1;
    value = value * 10 + (text[at] - '0');
  }
  return value;
}

bool take(std::string_view text, std::size_t& at, char expected) {
  if (at >= text.size() || text[at] != expected) return false;
  ++at;
  return true;
}

// One or two digits, as people write days and months.
int read_short_number(std::string_view text, std::size_t& at) {
  const std::size_t digits = at + 1 < text.size() && text[at + 1] >= '0' && text[at + 1] <= '9' ? 2 : 1;
  return read_digits(text, at, digits);
}

constexpr int year_min = 2000, year_max = 2099;
bool is_plausible_year(int year) { return year_min <= year && year <= year_max; }

}  // namespace

bool is_plausible(Date day) { return is_plausible_year(day.year()); }

std::optional<Date> Date::of(int year, unsigned month, unsigned day) {
  const year_month_day date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
  if (year < 0 || year > 9999 || !date.ok()) return std::nullopt;
  return Date(sys_days{date}.time_since_epoch().count());
}

std::optional<Date> Date::parse_iso(std::string_view text) {
  std::size_t at = 0;
  const int year = read_digits(text, at, 4);
  if (year < 0 || !take(text, at, '-')) return std::nullopt;
  const int month = read_digits(text, at, 2);
  if (month < 0 || !take(text, at, '-')) return std::nullopt;
  const int day = read_digits(text, at, 2);
  if (day < 0 || at != text.size()) return std::nullopt;
  return of(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

std::optional<Date> Date::parse_french(std::string_view text) {
  std::size_t at = 0;
  const int day = read_short_number(text, at);
  if (day < 0 || at >= text.size()) return std::nullopt;
  const char separator = text[at];
  if (separator != '/' && separator != '-' && separator != '.') return std::nullopt;
  ++at;
  const int month = read_short_number(text, at);
  if (month < 0 || !take(text, at, separator)) return std::nullopt;
  const int year = read_digits(text, at, 4);
  if (year < 0 || at != text.size()) return std::nullopt;
  return of(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

int Date::year() const { return static_cast<int>(civil(days_).year()); }
unsigned Date::month() const { return static_cast<unsigned>(civil(days_).month()); }
unsigned Date::day() const { return static_cast<unsigned>(civil(days_).day()); }

unsigned Date::iso_weekday() const {
  return std::chrono::weekday{sys_days{std::chrono::days{days_}}}.iso_encoding();
}

Date Date::plus_months(int months) const {
  const auto start = civil(days_);
  auto moved = start + std::chrono::months{months};
  if (!moved.ok()) moved = moved.year() / moved.month() / std::chrono::last;
  return Date(sys_days{moved}.time_since_epoch().count());
}

Month Date::month_of() const {
  const auto date = civil(days_);
  return Month::from_index(static_cast<int>(date.year()) * 12 + static_cast<int>(static_cast<unsigned>(date.month())) - 1);
}

std::string Date::iso() const {
  const auto date = civil(days_);
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text;
}

std::optional<Month> Month::of(int year, unsigned month) {
  if (year < 0 || year > 9999 || month < 1 || month > 12) return std::nullopt;
  return Month(year * 12 + static_cast<int>(month) - 1);
}

std::optional<Month> Month::parse_iso(std::string_view text) {
  std::size_t at = 0;
  const int year = read_digits(text, at, 4);
  if (!is_plausible_year(year) || !take(text, at, '-')) return std::nullopt;
  const int month = read_digits(text, at, 2);
  if (month < 0 || at != text.size()) return std::nullopt;
  return of(year, static_cast<unsigned>(month));
}

Date Month::first_day() const { return *Date::of(year(), number(), 1); }
Date Month::last_day() const { return next().first_day().plus_days(-1); }

std::string Month::iso() const {
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u", year(), number());
  return text;
}

std::optional<Instant> Instant::parse_iso(std::string_view text) {
  if (text.size() < 20 || text.back() != 'Z' || text[10] != 'T') return std::nullopt;
  const auto date = Date::parse_iso(text.substr(0, 10));
  std::size_t at = 11;
  const int hours = read_digits(text, at, 2);
  if (!date || hours < 0 || hours > 23 || !take(text, at, ':')) return std::nullopt;
  const int minutes = read_digits(text, at, 2);
  if (minutes < 0 || minutes > 59 || !take(text, at, ':')) return std::nullopt;
  const int seconds = read_digits(text, at, 2);
  if (seconds < 0 || seconds > 59) return std::nullopt;
  int milliseconds = 0;
  if (take(text, at, '.')) {
    const std::size_t digits = text.size() - 1 - at;
    if (digits < 1 || digits > 3) return std::nullopt;
    milliseconds = read_digits(text, at, digits);
    if (milliseconds < 0) return std::nullopt;
    for (std::size_t i = digits; i < 3; ++i) milliseconds *= 10;
  }
  if (at + 1 != text.size()) return std::nullopt;
  const std::int64_t day_seconds = hours * 3600 + minutes * 60 + seconds;
  return Instant((std::int64_t{date->days_since_1970()} * 86400 + day_seconds) * 1000 + milliseconds);
}

Date Instant::utc_date() const {
  const auto day = std::chrono::floor<std::chrono::days>(std::chrono::milliseconds{milliseconds_});
  return Date::from_days(static_cast<int>(day.count()));
}

std::string Instant::iso() const {
  const Date day = utc_date();
  const auto rest = milliseconds_ - std::int64_t{day.days_since_1970()} * 86'400'000;
  char text[48];
  std::snprintf(text, sizeof text, "T%02d:%02d:%02d", static_cast<int>(rest / 3'600'000),
                static_cast<int>(rest / 60'000 % 60), static_cast<int>(rest / 1000 % 60));
  std::string out = day.iso() + text;
  if (rest % 1000 != 0) {
    std::snprintf(text, sizeof text, ".%03d", static_cast<int>(rest % 1000));
    out += text;
  }
  return out + "Z";
}

Date easter_sunday(int year) {  // Gregorian computus (Meeus)
  const int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4;
  const int f = (b + 8) / 25, g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
  const int month = (h + l - 7 * m + 114) / 31, day = (h + l - 7 * m + 114) % 31 + 1;
  return *Date::of(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

bool is_french_holiday(Date day) {
  const auto is = [&](unsigned month, unsigned number) { return day.month() == month && day.day() == number; };
  if (is(1, 1) || is(5, 1) || is(5, 8) || is(7, 14) || is(8, 15) || is(11, 1) || is(11, 11) || is(12, 25)) return true;
  const int after_easter = day.days_since_1970() - easter_sunday(day.year()).days_since_1970();
  return after_easter == 1 || after_easter == 39 || after_easter == 50;  // Easter Monday, Ascension, Whit Monday
}

bool is_working_day(Date day) { return day.iso_weekday() <= 5 && !is_french_holiday(day); }

Date first_working_day_from(Date day) {
  while (!is_working_day(day)) day = day.plus_days(1);
  return day;
}

}  // namespace clausier
