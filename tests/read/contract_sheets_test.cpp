// Flattened tables of contracts in XLSX and ODS read like the same table in CSV.
#include <catch2/catch.hpp>

#include "clausier/read/contract_file.hpp"
#include "sheet_support.hpp"

using namespace clausier;
using namespace clausier::read;
using namespace sheet_support;

namespace {

using Table = std::vector<std::vector<std::string>>;

// One row a holder: a consortium, then a contract whose object holds what a delimited text must quote.
const Table table = {
    {"id", "acheteur_id", "nature", "objet", "codeCPV", "lieuExecution_code", "lieuExecution_typeCode", "dureeMois", "dateNotification", "montant",
     "titulaire_id", "titulaire_typeIdentifiant"},
    {"M1", "20003019500115", "Marché", "Réfection", "45210000", "59000", "Code postal", "12", "2025-05-19", "100000.5", "99900022700010", "SIRET"},
    {"M1", "20003019500115", "Marché", "Réfection", "45210000", "59000", "Code postal", "12", "2025-05-19", "100000.5", "90000012600012", "SIRET"},
    {"M2", "20003019500115", "Marché", "Étude &quot;amont&quot;, lots", "71321100", "59000", "Code postal", "6", "2025-06-01", "5000", "99900022700010", "SIRET"}};

bool is_number(const std::string& text) { return text == "12" || text == "6" || text == "100000.5" || text == "5000"; }

std::string as_csv() {
  std::string text;
  for (const auto& row : table) {
    for (std::size_t i = 0; i < row.size(); ++i) text += (i > 0 ? ",\"" : "\"") + (row[i].find("&quot;") == std::string::npos ? row[i] : "Étude \"\"amont\"\", lots") + "\"";
    text += "\n";
  }
  return text;
}

std::string as_xlsx() {
  std::string rows;
  for (std::size_t r = 0; r < table.size(); ++r) {
    rows += "<row r='" + std::to_string(r + 1) + "'>";
    for (std::size_t i = 0; i < table[r].size(); ++i) {
      const std::string at = column_letters(static_cast<int>(i)) + std::to_string(r + 1);
      rows += is_number(table[r][i]) ? "<c r='" + at + "'><v>" + table[r][i] + "</v></c>"
                                     : "<c r='" + at + "' t='inlineStr'><is><t>" + table[r][i] + "</t></is></c>";
    }
    rows += "</row>";
  }
  return zip_of(xlsx_parts(rows));
}

std::string as_ods() {
  std::string rows;
  for (const auto& row : table) {
    rows += "<table:table-row>";
    for (const auto& text : row)
      rows += is_number(text) ? "<table:table-cell office:value-type='float' office:value='" + text + "'><text:p>" + text + "</text:p></table:table-cell>"
                              : "<table:table-cell office:value-type='string'><text:p>" + text + "</text:p></table:table-cell>";
    rows += "</table:table-row>";
  }
  return zip_of(ods_parts("<table:table table:name='Notes'/><table:table table:name='Marchés'>" + rows + "</table:table>"));
}

struct Read {
  DecpSummary summary;
  std::vector<SourceRecord> records = {};
};

Read read_bytes(const std::string& bytes) {
  std::istringstream input(bytes);
  Read read;
  read.summary = read_contract_file(input, {}, [&](SourceRecord&& record) { read.records.push_back(std::move(record)); });
  return read;
}

}  // namespace

TEST_CASE("A table of contracts in XLSX or ODS gives the records of the same table in CSV, with the same remarks", "[read][decp][sheets]") {
  const auto csv = read_bytes(as_csv());
  REQUIRE(csv.records.size() == 2);
  CHECK(csv.records[0].record.parties.size() == 2);
  CHECK(csv.records[1].record.object == "Étude \"amont\", lots");
  const auto [format, bytes] = GENERATE_COPY(std::pair{std::string("decp-xlsx"), as_xlsx()}, std::pair{std::string("decp-ods"), as_ods()});
  const auto sheet = read_bytes(bytes);
  CHECK(sheet.summary.format == format);
  CHECK(sheet.summary.findings.empty());
  REQUIRE(sheet.records.size() == csv.records.size());
  for (std::size_t i = 0; i < csv.records.size(); ++i) {
    CHECK(sheet.records[i].record == csv.records[i].record);
    CHECK(sheet.records[i].findings == csv.records[i].findings);
    CHECK(sheet.records[i].raw == csv.records[i].raw);
  }
}

TEST_CASE("A spreadsheet without contracts, an archive that is none, and one too large say so", "[read][decp][sheets]") {
  const auto code_of = [](const std::string& bytes) {
    const auto read = read_bytes(bytes);
    CHECK_FALSE(read.summary.is_decp);
    CHECK(read.records.empty());
    return read.summary.findings.at(0).code;
  };
  CHECK(code_of(zip_of(xlsx_parts("<row r='1'><c r='A1'><v>1</v></c></row>"))) == "file.not_decp");
  CHECK(code_of(zip_of({{"word/document.xml", "<w/>"}})) == "file.not_decp");
  CHECK(code_of("PK\x03\x04 cut") != "");
  CHECK(code_of("PK\x03\x04" + std::string(6 * 1024 * 1024, 'x')) == "file.size");
}
