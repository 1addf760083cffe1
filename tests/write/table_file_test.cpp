#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "clausier/write/csv_writer.hpp"
#include "clausier/write/table_file.hpp"
#include "temporary_directory.hpp"
#include "zip_parts.hpp"

using namespace clausier;
using namespace clausier::report;

namespace {

const Instant now = *Instant::parse_iso("2026-11-22T10:00:00Z");

std::vector<Column> columns() { return {{"Objet", 20, ColumnKind::text}, {"Notifié le", 12, ColumnKind::date}, {"Montant HT", 12, ColumnKind::money}}; }

std::vector<std::vector<Cell>> rows() {
  return {{std::string("=SOMME(A1)"), *Date::parse_iso("2026-05-31"), Money::from_cents(1'234'50)}, {std::string("Écluse ; \"lot 2\""), {}, {}}};
}

std::string written(const std::string& format) {
  TemporaryDirectory directory;
  const auto path = directory.path() / "liste";
  const auto file = write::make_table_file(format, path, {"Marchés", "Marchés", columns()}, now);
  for (const auto& row : rows()) file->add(row);
  file->close();
  std::ifstream bytes(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(bytes), {});
}

}  // namespace

TEST_CASE("A table written row after row as CSV has the bytes of the table written at once", "[write][table]") {
  CHECK(written("csv") == write::write_csv({.name = "Marchés", .columns = columns(), .rows = rows()}));
}

TEST_CASE("A table written row after row as XLSX holds typed cells, text stays text", "[write][table]") {
  const auto parts = test::zip_parts(written("xlsx"));
  const auto& sheet = parts.at("xl/worksheets/sheet1.xml");
  CHECK(sheet.find("=SOMME(A1)") != std::string::npos);
  CHECK(sheet.find("<f>") == std::string::npos);
  CHECK(sheet.find("<v>1234.5</v>") != std::string::npos);
  CHECK(sheet.find("<v>46173</v>") != std::string::npos);  // 31 May 2026 as spreadsheets count days
}

TEST_CASE("No other format", "[write][table]") { CHECK_THROWS_AS(written("ods"), std::invalid_argument); }

TEST_CASE("A place that takes no file is known before the first row", "[write][table]") {
  TemporaryDirectory directory;
  for (const auto* format : {"csv", "xlsx"})
    CHECK_THROWS_AS(write::make_table_file(format, directory.path() / "absent" / "liste", {"Marchés", "Marchés", columns()}, now),
                    write::UnwritableFile);
}
