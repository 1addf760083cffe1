// Rows of an old tracker made into contracts, lots and clauses.
#include <catch2/catch.hpp>

#include "clausier/domain/tracker.hpp"

using namespace clausier;

namespace {

Date day(const char* iso) { return *Date::parse_iso(iso); }

TrackerLine line(int row, const std::string& number, const std::string& lot = "") {
  TrackerLine line;
  line.place.row = row;
  line.buyer_name = "Ville d’Exemple";
  line.number = number;
  line.object = "Halle d’exemple";
  line.lot_number = lot;
  line.notified_on = day("2026-01-05");
  line.duration_months = 12;
  line.hours = WorkTime::from_hours(100);
  line.holder_name = "Bâti-Modèle Nord";
  return line;
}

std::string codes_of(const TrackerPlan& plan) {
  std::string codes;
  for (const auto& f : plan.findings) codes += f.code + "@" + std::to_string(f.place.row) + " ";
  return codes;
}

}  // namespace

TEST_CASE("Rows of one number are one contract with its lots; the execution follows from what is given", "[domain][tracker]") {
  auto second = line(5, "M-1", "2");
  second.hours = std::nullopt;
  second.amount = Money::parse("2000");
  auto first = line(4, "m 1", "1");
  first.amount = Money::parse("1000.50");
  const auto plan = plan_tracker({first, second, line(6, "M2")});
  CHECK(codes_of(plan).empty());
  REQUIRE(plan.contracts.size() == 2);
  CHECK(plan.contracts[0].record.amount == Money::parse("3000.50"));
  CHECK(plan.contracts[0].record.social == std::vector{SocialConsideration::clause});
  REQUIRE(plan.contracts[0].lots.size() == 2);
  CHECK(plan.contracts[0].lots[0].execution == DateRange{day("2026-01-05"), day("2027-01-04")});
  CHECK_FALSE(plan.contracts[0].lots[1].execution);  // no hours, no clause
  CHECK(plan.contracts[0].record.parties.size() == 1);
}

TEST_CASE("A second row of a lot with another holder makes a consortium", "[domain][tracker]") {
  auto other = line(5, "M1", "1");
  other.holder_name = "Paysages du Gabarit";
  const auto plan = plan_tracker({line(4, "M1", "1"), other});
  CHECK(codes_of(plan).empty());
  REQUIRE(plan.contracts.size() == 1);
  CHECK(plan.contracts[0].lots.size() == 1);
  REQUIRE(plan.contracts[0].record.parties.size() == 2);
  CHECK(plan.contracts[0].record.parties[1].role == PartyRole::joint_holder);
}

TEST_CASE("Every fault of every row is said at once", "[domain][tracker]") {
  auto nobody = line(4, "M1");
  nobody.buyer_name.clear();
  auto nothing = line(5, "000");
  nothing.object.clear();
  auto undated = line(6, "M2");
  undated.duration_months = std::nullopt;
  auto backwards = line(7, "M3");
  backwards.ends_on = day("2025-12-31");
  auto other_hours = line(9, "M4", "1");
  other_hours.holder_name = "Paysages du Gabarit";
  other_hours.hours = WorkTime::from_hours(50);
  auto other_object = line(11, "M4", "2");
  other_object.object = "Une autre halle";
  const auto plan = plan_tracker({nobody, nothing, undated, backwards, line(8, "M4", "1"), other_hours, line(10, "M4", "1"), other_object});
  CHECK(codes_of(plan) == "tracker.buyer.missing@4 tracker.contract.missing@5 tracker.dates.missing@6 tracker.dates.order@7 "
                          "tracker.lot.twice@9 tracker.lot.twice@10 tracker.object.differs@11 ");
}

TEST_CASE("Without a number the object makes the contract, and one number of two buyers is two", "[domain][tracker]") {
  auto other = line(6, "M1");
  other.buyer_name = "Office des Trois-Terrils";
  CHECK(plan_tracker({line(4, ""), line(5, "", "2"), line(5, "M1"), other}).contracts.size() == 3);
}
