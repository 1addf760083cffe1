#include <catch2/catch.hpp>

#include "clausier/domain/timesheet.hpp"

using namespace clausier;

namespace {

struct Written {
  const char* text;
  std::int64_t seconds;
};

constexpr std::int64_t h = 3600;
constexpr std::int64_t m = 60;

}  // namespace

TEST_CASE("Working time is read as people write it", "[domain][timesheet]") {
  const auto written = GENERATE(values<Written>({
      {"35,5", 35 * h + 30 * m},
      {"35.50", 35 * h + 30 * m},
      {"151,67", 546012},
      {"151.67", 546012},
      {"1 234,75", 1234 * h + 45 * m},
      {"1\u00A0234,75", 1234 * h + 45 * m},
      {"1\u202F234,75", 1234 * h + 45 * m},
      {"1 234 567", 1234567 * h},
      {"7", 7 * h},
      {" 7 ", 7 * h},
      {"0", 0},
      {",5", 30 * m},
      {"7h30", 7 * h + 30 * m},
      {"7H30", 7 * h + 30 * m},
      {"7 h 30", 7 * h + 30 * m},
      {"7\u202Fh\u202F30", 7 * h + 30 * m},
      {"7h", 7 * h},
      {"7 heures", 7 * h},
      {"7,5 h", 7 * h + 30 * m},
      {"7h30 min", 7 * h + 30 * m},
      {"7 h 5 min", 7 * h + 5 * m},
      {"45 min", 45 * m},
      {"07:30", 7 * h + 30 * m},
      {"151:40", 546000},
      {"151:40:12", 546012},
      {"-7,5", -(7 * h + 30 * m)},
      {"\u2212" "7h30", -(7 * h + 30 * m)},
      {"+7", 7 * h},
      {"0,333333333333333", 1200},
      {"0,0001", 0},
      {"0,00014", 1},
      {"999999999", 999999999 * h},
  }));
  CAPTURE(written.text);
  const auto parsed = parse_work_time(written.text);
  REQUIRE(parsed);
  CHECK(parsed->time.seconds() == written.seconds);
}

TEST_CASE("What may be read two ways, or not at all, is refused", "[domain][timesheet]") {
  const auto* text = GENERATE("", " ", "-", "h", "abc", "7h9x", "environ 40", "7h5", "7:5", "7h75", "7:75", "7:30:75", "1e3",
                              "1,23E+13", "12 34", "1 23,5", "1.234,50", "1,234.50", "7,", "7..5", "--7", "7h30h", "1234567890",
                              "7:30 h", "12345:67", "7,5,5", "99999 min", "NaN", "#REF!");
  CAPTURE(text);
  CHECK_FALSE(parse_work_time(text));
}

TEST_CASE("A dot with two decimals under 60 may mean minutes", "[domain][timesheet]") {
  struct Case {
    const char* text;
    bool ambiguous;
  };
  const auto [text, ambiguous] = GENERATE(values<Case>({
      {"7.30", true},
      {"0.45", true},
      {"23.59", true},
      {"24.30", false},   // no day has 24 hours of work
      {"7.60", false},    // no hour has 60 minutes
      {"7.75", false},
      {"7,30", false},    // a comma is a decimal
      {"7.3", false},
      {"7.300", false},
      {"7.00", false},    // both readings are the same
      {"7.30 h", false},
      {"35.50", false},
  }));
  CAPTURE(text);
  const auto parsed = parse_work_time(text);
  REQUIRE(parsed);
  CHECK(parsed->ambiguous_minutes == ambiguous);
}

TEST_CASE("The other reading of a dotted value takes the decimals for minutes", "[domain][timesheet]") {
  CHECK(parse_work_time_as_minutes("7.30") == WorkTime::from_seconds(7 * h + 30 * m));
  CHECK(parse_work_time_as_minutes("35.30") == WorkTime::from_seconds(35 * h + 30 * m));
  CHECK(parse_work_time_as_minutes("-7.30") == WorkTime::from_seconds(-(7 * h + 30 * m)));
  CHECK_FALSE(parse_work_time_as_minutes("7.75"));
  CHECK_FALSE(parse_work_time_as_minutes("7.3"));
  CHECK_FALSE(parse_work_time_as_minutes("7"));
}

TEST_CASE("Every hundredth of an hour converts exactly", "[domain][timesheet]") {
  for (int hundredths = 0; hundredths <= 40000; ++hundredths) {
    const std::string decimals = std::to_string(hundredths % 100);
    const auto text = std::to_string(hundredths / 100) + "," + (decimals.size() < 2 ? "0" : "") + decimals;
    const auto parsed = parse_work_time(text);
    if (!parsed || parsed->time.seconds() != hundredths * 36) FAIL(text);
  }
  SUCCEED();
}
