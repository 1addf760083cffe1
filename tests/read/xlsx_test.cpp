#include <catch2/catch.hpp>

#include "sheet_support.hpp"

using namespace clausier;
using namespace clausier::read;
using namespace sheet_support;
using Texts = std::vector<std::string>;

namespace {

Grid grid_of(const Parts& parts) { return read_grid(zip_of(parts)); }

const std::string styles = "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='[h]:mm'/><numFmt numFmtId='165' "
                           "formatCode='0.00\" h\"'/><numFmt numFmtId='166' formatCode='mmm\\-yy'/></numFmts>"
                           "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
                           "<cellXfs><xf numFmtId='0'/><xf numFmtId='164'/><xf numFmtId='165'/><xf numFmtId='166'/><xf numFmtId='14'/>"
                           "<xf numFmtId='46'/><xf numFmtId='22'/></cellXfs></styleSheet>";

Cell cell_of(const std::string& cell) {
  const auto grid = grid_of(xlsx_parts("<row r='1'>" + cell + "</row>", "", styles));
  if (grid.sheets.empty() || grid.sheets[0].rows.empty()) return {};
  return grid.sheets[0].rows[0].cells.at(0);
}

}  // namespace

TEST_CASE("Durations, decimals and dates of a workbook are exact", "[read][xlsx]") {
  const auto grid = read_grid(fixture("durations.xlsx"));
  REQUIRE(grid.findings.empty());
  CHECK(grid.format == GridFormat::xlsx);
  REQUIRE(grid.sheets.size() == 2);
  const auto& sheet = grid.sheets[0];
  CHECK(sheet.name == "Mai");
  CHECK_FALSE(sheet.hidden);
  CHECK(grid.sheets[1].hidden);
  CHECK(texts(sheet.rows[2]) == Texts{"Nom", "Prénom", "Nombre d’heures", "Type de contrat", "Né(e) le"});
  CHECK(sheet.rows[2].number == 4);
  const auto& long_month = sheet.rows[3];
  CHECK(long_month.cells[2].type == Cell::Type::duration);
  CHECK(long_month.cells[2].time == WorkTime::from_seconds(546000));
  CHECK(long_month.cells[2].text == "151:40");
  CHECK(long_month.cells[4].date == Date::of(1990, 2, 28));
  CHECK(long_month.cells[4].text == "28/02/1990");
  CHECK(sheet.rows[4].cells[2].time == WorkTime::from_seconds(27000));
  CHECK(sheet.rows[4].cells[2].text == "07:30");
  CHECK(sheet.rows[5].cells[2].type == Cell::Type::number);
  CHECK(sheet.rows[5].cells[2].text == "151.67");
  CHECK(sheet.rows[5].hidden);  // row 7
  CHECK_FALSE(sheet.rows[6].hidden);
}

TEST_CASE("Rich text, formulas, errors and merges of a LibreOffice workbook are read", "[read][xlsx]") {
  const auto grid = read_grid(fixture("libreoffice.xlsx"));
  REQUIRE(grid.sheets.size() == 2);
  const auto& rows = grid.sheets[0].rows;
  REQUIRE(rows.size() == 7);
  CHECK(rows[1].cells[1].text == "Jean  Luc\n(équipe B)");
  CHECK(rows[2].cells[0].type == Cell::Type::empty);
  CHECK(rows[2].cells[3].time == WorkTime::from_seconds(30600));
  CHECK(rows[2].cells[3].formula);
  CHECK(rows[3].cells[0].text == "SEAU");  // runs joined, phonetic guide left out
  CHECK(rows[4].cells[3].time == WorkTime::from_seconds(546000));
  CHECK(rows[4].cells[4].type == Cell::Type::error);
  CHECK(rows[4].cells[4].text == "#DIV/0!");
  CHECK(rows[5].cells[3].text == "SEAU");
  CHECK(rows[6].hidden);
  CHECK(rows[6].cells[3].text == "7.5");
  CHECK(grid.sheets[0].merged == std::vector<MergedRange>{{2, 3, 0, 0}});
  CHECK(grid.sheets[1].hidden);
}

TEST_CASE("Workbooks of streaming programs are read: inline strings, prefixes, no references", "[read][xlsx]") {
  const auto grid = read_grid(fixture("inline_strings.xlsx"));
  REQUIRE(grid.sheets.size() == 1);
  CHECK(grid.sheets[0].name == "Export");
  REQUIRE(grid.sheets[0].rows.size() == 2);
  CHECK(texts(grid.sheets[0].rows[0]) == Texts{"Nom", "Prénom", "Heures"});
  CHECK(texts(grid.sheets[0].rows[1]) == Texts{"AGRAFE", "Tom ", "151.67"});
}

TEST_CASE("Dates of the 1904 system are the days that were typed", "[read][xlsx]") {
  const auto grid = read_grid(fixture("mac_1904.xlsx"));
  CHECK(grid.sheets.at(0).rows.at(1).cells.at(2).date == Date::of(2026, 5, 28));
}

TEST_CASE("The number format makes a number, a date or a time", "[read][xlsx]") {
  struct Case {
    const char* cell;
    Cell::Type type;
    const char* text;
  };
  const auto test = GENERATE(values<Case>({
      {"<c r='A1'><v>46143</v></c>", Cell::Type::number, "46143"},
      {"<c r='A1' s='4'><v>46143</v></c>", Cell::Type::date, "01/05/2026"},
      {"<c r='A1' s='3'><v>46143</v></c>", Cell::Type::date, "01/05/2026"},
      {"<c r='A1' s='6'><v>46143.3125</v></c>", Cell::Type::date, "01/05/2026 07:30"},
      {"<c r='A1' s='1'><v>1.4687500000000001</v></c>", Cell::Type::duration, "35:15"},
      {"<c r='A1' s='5'><v>0.0001</v></c>", Cell::Type::duration, "00:00:09"},
      {"<c r='A1' s='1'><v>-0.3125</v></c>", Cell::Type::duration, "-7:30"},
      {"<c r='A1' s='2'><v>7.5</v></c>", Cell::Type::number, "7.5"},
      {"<c r='A1' s='4'><v>12</v></c>", Cell::Type::number, "12"},  // before March 1900: no believable date
      {"<c r='A1' s='4'><v>1e300</v></c>", Cell::Type::number, "1.00000000000000E+300"},
      {"<c r='A1' s='99'><v>7</v></c>", Cell::Type::number, "7"},
      {"<c r='A1'><v>20003019500115</v></c>", Cell::Type::number, "20003019500115"},
      {"<c r='A1'><v>2.0003019500115E13</v></c>", Cell::Type::number, "20003019500115"},
      {"<c r='A1'><v>0.00001</v></c>", Cell::Type::number, "0.00001"},
      {"<c r='A1'><v>151.66999999999999</v></c>", Cell::Type::number, "151.67"},
      {"<c r='A1' t='b'><v>1</v></c>", Cell::Type::boolean, "VRAI"},
      {"<c r='A1' t='e'><v>#N/A</v></c>", Cell::Type::error, "#N/A"},
      {"<c r='A1' t='d'><v>2026-05-04T07:30:00</v></c>", Cell::Type::date, "04/05/2026 07:30"},
      {"<c r='A1' t='str'><v>a_x000D_b_x005F_</v></c>", Cell::Type::text, "ab_"},
      {"<c r='A1' t='inlineStr'><is><t>&lt;b&gt;</t></is></c>", Cell::Type::text, "<b>"},
      {"<c r='A1'><v>abc</v></c>", Cell::Type::text, "abc"},
      {"<c r='A1'><v>inf</v></c>", Cell::Type::text, "inf"},
  }));
  CAPTURE(test.cell);
  const auto cell = cell_of(test.cell);
  CHECK(cell.type == test.type);
  CHECK(cell.text == test.text);
}

TEST_CASE("A formula that was never computed is kept as such", "[read][xlsx]") {
  const auto cell = cell_of("<c r='A1'><f>B1*2</f><v></v></c>");
  CHECK(cell.type == Cell::Type::empty);
  CHECK(cell.formula);
  const auto empty_text = grid_of(xlsx_parts("<row r='1'><c r='A1' t='str'><f>\"\"</f><v></v></c><c r='B1'><v>1</v></c></row>"));
  CHECK_FALSE(empty_text.sheets[0].rows[0].cells[0].formula);
}

TEST_CASE("Workbooks that must not be opened are named for what they are", "[read][xlsx]") {
  CHECK(codes(read_grid(fixture("macro.xlsm")).findings) == Texts{"file.macro"});
  CHECK(codes(read_grid(fixture("old.xls")).findings) == Texts{"file.legacy"});
  auto encrypted = zip_of(xlsx_parts(""));
  encrypted[encrypted.rfind("PK\x01\x02") + 8] |= 1;  // flag of the last entry of the directory
  CHECK(codes(read_grid(encrypted).findings) == Texts{"file.legacy"});
  CHECK(codes(grid_of({{"word/document.xml", "<w/>"}, {"[Content_Types].xml", "<Types/>"}}).findings) == Texts{"file.type"});
}

TEST_CASE("Document types are refused before any entity", "[read][xlsx]") {
  auto parts = xlsx_parts("<row r='1'><c r='A1' t='inlineStr'><is><t>&x;</t></is></c></row>");
  parts.back().second = "<!DOCTYPE worksheet [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + parts.back().second;
  CHECK(codes(grid_of(parts).findings) == Texts{"file.doctype"});
}

TEST_CASE("Broken parts are answered, never followed", "[read][xlsx]") {
  const auto* rows = GENERATE("<row r='1'><c r='A1' t='s'><v>5</v></c></row>",  // no such shared string
                              "<row r='1'><c r='A1' t='s'><v>-1</v></c></row>", "<row r='1'><c r='1A'><v>1</v></c></row>",
                              "<row r='1'><c r='ABCD1'><v>1</v></c></row>", "<row r='2'/><row r='1'/>", "<row r='0'/>",
                              "<row r='99999999'/>", "<row r='1'><c r='A1'>");
  CAPTURE(rows);
  CHECK(codes(grid_of(xlsx_parts(rows)).findings) == Texts{"file.unreadable"});
}

TEST_CASE("Archives with missing, double or lying entries are answered", "[read][xlsx]") {
  auto missing = xlsx_parts("");
  missing.pop_back();
  CHECK(codes(grid_of(missing).findings) == Texts{"file.unreadable"});
  auto twice = xlsx_parts("");
  twice.push_back(twice.back());
  CHECK(codes(grid_of(twice).findings) == Texts{"file.unreadable"});
  const std::string deep = [] {
    std::string text;
    for (int i = 0; i < 100; ++i) text += "<a>";
    return text;
  }();
  CHECK(codes(grid_of(xlsx_parts(deep)).findings) == Texts{"file.unreadable"});
}

TEST_CASE("Bombs stop at the limits, whatever size they state", "[read][xlsx]") {
  const auto stated = GENERATE(0u, 10u);
  std::string rows = "<row r='1'><c r='A1' t='inlineStr'><is><t>";
  rows.append(30'000'000, ' ');
  const auto bomb = zip_of(xlsx_parts(rows + "</t></is></c></row>"), stated);
  CHECK(bomb.size() < 100'000);
  const auto found_codes = codes(read_grid(bomb).findings);
  REQUIRE(found_codes.size() == 1);
  CHECK((found_codes[0] == "file.expands" || (stated != 0 && found_codes[0] == "file.unreadable")));
}

TEST_CASE("Every limit of the archive answers that it expands", "[read][xlsx]") {
  const auto book = zip_of(xlsx_parts("<row r='1'><c r='A1'><v>1</v></c><c r='B1'><v>2</v></c></row>"));
  REQUIRE(read_grid(book).findings.empty());
  GridLimits entries, entry, archive, cells, merged;
  entries.entries_max = 4;
  entry.entry_bytes_max = 100;
  archive.archive_bytes_max = 500;
  cells.cells_max = 1;
  CHECK(codes(read_grid(book, entries).findings) == Texts{"file.entries"});
  for (const auto& limits : {entry, archive, cells}) CHECK(codes(read_grid(book, limits).findings) == Texts{"file.expands"});
  merged.merged_max = 1;
  const auto merges = zip_of(xlsx_parts("<row r='1'><c r='A1'><v>1</v></c></row>", "<mergeCells><mergeCell ref='A1:B1'/><mergeCell ref='C1:D1'/></mergeCells>"));
  CHECK(codes(read_grid(merges, merged).findings) == Texts{"file.expands"});
  CHECK(read_grid(merges).findings.empty());
}

TEST_CASE("A long text shared by many cells does not fill the memory", "[read][xlsx]") {
  const std::string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  std::string rows = "<row r='1'>";
  for (int i = 0; i < 200; ++i) rows += "<c t='s'><v>0</v></c>";
  auto parts = xlsx_parts(rows + "</row>");
  std::string varied;
  for (int i = 0; i < 60'000; ++i) varied += std::to_string(i * 7919);
  parts.emplace_back("xl/sharedStrings.xml", "<sst><si><t>" + varied + "</t></si></sst>");
  parts[2].second = "<Relationships><Relationship Id='s' Type='" + office + "worksheet' Target='worksheets/sheet1.xml'/>"
                    "<Relationship Id='u' Type='" + office + "sharedStrings' Target='sharedStrings.xml'/></Relationships>";
  GridLimits limits;
  limits.entry_bytes_max = 1024 * 1024;
  CHECK(codes(read_grid(zip_of(parts), limits).findings) == Texts{"file.expands"});
}
