#include <catch2/catch.hpp>

#include "clausier/domain/notice_match.hpp"

using namespace clausier;

namespace {

ContractRecord procedure() {
  ContractRecord r;
  r.buyer_name = "Société du canal d’exemple";
  return r;
}

NoticeLot lot() {
  NoticeLot l;
  l.key = "LOT-0002";
  l.result = "awarded";
  l.amount = Money::from_cents(4'228'416'00);
  l.signed_on = Date::parse_iso("2025-11-20");
  l.contract_reference = "M214";
  l.winners = {{PartyRole::holder, "", "1747481-1-1-1", "Batisseurs Imaginaires"}};
  return l;
}

ContractRecord record() {
  ContractRecord r;
  r.buyer = Siret::from_trusted("99900201700013");
  r.source_id = "2844722";
  r.object = "Construction du quai neuf - M214 - Lot Q2";
  r.notified_on = Date::parse_iso("2025-11-20");
  r.amount = Money::from_cents(4'228'416'00);
  r.parties = {{PartyRole::holder, "SIRET", "99900301500016", ""}};
  return r;
}

}  // namespace

TEST_CASE("Without a known buyer the day, the amount and one thing more are needed", "[domain][notice_match]") {
  auto found = match_notice(procedure(), lot(), record());
  REQUIRE(found);
  CHECK(found->number_in_object);
  CHECK_FALSE(found->certain);
  auto other = record();
  other.object = "Construction du quai neuf";
  CHECK_FALSE(match_notice(procedure(), lot(), other));  // day and amount alone
  other.parties[0].name = "BÂTISSEURS imaginaires";
  CHECK(match_notice(procedure(), lot(), other));
  other.notified_on = Date::parse_iso("2025-11-21");
  CHECK_FALSE(match_notice(procedure(), lot(), other));
}

TEST_CASE("An amount a power of ten apart agrees, another one does not", "[domain][notice_match]") {
  auto cents = record();
  cents.amount = Money::from_cents(422'841'600'00);
  const auto found = match_notice(procedure(), lot(), cents);
  REQUIRE(found);
  CHECK(found->power_of_ten == 2);
  cents.amount = Money::from_cents(422'841'601'00);
  CHECK_FALSE(match_notice(procedure(), lot(), cents));
}

TEST_CASE("Both SIRET and number make it certain; two buyers never match", "[domain][notice_match]") {
  auto whole = procedure();
  whole.buyer = Siret::from_trusted("99900201700013");
  auto same = record();
  same.source_id = "m214";
  const auto found = match_notice(whole, lot(), same);
  REQUIRE(found);
  CHECK(found->certain);
  whole.buyer = Siret::from_trusted("99900202500016");
  CHECK_FALSE(match_notice(whole, lot(), same));
}

TEST_CASE("Numbers that mean nothing and lots without result agree on nothing", "[domain][notice_match]") {
  auto whole = procedure();
  whole.buyer = Siret::from_trusted("99900201700013");
  auto bare = lot();
  bare.amount.reset();
  bare.signed_on.reset();
  bare.contract_reference = "000";
  auto same = record();
  same.source_id = "000";
  CHECK_FALSE(match_notice(whole, bare, same));
  auto unsuccessful = lot();
  unsuccessful.result = "unsuccessful";
  CHECK_FALSE(match_notice(whole, unsuccessful, record()));
}
