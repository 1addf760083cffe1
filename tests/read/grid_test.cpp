#include <catch2/catch.hpp>

#include <random>

#include "sheet_support.hpp"

using namespace clausier;
using namespace clausier::read;
using namespace sheet_support;

TEST_CASE("Columns have the letters that spreadsheets give them", "[read][grid]") {
  CHECK(column_letters(0) == "A");
  CHECK(column_letters(25) == "Z");
  CHECK(column_letters(26) == "AA");
  CHECK(column_letters(51) == "AZ");
  CHECK(column_letters(52) == "BA");
  CHECK(column_letters(255) == "IV");
  CHECK(column_letters(701) == "ZZ");
  CHECK(column_letters(702) == "AAA");
}

TEST_CASE("A file over its size says what it weighs, rounded up", "[read][grid]") {
  GridLimits limits;
  const auto grid = read_grid(std::string(limits.file_bytes_max + 1, 'a'), limits);
  REQUIRE(codes(grid.findings) == std::vector<std::string>{"file.size"});
  CHECK(grid.findings[0].parameters.at("x") == "5,1");
}

// Whatever is cut off or changed in a good file, there is a grid or one finding about the file.
TEST_CASE("Truncated archives are answered at every length", "[read][grid]") {
  const auto name = GENERATE("durations.xlsx", "libreoffice.ods");
  const auto bytes = fixture(name);
  for (std::size_t length = 4; length < bytes.size(); length += bytes.size() / 60) {
    const auto grid = read_grid(std::string_view(bytes).substr(0, length));
    CAPTURE(name, length);
    REQUIRE(codes(grid.findings) == std::vector<std::string>{"file.unreadable"});
    REQUIRE(grid.sheets.empty());
  }
}

TEST_CASE("Files with changed bytes are read or answered, never followed", "[read][grid]") {
  const auto name = GENERATE("durations.xlsx", "libreoffice.xlsx", "libreoffice.ods", "merged.xlsx", "cp1252.csv", "utf16.txt");
  const auto good = fixture(name);
  std::mt19937 random(20260531);
  for (int mutant = 0; mutant < 50; ++mutant) {
    auto bytes = good;
    const auto changes = 1 + random() % 8;
    for (unsigned i = 0; i < changes; ++i) bytes[random() % bytes.size()] = static_cast<char>(random() & 0xFF);
    const auto grid = read_grid(bytes);
    CHECK((!grid.sheets.empty() || any_error(grid.findings)));
    read_timesheet(grid, context_of("2026-05"));
  }
}

// The same, inside the inflated parts: what a checksum would have caught in the archive.
TEST_CASE("Parts with changed bytes are read or answered, never followed", "[read][grid]") {
  const std::string rows =
      "<row r='1'><c r='A1' t='inlineStr'><is><t>Nom</t></is></c><c r='B1' t='inlineStr'><is><t>Heures</t></is></c></row>"
      "<row r='2'><c r='A2' t='inlineStr'><is><t>PELLE Ida</t></is></c><c r='B2' s='1'><f>A1</f><v>6.31944444444445</v></c></row>"
      "<row r='3'><c r='A3' t='s'><v>0</v></c><c r='B3' t='b'><v>1</v></c></row>";
  const auto xlsx = xlsx_parts(rows, "<mergeCells><mergeCell ref='A2:A3'/></mergeCells>",
                               "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='46'/></cellXfs></styleSheet>");
  const auto ods = ods_parts("<table:table table:name='Mai'><table:table-row table:number-rows-repeated='2'><table:table-cell "
                             "table:number-columns-repeated='3' office:value-type='time' office:time-value='PT7H30M0S'><text:p>x</text:p>"
                             "</table:table-cell></table:table-row></table:table>");
  std::mt19937 random(7);
  for (int mutant = 0; mutant < 300; ++mutant) {
    auto parts = mutant % 2 ? xlsx : ods;
    auto& content = parts[mutant % 2 ? 2 + random() % (parts.size() - 2) : 1].second;
    const auto changes = 1 + random() % 4;
    for (unsigned i = 0; i < changes; ++i) content[random() % content.size()] = static_cast<char>(32 + random() % 96);
    const auto grid = read_grid(zip_of(parts));
    CHECK((!grid.sheets.empty() || any_error(grid.findings)));
    read_timesheet(grid, context_of("2026-05"));
  }
}
