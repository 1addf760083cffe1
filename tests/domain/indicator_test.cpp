#include <catch2/catch.hpp>

#include "clausier/domain/indicator.hpp"
#include "golden.hpp"

using namespace clausier;

namespace {

std::string table(const std::string& lines) { return "# comment\ncode;unit;fields;formula;source\n" + lines; }

}  // namespace

TEST_CASE("The dictionary as shipped says for each indicator its code, its unit and its source", "[domain][indicator]") {
  const auto dictionary = parse_indicators(test::file_text(test::source_folder() / "src/store/reference/indicators.csv"));
  REQUIRE(dictionary.size() > 20);
  const auto* counted = find_indicator(dictionary, "counted");
  REQUIRE(counted);
  CHECK(counted->unit == "seconds");
  CHECK(counted->fields == std::vector<std::string>{"counted_seconds"});
  CHECK(find_indicator(dictionary, "declared")->formula == "counted + pending + rejected + uncountable");
  CHECK_FALSE(find_indicator(dictionary, "colour"));
}

TEST_CASE("A dictionary that says a thing twice or without its source is refused", "[domain][indicator]") {
  CHECK(parse_indicators(table("a;count;x y;;s\n")).front().fields == std::vector<std::string>{"x", "y"});
  CHECK_THROWS_AS(parse_indicators(table("a;count;x;;s\na;count;y;;s\n")), std::invalid_argument);
  CHECK_THROWS_AS(parse_indicators(table("a;count;x;;s\nb;count;x;;s\n")), std::invalid_argument);
  CHECK_THROWS_AS(parse_indicators(table("a;count;x;;\n")), std::invalid_argument);
  CHECK_THROWS_AS(parse_indicators(table("a;parsecs;x;;s\n")), std::invalid_argument);
}
