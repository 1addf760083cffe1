// What a person corrects in a record: every field as text and back, and what is refused.
#include <catch2/catch.hpp>

#include "clausier/domain/record_correction.hpp"

using namespace clausier;

namespace {

ContractRecord published() {
  ContractRecord r;
  r.buyer_identifier = "9990020170001";
  r.source_id = r.root_id = "000";
  r.object = "Réfection de la halle";
  r.amount = Money::from_cents(42'284'160'000);
  r.duration_months = 10;
  r.notified_on = Date::parse_iso("2025-11-20");
  r.parties = {{PartyRole::holder, "SIRET", "99900301500016", "Terrassements Exemple"},
               {PartyRole::subcontractor, "SIRET", "99900302300010", ""}};
  return r;
}

}  // namespace

TEST_CASE("Every correctable field is shown as text and read back the same", "[domain][correction]") {
  const auto record = published();
  for (const auto& field : correctable_fields()) {
    if (field == "buyer" || field == "id") continue;  // what was published cannot stand
    auto again = record;
    CAPTURE(field, field_text(record, field));
    CHECK(correct(again, field, field_text(record, field)));
    CHECK(again == record);
  }
}

TEST_CASE("A correction is read as a person types it, or refused without changing anything", "[domain][correction]") {
  struct Case {
    std::string field, value, shown;  // "" shown = refused
  };
  const std::vector<Case> cases = {
      {"buyer", "999 002 017 00013", "99900201700013"}, {"buyer", "99900201700014", ""}, {"buyer", "", ""},
      {"id", "M214", "M214"}, {"id", "0000", ""}, {"object", "Quais", "Quais"}, {"object", " ", ""},
      {"cpv", "45241100-9", "45241100"}, {"cpv", "4524", ""}, {"notified_on", "2025-11-20", "20/11/2025"},
      {"notified_on", "20/11/2025", "20/11/2025"}, {"notified_on", "31/02/2025", ""}, {"amount", "4 228 416", "4228416,00"},
      {"amount", "-5", ""}, {"amount", "beaucoup", ""}, {"duration_months", "36", "36"}, {"duration_months", "3.5", ""},
      {"duration_months", "0", ""}, {"holders", "99900302300010, 99900301500016", "99900302300010 99900301500016"},
      {"holders", "12345", ""}};
  for (const auto& [field, value, shown] : cases) {
    auto record = published();
    CAPTURE(field, value);
    CHECK(correct(record, field, value) == !shown.empty());
    if (shown.empty()) CHECK(record == published());
    else CHECK(field_text(record, field) == shown);
  }
  CHECK_THROWS_AS(field_text(published(), "nature"), std::invalid_argument);
}

TEST_CASE("Holders that are corrected keep their name, and subcontractors stay", "[domain][correction]") {
  auto record = published();
  REQUIRE(correct(record, "holders", "99900304900015 99900301500016"));
  REQUIRE(record.parties.size() == 3);
  CHECK(record.parties[1].name == "Terrassements Exemple");
  CHECK(record.parties[2].role == PartyRole::subcontractor);
}

TEST_CASE("A finding concerns the field whose path it names", "[domain][correction]") {
  const auto at = [](const char* path) {
    Place place;
    place.path = path;
    return finding("record.amount.doubtful", place);
  };
  CHECK(concerns("amount", at("montant")));
  CHECK(concerns("holders", at("titulaires[0].id")));
  CHECK(concerns("buyer", at("acheteur.id")));
  CHECK_FALSE(concerns("id", at("acheteur.id")));
  CHECK_FALSE(concerns("amount", at("modifications[0].montant")));
}
