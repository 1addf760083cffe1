// Lines of the ledger in a file: split over sheets, the same bytes each time.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>

#include "clausier/report/ledger_table.hpp"
#include "clausier/write/table_file.hpp"
#include "sample_report.hpp"
#include "temporary_directory.hpp"
#include "zip_parts.hpp"

using namespace clausier;
using namespace clausier::report;
using namespace clausier::test;

namespace {

std::string ledger_as(const std::string& format, const std::vector<DecidedEntry>& lines, std::size_t rows_of_a_sheet = 1'048'576) {
  const TemporaryDirectory directory;
  const auto wording = french_wording();
  const auto file = directory.path() / "ledger";
  const auto sheet = ledger_sheet(wording);
  const auto table = write::make_table_file(format, file, {.name = sheet.name, .title = "Lignes", .columns = sheet.columns, .one_line_rows = true,
                                                           .rows_of_a_sheet = rows_of_a_sheet}, sample_cutoff().recorded_until);
  LedgerRows rows(wording);
  for (const auto& line : lines) table->add(rows.row(line, "2025CSNE014 · lot 2", "=Bâtir & Fictif <SARL>"));
  table->add_sheet(ledger_parameters({.title = "Lignes", .cutoff = sample_cutoff(), .recorded_until_text = "15/07/2026 à 14 h 00",
                                      .rulebook_version = "2026-11-01", .entries_sha256 = std::string(64, '3'), .software_version = "0.1.0"},
                                     static_cast<std::int64_t>(lines.size()), wording));
  table->close();
  return file_text(file);
}

std::size_t count_of(const std::string& text, const std::string& what) {
  std::size_t count = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++count;
  return count;
}

bool is_valid(const std::string& xml) {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "lines.xml";
  std::ofstream(file, std::ios::binary) << xml;
  REQUIRE(std::system("command -v xmllint > /dev/null") == 0);
  const auto schema = (source_folder() / "docs/schemas/lignes-1.0.xsd").string();
  return std::system(("xmllint --noout --schema '" + schema + "' '" + file.string() + "' 2> /dev/null").c_str()) == 0;
}

}  // namespace

TEST_CASE("Lines longer than a sheet go on in the next, none lost and none twice", "[write][ledger]") {
  const auto lines = sample_lots()[1].position.entries;
  REQUIRE(lines.size() > 20);
  const auto parts = zip_parts(ledger_as("xlsx", lines, 11));  // ten lines and the titles on each sheet
  const auto sheets = (lines.size() + 9) / 10;
  std::size_t found = 0;
  for (std::size_t i = 1; i <= sheets; ++i) {
    const auto& sheet = parts.at("xl/worksheets/sheet" + std::to_string(i) + ".xml");
    found += count_of(sheet, "<row ") - 1;
    CHECK(sheet.find("promptTitle=\"declared\"") != std::string::npos);
  }
  CHECK(found == lines.size());
  CHECK(parts.at("xl/workbook.xml").find("name=\"Lignes (2)\"") != std::string::npos);
  CHECK(parts.contains("xl/worksheets/sheet" + std::to_string(sheets + 1) + ".xml"));  // the parameters
  CHECK_FALSE(parts.contains("xl/worksheets/sheet" + std::to_string(sheets + 2) + ".xml"));
}

TEST_CASE("A sheet that is just full is followed by no empty one", "[write][ledger]") {
  auto lines = sample_lots()[1].position.entries;
  lines.erase(lines.begin() + 20, lines.end());
  const auto parts = zip_parts(ledger_as("xlsx", lines, 11));
  CHECK(parts.contains("xl/worksheets/sheet3.xml"));
  CHECK_FALSE(parts.contains("xl/worksheets/sheet4.xml"));
}

TEST_CASE("The same lines give the same bytes, and no text runs as a formula", "[write][ledger]") {
  const auto lines = sample_lots()[1].position.entries;
  const auto bytes = ledger_as("xlsx", lines);
  CHECK((bytes == ledger_as("xlsx", lines)));
  const auto parts = zip_parts(bytes);
  CHECK(parts.at("xl/worksheets/sheet1.xml").find("<f>") == std::string::npos);
  CHECK(parts.at("xl/worksheets/sheet1.xml").find("=Bâtir &amp; Fictif &lt;SARL") != std::string::npos);
  CHECK(ledger_as("csv", lines).find(";'=Bâtir & Fictif") != std::string::npos);
}

TEST_CASE("The lines in XML are valid against their schema, one element a line, and a line without its hours is not", "[write][ledger]") {
  const auto lines = sample_lots()[1].position.entries;
  const auto xml = ledger_as("xml", lines);
  CHECK(count_of(xml, "declared_seconds=") == lines.size());
  CHECK(xml.find("firm=\"=Bâtir &amp; Fictif &lt;SARL&gt;\"") != std::string::npos);
  CHECK(xml.find("value=\"" + std::string(64, '3') + "\"") != std::string::npos);
  CHECK(is_valid(xml));
  auto wordless = xml;
  CHECK_FALSE(is_valid(wordless.replace(wordless.find("declared_seconds="), 8, "unwanted")));
}
