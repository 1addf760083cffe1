#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <set>

#include "sample_report.hpp"
#include "workbook_text.hpp"

using namespace clausier;
using namespace clausier::report;
using namespace clausier::test;

TEST_CASE("The workbook of a programme is the one that was approved", "[report][sheet]") {
  check_golden("report/programme.txt", workbook_text(to_workbook(sample_report(), french_wording())));
}

TEST_CASE("The workbook of one lot is the one that was approved", "[report][sheet]") {
  check_golden("report/lot.txt", workbook_text(to_workbook(report_of_one_lot(), french_wording())));
}

TEST_CASE("Every row of every sheet has a cell for each column", "[report][sheet]") {
  auto book = to_workbook(sample_report(), french_wording());
  book.sheets.push_back(flat_table(sample_report(), french_wording()));
  for (const auto& sheet : book.sheets) {
    INFO(sheet.name);
    CHECK(sheet.name.size() <= 31);
    for (const auto& row : sheet.rows) REQUIRE(row.size() == sheet.columns.size());
  }
}

TEST_CASE("Every message of a report is in the catalogue", "[report][sheet]") {
  for (const auto& report : {sample_report(), report_of_one_lot()}) {
    const auto text = workbook_text(to_workbook(report, french_wording())) + sheet_text(flat_table(report, french_wording()));
    for (const auto* missing : {"[report.", "[state.", "[rule.", "[unit.", "[modality.", "[criterion.", "[legal.", "[rounding."})
      CHECK(text.find(missing) == std::string::npos);
  }
}

TEST_CASE("Groups of every perimeter of the sheet add up to its last line", "[report][sheet]") {
  const auto book = to_workbook(sample_report(), french_wording());
  const auto& sheet = book.sheets[4];
  std::map<std::string, std::int64_t> sums;  // seconds
  int rests = 0;
  for (const auto& row : sheet.rows) {
    const auto& label = std::get<std::string>(row[1]);
    auto& sum = sums[std::get<std::string>(row[0])];
    if (label == "Tous publics") CHECK(sum == std::get<WorkTime>(row[3]).seconds());
    else sum += std::get<WorkTime>(row[3]).seconds();
    if (label != "Non ventilé (petits effectifs)") continue;
    ++rests;
    CHECK(std::holds_alternative<Masked>(row[2]));
  }
  CHECK(sums.size() == 5);
  CHECK(rests == 4);
}

TEST_CASE("The total of one lot says what the lot says", "[report][sheet]") {
  const auto rows = to_workbook(report_of_one_lot(), french_wording()).sheets[0].rows;
  REQUIRE(rows.size() == 2);
  for (std::size_t column = 5; column < rows[0].size(); ++column) CHECK(rows[0][column] == rows[1][column]);
}

TEST_CASE("A number of people that leaves lots out is printed as a least number", "[report][sheet]") {
  const auto total = to_workbook(sample_report(), french_wording()).sheets[0].rows.back();
  CHECK(std::count(total.begin(), total.end(), Cell(Masked{"≥ 46"})) == 1);
  auto request = sample_request();
  request.lots.pop_back();
  const auto whole = to_workbook(build_report(request, sample_rulebook()), french_wording()).sheets[0].rows.back();
  CHECK(std::count(whole.begin(), whole.end(), Cell(std::int64_t{46})) == 1);
}

TEST_CASE("Every bare number among the results of the calculation has its unit beside it", "[report][sheet]") {
  const auto rows = to_workbook(sample_report(), french_wording()).sheets[7].rows;
  for (const auto& row : rows) {
    const bool bare = std::holds_alternative<WorkTime>(row[3]) || std::holds_alternative<std::int64_t>(row[3]);
    CHECK(std::get<std::string>(row[4]).empty() != bare);
  }
}

TEST_CASE("No sentence of the calculation tells how many lines a sum holds", "[report][sheet]") {
  const auto book = to_workbook(sample_report(), french_wording());
  for (const auto& row : book.sheets[7].rows) {
    const auto& sentence = std::get<std::string>(row[2]);
    INFO(sentence);
    CHECK(sentence.find("ligne") == std::string::npos);
  }
}

TEST_CASE("A sheet longer than a spreadsheet holds goes on in the next, totals at the end", "[report][sheet]") {
  Sheet sheet{.name = "Par lot et mois", .columns = {{"Lot", 10, ColumnKind::text}}};
  for (int i = 0; i < 7; ++i) sheet.rows.push_back({Cell(std::int64_t{i})});
  sheet.total_rows = 1;
  sheet.subtotals = {1, 4};
  sheet.notes = {"note"};
  const auto parts = split_long_sheets({sheet}, 3);
  REQUIRE(parts.size() == 3);
  CHECK(parts[0].name == "Par lot et mois");
  CHECK(parts[2].name == "Par lot et mois (3)");
  CHECK(parts[0].total_rows == 0);
  CHECK(parts[2].rows == std::vector<std::vector<Cell>>{{Cell(std::int64_t{6})}});
  CHECK(parts[2].total_rows == 1);
  CHECK(parts[0].subtotals == std::set<std::size_t>{1});
  CHECK(parts[1].subtotals == std::set<std::size_t>{1});
  CHECK(parts[0].notes.empty());
  CHECK(parts[2].notes.size() == 1);
}
