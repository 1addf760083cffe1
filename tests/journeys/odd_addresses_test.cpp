// Addresses nobody links to, dates out of any contract's life: an answer, never a fault of the server.
#include <catch2/catch.hpp>

#include "world.hpp"

using namespace clausier;
using namespace clausier::test;
using journey::Copy;

TEST_CASE("A lot is shown at any date, however early", "[odd]") {
  Copy copy;
  auto aline = copy.client("facilitator");
  for (const auto* day : {"0001-01-01", "1970-01-01", "2099-12-31"}) {
    INFO(day);
    CHECK(aline.get("/lots/" + copy.things.lot_a1 + "?au=" + day).status == 200);
  }
}

TEST_CASE("A month out of any contract's life does not exist", "[odd]") {
  Copy copy;
  auto firm = copy.client("contractor");
  for (const auto* month : {"0001-01", "1999-12", "9999-12"}) {
    INFO(month);
    CHECK(firm.get("/espace/" + copy.things.lot_a1 + "/" + month).status == 404);
  }
}

TEST_CASE("The contract of another office is unknown before its form is looked at", "[odd]") {
  Copy copy;
  auto aline = copy.client("facilitator");
  aline.get("/tableau");
  CHECK(aline.post("/marches/" + copy.things.contract_b + "/lots", {{"jeton", aline.token()}}).status == 404);
  CHECK(aline.post("/marches/" + copy.things.contract_b + "/acces", {{"siret", "x"}, {"jeton", aline.token()}}).status == 404);
}
