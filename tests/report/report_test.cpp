#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>

#include "clausier/report/sheet.hpp"
#include "sample_report.hpp"

using namespace clausier;
using namespace clausier::report;
using namespace clausier::test;

namespace {

const GroupLine& group_of(const Report& report, const std::string& code) {
  const auto& lines = report.groups.lines;
  const auto found = std::find_if(lines.begin(), lines.end(), [&](const GroupLine& line) { return line.code == code; });
  REQUIRE(found != lines.end());
  return *found;
}

}  // namespace

TEST_CASE("Lots stand in the order of contract number, then of lot number as people count", "[report][report]") {
  auto request = sample_request();
  const auto report = build_report(request, sample_rulebook());
  REQUIRE(report.lots.size() == 4);
  CHECK(report.lots[0].contract_number == "");  // "000" identifies nothing
  CHECK(report.lots[1].lot_number == "2");
  CHECK(report.lots[2].lot_number == "10");
  CHECK(report.lots[3].contract_number == "2025CSNE031");
  std::reverse(request.lots.begin(), request.lots.end());
  CHECK(build_report(request, sample_rulebook()).lots[1].lot_number == "2");
}

TEST_CASE("Totals are sums of the lots, and an advance never fills another lot's gap", "[report][report]") {
  const auto report = sample_report();
  WorkTime missing = WorkTime::zero(), declared = WorkTime::zero();
  for (const auto& lot : report.lots) {
    if (lot.figures.missing) missing += *lot.figures.missing;
    declared += lot.figures.hours.declared;
  }
  CHECK(report.totals.missing == missing);
  CHECK(report.totals.hours.declared == declared);
  CHECK(missing > std::max(WorkTime::zero(), *report.totals.due - report.totals.hours.counted));
  const auto& hours = report.totals.hours;
  CHECK(hours.declared == hours.counted + hours.pending + hours.rejected + hours.uncountable);
  CHECK(report.contracts == 3);
  CHECK(report.states.at(LotState::no_clause) == 1);
}

TEST_CASE("What is missing, the progress and the pace come from the hours retained, opening balance included", "[report][report]") {
  const auto whole = WorkTime::from_hours(4'000);
  auto lot = SampleLot(101, 1'000).people(6, "RSA", Modality::direct_hire, "2025-09", "2026-05", 126'000);
  lot.clause(sample_clause(101, FixedHours{whole}, "2025-07-01", "2027-06-30"));
  auto facts = lot.facts();
  facts.obligation.push_back({.lot = LotId::from_trusted(101), .kind = FactKind::opening_balance, .on = day("2025-07-01"),
                              .hours = WorkTime::from_hours(400), .recorded_at = instant("2025-07-02T09:00:00Z")});
  auto request = sample_request();
  request.lots = {request.lots[1]};
  request.lots[0].position = position_of(facts, sample_rulebook(), sample_cutoff());
  const auto report = build_report(request, sample_rulebook());
  for (const auto& figures : {report.lots[0].figures, report.totals}) {
    CHECK(figures.credited == figures.hours.counted + WorkTime::from_hours(400));
    CHECK(*figures.missing == std::max(WorkTime::zero(), *figures.due - figures.credited));
    CHECK(*figures.remaining == whole - figures.credited);
  }
  const auto sheet = to_workbook(report, french_wording()).sheets.front();
  const auto cell = [&](std::size_t row, const std::string& indicator) {
    const auto found = std::find_if(sheet.columns.begin(), sheet.columns.end(), [&](const Column& c) { return c.indicator == indicator; });
    return sheet.rows.at(row).at(static_cast<std::size_t>(found - sheet.columns.begin()));
  };
  const auto& figures = report.totals;
  for (const std::size_t row : {0U, 1U}) {
    CHECK(std::get<WorkTime>(cell(row, "credited")) == figures.credited);
    CHECK(std::get<BasisPoints>(cell(row, "pace")).value == *ratio_basis_points(figures.credited, figures.due));
    CHECK(std::get<BasisPoints>(cell(row, "progress")).value == *ratio_basis_points(figures.credited, figures.owed));
  }
}

TEST_CASE("A lot without a clause owes nothing, which is not zero", "[report][report]") {
  const auto report = sample_report();
  CHECK_FALSE(report.lots[0].figures.owed);
  CHECK_FALSE(report.lots[0].figures.missing);
  CHECK(report.lots[0].state == LotState::no_clause);
}

TEST_CASE("People of the perimeter are counted once, however many lots they work on", "[report][report]") {
  auto request = sample_request();
  request.lots.push_back(request.lots[1]);
  request.lots.back().lot.id = LotId::from_trusted(999);
  CHECK(sample_report().people.people == 46);
  CHECK(build_report(request, sample_rulebook()).people.people == 46);
}

TEST_CASE("A lot of fewer than five people keeps its number, and adds nothing to the perimeter's", "[report][report]") {
  const auto report = sample_report();
  CHECK(report.lots[0].people.disclosure == Disclosure::small);
  CHECK(report.lots_left_out == 1);
  auto request = sample_request();
  request.lots.pop_back();
  CHECK(build_report(request, sample_rulebook()).people.people == report.people.people);
}

TEST_CASE("Small lots alone tell no number of people, however many they are", "[report][report]") {
  auto request = sample_request();
  request.lots = {request.lots.back(), request.lots.back()};
  request.lots.back().lot.id = LotId::from_trusted(999);
  const auto report = build_report(request, sample_rulebook());
  CHECK(report.people.disclosure == Disclosure::withheld);
  CHECK(report.people.people == 0);
}

TEST_CASE("Months follow one another without a gap and end on the totals", "[report][report]") {
  const auto report = sample_report();
  REQUIRE(report.months.front().month == month("2025-07"));
  REQUIRE(report.months.back().month == month("2026-06"));
  CHECK(report.months.size() == 12);
  CHECK(report.months.back().counted_so_far == report.totals.hours.counted);
  CHECK(report.months.back().due_so_far == report.totals.due);
  WorkTime declared = WorkTime::zero();
  for (const auto& line : report.months) declared += line.hours.declared;
  CHECK(declared == report.totals.hours.declared);
}

TEST_CASE("A perimeter adds up what its lots show of a group, and mixes the rest", "[report][report]") {
  const auto report = sample_report();
  CHECK(report.groups.lines.size() == 3);
  CHECK(group_of(report, "DELD").people.people == 9);       // not the 3 of the other lot
  CHECK(group_of(report, "JEUNE_SQ").people.people == 13);
  CHECK(group_of(report, "RSA").people.people == 5);        // of 21: hidden with a smaller group elsewhere
  REQUIRE(report.groups.undistributed);
  WorkTime declared = report.groups.undistributed->declared;
  for (const auto& line : report.groups.lines) declared += line.hours.declared;
  CHECK(declared == report.totals.hours.declared);
}

TEST_CASE("A lot shows its groups of five people or more, hours and number, and mixes the rest", "[report][report]") {
  const auto report = report_of_one_lot();
  REQUIRE(report.groups.lines.size() == 1);
  CHECK(group_of(report, "JEUNE_SQ").people.people == 7);
  CHECK(report.groups.undistributed);
  CHECK(report.lots[0].groups.lines.size() == 1);
  CHECK(sample_report().lots[3].groups.lines.size() == 2);
  CHECK_FALSE(sample_report().lots[3].groups.undistributed);
}

TEST_CASE("The number of people who may be shown is the rule in force on the last day worked", "[report][report]") {
  CHECK(sample_report().people_minimum == 5);
  auto request = sample_request();
  request.cutoff.worked_until = day("2019-06-30");
  CHECK(build_report(request, sample_rulebook()).people_minimum == 4);
  CHECK_THROWS_AS(build_report(request, Rulebook("empty", {})), std::out_of_range);
}

TEST_CASE("No name of a person enters a report, not even of who set a clause", "[report][report]") {
  const auto report = sample_report();
  for (const auto& lot : report.lots) {
    if (lot.clause) CHECK(lot.clause->author.empty());
    for (const auto& step : lot.steps) {
      for (const auto& input : step.inputs) CHECK(input.from.find("Exemple") == std::string::npos);
    }
  }
}

TEST_CASE("A ratio is rounded down to parts for ten thousand, as the pace of a lot", "[report][report]") {
  CHECK(ratio_basis_points(WorkTime::from_seconds(1), WorkTime::from_seconds(3)) == 3'333);
  CHECK(ratio_basis_points(WorkTime::from_seconds(2), WorkTime::from_seconds(3)) == 6'666);
  CHECK(ratio_basis_points(WorkTime::from_seconds(1), WorkTime::from_seconds(20'000)) == 0);
  CHECK_FALSE(ratio_basis_points(WorkTime::zero(), WorkTime::zero()));
  CHECK_FALSE(ratio_basis_points(WorkTime::zero(), std::nullopt));
}

TEST_CASE("An empty perimeter is a report too", "[report][report]") {
  auto request = sample_request();
  request.lots.clear();
  const auto report = build_report(request, sample_rulebook());
  CHECK(report.people.people == 0);
  CHECK_FALSE(report.totals.owed);
  CHECK(report.groups.lines.empty());
  CHECK_FALSE(report.groups.undistributed);
}
