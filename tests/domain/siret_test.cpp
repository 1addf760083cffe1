#include <catch2/catch.hpp>

#include "clausier/domain/outcome.hpp"
#include "clausier/domain/siret.hpp"

using namespace clausier;

TEST_CASE("A SIRET whose key passes is accepted, whatever stands between its groups", "[domain][siret]") {
  const auto* text = GENERATE("20003019500115", "200 030 195 00115", "200\u00A0" "030\u00A0" "195\u00A0" "00115",
                              "200\u202F030\u202F195\u202F00115", "200.030.195.00115");
  CAPTURE(text);
  const auto siret = Siret::parse(text);
  REQUIRE(siret);
  CHECK(siret->digits() == "20003019500115");
  CHECK(siret->siren().digits() == "200030195");
}

TEST_CASE("Establishments of La Poste follow their own key", "[domain][siret]") {
  CHECK(Siret::parse("35600000000048"));  // head office: the general key
  CHECK(Siret::parse("35600000049837"));  // digits add up to 45, a multiple of 5
  CHECK_FALSE(Siret::parse("35600000049838"));
}

TEST_CASE("What is no SIRET is refused", "[domain][siret]") {
  const auto* text = GENERATE("", "00000000000000", "20003019500116", "2000301950011", "200030195001150", "2000301950011A",
                              "1,23E+13", "200-030-195-00115");
  CAPTURE(text);
  CHECK_FALSE(Siret::parse(text));
}

TEST_CASE("Zeros lost on the left come back only when the key then passes", "[domain][siret]") {
  const auto repaired = Siret::parse_repairing("1850799000002");
  REQUIRE(repaired);
  CHECK(repaired->siret.digits() == "01850799000002");
  CHECK(repaired->zeros_restored);
  const auto whole = Siret::parse_repairing("20003019500115");
  REQUIRE(whole);
  CHECK_FALSE(whole->zeros_restored);
  CHECK_FALSE(Siret::parse_repairing("1850799000003"));
  CHECK_FALSE(Siret::parse_repairing("200030195"));  // a SIREN is no SIRET that lost five zeros
}

TEST_CASE("A SIREN has nine digits and a key", "[domain][siret]") {
  CHECK(Siren::parse("200 030 195"));
  CHECK_FALSE(Siren::parse("200030196"));
  CHECK_FALSE(Siren::parse("000000000"));
  CHECK_FALSE(Siren::parse("20003019500115"));
}

TEST_CASE("The database is believed only as far as the key", "[domain][siret]") {
  CHECK(Siret::from_trusted("20003019500115").digits() == "20003019500115");
  CHECK_THROWS_AS(Siret::from_trusted("20003019500116"), CorruptData);
  CHECK_THROWS_AS(Siren::from_trusted("12"), CorruptData);
}
