#include <catch2/catch.hpp>

#include "clausier/domain/work_time.hpp"

using namespace clausier;

TEST_CASE("Working time is whole seconds", "[domain][work_time]") {
  const auto day = WorkTime::from_hours(7);
  CHECK(day.seconds() == 25200);
  CHECK((day + WorkTime::from_seconds(1800)).seconds() == 27000);
  CHECK((day - day) == WorkTime::zero());
  CHECK((-day).seconds() == -25200);
  CHECK(WorkTime::from_seconds(1) > WorkTime::zero());
}

TEST_CASE("Hundredths of an hour round half away from zero, once", "[domain][work_time]") {
  struct Case {
    std::int64_t seconds;
    const char* text;
  };
  const auto [seconds, text] = GENERATE(values<Case>({
      {0, "0.00"},
      {17, "0.00"},
      {18, "0.01"},
      {36, "0.01"},
      {53, "0.01"},
      {54, "0.02"},
      {546012, "151.67"},
      {546000, "151.67"},
      {27000, "7.50"},
      {-18, "-0.01"},
      {-17, "0.00"},
      {-27000, "-7.50"},
  }));
  CAPTURE(seconds);
  CHECK(WorkTime::from_seconds(seconds).decimal_hours_text() == text);
}

TEST_CASE("The clock shows hours past a day", "[domain][work_time]") {
  CHECK(WorkTime::from_seconds(546012).clock_text() == "151:40:12");
  CHECK(WorkTime::from_seconds(27000).clock_text() == "7:30:00");
  CHECK(WorkTime::from_seconds(-61).clock_text() == "-0:01:01");
}
