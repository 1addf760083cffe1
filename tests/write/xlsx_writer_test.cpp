#include <catch2/catch.hpp>

#include <cstdlib>
#include <map>
#include <sstream>

#include "clausier/write/xlsx_writer.hpp"
#include "places.hpp"
#include "sample_report.hpp"
#include "temporary_directory.hpp"

using namespace clausier;
using namespace clausier::report;
using namespace clausier::test;

namespace {

const Instant created = instant("2026-07-15T12:00:00Z");

// What openpyxl finds in the file: cells by "sheet!row:column" as type, value and number format; facts by name.
struct ReadBack {
  struct Found {
    std::string type, value, number_format;
  };
  std::map<std::string, Found> cells;
  std::map<std::string, std::string> facts;
};

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> fields;
  std::istringstream stream(line + "\t");
  for (std::string field; std::getline(stream, field, '\t');) fields.push_back(field);
  return fields;
}

ReadBack read_by_another_program(const std::string& bytes) {
  const TemporaryDirectory directory;
  const auto book = directory.path() / "book.xlsx", cells = directory.path() / "cells.tsv";
  std::ofstream(book, std::ios::binary) << bytes;
  const std::string reader = (clausier::test::source_folder() / "tests/read_workbook.py").string();
  const auto command = "/usr/bin/python3 '" + reader + "' '" + book.string() + "' > '" + cells.string() + "'";
  REQUIRE(std::system(command.c_str()) == 0);
  ReadBack out;
  std::istringstream lines(file_text(cells));
  for (std::string line; std::getline(lines, line);) {
    const auto fields = split(line);
    REQUIRE(fields.size() >= 3);
    if (fields[0] == "#") out.facts[fields[1]] = fields[2];
    else out.cells[fields[0] + "!" + fields[1] + ":" + fields[2]] = {fields.at(3), fields.at(4), fields.at(5)};
  }
  return out;
}

// What the other program must find for a cell of the model.
struct Expected {
  ReadBack::Found operator()(std::monostate) const { return {"", "", ""}; }
  ReadBack::Found operator()(const std::string& text) const { return text.empty() ? ReadBack::Found{} : ReadBack::Found{"text", text, "General"}; }
  ReadBack::Found operator()(const Masked& mask) const { return {"text", mask.text, "General"}; }
  ReadBack::Found operator()(WorkTime time) const { return {"number", time.decimal_hours_text(), "#,##0.00"}; }
  ReadBack::Found operator()(Money money) const { return {"number", money.decimal_text(), "#,##0.00\\ \"€\""}; }
  ReadBack::Found operator()(std::int64_t number) const { return {"number", std::to_string(number), "#,##0"}; }
  ReadBack::Found operator()(BasisPoints ratio) const {
    return {"number", std::to_string(ratio.value / 10'000) + "." + std::to_string(10'000 + ratio.value % 10'000).substr(1), "0.0\\ %"};
  }
  ReadBack::Found operator()(Date day) const { return {"date", day.iso(), "dd/mm/yyyy"}; }
  ReadBack::Found operator()(Month m) const { return {"date", m.first_day().iso(), "[$-40C]mmmm yyyy"}; }
};

void check_cell(const std::string& place, const ReadBack& found, const Cell& cell) {
  const auto expected = std::visit(Expected{}, cell);
  const auto at = found.cells.find(place);
  INFO(place << " holds " << expected.value);
  if (expected.type.empty()) {
    CHECK(at == found.cells.end());
    return;
  }
  REQUIRE(at != found.cells.end());
  CHECK(at->second.type == expected.type);
  CHECK(at->second.number_format == expected.number_format);
  if (expected.type == "number") CHECK(std::strtod(at->second.value.c_str(), nullptr) == std::strtod(expected.value.c_str(), nullptr));
  else CHECK(at->second.value == expected.value);
}

void check_every_cell(const Workbook& book, const ReadBack& found) {
  std::size_t numbers = 0;
  for (const auto& sheet : book.sheets) {
    for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
      for (std::size_t column = 0; column < sheet.rows[row].size(); ++column) {
        const auto place = sheet.name + "!" + std::to_string(row + 2) + ":" + std::to_string(column + 1);
        check_cell(place, found, sheet.rows[row][column]);
        numbers += found.cells.contains(place) && found.cells.at(place).type == "number";
      }
    }
  }
  CHECK(numbers > 100);
}

Workbook book_of_one_sheet(std::vector<Column> columns, std::vector<std::vector<Cell>> rows) {
  return {.title = "Essai", .subject = "", .author = "Clausier", .cutoff_line = "", .page_line = "Page {page} sur {pages}",
          .sheets = {{.name = "Feuille", .columns = std::move(columns), .rows = std::move(rows)}}};
}

}  // namespace

TEST_CASE("Another program finds every cell of every sheet as the report has it", "[write][xlsx]") {
  for (const auto& report : {sample_report(), report_of_one_lot()}) {
    const auto book = to_workbook(report, french_wording());
    check_every_cell(book, read_by_another_program(write::write_xlsx(book, created)));
  }
}

TEST_CASE("Sheets are ready to be read, filtered and printed", "[write][xlsx]") {
  const auto found = read_by_another_program(write::write_xlsx(to_workbook(sample_report(), french_wording()), created));
  CHECK(found.facts.at("title") == "Canal Seine-Nord Europe – clauses sociales au 30/06/2026");
  CHECK(found.facts.at("created") == "2026-07-15T12:00:00");
  CHECK(found.facts.at("creator") == "Clausier");
  CHECK(found.facts.at("Synthèse/freeze") == "B2");
  CHECK(found.facts.at("Synthèse/filter") == "A1:Q5");  // the total is outside
  CHECK(found.facts.at("Avancement/charts") == "1");
  CHECK(found.facts.at("Par mois/charts") == "1");
  for (const auto* sheet : {"Synthèse", "Avancement", "Par mois", "Par lot et mois", "Par modalité", "Par public", "Marchés", "Clauses",
                            "Détail du calcul", "Paramètres"}) {
    const std::string name = sheet;
    INFO(name);
    CHECK(found.facts.at(name + "/merged") == "0");
    CHECK(found.facts.at(name + "/orientation") == (name == "Avancement" ? "portrait" : "landscape"));
    const bool widest = name == "Clauses" || name == "Synthèse";  // would be too small to read; the synthesis with what straddles
    CHECK(found.facts.at(name + "/paper") == (widest ? "A3" : "A4"));
    CHECK(found.facts.at(name + "/fits_page_width") == "True");
    const bool with_chart = name == "Avancement" || name == "Par mois";  // on one page, which is what an absent count means
    CHECK(found.facts.at(name + "/pages_high") == (with_chart ? "None" : "0"));
    CHECK(found.facts.at(name + "/repeated_rows") == "$1:$1");
    CHECK(found.facts.at(name + "/footer_right") == "Page &P sur &N");
  }
}

TEST_CASE("What asks for attention stands out by rules of the spreadsheet, totals left alone", "[write][xlsx]") {
  const auto found = read_by_another_program(write::write_xlsx(to_workbook(sample_report(), french_wording()), created));
  CHECK(found.facts.at("Synthèse/rules/C2:C5") == "cellIs equal \"En retard\"; cellIs equal \"Échu non atteint\"");
  CHECK(found.facts.at("Synthèse/rules/L2:L5") == "cellIs greaterThan 0");  // missing hours
  CHECK(found.facts.at("Synthèse/rules/M2:M5") == "dataBar");               // progress, from 0 to 100 %
  CHECK(found.facts.at("Synthèse/rules/N2:N5") == "cellIs lessThan 1");     // pace
}

TEST_CASE("A chart under a long table has a page of its own", "[write][xlsx]") {
  std::vector<std::vector<Cell>> rows;
  for (int i = 0; i < 30; ++i) rows.push_back({Cell("lot " + std::to_string(i)), Cell(WorkTime::from_hours(i))});
  auto book = book_of_one_sheet({{"Lot", 40, ColumnKind::text}, {"Heures", 60, ColumnKind::hours}}, rows);
  book.sheets[0].chart = {.title = "Heures", .description = "Barres", .value_axis = "Heures", .series = {{1, SeriesStyle::solid}}};
  const auto found = read_by_another_program(write::write_xlsx(book, created));
  CHECK(found.facts.at("Feuille/breaks") == "32");  // before the row of the chart
  CHECK(found.facts.at("Feuille/scale") == "97");   // 710 pixels on 717
}

TEST_CASE("The same report and the same instant give the same bytes", "[write][xlsx]") {
  const auto once = write::write_xlsx(to_workbook(sample_report(), french_wording()), created);
  const auto twice = write::write_xlsx(to_workbook(sample_report(), french_wording()), created);
  CHECK((once == twice));
  CHECK((once != write::write_xlsx(to_workbook(sample_report(), french_wording()), instant("2026-07-16T12:00:00Z"))));
}

TEST_CASE("Text stays text in a workbook, whatever it looks like", "[write][xlsx]") {
  const std::vector<std::string> texts{"=1+1", "+33 3 21 00 00 00", "-5", "@SUM(A1)", "0012", "TRUE", "_x0041_", "31/12/2026", "a\tb"};
  std::vector<std::vector<Cell>> rows;
  for (const auto& text : texts) rows.push_back({Cell(text)});
  const auto found = read_by_another_program(write::write_xlsx(book_of_one_sheet({{"Texte", 20, ColumnKind::text}}, rows), created));
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto& cell = found.cells.at("Feuille!" + std::to_string(i + 2) + ":1");
    INFO(texts[i]);
    CHECK(cell.type == "text");
    CHECK(cell.value == (texts[i] == "a\tb" ? "a\\tb" : texts[i]));
  }
}

TEST_CASE("Bytes that no spreadsheet accepts are replaced, and the workbook opens", "[write][xlsx]") {
  const std::string long_text(40'000, 'x');
  const auto book = book_of_one_sheet({{"Texte", 20, ColumnKind::text}},
                                      {{Cell(std::string("caf\xE9 \x01 fin"))}, {Cell(long_text)}, {Cell(std::string("\xEF\xBF\xBF"))}});
  const auto found = read_by_another_program(write::write_xlsx(book, created));
  CHECK(found.cells.at("Feuille!2:1").value == "caf\uFFFD \uFFFD fin");
  CHECK(found.cells.at("Feuille!3:1").value == std::string(31'999, 'x') + "…");
  CHECK(found.cells.at("Feuille!4:1").value == "\uFFFD");
}

TEST_CASE("Amounts of the largest size and negative hours are written to the hundredth", "[write][xlsx]") {
  const auto book = book_of_one_sheet({{"Montant", 20, ColumnKind::money}, {"Heures", 20, ColumnKind::hours}},
                                      {{Cell(Money::from_cents(1'500'000'000'000'01)), Cell(WorkTime::from_seconds(-45'001))}});
  const auto found = read_by_another_program(write::write_xlsx(book, created));
  CHECK(std::strtod(found.cells.at("Feuille!2:1").value.c_str(), nullptr) == 1'500'000'000'000.01);
  CHECK(std::strtod(found.cells.at("Feuille!2:2").value.c_str(), nullptr) == -12.50);
}

TEST_CASE("An empty report makes a workbook that opens", "[write][xlsx]") {
  auto request = sample_request();
  request.lots.clear();
  const auto book = to_workbook(build_report(request, sample_rulebook()), french_wording());
  const auto found = read_by_another_program(write::write_xlsx(book, created));
  CHECK(found.facts.at("Avancement/charts") == "0");
}

TEST_CASE("A long workbook is written in constant memory with the same cells", "[write][xlsx]") {
  std::vector<std::vector<Cell>> rows;
  for (int i = 0; i < 20'001; ++i) rows.push_back({Cell(std::int64_t{i}), Cell("lot " + std::to_string(i % 7)), Cell(WorkTime::from_hours(i))});
  const auto book = book_of_one_sheet({{"Rang", 9, ColumnKind::integer}, {"Lot", 9, ColumnKind::text}, {"Heures", 12, ColumnKind::hours}}, rows);
  const auto found = read_by_another_program(write::write_xlsx(book, created));
  CHECK(found.cells.at("Feuille!20002:1").value == "20000.0");
  CHECK(found.cells.at("Feuille!20002:2").value == "lot 1");
  CHECK(found.cells.at("Feuille!20002:3").value == "20000.0");
}

TEST_CASE("A workbook that cannot be made says so and leaves no temporary file", "[write][xlsx]") {
  auto book = book_of_one_sheet({{"Texte", 20, ColumnKind::text}}, {});
  book.sheets[0].name = "un nom de feuille [interdit]";
  CHECK_THROWS_AS(write::write_xlsx(book, created), std::runtime_error);
  const TemporaryDirectory directory;
  const char* before = std::getenv("TMPDIR");
  const std::string kept = before ? before : "";
  setenv("TMPDIR", directory.path().c_str(), 1);
  CHECK_THROWS_AS(write::write_xlsx(book, created), std::runtime_error);
  CHECK(std::filesystem::is_empty(directory.path()));
  if (before) setenv("TMPDIR", kept.c_str(), 1);
  else unsetenv("TMPDIR");
}
