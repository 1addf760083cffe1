#include <catch2/catch.hpp>

#include "sheet_support.hpp"

using namespace clausier;
using namespace clausier::read;
using namespace sheet_support;
using Texts = std::vector<std::string>;

namespace {

Grid grid_of(const std::string& tables, const std::string& styles = "") { return read_grid(zip_of(ods_parts(tables, styles))); }

std::string table(const std::string& rows) { return "<table:table table:name='Mai'>" + rows + "</table:table>"; }

Cell cell_of(const std::string& cell) {
  const auto grid = grid_of(table("<table:table-row>" + cell + "</table:table-row>"));
  if (grid.sheets.empty() || grid.sheets[0].rows.empty()) return {};
  return grid.sheets[0].rows[0].cells.at(0);
}

}  // namespace

TEST_CASE("An ODS of LibreOffice keeps its times, merges, comments apart and lines", "[read][ods]") {
  const auto grid = read_grid(fixture("libreoffice.ods"));
  REQUIRE(grid.findings.empty());
  CHECK(grid.format == GridFormat::ods);
  REQUIRE(grid.sheets.size() == 2);
  CHECK(grid.sheets[1].hidden);
  CHECK(grid.sheets[1].name == "Vieux");
  const auto& rows = grid.sheets[0].rows;
  REQUIRE(rows.size() == 7);
  CHECK(rows[1].cells[1].text == "Jean Luc\n(équipe B)");  // literal spaces collapse, as OpenDocument says
  CHECK(rows[1].cells[2].date == Date::of(2026, 5, 4));
  CHECK(rows[1].cells[3].time == WorkTime::from_seconds(27000));
  CHECK(rows[2].cells[0].type == Cell::Type::empty);  // covered by the name above
  CHECK(rows[2].cells[1].text == "Jean Luc");
  CHECK(rows[2].cells[3].time == WorkTime::from_seconds(30600));
  CHECK(rows[2].cells[3].formula);
  CHECK(rows[3].cells[3].text == "7.25");  // without the comment on the cell
  CHECK(rows[4].cells[3].time == WorkTime::from_seconds(546000));
  CHECK(rows[4].cells[4].type == Cell::Type::error);
  CHECK(rows[5].cells[3].text == "SEAU");
  CHECK(rows[6].hidden);
  CHECK(rows[6].cells[3].formula);
  CHECK(grid.sheets[0].merged == std::vector<MergedRange>{{2, 3, 0, 0}});
}

TEST_CASE("Values of every type are read from their attributes", "[read][ods]") {
  struct Case {
    const char* cell;
    Cell::Type type;
    const char* text;
  };
  const auto test = GENERATE(values<Case>({
      {"<table:table-cell office:value-type='float' office:value='151.67'><text:p>151,7</text:p></table:table-cell>", Cell::Type::number, "151.67"},
      {"<table:table-cell office:value-type='percentage' office:value='0.05'/>", Cell::Type::number, "0.05"},
      {"<table:table-cell office:value-type='currency' office:value='12.5'/>", Cell::Type::number, "12.5"},
      {"<table:table-cell office:value-type='date' office:date-value='2026-05-04'/>", Cell::Type::date, "04/05/2026"},
      {"<table:table-cell office:value-type='date' office:date-value='2026-05-04T07:30:00.000000'/>", Cell::Type::date, "04/05/2026 07:30"},
      {"<table:table-cell office:value-type='time' office:time-value='PT151H40M00S'/>", Cell::Type::duration, "151:40"},
      {"<table:table-cell office:value-type='time' office:time-value='PT07H29M59.9999999S'/>", Cell::Type::duration, "07:30"},
      {"<table:table-cell office:value-type='time' office:time-value='P1DT2H'/>", Cell::Type::duration, "26:00"},
      {"<table:table-cell office:value-type='time' office:time-value='-PT1H'/>", Cell::Type::duration, "-1:00"},
      {"<table:table-cell office:value-type='time' office:time-value='7H30'><text:p>7H30</text:p></table:table-cell>", Cell::Type::text, "7H30"},
      {"<table:table-cell office:value-type='boolean' office:boolean-value='false'/>", Cell::Type::boolean, "FAUX"},
      {"<table:table-cell office:value-type='string'><text:p>a<text:s text:c='3'/>b<text:tab/>c<text:line-break/>d</text:p></table:table-cell>",
       Cell::Type::text, "a   b\tc\nd"},
      {"<table:table-cell office:value-type='string'><text:p><text:span>PEL</text:span>LE\n  Ida</text:p></table:table-cell>", Cell::Type::text, "PELLE Ida"},
      {"<table:table-cell office:value-type='string' office:string-value='caché'/>", Cell::Type::text, "caché"},
      {"<table:table-cell office:value-type='string' office:string-value='' calcext:value-type='error'><text:p>#REF!</text:p></table:table-cell>",
       Cell::Type::error, "#REF!"},
      {"<table:table-cell table:formula='of:=1/0' office:value-type='float' office:value='0'><text:p>#DIV/0!</text:p></table:table-cell>",
       Cell::Type::error, "#DIV/0!"},
      {"<table:table-cell office:value-type='float' office:value='abc'><text:p>abc</text:p></table:table-cell>", Cell::Type::text, "abc"},
  }));
  CAPTURE(test.cell);
  const auto cell = cell_of(test.cell);
  CHECK(cell.type == test.type);
  CHECK(cell.text == test.text);
}

TEST_CASE("Repeats count rows and columns, and give copies of what has a value", "[read][ods]") {
  const std::string filled = "<table:table-cell office:value-type='float' office:value='7'/>";
  const auto grid = grid_of(table(
      "<table:table-row table:number-rows-repeated='3'><table:table-cell table:number-columns-repeated='1024'/></table:table-row>"
      "<table:table-row table:number-rows-repeated='2'><table:table-cell table:number-columns-repeated='2'/>"
      "<table:table-cell table:number-columns-repeated='2' office:value-type='float' office:value='8'/>" + filled +
      "<table:table-cell table:number-columns-repeated='16000'/></table:table-row>"
      "<table:table-row table:number-rows-repeated='1048000'><table:table-cell/></table:table-row>"
      "<table:table-row>" + filled + "</table:table-row>"));
  REQUIRE(grid.sheets.size() == 1);
  const auto& rows = grid.sheets[0].rows;
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].number == 4);
  CHECK(texts(rows[0]) == Texts{"", "", "8", "8", "7"});
  CHECK(rows[1].number == 5);
  CHECK(texts(rows[1]) == texts(rows[0]));
  CHECK(rows[2].number == 1048006);
}

TEST_CASE("Absurd repeats stop at the limits", "[read][ods]") {
  const std::string filled = "<table:table-cell office:value-type='float' office:value='7'/>";
  const auto rows = grid_of(table("<table:table-row table:number-rows-repeated='2000000000'>" + filled + "</table:table-row>"));
  REQUIRE(codes(rows.findings) == Texts{"file.rows"});
  CHECK(rows.findings[0].parameters.at("count") == "2\u202F000\u202F000\u202F000");
  const auto columns = grid_of(table("<table:table-row><table:table-cell table:number-columns-repeated='2000000000' "
                                     "office:value-type='float' office:value='7'/></table:table-row>"));
  CHECK(codes(columns.findings) == Texts{"file.columns"});
}

TEST_CASE("Hidden tables and rows, comments and drawings are told apart", "[read][ods]") {
  const auto grid = grid_of(
      "<table:table table:name='A' table:style-name='off'><table:table-row><table:table-cell office:value-type='string'><text:p>x</text:p>"
      "</table:table-cell></table:table-row></table:table>"
      "<table:table table:name='B'><table:shapes><draw:frame xmlns:draw='d'><table:table><table:table-row><table:table-cell "
      "office:value-type='string'><text:p>dessin</text:p></table:table-cell></table:table-row></table:table></draw:frame></table:shapes>"
      "<table:table-header-rows><table:table-row table:visibility='filter'><table:table-cell office:value-type='string'><office:annotation>"
      "<text:p>note</text:p></office:annotation><text:p>vu</text:p></table:table-cell></table:table-row></table:table-header-rows></table:table>",
      "<style:style style:name='off' style:family='table'><style:table-properties table:display='false'/></style:style>");
  REQUIRE(grid.sheets.size() == 2);
  CHECK(grid.sheets[0].hidden);
  CHECK_FALSE(grid.sheets[1].hidden);
  REQUIRE(grid.sheets[1].rows.size() == 1);
  CHECK(grid.sheets[1].rows[0].hidden);
  CHECK(texts(grid.sheets[1].rows[0]) == Texts{"vu"});
}

TEST_CASE("Documents that are no readable spreadsheet are named for what they are", "[read][ods]") {
  auto text = ods_parts("");
  text[0].second = "application/vnd.oasis.opendocument.text";
  CHECK(codes(read_grid(zip_of(text)).findings) == Texts{"file.type"});
  CHECK(codes(grid_of("").findings) == Texts{"file.unreadable"});
  CHECK(codes(grid_of(table("")).findings) == Texts{"file.empty"});
  auto macros = ods_parts(table(""));
  macros.emplace_back("Basic/script-lc.xml", "<x/>");
  CHECK(codes(read_grid(zip_of(macros)).findings) == Texts{"file.macro"});
  auto encrypted = ods_parts(table(""));
  encrypted.emplace_back("META-INF/manifest.xml", "<m:manifest xmlns:m='m'><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>");
  CHECK(codes(read_grid(zip_of(encrypted)).findings) == Texts{"file.legacy"});
  auto doctype = ods_parts(table(""));
  doctype[1].second = "<!DOCTYPE x>" + doctype[1].second;
  CHECK(codes(read_grid(zip_of(doctype)).findings) == Texts{"file.doctype"});
}
