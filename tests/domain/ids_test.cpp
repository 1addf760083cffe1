#include <catch2/catch.hpp>

#include <limits>

#include "clausier/domain/ids.hpp"

using namespace clausier;

TEST_CASE("An identifier and its text are the same thing", "[domain][ids]") {
  const auto value = GENERATE(std::int64_t{0}, std::int64_t{1}, std::int64_t{31}, std::int64_t{32}, std::int64_t{1} << 40,
                              std::numeric_limits<std::int64_t>::max());
  const auto text = opaque_text(value);
  CHECK(text.size() == 13);
  CHECK(parse_opaque(text) == value);
  CHECK(LotId::from_trusted(value).text() == text);
  CHECK(LotId::parse(text) == LotId::from_trusted(value));
}

TEST_CASE("Texts are those of Crockford's base 32", "[domain][ids]") {
  CHECK(opaque_text(0) == "0000000000000");
  CHECK(opaque_text(31) == "000000000000z");
  CHECK(opaque_text(32) == "0000000000010");
  CHECK(opaque_text(std::numeric_limits<std::int64_t>::max()) == "7zzzzzzzzzzzz");
}

TEST_CASE("What is no identifier is refused", "[domain][ids]") {
  const auto* text = GENERATE("", "0", "00000000000000", "000000000000i", "000000000000l", "000000000000o", "000000000000u",
                              "000000000000Z", "8000000000000", "../etc/passwd", "000000000000 ");
  CAPTURE(text);
  CHECK_FALSE(parse_opaque(text));
  CHECK_FALSE(ContractId::parse(text));
}
