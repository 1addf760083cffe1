#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <set>

#include "clausier/domain/contract.hpp"
#include "places.hpp"

using namespace clausier;

namespace {

std::vector<ProgrammeRule> shipped_rules() {
  std::ifstream file(clausier::test::source_folder() / "src/store/reference/programme_rules.csv");
  REQUIRE(file);
  return parse_programme_rules(std::string(std::istreambuf_iterator<char>(file), {}));
}

std::set<std::string> programmes_of(const ContractRecord& record, const std::vector<ProgrammeRule>& rules) {
  std::set<std::string> codes;
  for (const auto& suggestion : suggest_programmes(record, rules)) codes.insert(suggestion.programme);
  return codes;
}

}  // namespace

TEST_CASE("The shipped rules suggest a programme from the words of the object", "[domain][programme]") {
  const auto rules = shipped_rules();
  const auto [object, expected] = GENERATE(table<std::string, std::set<std::string>>({
      {"Réhabilitation de 48 logements, cité minière des Fleurs", {"ERBM"}},
      {"NPNRU - démolition de la tour A", {"NPNRU"}},
      {"Opération de Renouvellement Urbain (ANRU)", {"NPNRU"}},
      {"Écluse, canal Seine–Nord Europe", {"CSNE"}},
      {"Mission ERBM et NPNRU", {"ERBM", "NPNRU"}},
      {"Fourniture de manruban", {}},
      {"Renouvellement du parc urbain", {}},
      {"", {}},
  }));
  ContractRecord record;
  record.object = object;
  INFO(object);
  CHECK(programmes_of(record, rules) == expected);
}

TEST_CASE("The company of the Canal Seine-Nord Europe suggests CSNE by its SIREN", "[domain][programme]") {
  ContractRecord record;
  record.buyer = Siret::parse("82953599600039");
  REQUIRE(record.buyer);
  record.object = "Prestations juridiques pour le canal Seine-Nord";
  const auto suggestions = suggest_programmes(record, shipped_rules());
  REQUIRE(suggestions.size() == 1);
  CHECK(suggestions[0] == ProgrammeSuggestion{"CSNE", "programme.reason.buyer", {{"siren", "829535996"}}});
}

TEST_CASE("A rule outside its dates suggests nothing, a record without date is not excluded", "[domain][programme]") {
  const auto rules = parse_programme_rules(
      "# note\nprogramme;kind;value;valid_from;valid_to;source\r\n"
      "ERBM;keyword;erbm;2017-03-07;2027-12-31;texte\r\n");
  ContractRecord record;
  record.object = "ERBM";
  CHECK(programmes_of(record, rules).size() == 1);
  record.notified_on = Date::of(2016, 1, 1);
  CHECK(programmes_of(record, rules).empty());
  record.notified_on = Date::of(2017, 3, 7);
  CHECK(programmes_of(record, rules).size() == 1);
  record.notified_on = Date::of(2028, 1, 1);
  CHECK(programmes_of(record, rules).empty());
  CHECK(rules[0].source == "texte");
}

TEST_CASE("A place suggests a programme only with a code of the same kind", "[domain][programme]") {
  const auto rules = parse_programme_rules("programme;kind;value;valid_from;valid_to;source\nERBM;commune;59484;;;x\n");
  ContractRecord record;
  record.place_code = "59484";
  record.place_kind = "postal";
  CHECK(programmes_of(record, rules).empty());
  record.place_kind = "commune";
  CHECK(programmes_of(record, rules).size() == 1);
}

TEST_CASE("A programme rule that cannot be read stops the program", "[domain][programme]") {
  const std::string header = "programme;kind;value;valid_from;valid_to;source\n";
  for (const auto* line :
       {"ERBM;colour;red;;;x", "ERBM;keyword;;;;x", ";keyword;erbm;;;x", "ERBM;keyword;erbm;2017;;x"})
    CHECK_THROWS_AS(parse_programme_rules(header + line), std::invalid_argument);
}
