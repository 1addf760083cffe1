// JSON, the printable page, and the record that XML and JSON share.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <set>

#include "clausier/write/html_writer.hpp"
#include "clausier/write/report_json.hpp"
#include "clausier/write/xlsx_writer.hpp"
#include "clausier/write/xml_writer.hpp"
#include "report_record.hpp"
#include "sample_report.hpp"
#include "temporary_directory.hpp"
#include "zip_parts.hpp"

using namespace clausier;
using namespace clausier::report;
using namespace clausier::test;
using write::Record;

namespace {

Report with_changes() {
  auto report = sample_report();
  report.changes = changes_between(report_of_one_lot(), report);
  return report;
}

template <class Look>
void walk(const Record& record, const Look& look) {
  look(record);
  for (const auto& child : record.children()) walk(child, look);
}

std::string html_of(const Report& report) { return write::write_html(to_workbook(report, french_wording()), french_wording()); }

// Every leaf of the XML and of the JSON as another program reads them, or what it complains about.
std::string compared_by_python(const std::string& xml, const std::string& json) {
  const TemporaryDirectory directory;
  const auto answer = directory.path() / "answer.txt";
  std::ofstream(directory.path() / "report.xml", std::ios::binary) << xml;
  std::ofstream(directory.path() / "report.json", std::ios::binary) << json;
  const auto script = source_folder() / "tests/compare_report_forms.py";
  const auto command = "/usr/bin/python3 '" + script.string() + "' '" + directory.path().string() + "' > '" + answer.string() + "' 2>&1";
  const int code = std::system(command.c_str());
  return (code == 0 ? "" : "failed: ") + file_text(answer);
}

}  // namespace

TEST_CASE("The JSON of a programme is the one that was approved", "[write][json]") {
  check_golden("report/programme.json", write::write_json(sample_report(), french_wording()));
}

TEST_CASE("The printable page of a programme is the one that was approved", "[write][html]") {
  check_golden("report/programme.html", html_of(sample_report()));
}

TEST_CASE("JSON and XML say the same, value by value, as another program reads them", "[write][json]") {
  const auto report = with_changes();
  const auto words = compared_by_python(write::write_xml(report, french_wording()), write::write_json(report, french_wording()));
  INFO(words);
  CHECK(words.starts_with("same "));
}

TEST_CASE("Every whole number of XML and JSON is a field of the dictionary", "[write][indicator]") {
  const auto report = with_changes();
  std::set<std::string> fields;
  for (const auto& indicator : report.indicators) fields.insert(indicator.fields.begin(), indicator.fields.end());
  std::size_t numbers = 0;
  walk(write::record_of(report, french_wording()), [&](const Record& record) {
    for (const auto& attribute : record.attributes()) {
      if (!std::holds_alternative<std::int64_t>(attribute.value)) continue;
      ++numbers;
      INFO(record.name() << "/" << attribute.name);
      CHECK(fields.contains(attribute.name));
    }
  });
  CHECK(numbers > 300);
}

TEST_CASE("The columns of figures of a workbook tell their code when their title is selected", "[write][xlsx][indicator]") {
  const auto book = to_workbook(sample_report(), french_wording());
  const auto parts = zip_parts(write::write_xlsx(book, sample_cutoff().recorded_until));
  const auto& synthesis = parts.at("xl/worksheets/sheet1.xml");
  for (const auto& column : book.sheets[0].columns)
    if (!column.indicator.empty()) CHECK(synthesis.find("promptTitle=\"" + column.indicator + "\"") != std::string::npos);
  CHECK(synthesis.find("promptTitle=\"counted\"") != std::string::npos);
}

TEST_CASE("The printable page escapes what it prints, loads nothing and runs nothing", "[write][html]") {
  auto request = sample_request();
  request.lots[0].contract.initial.object = "<script>alert(1)</script> & \"darse\"";
  const auto page = html_of(build_report(request, sample_rulebook()));
  CHECK(page.find("<script") == std::string::npos);
  CHECK(page.find("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;darse&quot;") != std::string::npos);
  for (const auto* outside : {"http:", "https:", " src=", "url(h", "@import", " style=", " on"}) {
    INFO(outside);
    CHECK(page.substr(page.find("</style>")).find(outside) == std::string::npos);
  }
  CHECK(page.find("<style>" + std::string(write::html_style()) + "</style>") != std::string::npos);
}

TEST_CASE("Every chart of the page stands with its table, and says what it shows", "[write][html]") {
  const auto page = html_of(sample_report());
  std::size_t drawings = 0;
  for (auto at = page.find("<svg "); at != std::string::npos; at = page.find("<svg ", at + 1)) {
    ++drawings;
    const auto drawing = page.substr(at, page.find("</svg>", at) - at);
    CHECK(drawing.find("role=\"img\"") != std::string::npos);
    CHECK(drawing.find("<desc ") != std::string::npos);
    CHECK(page.rfind("<table>", at) > page.rfind("<section class=\"sheet\"", at));
  }
  CHECK(drawings == 2);
}
