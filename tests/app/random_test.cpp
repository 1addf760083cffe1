#include <catch2/catch.hpp>

#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "clausier/app/services.hpp"

using namespace clausier::app;

namespace {

std::vector<std::string> drawn_with(const std::string& seed) {
  const SeededIds ids(seed);
  std::vector<std::string> drawn;
  for (int i = 0; i < 50; ++i) {
    drawn.push_back(std::to_string(random_id()));
    drawn.push_back(random_reference());
  }
  return drawn;
}

}  // namespace

TEST_CASE("Ids under a seed are the same every time, and all different", "[app][random]") {
  const auto first = drawn_with("a");
  CHECK(first == drawn_with("a"));
  CHECK(first != drawn_with("b"));
  CHECK(std::set<std::string>(first.begin(), first.end()).size() == first.size());
}

TEST_CASE("Ids are random again once the seed is gone, tokens always", "[app][random]") {
  std::string token;
  {
    const SeededIds ids("a");
    token = random_token();
  }
  const SeededIds ids("a");
  CHECK(token != random_token());
  CHECK_THROWS_AS(SeededIds("b"), std::logic_error);
}

TEST_CASE("Ids without a seed differ from one draw to the next", "[app][random]") {
  CHECK(random_id() != random_id());
  CHECK(random_reference() != random_reference());
  CHECK(random_id() > 0);
}
