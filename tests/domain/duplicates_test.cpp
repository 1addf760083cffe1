// When two records may be one contract, and when they may not.
#include <catch2/catch.hpp>

#include <functional>

#include "clausier/domain/duplicates.hpp"

using namespace clausier;

namespace {

ContractRecord works() {
  ContractRecord r;
  r.buyer = Siret::parse("99900201700013");
  r.source_id = r.root_id = "2844722";
  r.object = "Réhabilitation de quais";
  r.cpv = "45241100";
  r.amount = Money::from_cents(422'841'600);
  r.notified_on = Date::parse_iso("2025-11-20");
  r.parties = {{PartyRole::holder, "SIRET", "99900301500016", ""}};
  return r;
}

}  // namespace

TEST_CASE("Two records are suggested as one on buyer, date, CPV, a firm and the amount together", "[domain][duplicates]") {
  struct Case {
    const char* what;
    std::function<void(ContractRecord&)> change;
    std::optional<int> power;  // empty = not suggested
  };
  const std::vector<Case> cases = {
      {"another id and another object", [](auto& r) { r.root_id = "000"; r.object = "Quais"; }, 0},
      {"cents taken for euros", [](auto& r) { r.amount = Money::from_cents(42'284'160'000); }, 2},
      {"thousands of euros", [](auto& r) { r.amount = Money::from_cents(422'841); }, std::nullopt},  // 422 841,6: no whole cent
      {"a tenth", [](auto& r) { r.amount = Money::from_cents(42'284'160); }, -1},
      {"one firm more", [](auto& r) { r.parties.push_back({PartyRole::joint_holder, "SIRET", "99900302300010", ""}); }, 0},
      {"another establishment of the firm", [](auto& r) { r.parties[0].identifier = "99900301500024"; }, 0},
      {"another amount", [](auto& r) { r.amount = Money::from_cents(422'841'601); }, std::nullopt},
      {"twice the amount", [](auto& r) { r.amount = Money::from_cents(845'683'200); }, std::nullopt},
      {"no amount", [](auto& r) { r.amount.reset(); }, std::nullopt},
      {"an amount of nothing", [](auto& r) { r.amount = Money::zero(); }, std::nullopt},
      {"another day", [](auto& r) { r.notified_on = Date::parse_iso("2025-11-21"); }, std::nullopt},
      {"no day", [](auto& r) { r.notified_on.reset(); }, std::nullopt},
      {"another CPV", [](auto& r) { r.cpv = "45241000"; }, std::nullopt},
      {"no CPV", [](auto& r) { r.cpv.clear(); }, std::nullopt},
      {"another buyer", [](auto& r) { r.buyer = Siret::parse("99900202500016"); }, std::nullopt},
      {"no buyer", [](auto& r) { r.buyer.reset(); }, std::nullopt},
      {"another firm", [](auto& r) { r.parties[0].identifier = "99900302300010"; }, std::nullopt},
      {"the firm as subcontractor", [](auto& r) { r.parties[0].role = PartyRole::subcontractor; }, std::nullopt},
      {"no firm", [](auto& r) { r.parties.clear(); }, std::nullopt},
      {"a longer form of its id", [](auto& r) { r.source_id = "284472200"; }, 0},
      {"the next number of its platform", [](auto& r) { r.source_id = "2844723"; }, std::nullopt},
      {"another lot", [](auto& r) { r.object = "Réhabilitation de quais, lot 2"; }, 0},
      {"a concession", [](auto& r) { r.kind = ContractNature::concession; }, std::nullopt}};
  for (const auto& c : cases) {
    auto other = works();
    c.change(other);
    const auto found = duplicate_evidence(works(), other);
    const auto back = duplicate_evidence(other, works());
    CAPTURE(c.what);
    REQUIRE(found.has_value() == c.power.has_value());
    CHECK(back.has_value() == found.has_value());
    if (!found) continue;
    CHECK(found->power_of_ten == *c.power);
    CHECK(back->power_of_ten == -*c.power);
    CHECK(found->common_holder == "999003015");
  }
}

TEST_CASE("Numbered lots and contracts without maximum are not taken for one contract", "[domain][duplicates]") {
  auto first = works(), second = works();
  first.object = "Quais, lot 1";
  second.object = "Quais, lot 2";
  CHECK_FALSE(duplicate_evidence(first, second));
  second.object = "Quais, Lot n°1";
  CHECK(duplicate_evidence(first, second));
  first.amount = second.amount = Money::from_cents(99'999'999'900);
  CHECK_FALSE(duplicate_evidence(first, second));
}

TEST_CASE("A firm without identifier is nobody's common holder", "[domain][duplicates]") {
  auto first = works(), second = works();
  first.parties[0].identifier = second.parties[0].identifier = "000";
  CHECK_FALSE(duplicate_evidence(first, second));
  first.parties[0] = second.parties[0] = {PartyRole::holder, "TVA", "BE0123456749", ""};
  CHECK(duplicate_evidence(first, second));
}

TEST_CASE("Two records side by side mark what differs", "[domain][duplicates]") {
  auto other = works();
  other.root_id = other.source_id = "000";
  other.amount = Money::from_cents(42'284'160'000);
  std::vector<std::string> differing;
  for (const auto& line : compare_records(works(), other))
    if (line.differs) differing.push_back(line.field);
  CHECK(differing == std::vector<std::string>{"id", "amount"});
}

TEST_CASE("Numbers that one platform gave to its own lots are told from those of two platforms", "[domain][duplicates]") {
  struct Case {
    const char *first, *second;
    bool same;
  };
  for (const auto& c : std::vector<Case>{{"2018757518L201", "2018757518L1501", true},
                                         {"201900700", "201900800", true},
                                         {"2018P003LOTU200", "2018P00300", true},
                                         {"2018A36300", "2018a36500", true},
                                         {"2018rBowvjnX-l00", "2018TFv2j9M05k00", true},  // tokens that one platform draws
                                         {"2021glld70000000", "20211l2q20000000", true},
                                         {"2018rBowvjnX-l00", "2018TFv2j9M05k", false},
                                         {"2018rBowvjnX-l00", "2018757518L20100", false},
                                         {"2018rBowvjnX-l00", "2019TFv2j9M05k00", false},
                                         {"2018J1215A", "2018J1215A00", false},
                                         {"201818013300", "20183600", false},
                                         {"000", "2844722", false},
                                         {"000", "001", false},
                                         {"", "", false},
                                         {"2844722", "2844722", false}}) {
    CAPTURE(c.first, c.second);
    CHECK(same_numbering(c.first, c.second) == c.same);
    CHECK(same_numbering(c.second, c.first) == c.same);
  }
}
