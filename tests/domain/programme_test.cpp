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

TEST_CASE("An EPCI suggests a programme with the words that go with it, by the place or by the buyer", "[domain][programme]") {
  const auto geography = Geography::parse("code;name;epci;postal_codes\n59484;Quiévrechain;245901160;59920\n59606;Valenciennes;245901160;59300 59410\n"
                                          "62498;Lens;246200364;62300\n",
                                          "siren;name;kind;communes\n245901160;CA Valenciennes Métropole;CA;35\n246200364;CA de Lens - Liévin;CA;36\n");
  const auto rules = parse_programme_rules("programme;kind;value;valid_from;valid_to;source\n"
                                           "ERBM;epci;245901160+corons;2017-03-07;2027-12-31;contrat\nNPNRU;priority_district;+démolition;;;loi\n");
  ContractRecord record;
  record.object = "Rénovation des corons";
  CHECK(suggest_programmes(record, rules, geography).empty());
  record.place_kind = "commune";
  record.place_code = "59606";
  const auto suggested = suggest_programmes(record, rules, geography);
  REQUIRE(suggested.size() == 1);
  CHECK(suggested[0].reason_key == "programme.reason.epci.and_words");
  CHECK(suggested[0].parameters == Parameters{{"epci", "CA Valenciennes Métropole"}, {"keyword", "corons"}});
  record.place_kind = "postal";
  record.place_code = "59410";
  CHECK(suggest_programmes(record, rules, geography).size() == 1);
  record.place_code = "62300";
  CHECK(suggest_programmes(record, rules, geography).empty());
  record.place_code = "59410";
  record.object = "Fournitures scolaires";  // the place alone says nothing
  CHECK(suggest_programmes(record, rules, geography).empty());

  record.object = "Démolition de la tour A";
  CHECK(suggest_programmes(record, rules, geography).empty());  // no list of districts is loaded
  auto with_districts = geography;
  with_districts.set_priority_communes({"59606", "59484"});
  record.place_kind = "commune";
  record.place_code = "59606";
  const auto renewal = suggest_programmes(record, rules, with_districts);
  REQUIRE(renewal.size() == 1);
  CHECK(renewal[0].parameters.at("commune") == "Valenciennes");
}

TEST_CASE("A programme rule that cannot be read stops the program", "[domain][programme]") {
  const std::string header = "programme;kind;value;valid_from;valid_to;source\n";
  for (const auto* line :
       {"ERBM;colour;red;;;x", "ERBM;keyword;;;;x", ";keyword;erbm;;;x", "ERBM;keyword;erbm;2017;;x"})
    CHECK_THROWS_AS(parse_programme_rules(header + line), std::invalid_argument);
}
