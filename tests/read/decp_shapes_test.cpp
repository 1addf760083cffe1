#include <catch2/catch.hpp>

#include "decp_fixtures.hpp"

using namespace decp_fixtures;
using namespace std::string_literals;

namespace {

std::string j1(const std::string& contract, const std::string& concession) {
  return "{\"$schema\":\"https://fictif.example/marches.json\",\"marches\":[" + contract + "," + concession + "]}";
}
std::string j2(const std::string& contract, const std::string& concession) {
  return "{\"marches\":{\"marche\":[" + contract + "],\"contrat-concession\":[" + concession + "]}}";
}
std::string j5(const std::string& contract, const std::string& concession) {
  return "{\"marches\":{\"marche\":" + contract + ",\"contrat-concession\":" + concession + "}}";
}
std::string x1(const std::string& contract) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- lot d'essai --><marches>\n" + contract + "\n</marches>\n";
}

void check_contract_2019(const ContractRecord& record) {
  CHECK(record.kind == ContractNature::contract);
  CHECK(record.source_format == "decp-2019");
  CHECK(record.source_id == "2019S0100");
  CHECK(record.root_id == "2019S01");
  CHECK(record.buyer == Siret::parse(buyer_siret));
  CHECK(record.buyer_name == "Ville de Fictive");
  CHECK(record.nature == "Marché");
  CHECK(record.object == "Peinture de l'école, lot 2");
  CHECK(record.cpv == "45442100");
  CHECK(record.procedure == "Procédure adaptée");
  CHECK(record.place_code == "59350");
  CHECK(record.place_kind == "commune");
  CHECK(record.place_name == "Fictive");
  CHECK(record.department == "59");
  CHECK(record.duration_months == 6);
  CHECK(record.notified_on == Date::of(2019, 3, 1));
  CHECK(record.published_on == Date::of(2019, 3, 15));
  CHECK(record.amount == Money::from_cents(45'000'50));
  CHECK(record.social.empty());
  REQUIRE(record.parties.size() == 1);
  CHECK(record.parties[0] == Party{PartyRole::holder, "SIRET", holder_siret, "Peintres Imaginaires"});
  CHECK(record.amendments.empty());
}

void check_contract_2022(const ContractRecord& record) {
  CHECK(record.kind == ContractNature::contract);
  CHECK(record.source_format == "decp-2022");
  CHECK(record.source_id == "M2024-7");
  CHECK(record.root_id == "M2024-7");
  CHECK(record.buyer == Siret::parse(buyer_siret));
  CHECK(record.ccag == "Travaux");
  CHECK(record.group_kind == "Solidaire");
  CHECK(record.techniques == std::vector<std::string>{"Accord-cadre"});
  CHECK(record.execution_modes == std::vector<std::string>{"Bons de commande"});
  CHECK(record.social == std::vector{SocialConsideration::clause, SocialConsideration::criterion});
  CHECK(record.department == "59");
  REQUIRE(record.parties.size() == 3);
  CHECK(record.parties[0] == Party{PartyRole::holder, "SIRET", holder_siret, ""});
  CHECK(record.parties[1] == Party{PartyRole::joint_holder, "TVA", "BE0123456789", ""});
  CHECK(record.parties[2] == Party{PartyRole::subcontractor, "SIRET", other_siret, ""});
  REQUIRE(record.amendments.size() == 1);
  CHECK(record.amendments[0].source_number == "1");
  CHECK(record.amendments[0].notified_on == Date::of(2025, 1, 10));
  CHECK(record.amendments[0].amount == Money::from_cents(1'300'000'00));
  CHECK(record.amendments[0].duration_months == 20);
}

}  // namespace

TEST_CASE("Every JSON root shape gives the same contract and concession of 2019", "[read][decp][shapes]") {
  for (const auto& file :
       {j1(record_2019, concession_2019), j2(record_2019, concession_2019), j5(record_2019, concession_2019)}) {
    const auto read = read_text(file);
    CHECK(read.summary.is_decp);
    CHECK(read.summary.format == "decp-2019-json");
    CHECK(read.summary.findings.empty());
    REQUIRE(read.records.size() == 2);
    check_contract_2019(read.records[0].record);
    CHECK(read.records[0].findings.empty());
    CHECK(read.records[1].record.kind == ContractNature::concession);
    CHECK(read.records[1].record.source_format == "decp-2019");
    CHECK(read.records[1].record.nature == "Délégation de service public");
    CHECK(read.records[1].record.notified_on == Date::of(2018, 2, 1));
    CHECK(read.records[1].record.amount == Money::from_cents(300'000'00));
    CHECK(read.records[1].record.department == "62");
    CHECK(read.records[1].findings.empty());
  }
}

TEST_CASE("Every JSON root shape gives the same contract and concession of 2022", "[read][decp][shapes]") {
  // The second is root shape J3: records of 2022 under the root of 2019.
  for (const auto& file :
       {j2(record_2022, concession_2022), j1(record_2022, concession_2022), j5(record_2022, concession_2022)}) {
    const auto read = read_text(file);
    CHECK(read.summary.is_decp);
    CHECK(read.summary.format == "decp-2022-json");
    REQUIRE(read.records.size() == 2);
    check_contract_2022(read.records[0].record);
    CHECK(read.records[0].findings.empty());
    CHECK(read.records[1].record.kind == ContractNature::concession);
    CHECK(read.records[1].record.source_format == "decp-2022");
    CHECK(read.records[1].record.social == std::vector{SocialConsideration::reserved});
    CHECK(read.records[1].findings.empty());
  }
}

TEST_CASE("The variant is told record by record, not by the root", "[read][decp][shapes]") {
  const auto read = read_text("{\"marches\":[" + record_2019 + "," + record_2022 + "]}");
  CHECK(read.summary.format == "decp-mixed-json");
  REQUIRE(read.records.size() == 2);
  check_contract_2019(read.records[0].record);
  check_contract_2022(read.records[1].record);
}

TEST_CASE("A valid empty file holds contracts, none of them", "[read][decp][shapes]") {
  const auto [file, format] = GENERATE(table<std::string, std::string>({
      {R"({"marches":{"marche":[],"contrat-concession":[]}})", "decp-2022-json"},
      {R"({"marches":[]})", "decp-2019-json"},
      {"<marches></marches>", "decp-xml"},
      {"<?xml version=\"1.0\"?><marches/>", "decp-xml"},
      {"id;acheteur_id;objet;montant\n", "decp-csv"},
  }));
  const auto read = read_text(file);
  INFO(file);
  CHECK(read.summary.is_decp);
  CHECK(read.summary.records == 0);
  CHECK(read.summary.findings.empty());
  CHECK(read.summary.format == format);
}

TEST_CASE("XML gives the same contracts under its root and alone, in both variants", "[read][decp][shapes]") {
  for (const auto& file : {x1(xml_2019), xml_2019, "\xEF\xBB\xBF" + x1(xml_2019)}) {
    const auto read = read_text(file);
    CHECK(read.summary.format == "decp-xml");
    REQUIRE(read.records.size() == 1);
    check_contract_2019(read.records[0].record);
    CHECK(read.records[0].findings.empty());
  }
  for (const auto& file : {x1(xml_2022), xml_2022}) {
    const auto read = read_text(file);
    REQUIRE(read.records.size() == 1);
    check_contract_2022(read.records[0].record);
    CHECK(read.records[0].findings.empty());
  }
}

TEST_CASE("A concession in XML is told by its element", "[read][decp][shapes]") {
  const auto read = read_text(
      "<marches><contrat-concession><id>2018C0100</id><autoriteConcedante><id>20003019500115</id><nom>Fictive</nom>"
      "</autoriteConcedante><objet>Camping</objet><valeurGlobale>10</valeurGlobale></contrat-concession></marches>");
  REQUIRE(read.records.size() == 1);
  CHECK(read.records[0].record.kind == ContractNature::concession);
  CHECK(read.records[0].record.amount == Money::from_cents(10'00));
}

TEST_CASE("A namespace prefix changes nothing", "[read][decp][shapes]") {
  const auto read = read_text("<d:marches xmlns:d=\"urn:fictif\"><d:marche a=\"x>y\"><d:id>7</d:id><d:acheteur><d:id>" +
                              buyer_siret + "</d:id></d:acheteur></d:marche></d:marches>");
  REQUIRE(read.records.size() == 1);
  CHECK(read.records[0].record.source_id == "7");
  CHECK(read.records[0].record.buyer == Siret::parse(buyer_siret));
}

TEST_CASE("Other arrangements of the same records are read too", "[read][decp][shapes]") {
  SECTION("a bare record") { CHECK(read_text(record_2019).records.size() == 1); }
  SECTION("a bare list") { CHECK(read_text("[" + record_2019 + "," + record_2022 + "]").records.size() == 2); }
  SECTION("one document per line") {
    CHECK(read_text("{\"marches\":[" + record_2019 + "]}\n{\"marches\":[" + record_2022 + "]}\n").records.size() == 2);
  }
  SECTION("lists around the records") {
    CHECK(read_text("{\"marches\":[[[" + record_2019 + "]]]}").records.size() == 1);
  }
  SECTION("attributes of a converted XML file") {
    CHECK(read_text("{\"marches\":{\"@xmlns\":\"urn:x\",\"marche\":[" + record_2022 + "]}}").records.size() == 1);
  }
  SECTION("wrapped records") {
    CHECK(read_text("{\"marches\":[{\"marche\":" + record_2019 + "}]}").records.size() == 1);
  }
  SECTION("other members around the list") {
    const auto read =
        read_text(R"({"date":"2020, le 1","meta":{"a":[{"id":1}]},"marches":[)" + record_2019 + R"(],"n":1})");
    CHECK(read.records.size() == 1);
    CHECK(read.summary.findings.empty());
  }
  SECTION("null in the list is a record that cannot be read, not one that vanishes") {
    CHECK(read_text("{\"marches\":[null," + record_2019 + "]}").records.size() == 2);
  }
}

TEST_CASE("Each record carries its rank, its place in the file and its bytes", "[read][decp]") {
  const std::string start = "\xEF\xBB\xBF{\"marches\":[\n";
  const auto read = read_text(start + record_2019 + ",\n" + record_2022 + "]}");
  REQUIRE(read.records.size() == 2);
  CHECK(read.records[0].position == 1);
  CHECK(read.records[0].offset == start.size());
  CHECK(read.records[0].raw == record_2019);
  CHECK(read.records[1].position == 2);
  CHECK(read.records[1].offset == start.size() + record_2019.size() + 2);
  CHECK(read.records[1].raw == record_2022);
  CHECK(read.summary.records == 2);
}

TEST_CASE("What is no contract file is answered so", "[read][decp]") {
  const auto file =
      GENERATE(as<std::string>{}, R"({"$schema":"x","definitions":{},"properties":{"marches":{"type":"array"}}})",
               R"({"id":"https://fictif.example/schema","properties":{"marches":{}}})",
               R"({"version":"1.1","releases":[{"ocid":"ocds-1"}]})", R"([{"code":"01001","nom":"Commune"}])",
               R"({"marches":"aucun"})", "{}", "[]", "[[[[", "{\"", "{",
               "<xs:schema xmlns:xs=\"x\"><xs:element name=\"marches\"/></xs:schema>",
               "<ContractNotice><marche/></ContractNotice>", "<ANNONCE/>", "<", "<!-- rien -->",
               "<html><body>Service indisponible</body></html>", "nom;prenom\nA;B\n", "bonjour", "\x7F\x01\x02",
               "PK\x03\x04 suite", "%PDF-1.4");
  const auto read = read_text(file);
  INFO(file);
  CHECK_FALSE(read.summary.is_decp);
  CHECK(read.summary.format.empty());
  CHECK(read.records.empty());
  CHECK(codes(read.summary.findings) == std::vector<std::string>{"file.not_decp"});
}

TEST_CASE("An empty file is said to be empty", "[read][decp]") {
  for (const auto* file : {"", "   \r\n\n", "\xEF\xBB\xBF"}) {
    const auto read = read_text(file);
    CHECK_FALSE(read.summary.is_decp);
    CHECK(codes(read.summary.findings) == std::vector<std::string>{"file.empty"});
  }
}

TEST_CASE("A binary file that is named like a table is no contract file", "[read][decp]") {
  const auto read = read_text("id,acheteur_id\0\x01\x02,objet,montant\n"s);
  CHECK(codes(read.summary.findings) == std::vector<std::string>{"file.not_decp"});
}
