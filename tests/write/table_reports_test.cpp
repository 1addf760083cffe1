// Reports made of tables, in every form.
#include <catch2/catch.hpp>

#include <cstdlib>

#include "clausier/write/csv_writer.hpp"
#include "clausier/write/html_writer.hpp"
#include "clausier/write/report_json.hpp"
#include "clausier/write/xlsx_writer.hpp"
#include "clausier/write/xml_writer.hpp"
#include "sample_tables.hpp"
#include "temporary_directory.hpp"
#include "zip_parts.hpp"

using namespace clausier;
using namespace clausier::report;
using namespace clausier::test;

namespace {

struct Sample {
  const char* name;
  TableReport report;
};

std::vector<Sample> samples() {
  return {{"statement", sample_statement()}, {"attestation", sample_attestation()}, {"missing", sample_missing()}, {"pathways", sample_pathways()}};
}

std::string faults_by_schema(const std::string& xml) {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "report.xml", words = directory.path() / "words.txt";
  std::ofstream(file, std::ios::binary) << xml;
  REQUIRE(std::system("command -v xmllint > /dev/null") == 0);
  const std::string schema = (source_folder() / "docs/schemas/tableaux-1.0.xsd").string();
  const auto command = "xmllint --noout --schema '" + schema + "' '" + file.string() + "' 2> '" + words.string() + "'";
  return std::system(command.c_str()) == 0 ? "" : file_text(words);
}

}  // namespace

TEST_CASE("Every report of tables has the XML, the JSON, the CSV and the page that were approved", "[write][tables]") {
  for (const auto& [name, report] : samples()) {
    const std::string file = std::string("report/") + name;
    check_golden(file + ".xml", write::write_xml(report));
    check_golden(file + ".json", write::write_json(report));
    check_golden(file + ".csv", write::write_csv(flat_table(report, french_wording())));
    check_golden(file + ".html", write::write_html(to_workbook(report, french_wording()), french_wording()));
  }
}

TEST_CASE("The XML of a report of tables is valid against its schema, and the schema refuses another one", "[write][tables]") {
  for (const auto& [name, report] : samples()) {
    INFO(name);
    CHECK(faults_by_schema(write::write_xml(report)) == "");
  }
  auto unknown = sample_missing();
  unknown.tables.front().code = "unknown";
  CHECK(faults_by_schema(write::write_xml(unknown)).find("unknown") != std::string::npos);
  auto wordless = sample_missing();
  wordless.tables.front().sheet.rows.front()[4] = std::string("mars");
  CHECK(faults_by_schema(write::write_xml(wordless)).find("month") != std::string::npos);
}

TEST_CASE("The workbook of a report of tables has its tables, then the parameters", "[write][tables][xlsx]") {
  for (const auto& [name, report] : samples()) {
    const auto book = to_workbook(report, french_wording());
    REQUIRE(book.sheets.size() == report.tables.size() + 1);
    CHECK(book.sheets.back().name == "Paramètres");
    const auto parts = zip_parts(write::write_xlsx(book, sample_cutoff().recorded_until));
    CHECK(parts.count("xl/worksheets/sheet" + std::to_string(book.sheets.size()) + ".xml") == 1);
  }
}

TEST_CASE("A name that a spreadsheet would run stays a name", "[write][tables][csv]") {
  auto report = sample_statement();
  report.csv_table = 0;
  const auto csv = write::write_csv(flat_table(report, french_wording()));
  CHECK(csv.find("'=HYPERLIEN") != std::string::npos);
}
