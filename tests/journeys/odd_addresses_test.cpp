// Addresses nobody links to, dates out of any contract's life: an answer, never a fault of the server.
#include <catch2/catch.hpp>

#include "world.hpp"

using namespace clausier;
using namespace clausier::test;
using journey::Copy;

TEST_CASE("A lot is shown at any date of the century", "[odd]") {
  Copy copy;
  auto aline = copy.client("facilitator");
  for (const auto* day : {"2000-01-01", "2099-12-31"}) {
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

TEST_CASE("A question about another century is refused, and the form says which field", "[odd]") {
  Copy copy;
  auto aline = copy.client("facilitator");
  const auto lot = "/lots/" + copy.things.lot_a1;
  for (const auto* day : {"31/12/9999", "9999-12-31", "01/01/1999", "0001-01-01"}) {
    INFO(day);
    CHECK(aline.get(lot + "?au=" + web::percent_encoded(day)).status == 400);
  }
  CHECK(aline.get(lot + "?au=31/12/2099").status == 200);
  CHECK(aline.get("/rapports/fichier?perimetre=contract&format=xml&au=9999-12-31&arrete=" + web::percent_encoded(copy.things.recorded_until) +
                  "&marche=" + copy.things.contract_a).status == 400);
  aline.get("/rapports/nouveau?marche=" + copy.things.contract_a);
  const auto refused = aline.submit("/rapports", {{"perimetre", "contract"}, {"au", "31/12/9999"}});
  CHECK(refused.status == 422);
  CHECK(refused.says("La date demandée doit être comprise entre 2000 et 2099"));
}

TEST_CASE("Dates of a person in another century are refused at their field", "[odd]") {
  Copy copy;
  auto aline = copy.client("facilitator");
  const auto path = "/participants/" + copy.things.person_a;
  aline.get(path + "/eligibilite");
  auto refused = aline.submit(path + "/eligibilite", {{"decision", "eligible"}, {"critere", "RSA"}, {"appreciation", "01/02/0226"}, {"justificatif", "vu"}});
  CHECK(refused.status == 422);
  CHECK(refused.says("La date d’appréciation doit être comprise"));
  auto sonia = copy.client("contractor");
  sonia.get(path + "/emplois");
  refused = sonia.submit(path + "/emplois", {{"contrat", "fixed_term"}, {"modalite", "direct_hire"}, {"debut", "01/02/2062"}});
  CHECK(refused.status == 422);
  CHECK(refused.says("Le premier jour du contrat doit être compris"));
}

TEST_CASE("The contract of another office is unknown before its form is looked at", "[odd]") {
  Copy copy;
  auto aline = copy.client("facilitator");
  aline.get("/tableau");
  CHECK(aline.post("/marches/" + copy.things.contract_b + "/lots", {{"jeton", aline.token()}}).status == 404);
  CHECK(aline.post("/marches/" + copy.things.contract_b + "/acces", {{"siret", "x"}, {"jeton", aline.token()}}).status == 404);
}
