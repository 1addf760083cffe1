#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <set>

#include "sample_report.hpp"
#include "workbook_text.hpp"

using namespace clausier;
using namespace clausier::report;
using namespace clausier::test;

namespace {

const Sheet& sheet_named(const Workbook& book, const std::string& name) {
  const auto found = std::find_if(book.sheets.begin(), book.sheets.end(), [&](const Sheet& sheet) { return sheet.name == name; });
  REQUIRE(found != book.sheets.end());
  return *found;
}

}  // namespace

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
  const auto& sheet = sheet_named(book, "Par public");
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
  for (std::size_t column = 3; column < rows[0].size(); ++column) CHECK(rows[0][column] == rows[1][column]);
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
  const auto rows = sheet_named(to_workbook(sample_report(), french_wording()), "Détail du calcul").rows;
  for (const auto& row : rows) {
    const bool bare = std::holds_alternative<WorkTime>(row[3]) || std::holds_alternative<std::int64_t>(row[3]);
    CHECK(std::get<std::string>(row[4]).empty() != bare);
  }
}

TEST_CASE("No sentence of the calculation tells how many lines a sum holds", "[report][sheet]") {
  const auto book = to_workbook(sample_report(), french_wording());
  for (const auto& row : sheet_named(book, "Détail du calcul").rows) {
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

TEST_CASE("Every figure of every sheet carries a code of the dictionary, by its column or by its row", "[report][sheet][indicator]") {
  auto report = sample_report();
  report.changes = changes_between(report_of_one_lot(), report);
  auto book = to_workbook(report, french_wording());
  book.sheets.push_back(flat_table(report, french_wording()));
  std::size_t figures = 0;
  for (const auto& sheet : book.sheets) {
    std::size_t code_column = sheet.columns.size();
    for (std::size_t i = 0; i < sheet.columns.size(); ++i)
      if (sheet.columns[i].header == "Code") code_column = i;
    for (const auto& row : sheet.rows)
      for (std::size_t i = 0; i < row.size(); ++i) {
        const bool figure = std::holds_alternative<WorkTime>(row[i]) || std::holds_alternative<Money>(row[i]) ||
                            std::holds_alternative<std::int64_t>(row[i]) || std::holds_alternative<BasisPoints>(row[i]);
        if (!figure) continue;
        ++figures;
        auto code = sheet.columns[i].indicator;
        if (code.empty() && code_column < row.size()) code = std::get<std::string>(row[code_column]);
        INFO(sheet.name << ", " << sheet.columns[i].header << ", code " << code);
        const bool rule = std::any_of(report.rules.begin(), report.rules.end(), [&](const auto& r) { return r.code == code; });
        CHECK((rule || find_indicator(report.indicators, code)));
      }
  }
  CHECK(figures > 300);
}

TEST_CASE("Cells are printed as French pages print them", "[report][sheet]") {
  CHECK(printed(WorkTime::from_seconds(6'553'800)) == "1\u202F820,50");
  CHECK(printed(BasisPoints{6'250}) == "62,5\u00A0%");
  CHECK(printed(Month::parse_iso("2026-10").value()) == "octobre 2026");
  CHECK(printed(Cell()) == "");
}
