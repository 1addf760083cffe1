// A record held against the official schemas: each rule, in JSON and in XML.
#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

#include "clausier/read/conformity.hpp"
#include "places.hpp"
#include "published_record.hpp"

using namespace clausier;
using namespace clausier::read;
using namespace published_record;

namespace {

const SchemaRules& rules() {
  static const SchemaRules known = [] {
    std::ifstream file(test::source_folder() / "src/store/reference/decp_schema.csv", std::ios::binary);
    return parse_schema_rules(std::string(std::istreambuf_iterator<char>(file), {}));
  }();
  return known;
}

std::vector<std::string> deviations(const std::string& raw, std::string_view format, bool concession = false) {
  const auto report = conformity_of(raw, format, concession, rules());
  std::vector<std::string> lines;
  for (const auto& d : report.value().deviations) lines.push_back(d.path + " " + d.rule);
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("A record without deviation conforms to the schema of its format", "[read][conformity]") {
  CHECK(deviations(of_2019, "decp-2019").empty());
  CHECK(deviations(with(of_2022, R"(,"modifications":[])", ""), "decp-2022").empty());
  CHECK(deviations(of_2022, "decp-2022") == Lines{"modifications min_items"});  // an empty list where one is not to be
}

TEST_CASE("Every kind of rule is told with its field", "[read][conformity]") {
  struct Case {
    std::string from, to;
    Lines told;
  };
  for (const auto& c : std::vector<Case>{{R"("datePublicationDonnees":"2019-03-15",)", "", {"datePublicationDonnees required"}},
                                         {R"("dureeMois":6)", R"("dureeMois":"6")", {"dureeMois type"}},
                                         {R"("dureeMois":6)", R"("dureeMois":0)", {"dureeMois min"}},
                                         {R"("dureeMois":6)", R"("dureeMois":6.5)", {"dureeMois type"}},
                                         {R"("montant":45000.5)", R"("montant":-1)", {"montant min"}},
                                         {R"("montant":45000.5)", R"("montant":null)", {"montant type"}},
                                         {R"("2019S0100")", R"("S1")", {"id min_length"}},
                                         {R"("2019S0100")", R"("20190000000000000")", {"id max_length"}},
                                         {R"("45442100-8")", R"("5442100")", {"codeCPV pattern"}},
                                         {R"("Procédure adaptée")", R"("Procédure négociée avec mise en concurrence préalable")", {"procedure enum"}},
                                         {R"("typeIdentifiant":"SIRET","id":"99900022700010")", R"("typeIdentifiant":"Siret","id":"99900022700010")",
                                          {"titulaires[0].typeIdentifiant enum"}},
                                         {R"([{"typeIdentifiant":"SIRET","id":"99900022700010","denominationSociale":"Peintres Imaginaires"}])", "[]",
                                          {"titulaires min_items"}},
                                         {R"([{"typeIdentifiant":"SIRET","id":"99900022700010","denominationSociale":"Peintres Imaginaires"}])",
                                          R"([{"typeIdentifiant":"SIRET","id":"1","denominationSociale":"P"},{"id":"1","typeIdentifiant":"SIRET","denominationSociale":"P"}])",
                                          {"titulaires unique"}}}) {
    CAPTURE(c.from, c.to);
    CHECK(deviations(with(of_2019, c.from, c.to), "decp-2019") == c.told);
  }
  const auto conform = with(of_2022, R"(,"modifications":[])", "");
  CHECK(deviations(with(conform, R"("nature")", R"("_type":"Marché","nature")"), "decp-2022") == Lines{"_type closed"});
  CHECK(deviations(with(conform, R"("attributionAvance":true)", R"("attributionAvance":"oui")"), "decp-2022") == Lines{"attributionAvance type"});
}

TEST_CASE("XML is told like JSON: repeated elements are a list, figures are text", "[read][conformity]") {
  const std::string holder = "<titulaire><typeIdentifiant>SIRET</typeIdentifiant><id>99900022700010</id><denominationSociale>Peintres</denominationSociale></titulaire>";
  const std::string record =
      "<marche><id>2019S0100</id><acheteur><id>20003019500115</id><nom>Ville</nom></acheteur><nature>Marché</nature><objet>Peinture</objet>"
      "<codeCPV>45442100-8</codeCPV><procedure>Procédure adaptée</procedure><lieuExecution><code>59350</code><typeCode>Code commune</typeCode>"
      "<nom>Fictive</nom></lieuExecution><dureeMois>6</dureeMois><dateNotification>2019-03-01+01:00</dateNotification>"
      "<datePublicationDonnees>2019-03-15</datePublicationDonnees><montant>45000.50</montant><formePrix>Ferme</formePrix><titulaires>" +
      holder + "</titulaires><modifications></modifications></marche>";
  CHECK(deviations(record, "decp-2019").empty());
  CHECK(deviations(with(record, "<dureeMois>6", "<dureeMois>NC"), "decp-2019") == Lines{"dureeMois type"});
  CHECK(deviations(with(record, "<id>99900022700010</id>", ""), "decp-2019") == Lines{"titulaires[0].id required"});
  CHECK(deviations(with(record, "<typeIdentifiant>SIRET", "<typeIdentifiant>FRW"), "decp-2019") == Lines{"titulaires[0].typeIdentifiant enum"});
}

TEST_CASE("No schema is about a row of CSV, a notice or what cannot be read", "[read][conformity]") {
  CHECK_FALSE(conformity_of("2019S0100;Peinture", "decp-2019", false, rules()));
  CHECK_FALSE(conformity_of(of_2022, "eforms", false, rules()));
  CHECK_FALSE(conformity_of("", "decp-2019", false, rules()));
  CHECK_FALSE(conformity_of("<marche><id>", "decp-2019", false, rules()));
}
