#include <catch2/catch.hpp>

#include "engine_samples.hpp"

using namespace samples;

namespace {

WorkTime due(const Clause& clause, WorkTime owed, const char* on) {
  Explanation explanation;
  return due_on(clause, owed, day(on), explanation, "s1");
}

struct OnDay {
  const char* day;
  std::int64_t seconds;
};

}  // namespace

TEST_CASE("Hours fall due in proportion to the days, both ends included", "[domain][due]") {
  auto clause = clause_of(FixedHours{hours(100)});
  clause.execution = days("2026-01-01", "2026-01-03");
  const auto expected = GENERATE(OnDay{"2025-12-31", 0}, OnDay{"2026-01-01", 120'000}, OnDay{"2026-01-02", 240'000},
                                 OnDay{"2026-01-03", 360'000}, OnDay{"2026-06-01", 360'000});
  INFO(expected.day);
  CHECK(due(clause, hours(100), expected.day).seconds() == expected.seconds);
}

TEST_CASE("A part of a second is not due yet", "[domain][due]") {
  auto clause = clause_of(FixedHours{hours(833)});
  const auto half_year = due(clause, hours(833), "2025-12-31");  // 184 days of 365
  CHECK(half_year.seconds() == 1'511'723);                       // 2 998 800 × 184 ÷ 365 = 1 511 723,8…
}

TEST_CASE("Hours owed at the end are due on the last day only", "[domain][due]") {
  auto clause = clause_of(FixedHours{hours(100)});
  clause.schedule = DueSchedule::at_end;
  CHECK(due(clause, hours(100), "2026-06-29") == WorkTime::zero());
  CHECK(due(clause, hours(100), "2026-06-30") == hours(100));
  CHECK(due(clause, hours(100), "2027-01-01") == hours(100));
}

TEST_CASE("What is due is explained from the days to the seconds", "[domain][due]") {
  const auto clause = clause_of(FixedHours{hours(833)});
  Explanation explanation;
  due_on(clause, hours(833), day("2025-12-31"), explanation, "s9");
  const auto& steps = explanation.steps();
  REQUIRE(steps.size() == 3);
  CHECK(steps[0].result == "365");
  CHECK(steps[1].result == "184");
  CHECK(steps[2].inputs[0].from == "s9");
  CHECK(steps[2].inputs[1].from == "s2");
  CHECK(steps[2].result == "1511723");
  CHECK(steps[2].rounding == "floor");
}

TEST_CASE("What is due never goes back as days pass", "[domain][due]") {
  const auto clause = clause_of(FixedHours{hours(833)});
  WorkTime former = WorkTime::zero();
  for (Date on = day("2025-06-01"); on < day("2026-08-01"); on = on.plus_days(1)) {
    Explanation explanation;
    const auto now = due_on(clause, hours(833), on, explanation, "s1");
    REQUIRE(now >= former);
    former = now;
  }
  CHECK(former == hours(833));
}

TEST_CASE("The penalty follows the missing hours, rounded half up to the cent", "[domain][due][penalty]") {
  auto clause = clause_of(FixedHours{hours(3650)});
  CHECK_FALSE(penalty_exposure(clause, hours(50)));
  clause.penalty_per_missing_hour = euros(200);
  CHECK(penalty_exposure(clause, hours(50)) == euros(10'000));
  clause.penalty_per_missing_hour = euros(116);  // four times a ceiling of 29 euros
  CHECK(penalty_exposure(clause, hours(150)) == euros(17'400));
  clause.penalty_per_missing_hour = Money::from_cents(1);
  CHECK(penalty_exposure(clause, WorkTime::from_seconds(1800))->cents() == 1);
  CHECK(penalty_exposure(clause, WorkTime::from_seconds(1799))->cents() == 0);
}
