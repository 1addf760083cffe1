#include <catch2/catch.hpp>

#include "clausier/domain/nir.hpp"

using namespace clausier;

// Invented numbers: 97 minus the rest of the first thirteen digits by 97 gives the key.
TEST_CASE("A social security number is recognised however it is written", "[domain][nir]") {
  const auto* text = GENERATE("285059999900131", "2 85 05 99 999 001 31", "2\u00A0" "85 05 99 999 001\u202F" "31", "2850599999001",
                              "n° 285059999900131", "Zoé 285059999900131 CDI", "1 85 07 2A 123 456 65", "185072B12345692", "2.85.05.99.999.001.31");
  CAPTURE(text);
  CHECK(holds_nir(text));
}

TEST_CASE("Other numbers are not taken for one", "[domain][nir]") {
  const auto* text = GENERATE("", "LAMPION Zoé", "285059999900132", "385059999900131", "2026014000123", "20003019500115",
                              "0033612345678", "123456789012345", "14/03/1988", "151,67", "2850599999", "28505999990013100");
  CAPTURE(text);
  CHECK_FALSE(holds_nir(text));
}

TEST_CASE("A SIRET that lost its zero is not taken for a social security number", "[domain][nir]") {
  // 01850799000002 without its zero has thirteen digits, a month and a department that exist.
  CHECK_FALSE(holds_nir("1850799000002"));
}
