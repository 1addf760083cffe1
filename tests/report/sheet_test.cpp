#include <catch2/catch.hpp>

#include <map>

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
  const auto parts = split_long_sheets({sheet}, 3);
  REQUIRE(parts.size() == 3);
  CHECK(parts[0].name == "Par lot et mois");
  CHECK(parts[2].name == "Par lot et mois (3)");
  CHECK(parts[0].total_rows == 0);
  CHECK(parts[2].rows == std::vector<std::vector<Cell>>{{Cell(std::int64_t{6})}});
  CHECK(parts[2].total_rows == 1);
}
