#include <catch2/catch.hpp>

#include "clausier/domain/report_schedule.hpp"

using namespace clausier;

namespace {

Date day(const char* iso) { return *Date::parse_iso(iso); }

std::vector<std::string> ends(const ReportSchedule& schedule, const char* from, const char* until) {
  std::vector<std::string> text;
  for (const auto end : periods_due(schedule, day(from), day(until))) text.push_back(end.iso());
  return text;
}

ReportSchedule every(Cadence cadence, int days_after) {
  ReportSchedule schedule;
  schedule.cadence = cadence;
  schedule.days_after = days_after;
  return schedule;
}

}  // namespace

TEST_CASE("A scheduled report is due once a period, some days after its end", "[domain][schedule]") {
  using Ends = std::vector<std::string>;
  const auto monthly = every(Cadence::monthly, 15), quarterly = every(Cadence::quarterly, 15), yearly = every(Cadence::yearly, 90);
  CHECK(ends(monthly, "2026-06-16", "2026-07-14").empty());  // May was due on the 15th, before the schedule
  CHECK(ends(monthly, "2026-06-15", "2026-07-15") == Ends{"2026-05-31", "2026-06-30"});
  CHECK(ends(quarterly, "2026-06-01", "2027-01-15") == Ends{"2026-06-30", "2026-09-30", "2026-12-31"});
  CHECK(ends(quarterly, "2026-06-01", "2027-01-14") == Ends{"2026-06-30", "2026-09-30"});
  CHECK(ends(yearly, "2026-06-01", "2027-03-30").empty());
  CHECK(ends(yearly, "2026-06-01", "2027-03-31") == Ends{"2026-12-31"});
  CHECK(ends(every(Cadence::monthly, 0), "2026-02-28", "2026-02-28") == Ends{"2026-02-28"});
}

TEST_CASE("The next scheduled report is after today", "[domain][schedule]") {
  CHECK(next_due(every(Cadence::quarterly, 15), day("2026-07-14")) == day("2026-07-15"));
  CHECK(next_due(every(Cadence::quarterly, 15), day("2026-07-15")) == day("2026-10-15"));
  CHECK(next_due(every(Cadence::yearly, 120), day("2026-01-01")) == day("2026-04-30"));
}

TEST_CASE("A schedule says what it is about", "[domain][schedule]") {
  auto schedule = every(Cadence::monthly, 15);
  CHECK_FALSE(fault_of(schedule));
  schedule.programme = "ERBM";  // of a portfolio
  CHECK(fault_of(schedule)->code == "schedule.programme");
  schedule.kind = "programme";
  CHECK_FALSE(fault_of(schedule));
  schedule.kind = "statement";  // a name would come by itself
  CHECK(fault_of(schedule)->code == "schedule.kind");
  CHECK(fault_of(every(Cadence::monthly, 121))->code == "schedule.days");
  CHECK(fault_of(every(Cadence::monthly, -1))->code == "schedule.days");
}
