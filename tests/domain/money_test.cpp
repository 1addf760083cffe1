#include <catch2/catch.hpp>

#include "clausier/domain/money.hpp"

using namespace clausier;

TEST_CASE("Amounts are read exactly and rounded once to the cent", "[domain][money]") {
  struct Case {
    const char* text;
    std::int64_t cents;
  };
  const auto [text, cents] = GENERATE(values<Case>({
      {"30000", 3000000},
      {"30000.00", 3000000},
      {"30000.5", 3000050},
      {"1 234,50 €", 123450},
      {"1\u202F234,50\u00A0€", 123450},
      {"0.1", 10},
      {"0.005", 1},
      {"0.0049", 0},
      {"2.675", 268},  // half up, where a binary fraction gives 267
      {"1.005", 101},
      {"1.0e6", 100000000},
      {"1E-2", 1},
      {"-12,34", -1234},
      {"+5", 500},
      {"900000000000000", 90'000'000'000'000'000},
      {"0", 0},
      {"0.000000000000001", 0},
  }));
  CAPTURE(text);
  const auto money = Money::parse(text);
  REQUIRE(money);
  CHECK(money->cents() == cents);
}

TEST_CASE("What is no amount is refused", "[domain][money]") {
  const auto* text = GENERATE("", "€", "abc", "1.2.3", "1,234.50", "1e", "1e99999", "1e40", "900000000000001", "0x10", "NaN", "12-3");
  CAPTURE(text);
  CHECK_FALSE(Money::parse(text));
}

TEST_CASE("Amounts add, subtract and print their two decimals", "[domain][money]") {
  const auto a = Money::from_cents(123450);
  CHECK((a + Money::from_cents(50)).cents() == 123500);
  CHECK((a - a) == Money::zero());
  CHECK(a.decimal_text() == "1234.50");
  CHECK(Money::from_cents(-5).decimal_text() == "-0.05");
  CHECK(Money::zero().decimal_text() == "0.00");
}
