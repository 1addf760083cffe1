#include <catch2/catch.hpp>

#include <cstdlib>

#include "clausier/write/xml_writer.hpp"
#include "places.hpp"
#include "sample_report.hpp"
#include "temporary_directory.hpp"

using namespace clausier;
using namespace clausier::report;
using namespace clausier::test;

namespace {

// xmllint's own words about the file; "" when the schema accepts it.
std::string faults_by_schema(const std::string& xml) {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "report.xml", words = directory.path() / "words.txt";
  std::ofstream(file, std::ios::binary) << xml;
  REQUIRE(std::system("command -v xmllint > /dev/null") == 0);  // a missing validator is a failure, not a pass
  const std::string schema = (clausier::test::source_folder() / "docs/schemas/rapport-1.0.xsd").string();
  const auto command = "xmllint --noout --schema '" + schema + "' '" + file.string() + "' 2> '" + words.string() + "'";
  return std::system(command.c_str()) == 0 ? "" : file_text(words);
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const auto at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), by);
}

}  // namespace

TEST_CASE("Every XML report is valid against the schema", "[write][xml]") {
  auto empty = sample_request();
  empty.lots.clear();
  auto buyer = sample_request();
  buyer.kind = report::ReportKind::portfolio;
  buyer.buyer = "Métropole d’Exemple";
  buyer.lots.erase(buyer.lots.begin() + 2, buyer.lots.end());
  auto later = sample_report();
  later.changes = changes_between(report_of_one_lot(), later);
  for (const auto& report : {sample_report(), report_of_one_lot(), later, build_report(empty, sample_rulebook()), build_report(buyer, sample_rulebook())}) {
    INFO(report.title);
    CHECK(faults_by_schema(write::write_xml(report, french_wording())) == "");
  }
}

TEST_CASE("The schema refuses what a report never says", "[write][xml]") {
  const auto xml = write::write_xml(sample_report(), french_wording());
  CHECK(faults_by_schema(replaced(xml, "counted_seconds=\"", "counted_seconds=\"x")) != "");
  CHECK(faults_by_schema(replaced(xml, "state=\"ahead\"", "state=\"unknown\"")) != "");
  CHECK(faults_by_schema(replaced(xml, "worked_until=\"2026-06-30\"", "worked_until=\"30/06/2026\"")) != "");
  CHECK(faults_by_schema(replaced(xml, "<people ", "<person name=\"X\"/><people ")) != "");
}

TEST_CASE("The XML of a programme is the one that was approved", "[write][xml]") {
  check_golden("report/programme.xml", write::write_xml(sample_report(), french_wording()));
}

TEST_CASE("Groups that a lot hides are not named, and hidden numbers of people are absent", "[write][xml]") {
  const auto xml = write::write_xml(report_of_one_lot(), french_wording());
  CHECK(xml.find("code=\"JEUNE_SQ\"") != std::string::npos);
  CHECK(xml.find("code=\"DELD\"") == std::string::npos);
  CHECK(xml.find("code=\"RSA\"") == std::string::npos);
  CHECK(xml.find("<undistributed label=\"Non ventilé (petits effectifs)\" declared_seconds") != std::string::npos);
  const auto programme = write::write_xml(sample_report(), french_wording());
  CHECK(programme.find("<people disclosure=\"small\" />") != std::string::npos);
}

TEST_CASE("No step of the XML says how many lines of hours it adds up", "[write][xml]") {
  const auto xml = write::write_xml(sample_report(), french_wording());
  CHECK(xml.find("name=\"lines\"") == std::string::npos);
  CHECK(xml.find("unit=\"count\"", xml.find("<lots>")) == std::string::npos);
}

TEST_CASE("An object with markup, quotes and broken bytes makes a valid XML", "[write][xml]") {
  auto request = sample_request();
  request.lots[0].contract.initial.object = "<b>Quai & \"darse\"</b>\n]]> caf\xE9\x02";
  const auto xml = write::write_xml(build_report(request, sample_rulebook()), french_wording());
  CHECK(faults_by_schema(xml) == "");
  CHECK(xml.find("&lt;b>Quai &amp; &quot;darse&quot;&lt;/b>&#10;]]> caf\uFFFD\uFFFD") != std::string::npos);
}

TEST_CASE("No name of a person and no reference of a person stands in any format", "[write][xml]") {
  const auto xml = write::write_xml(sample_report(), french_wording());
  CHECK(xml.find("Claire") == std::string::npos);
  CHECK(xml.find(ParticipantId::from_trusted(1'000).text()) == std::string::npos);
}
