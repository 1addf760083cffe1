#include <catch2/catch.hpp>

#include "sample_report.hpp"
#include "workbook_text.hpp"

using namespace clausier;
using namespace clausier::report;
using namespace clausier::test;

namespace {

// The sample as it stood a month before, without its lot 10 of the canal.
Report report_before() {
  auto request = sample_request();
  request.lots.erase(request.lots.begin());
  request.cutoff.recorded_until = instant("2026-06-15T12:00:00Z");
  request.recorded_until_text = "15/06/2026 à 14 h 00";
  request.lots[0].position.hours.counted = request.lots[0].position.hours.counted - WorkTime::from_hours(10);
  request.lots[0].position.hours.pending = request.lots[0].position.hours.pending + WorkTime::from_hours(10);
  return build_report(request, sample_rulebook());
}

}  // namespace

TEST_CASE("What changed since the report before is told lot by lot, and nothing else is", "[report][changes]") {
  const auto changes = changes_between(report_before(), sample_report());
  CHECK(changes.since.recorded_until == instant("2026-06-15T12:00:00Z"));
  REQUIRE(changes.lots.size() == 2);
  CHECK(changes.lots[0].lot_number == "2");
  CHECK(changes.lots[0].after->figures.hours.counted - changes.lots[0].before->figures.hours.counted == WorkTime::from_hours(10));
  CHECK(changes.lots[1].lot_number == "10");
  CHECK_FALSE(changes.lots[1].before);
  CHECK(changes_between(sample_report(), sample_report()).lots.empty());
  const auto backwards = changes_between(sample_report(), report_before());
  REQUIRE(backwards.lots.size() == 2);
  CHECK_FALSE(backwards.lots[1].after);
}

TEST_CASE("The sheet of changes prints before, after and the difference, each with its code", "[report][changes]") {
  auto report = sample_report();
  report.changes = changes_between(report_before(), report);
  const auto book = to_workbook(report, french_wording());
  check_golden("report/changes.txt", sheet_text(book.sheets[2]));
  report.changes = changes_between(report, report);
  CHECK(to_workbook(report, french_wording()).sheets[2].notes.size() == 2);
}
