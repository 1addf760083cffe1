#include <catch2/catch.hpp>

#include "clausier/domain/contract.hpp"

using namespace clausier;

namespace {

Date day(std::string_view iso) { return *Date::parse_iso(iso); }

Party holder(std::string identifier, std::string name = "") {
  return {PartyRole::holder, "SIRET", std::move(identifier), std::move(name)};
}

Amendment new_amount(std::string_view notified_on, std::int64_t cents) {
  Amendment amendment;
  amendment.notified_on = day(notified_on);
  amendment.amount = Money::from_cents(cents);
  return amendment;
}

ContractRecord sample() {
  ContractRecord record;
  record.source_id = "2024M0700";
  record.root_id = "2024M07";
  record.buyer = Siret::parse("20003019500115");
  record.object = "Lot 2 : gros œuvre";
  record.amount = Money::from_cents(100'000'00);
  record.duration_months = 12;
  record.notified_on = day("2024-01-31");
  record.parties = {holder("22222222200002"), holder("11111111100001")};
  return record;
}

KnownContract known_as(const ContractRecord& record) {
  return {ContractId::from_trusted(7), identity_key(record), folded(record.object), record.amendments};
}

}  // namespace

TEST_CASE("Folding forgets case, accents, punctuation and repeated spaces", "[domain][contract]") {
  const auto [text, expected] = GENERATE(table<std::string, std::string>({
      {"  Marché   d’Œuvre ", "marche d oeuvre"},
      {"ÉCOLE\tJ.-Ferry\u00A0!", "ecole j ferry"},
      {"ça, À l'ŒUVRE — Lot n°4", "ca a l oeuvre lot n 4"},
      {"e\u0301cole", "ecole"},
      {"pr\uFFFDt", "pr t"},
      {"Straße Łódź", "strasse lodz"},
      {"\xE9t\xE9", "t"},
      {"", ""},
  }));
  CHECK(folded(text) == expected);
}

TEST_CASE("An id of zeros, empty or NC identifies nothing", "[domain][contract]") {
  for (const auto* id : {"", "  ", "000", "000000000000", "0", "NC", "nc", "null", "NaN", "-"})
    CHECK(meaningless_id(id));
  for (const auto* id : {"2024M07", "0001", "000D0390", "1"}) CHECK_FALSE(meaningless_id(id));
}

TEST_CASE("The lot number is read in the object when there is exactly one", "[domain][contract]") {
  const auto [object, expected] = GENERATE(table<std::string, std::string>({
      {"Travaux - Lot 2 (B061)", "2"},
      {"Electricité lot no4", "4"},
      {"Réfection lot n°B", "B"},
      {"LOT01 - VRD", "01"},
      {"Ecluse - Lot Q2", "Q2"},
      {"Lot 3B peinture", "3B"},
      {"lot N° 12 : menuiserie", "12"},
      {"lot numéro 5", "5"},
      {"Lot C", "C"},
      {"Lot 2 puis encore lot 2", "2"},
      {"lot 1, 60 logements", "1"},
      {"lots 01 et 02", ""},
      {"Lot 1 et 2", ""},
      {"lot 1, 2 et 3", ""},
      {"lot 1 à 4", ""},
      {"Lot 1 façade et lot 2 toiture", ""},
      {"Lots n°3 et 4", ""},
      {"le lot a été relancé", ""},
      {"LOT A CONSTRUIRE", ""},
      {"lot électricité", ""},
      {"Pilote d'opération", ""},
      {"lotissement 12", ""},
      {"Lot", ""},
      {"", ""},
  }));
  INFO(object);
  CHECK(lot_number_in(object) == expected);
}

TEST_CASE("The identity holds buyer, root id, holders in any order, date and amount", "[domain][contract]") {
  const auto record = sample();
  auto same = record;
  std::swap(same.parties[0], same.parties[1]);
  same.source_id = "2024M0701";
  same.object = "Lot 2 : gros oeuvre (corrigé)";
  same.parties[0].role = PartyRole::joint_holder;
  same.parties.push_back({PartyRole::subcontractor, "SIRET", "33333333300003", ""});
  CHECK(identity_key(same) == identity_key(record));

  auto other = record;
  SECTION("another date") { other.notified_on = day("2024-02-01"); }
  SECTION("another amount") { other.amount = Money::from_cents(1); }
  SECTION("another holder") { other.parties.pop_back(); }
  SECTION("another id") { other.root_id = "2024M08"; }
  SECTION("another buyer") { other.buyer.reset(), other.buyer_identifier = "123"; }
  CHECK(identity_key(other) != identity_key(record));
}

TEST_CASE("Contracts with an id that means nothing are told apart by their object", "[domain][contract]") {
  auto first = sample();
  first.source_id = first.root_id = "000";
  auto second = first;
  second.object = "Autre prestation";
  CHECK(identity_key(first) != identity_key(second));
  CHECK(family_key(first).empty());
  CHECK_FALSE(family_key(sample()).empty());
}

TEST_CASE("A record is refused only without a buyer or without anything to tell it by", "[domain][contract]") {
  CHECK(check_record(sample()).empty());
  auto record = sample();
  SECTION("a buyer known by an invalid number is a buyer") {
    record.buyer.reset();
    record.buyer_identifier = "217500016";
    CHECK(check_record(record).empty());
  }
  SECTION("a buyer known by name is a buyer") {
    record.buyer.reset();
    record.buyer_name = "Ville de Fictive";
    CHECK(check_record(record).empty());
  }
  SECTION("no buyer at all") {
    record.buyer.reset();
    REQUIRE(check_record(record).size() == 1);
    CHECK(check_record(record)[0].code == "record.no_buyer");
  }
  SECTION("zeros as id, but an object") {
    record.root_id = "000";
    CHECK(check_record(record).empty());
  }
  SECTION("neither id nor object") {
    record.root_id = "000";
    record.object = " - ";
    REQUIRE(check_record(record).size() == 1);
    CHECK(check_record(record)[0].code == "record.no_identity");
  }
  SECTION("nothing at all") { CHECK(check_record(ContractRecord{}).size() == 2); }
}

TEST_CASE("A record is planned against what is known", "[domain][contract][plan]") {
  const auto record = sample();
  CHECK(plan_record(record, {}).outcome == RecordOutcome::created);
  CHECK_FALSE(plan_record(record, {}).contract);

  SECTION("the same again changes nothing") {
    const auto plan = plan_record(record, {known_as(record)});
    CHECK(plan.outcome == RecordOutcome::unchanged);
    CHECK(plan.contract == ContractId::from_trusted(7));
  }
  SECTION("a later edition brings only its new amendments") {
    auto before = record;
    before.amendments = {new_amount("2024-03-01", 110'000'00)};
    auto later = record;
    later.amendments = {new_amount("2024-03-01", 110'000'00), new_amount("2024-06-01", 120'000'00),
                        new_amount("2024-06-01", 120'000'00)};
    later.amendments[0].published_on = day("2024-09-01");
    later.amendments[0].object = "reformulé";
    const auto plan = plan_record(later, {known_as(before)});
    CHECK(plan.outcome == RecordOutcome::amended);
    CHECK(plan.new_amendments == std::vector<Amendment>{later.amendments[1]});
  }
  SECTION("a poorer edition changes nothing") {
    auto richer = record;
    richer.amendments = {new_amount("2024-03-01", 110'000'00)};
    CHECK(plan_record(record, {known_as(richer)}).outcome == RecordOutcome::unchanged);
  }
  SECTION("the same id, holders and object with another amount is doubtful") {
    auto hundredfold = record;
    hundredfold.amount = Money::from_cents(100'000'00 * 100);
    const auto plan = plan_record(hundredfold, {known_as(record)});
    CHECK(plan.outcome == RecordOutcome::doubtful);
    CHECK(plan.reason == "record.same_id");
    CHECK(plan.contract == ContractId::from_trusted(7));
  }
  SECTION("the same family with another object is another contract") {
    auto other = record;
    other.amount = Money::from_cents(5);
    other.object = "Lot 3 : peinture";
    CHECK(plan_record(other, {known_as(record)}).outcome == RecordOutcome::created);
  }
  SECTION("an exact match wins over a doubtful one") {
    auto other = record;
    other.amount = Money::from_cents(5);
    auto first = known_as(other), second = known_as(record);
    second.id = ContractId::from_trusted(8);
    const auto plan = plan_record(record, {first, second});
    CHECK(plan.outcome == RecordOutcome::unchanged);
    CHECK(plan.contract == ContractId::from_trusted(8));
  }
}

TEST_CASE("The state of a contract carries its amendments forward", "[domain][contract]") {
  Contract contract{ContractId::from_trusted(1), sample(), {}, {}};
  contract.initial.parties.push_back({PartyRole::subcontractor, "SIRET", "33333333300003", ""});
  Amendment longer;
  longer.notified_on = day("2024-05-01");
  longer.duration_months = 18;
  Amendment replaced;
  replaced.published_on = day("2024-07-01");
  replaced.new_holders = {holder("44444444400004")};
  Amendment undated;
  undated.amount = Money::zero();
  contract.amendments = {undated, replaced, longer, new_amount("2024-03-01", 110'000'00)};

  const auto at_start = contract_as_of(contract, day("2024-01-31"));
  CHECK(at_start.amount == Money::from_cents(100'000'00));
  CHECK(at_start.holders.size() == 2);
  CHECK(at_start.execution == DateRange{day("2024-01-31"), day("2025-01-30")});

  CHECK(contract_as_of(contract, day("2024-02-29")).amount == Money::from_cents(100'000'00));
  CHECK(contract_as_of(contract, day("2024-03-01")).amount == Money::from_cents(110'000'00));

  const auto at_end = contract_as_of(contract, day("2030-01-01"));
  CHECK(at_end.amount == Money::from_cents(110'000'00));
  CHECK(at_end.duration_months == 18);
  CHECK(at_end.holders == std::vector<Party>{holder("44444444400004")});
  CHECK(at_end.execution->last == day("2025-07-30"));

  contract.initial.notified_on.reset();
  CHECK_FALSE(contract_as_of(contract, day("2030-01-01")).execution);
}

TEST_CASE("Codes of enumerations come back as they went", "[domain][contract]") {
  for (const auto value : {SocialConsideration::clause, SocialConsideration::criterion, SocialConsideration::reserved,
                           SocialConsideration::none})
    CHECK(parse_social_consideration(social_consideration_code(value)) == value);
  for (const auto role : {PartyRole::holder, PartyRole::joint_holder, PartyRole::subcontractor})
    CHECK(parse_party_role(party_role_code(role)) == role);
  for (const auto outcome :
       {RecordOutcome::created, RecordOutcome::amended, RecordOutcome::unchanged, RecordOutcome::duplicate,
        RecordOutcome::doubtful, RecordOutcome::refused, RecordOutcome::skipped})
    CHECK(parse_record_outcome(record_outcome_code(outcome)) == outcome);
  CHECK(record_outcome_code(RecordOutcome::created) == "new");
  CHECK_FALSE(parse_social_consideration("maybe"));
}
