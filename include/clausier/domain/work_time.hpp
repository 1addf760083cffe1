#pragma once
// Working time in integer seconds; negative only in corrections.
#include <compare>
#include <cstdint>
#include <string>

namespace clausier {

class WorkTime {
public:
  static constexpr WorkTime from_seconds(std::int64_t seconds) { return WorkTime(seconds); }
  static constexpr WorkTime from_hours(std::int64_t hours) { return WorkTime(hours * 3600); }
  static constexpr WorkTime zero() { return WorkTime(0); }
  constexpr std::int64_t seconds() const { return seconds_; }
  constexpr WorkTime operator+(WorkTime o) const { return WorkTime(seconds_ + o.seconds_); }
  constexpr WorkTime operator-(WorkTime o) const { return WorkTime(seconds_ - o.seconds_); }
  constexpr WorkTime operator-() const { return WorkTime(-seconds_); }
  constexpr WorkTime& operator+=(WorkTime o) { seconds_ += o.seconds_; return *this; }
  auto operator<=>(const WorkTime&) const = default;
  // Hundredths of an hour, rounded half away from zero, once, at the edge: "151.67". For machines;
  // French formatting is in wording.hpp.
  std::string decimal_hours_text() const;
  std::int64_t hundredths_of_hour() const;
  std::string clock_text() const;  // "151:40:12"

private:
  explicit constexpr WorkTime(std::int64_t seconds) : seconds_(seconds) {}
  std::int64_t seconds_;
};

}  // namespace clausier
