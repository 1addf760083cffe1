#include <catch2/catch.hpp>

#include "sample_tables.hpp"

using namespace clausier;
using namespace clausier::report;
using namespace clausier::test;

namespace {

// Value of the row under this code, as a person reads it.
std::string printed_under(const Sheet& sheet, const std::string& code) {
  for (const auto& row : sheet.rows)
    if (row.size() == 3 && printed(row[2]) == code) return printed(row[1]);
  return "none";
}

std::string last_value(const Sheet& sheet) { return printed(sheet.rows.back()[1]); }

}  // namespace

TEST_CASE("A statement gives the lines of a person by days worked, and totals that add up", "[report][tables]") {
  const auto report = sample_statement();
  const auto& lines = report.tables.at(1).sheet;
  REQUIRE(lines.rows.size() == 3);
  CHECK(printed(lines.rows[0][1]) == "04/05/2026");
  CHECK(printed(lines.rows[2][1]) == "01/06/2026");
  CHECK(printed(lines.rows[1][7]) == "70,00");
  CHECK(printed(lines.rows[2][7]) == "0,00");  // waiting: not counted
  const auto& person = report.tables.at(0).sheet;
  CHECK(printed_under(person, "declared") == "112,50");
  CHECK(printed_under(person, "counted") == "70,00");
  CHECK(printed_under(person, "pending") == "35,00");
  CHECK(printed_under(person, "rejected") == "7,50");
  CHECK(report.tables.at(2).sheet.rows.size() == 2);
}

TEST_CASE("A statement says no criterion and no reason of a decision", "[report][tables]") {
  for (const auto& table : sample_statement().tables)
    for (const auto& column : table.sheet.columns) CHECK((column.code != "group" && column.code != "reason"));
}

TEST_CASE("An attestation says what the report of the lot says, and concludes no more", "[report][tables]") {
  const auto source = report_of_one_lot();
  const auto sheet = sample_attestation().tables.at(0).sheet;
  const auto& figures = source.lots.front().figures;
  CHECK(printed_under(sheet, "owed") == french_hours(*figures.owed));
  CHECK(printed_under(sheet, "credited") == french_hours(figures.credited));
  CHECK(printed_under(sheet, "missing") == french_hours(*figures.missing));
  CHECK(last_value(sheet).find("n’est pas remplie") != std::string::npos);

  auto done = source;
  done.lots.front().state = LotState::done;
  CHECK(last_value(attestation(done, french_wording()).tables.at(0).sheet).find("est remplie.") != std::string::npos);
  auto unknown = source;
  unknown.lots.front().state = LotState::indeterminate;
  CHECK(last_value(attestation(unknown, french_wording()).tables.at(0).sheet).find("ne peut pas être établie") != std::string::npos);
  auto two = source;
  two.lots.push_back(two.lots.front());
  CHECK_THROWS_AS(attestation(two, french_wording()), std::invalid_argument);
}

TEST_CASE("A small number of people is masked in an attestation as in the report", "[report][tables]") {
  auto source = report_of_one_lot();
  source.lots.front().people = {Disclosure::small, 0};
  CHECK(printed_under(attestation(source, french_wording()).tables.at(0).sheet, "people") == "< 5");
}

TEST_CASE("A missing timesheet says who must act, and since when", "[report][tables]") {
  const auto sheet = sample_missing().tables.at(0).sheet;
  REQUIRE(sheet.rows.size() == 2);
  CHECK(printed(sheet.rows[0][7]).find("doit l’envoyer") != std::string::npos);
  CHECK(printed(sheet.rows[1][7]).find("doit le corriger") != std::string::npos);
  CHECK(printed(sheet.rows[0][6]) == "81");
  CHECK(printed(sheet.rows[1][8]) == "20/05/2026");
}

TEST_CASE("Pathways give the published figures of La Porte du Hainaut for 2025, the rate by exits", "[report][tables][pathway]") {
  const auto sheet = sample_pathways().tables.at(0).sheet;
  std::vector<std::string> line;
  for (const auto& cell : sheet.rows.at(1)) line.push_back(printed(cell));
  CHECK(line == std::vector<std::string>{"01/01/2025", "31/12/2025", "461", "201", "125", "70", "12", french_percent(560)});
}

TEST_CASE("Few people are masked in pathways, and what a subtraction would give back with them", "[report][tables][pathway]") {
  const auto report = sample_pathways();
  const auto& before = report.tables.at(0).sheet.rows.at(0);
  CHECK(printed(before[5]) == "< 5");  // 4 positive exits
  CHECK(printed(before[6]) == "< 5");
  CHECK(printed(before[7]) == "< 5");  // nor the rate, which tells of them
  const auto numbers_of = [&](std::size_t table) {
    std::vector<std::string> numbers;
    for (const auto& row : report.tables.at(table).sheet.rows) numbers.push_back(printed(row[2]));
    return numbers;
  };
  // 3 created a firm: with 125 exits known, one line more goes, the smallest.
  const std::string hidden = printed(report.tables.at(1).sheet.rows.at(1)[2]);
  CHECK(numbers_of(1) == std::vector<std::string>{"52", hidden, "15", hidden, "43"});
  CHECK(numbers_of(2) == std::vector<std::string>{"150", hidden, hidden});
}
