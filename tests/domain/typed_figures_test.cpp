// Figures typed in a form: one reading or none.
#include <catch2/catch.hpp>

#include "clausier/domain/typed_figures.hpp"

using namespace clausier;

TEST_CASE("An amount typed in a form has one reading, to the cent", "[domain][typed]") {
  const std::pair<const char*, std::int64_t> read[] = {{"1 250 000", 125'000'000}, {"12,5", 1'250}, {"12.50 €", 1'250}, {"-3", -300}, {"0", 0}};
  for (const auto& [text, cents] : read) {
    INFO(text);
    REQUIRE(parse_typed_money(text));
    CHECK(parse_typed_money(text).value().cents() == cents);
  }
  for (const char* text : {"1e9", "1E3", "12.500", "12,500", "10,005", "1234.5678"}) {
    INFO(text);
    REQUIRE_FALSE(parse_typed_money(text));
    CHECK(parse_typed_money(text).refusal().code == "figure.amount.two_readings");
  }
  for (const char* text : {"", "abc", "1.234,50", "12 euros"}) {
    INFO(text);
    REQUIRE_FALSE(parse_typed_money(text));
    CHECK(parse_typed_money(text).refusal().code == "figure.unreadable");
  }
}

TEST_CASE("A percentage is typed with or without its sign", "[domain][typed]") {
  const std::pair<const char*, int> read[] = {{"7,5 %", 750}, {"7,5\u00A0%", 750}, {"7.25%", 725}, {"5", 500}, {"0", 0}, {"10000", 1'000'000}};
  for (const auto& [text, basis_points] : read) {
    INFO(text);
    REQUIRE(parse_typed_percentage(text));
    CHECK(parse_typed_percentage(text).value() == basis_points);
  }
  for (const char* text : {"", "%", "7,125", "-1", "10000,01", "5 €", "5 % %", "1e2"}) {
    INFO(text);
    CHECK_FALSE(parse_typed_percentage(text));
  }
}

TEST_CASE("Hours typed in a form are never guessed", "[domain][typed]") {
  const std::pair<const char*, std::int64_t> read[] = {{"35", 126'000}, {"7,30", 26'280}, {"7h30", 27'000}, {"7:30", 27'000}, {"1 820", 6'552'000}, {"1820.5", 6'553'800}};
  for (const auto& [text, seconds] : read) {
    INFO(text);
    REQUIRE(parse_typed_hours(text));
    CHECK(parse_typed_hours(text).value().seconds() == seconds);
  }
  for (const char* text : {"7.30", "1.820", "12.500 h"}) {
    INFO(text);
    REQUIRE_FALSE(parse_typed_hours(text));
    CHECK(parse_typed_hours(text).refusal().code == "figure.hours.two_readings");
  }
  CHECK(parse_typed_hours("sept").refusal().code == "figure.unreadable");
}

TEST_CASE("What a form shows of hours is read again without loss", "[domain][typed]") {
  for (const std::int64_t seconds : {0, 1, 36, 3'600, 26'280, 27'000, 545'999, 546'010, 6'552'000}) {
    const auto text = typed_hours_text(WorkTime::from_seconds(seconds));
    INFO(text);
    REQUIRE(parse_typed_hours(text));
    CHECK(parse_typed_hours(text).value().seconds() == seconds);
  }
}
