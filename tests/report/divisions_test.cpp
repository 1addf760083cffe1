#include <catch2/catch.hpp>

#include "sample_report.hpp"
#include "workbook_text.hpp"

using namespace clausier;
using namespace clausier::report;
using namespace clausier::test;

namespace {

const Division& division(const Report& report, const std::string& dimension) {
  for (const auto& found : report.divisions)
    if (found.dimension == dimension) return found;
  throw std::logic_error("no division by " + dimension);
}

WorkTime declared_of(const Division& division) {
  WorkTime sum = WorkTime::zero();
  for (const auto& line : division.lines) sum += line.hours.declared;
  if (division.undistributed) sum += division.undistributed->declared;
  return sum;
}

}  // namespace

TEST_CASE("Every division holds the hours of the whole perimeter", "[report][division]") {
  const auto report = sample_report();
  REQUIRE(report.divisions.size() == 6);
  for (const auto& one : report.divisions) {
    INFO(one.dimension);
    CHECK(declared_of(one) == report.totals.hours.declared);
  }
}

TEST_CASE("The report of one contract is not divided", "[report][division]") { CHECK(report_of_one_lot().divisions.empty()); }

TEST_CASE("The canal shows its six departments, lots or not, and people distinct in each", "[report][division]") {
  auto request = sample_request();
  request.lots[0].contract.initial.department = request.lots[1].contract.initial.department = "60";
  const auto report = build_report(request, sample_rulebook());
  const auto& departments = division(report, "department");
  std::vector<std::string> codes;
  for (const auto& line : departments.lines) codes.push_back(line.code);
  CHECK(codes == std::vector<std::string>{"", "02", "59", "60", "62", "80", "95"});
  CHECK(departments.lines[3].lots == 2);
  CHECK(departments.lines[3].contracts == 1);
  CHECK(departments.lines[3].people.people == 35);
  CHECK(departments.lines[1].lots == 0);
  CHECK(departments.lines[0].lots_left_out == 1);  // the lot of two people
}

TEST_CASE("The year of the cut-off holds the hours of its months only", "[report][division]") {
  const auto report = sample_report();
  WorkTime counted = WorkTime::zero();
  for (const auto& line : report.months)
    if (line.month >= month("2026-01")) counted += line.hours.counted;
  CHECK(division(report, "programme").lines.front().of_year.counted == counted);
  const auto& years = division(report, "year");
  REQUIRE(years.lines.size() == 2);
  CHECK(years.lines.back().code == "2026");
  CHECK(years.lines.back().hours.counted == counted);
}

TEST_CASE("Hours by type of work contract that few people did on a lot are mixed with others", "[report][division]") {
  auto request = sample_request();
  auto& position = request.lots[0].position;
  auto parts = position.by_contract_type;
  REQUIRE(parts.size() == 1);
  const auto whole = parts.begin()->second;
  Breakdown few{.hours = {.declared = WorkTime::from_hours(7), .counted = WorkTime::from_hours(7)}, .people = {*whole.people.begin()}};
  position.by_contract_type["apprenticeship"] = few;
  const auto report = build_report(request, sample_rulebook());
  const auto& types = division(report, "contract_type");
  for (const auto& line : types.lines) CHECK(line.code != "apprenticeship");
  CHECK(types.undistributed);
}

TEST_CASE("A programme says what it aims at and what is reached, or that it is not measured here", "[report][target]") {
  const auto report = sample_report();
  REQUIRE(report.targets.size() == 2);
  CHECK(report.targets[0].code == "insertion_jobs");
  CHECK(report.targets[0].value == 600);
  CHECK(report.targets[0].reached == 46);
  CHECK(report.targets[0].at_least);  // a lot of two people is in no number
  CHECK_FALSE(report.targets[1].reached);
  auto request = sample_request();
  request.programme = "NPNRU";
  const auto npnru = build_report(request, sample_rulebook());
  REQUIRE(npnru.targets.size() == 2);
  CHECK(npnru.targets[1].code == "qpv_hours");
  CHECK(npnru.targets[1].disclosure == Disclosure::withheld);  // groups are hidden: nothing tells that QPV is not among them
  request.cutoff.worked_until = day("2014-12-31");
  CHECK(build_report(request, sample_rulebook()).targets.empty());  // not in force yet
}
