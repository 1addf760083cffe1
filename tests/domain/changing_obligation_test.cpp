// What changes an obligation on the way: waivers, tranches, renewals, and facts that a clause does not read.
#include <catch2/catch.hpp>

#include "clausier/domain/forecast.hpp"
#include "obligation_samples.hpp"

using namespace samples;

namespace {

std::int64_t owed(const Clause& clause, const std::vector<ObligationFact>& facts, const char* until) { return *in_hours(obliged(clause, facts, until).owed); }
std::int64_t due(const Clause& clause, const std::vector<ObligationFact>& facts, const char* until) { return *in_hours(obliged(clause, facts, until).due); }
std::int64_t forecast(const Clause& clause, const std::vector<ObligationFact>& facts, const char* until) { return *in_hours(obliged(clause, facts, until).forecast); }

ObligationFact affirmed(const char* on, const char* reference = "TO1") {
  auto made = fact(50, FactKind::affirmation, on);
  made.reference = reference;
  return made;
}

}  // namespace

TEST_CASE("A waiver is taken off the base, then off tranches and renewals, the oldest first", "[domain][obligation]") {
  const auto clause = clause_of(FixedHours{hours(400)});
  const auto tranche = part(1, FactKind::firm_tranche, "2025-07-01", "2026-06-30", 300);
  const auto waiver = hours_fact(2, FactKind::waiver, "2025-08-01", 500, "chantier arrêté");
  CHECK(owed(clause, {tranche}, "2026-06-30") == 700);
  CHECK(owed(clause, {tranche, waiver}, "2026-06-30") == 200);
  CHECK(due(clause, {tranche, waiver}, "2026-06-30") == 200);
  CHECK(owed(clause, {tranche, waiver, hours_fact(3, FactKind::waiver, "2025-09-01", 900, "x")}, "2026-06-30") == 0);
}

TEST_CASE("A waiver on orders lowers them in turn: what is due keeps their own days", "[domain][obligation]") {
  const auto clause = clause_of(RatePerOrder{5'000, 500, euros(25)});
  const std::vector facts = {order(1, "2026-01-01", "2026-06-30", 100'000), hours_fact(2, FactKind::waiver, "2026-01-02", 40, "x")};
  CHECK(owed(clause, facts, "2026-06-30") == 60);
  CHECK(due(clause, facts, "2026-03-31") == 29);  // 60 h × 90 days of 181
  CHECK(due(clause, facts, "2026-06-30") == 60);
}

TEST_CASE("Forecast and owed agree once nothing is to come, waivers included", "[domain][obligation]") {
  const auto waiver = hours_fact(9, FactKind::waiver, "2025-08-01", 40, "x");
  CHECK(forecast(clause_of(RatePerOrder{5'000, 500, euros(25)}), {order(1, "2025-07-01", "2025-12-31", 100'000), waiver}, "2026-06-30") == 60);
  auto billed = beyond_threshold();
  CHECK(forecast(clause_of(billed), {invoice(1, "2025-07-10", 2'900'000), waiver}, "2026-06-30") == 60);
  CHECK(owed(clause_of(billed), {invoice(1, "2025-07-10", 2'900'000), waiver}, "2026-06-30") == 60);
  CHECK(forecast(clause_of(ShareOfHours{.rate_basis_points = 1'000, .expected = hours(1'000)}), {waiver}, "2025-07-15") == 60);
  const auto tranche = part(1, FactKind::optional_tranche, "2025-10-01", "2026-06-30", 100);
  CHECK(forecast(clause_of(FixedHours{hours(200)}), {tranche, waiver}, "2025-07-15") == 260);
}

TEST_CASE("No hour of an optional tranche is due before its affirmation", "[domain][obligation]") {
  const auto clause = clause_of(FixedHours{hours(0)});
  const auto tranche = part(1, FactKind::optional_tranche, "2026-03-01", "2026-12-31", 306);
  const std::vector facts = {tranche, affirmed("2026-09-01")};
  CHECK(due(clause, facts, "2026-08-31") == 0);
  CHECK(due(clause, facts, "2026-09-01") == 2);  // 306 h over the 122 days left
  CHECK(due(clause, facts, "2026-12-31") == 306);
  CHECK(due(clause, {tranche, affirmed("2027-02-01")}, "2027-01-31") == 0);
  CHECK(due(clause, {tranche, affirmed("2027-02-01")}, "2027-02-01") == 306);  // affirmed after its days: due at once
}

TEST_CASE("A firm tranche is owed from the signature and due on its own days; a renewal is owed from its first day", "[domain][obligation]") {
  const auto clause = clause_of(FixedHours{hours(400)});
  const auto firm = part(1, FactKind::firm_tranche, "2026-07-01", "2026-12-31", 300);
  CHECK(owed(clause, {firm}, "2025-07-01") == 700);
  CHECK(due(clause, {firm}, "2026-06-30") == 400);
  const auto renewal = part(2, FactKind::renewal, "2026-07-01", "2026-12-31", 300);
  CHECK(owed(clause, {renewal}, "2026-06-30") == 400);
  CHECK(owed(clause, {renewal}, "2026-07-01") == 700);
}

TEST_CASE("A fact that the clause does not read is told apart from one that acts", "[domain][obligation]") {
  const auto fixed = clause_of(FixedHours{hours(400)}), billed = clause_of(beyond_threshold()), people = clause_of(People{3, hours(0)});
  const auto orders = clause_of(RatePerOrder{5'000, 500, euros(25)});
  auto new_hours = hours_fact(1, FactKind::amendment, "2025-10-01", 900);
  auto new_amount = fact(2, FactKind::amendment, "2025-10-01");
  new_amount.amount = euros(900'000);
  auto new_end = fact(3, FactKind::amendment, "2025-10-01");
  new_end.last = day("2027-06-30");
  struct Case { const Clause* clause; ObligationFact fact; bool acts; };
  const std::vector<Case> cases = {
      {&fixed, new_hours, true}, {&billed, new_hours, false}, {&orders, new_hours, false}, {&people, new_hours, false},
      {&fixed, new_amount, false}, {&fixed, new_end, true}, {&billed, new_end, true},
      {&billed, part(4, FactKind::renewal, "2026-01-01", "2026-06-30", 100), false}, {&fixed, part(4, FactKind::renewal, "2026-01-01", "2026-06-30", 100), true},
      {&fixed, invoice(5, "2025-10-01", 10), false}, {&billed, invoice(5, "2025-10-01", 10), true},
      {&people, hours_fact(6, FactKind::waiver, "2025-10-01", 10, "x"), false}, {&orders, hours_fact(6, FactKind::waiver, "2025-10-01", 10, "x"), true},
      {&fixed, all_hours(7, "2025-10", 100), false}, {&fixed, affirmed("2025-10-01"), false}};
  for (const auto& [clause, asked, acts] : cases) {
    INFO(target_code(clause->target) << " " << fact_kind_code(asked.kind));
    CHECK(has_effect(*clause, asked, {asked}) == acts);
  }
  CHECK(has_effect(fixed, affirmed("2025-10-01"), {part(8, FactKind::optional_tranche, "2025-10-01", "2026-03-31", 10)}));
  CHECK_FALSE(has_effect(fixed, affirmed("2025-10-01", "to1"), {part(8, FactKind::optional_tranche, "2025-10-01", "2026-03-31", 10)}));
}

TEST_CASE("What is said to have no effect changes no figure, and what has one can change some", "[domain][obligation]") {
  for (const auto& target : {Target{FixedHours{hours(400)}}, Target{beyond_threshold()}, Target{RatePerOrder{5'000, 500, euros(25)}}, Target{People{3, hours(0)}},
                             Target{ShareOfHours{500}}}) {
    const auto clause = clause_of(target);
    auto amount = fact(2, FactKind::amendment, "2025-08-01");
    amount.amount = euros(900'000);
    const std::vector<ObligationFact> asked = {hours_fact(1, FactKind::amendment, "2025-08-01", 900), amount,
        part(3, FactKind::renewal, "2025-08-01", "2026-06-30", 100), part(4, FactKind::firm_tranche, "2025-08-01", "2026-06-30", 100),
        hours_fact(5, FactKind::waiver, "2025-08-01", 10, "x"), invoice(6, "2025-08-01", 10'000'000), order(7, "2025-08-01", "2026-06-30", 100'000)};
    for (const auto& one : asked) {
      if (has_effect(clause, one, {one})) continue;
      INFO(target_code(clause.target) << " " << fact_kind_code(one.kind));
      const auto with = obliged(clause, {one}, "2026-06-30"), without = obliged(clause, {}, "2026-06-30");
      CHECK(with.owed == without.owed);
      CHECK(with.due == without.due);
      CHECK(with.forecast == without.forecast);
    }
  }
}
