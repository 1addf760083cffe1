#include "clausier/domain/work_time.hpp"

#include <cstdio>

namespace clausier {

std::int64_t WorkTime::hundredths_of_hour() const {
  const auto magnitude = seconds_ < 0 ? -seconds_ : seconds_;
  const auto hundredths = (magnitude + 18) / 36;  // 36 seconds a hundredth, half away from zero
  return seconds_ < 0 ? -hundredths : hundredths;
}

std::string WorkTime::decimal_hours_text() const {
  const auto hundredths = hundredths_of_hour();
  const auto magnitude = hundredths < 0 ? -hundredths : hundredths;
  char text[40];
  std::snprintf(text, sizeof text, "%s%lld.%02lld", hundredths < 0 ? "-" : "",
                static_cast<long long>(magnitude / 100), static_cast<long long>(magnitude % 100));
  return text;
}

std::string WorkTime::clock_text() const {
  const auto magnitude = seconds_ < 0 ? -seconds_ : seconds_;
  char text[40];
  std::snprintf(text, sizeof text, "%s%lld:%02lld:%02lld", seconds_ < 0 ? "-" : "",
                static_cast<long long>(magnitude / 3600), static_cast<long long>(magnitude / 60 % 60),
                static_cast<long long>(magnitude % 60));
  return text;
}

}  // namespace clausier
