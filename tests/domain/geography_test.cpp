#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "clausier/domain/geography.hpp"
#include "clausier/domain/priority_districts.hpp"
#include "places.hpp"

using namespace clausier;

namespace {

std::string table(const std::string& name) {
  std::ifstream file(clausier::test::source_folder() / "src/store/reference" / (name + ".csv"));
  REQUIRE(file);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace

TEST_CASE("The shipped tables know every commune and its EPCI", "[domain][geography]") {
  const auto france = Geography::parse(table("communes"), table("epci"));
  CHECK(france.epcis().size() == 1255);
  struct Known {
    const char *kind, *code, *name, *epci;
  };
  for (const auto& known : std::vector<Known>{{"commune", "59606", "Valenciennes", "CA Valenciennes Métropole"},
                                              {"commune", "62498", "Lens", "CA de Lens - Liévin"},
                                              {"commune", "2A004", "Ajaccio", "CA du Pays Ajaccien"},
                                              {"postal", "59410", "Anzin", "CA Valenciennes Métropole"},
                                              {"postal", "59220", "", ""},  // Denain and others, of two EPCI
                                              {"postal", "59300", "", "CA Valenciennes Métropole"},  // several communes, one EPCI
                                              {"commune", "00000", "", ""},
                                              {"departement", "59", "", ""},
                                              {"postal", "", "", ""}}) {
    CAPTURE(known.kind, known.code);
    const auto place = france.place_of(known.kind, known.code);
    CHECK(place.name == known.name);
    CHECK(france.epci_name(place.epci) == known.epci);
  }
  CHECK(france.commune_name("75056") == "Paris");
  CHECK(france.commune_name("97411") == "Saint-Denis");
}

TEST_CASE("Reference tables that are not sorted or have another header stop the program", "[domain][geography]") {
  const std::string epci = "siren;name;kind;communes\n";
  CHECK_THROWS_AS(Geography::parse("code;name\n", epci), std::invalid_argument);
  CHECK_THROWS_AS(Geography::parse("code;name;epci;postal_codes\n02002;B;;\n02001;A;;\n", epci), std::invalid_argument);
  CHECK_THROWS_AS(Geography::parse("code;name;epci;postal_codes\n", epci + "2;b;CC;1\n1;a;CC;1\n"), std::invalid_argument);
}

TEST_CASE("A list of priority districts says where it comes from, and gives each commune once", "[domain][geography]") {
  CHECK(parse_priority_districts("# source: liste d’exemple, 2024\ncommune;code;nom\r\n59350;QN00001M;Un\r\n59350;QN00002M;Deux\n2A004;QN00003M;Trois\n") ==
        std::vector<std::string>{"2A004", "59350"});
  CHECK_THROWS_AS(parse_priority_districts("commune;code\n59350;QN00001M\n"), std::invalid_argument);
  CHECK_THROWS_AS(parse_priority_districts("# source: exemple\ncommune\n5935\n"), std::invalid_argument);
}
