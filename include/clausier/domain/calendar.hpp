#pragma once
// Calendar dates, months and instants. Dates have no time zone; instants are UTC, in milliseconds.
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace clausier {

class Month;

class Date {
public:
  static std::optional<Date> parse_iso(std::string_view text);     // exactly "2026-05-31"
  static std::optional<Date> parse_french(std::string_view text);  // "3/11/2026", "03-11-2026", "03.11.2026"
  static std::optional<Date> of(int year, unsigned month, unsigned day);
  static Date from_days(int days_since_1970) { return Date(days_since_1970); }
  int days_since_1970() const { return days_; }
  int year() const;
  unsigned month() const;
  unsigned day() const;
  unsigned iso_weekday() const;  // 1 Monday … 7 Sunday
  Date plus_days(int days) const { return Date(days_ + days); }
  Date plus_months(int months) const;  // 31 January + 1 month = 28 or 29 February
  Month month_of() const;
  std::string iso() const;
  auto operator<=>(const Date&) const = default;

private:
  explicit Date(int days) : days_(days) {}
  int days_;
};

// The days that contracts, work and questions about them can have: years 2000 to 2099. Beyond, a slip
// of the keyboard.
bool is_plausible(Date day);

class Month {
public:
  static std::optional<Month> parse_iso(std::string_view text);  // "2026-05", years 2000 to 2099
  static std::optional<Month> of(int year, unsigned month);
  static Month from_index(int months_since_year_0) { return Month(months_since_year_0); }
  int index() const { return index_; }
  int year() const { return index_ / 12; }
  unsigned number() const { return static_cast<unsigned>(index_ % 12) + 1; }
  Date first_day() const;
  Date last_day() const;
  Month next() const { return Month(index_ + 1); }
  Month previous() const { return Month(index_ - 1); }
  std::string iso() const;
  auto operator<=>(const Month&) const = default;

private:
  explicit Month(int index) : index_(index) {}
  int index_;
};

struct DateRange {  // both ends included
  Date first;
  Date last;
  bool contains(Date day) const { return first <= day && day <= last; }
  bool contains(const DateRange& other) const { return first <= other.first && other.last <= last; }
  bool overlaps(const DateRange& other) const { return first <= other.last && other.first <= last; }
  int days() const { return last.days_since_1970() - first.days_since_1970() + 1; }
  auto operator<=>(const DateRange&) const = default;
};

class Instant {
public:
  static std::optional<Instant> parse_iso(std::string_view text);  // "2026-07-15T12:00:00Z", fraction allowed
  static Instant from_milliseconds(std::int64_t since_1970) { return Instant(since_1970); }
  std::int64_t milliseconds() const { return milliseconds_; }
  std::string iso() const;  // "2026-07-15T12:00:00Z", with ".123" only when not whole
  Date utc_date() const;
  auto operator<=>(const Instant&) const = default;

private:
  explicit Instant(std::int64_t milliseconds) : milliseconds_(milliseconds) {}
  std::int64_t milliseconds_;
};

Date easter_sunday(int year);
bool is_french_holiday(Date day);  // the 11 legal holidays of metropolitan France (Code du travail L.3133-1)
bool is_working_day(Date day);     // Monday to Friday, not a holiday
Date first_working_day_from(Date day);

}  // namespace clausier
