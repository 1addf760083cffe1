#include <catch2/catch.hpp>

#include "engine_samples.hpp"

using namespace samples;

TEST_CASE("The decision in force is the latest one recorded at the instant asked", "[domain][participant]") {
  auto refused = eligible(person(1), "2025-09-01", "", "2025-09-02T10:00:00Z");
  refused.verdict = EligibilityVerdict::refused;
  const std::vector<EligibilityDecision> decisions = {refused, eligible(person(1)), eligible(person(2))};
  CHECK(eligibility_at(decisions, person(1), instant("2025-06-25T08:59:59Z")) == nullptr);
  CHECK(eligibility_at(decisions, person(1), instant("2025-06-25T09:00:00Z"))->verdict == EligibilityVerdict::eligible);
  CHECK(eligibility_at(decisions, person(1), instant("2025-12-01T00:00:00Z"))->verdict == EligibilityVerdict::refused);
  CHECK(eligibility_at(decisions, person(3), instant("2025-12-01T00:00:00Z")) == nullptr);
}

TEST_CASE("Of two decisions of the same instant the one given later prevails", "[domain][participant]") {
  const std::vector<EligibilityDecision> decisions = {eligible(person(1), "2025-07-01", "DELD"),
                                                      eligible(person(1), "2025-07-01", "RSA")};
  CHECK(eligibility_at(decisions, person(1), instant("2025-12-01T00:00:00Z"))->criterion == "RSA");
}

TEST_CASE("The counting window ends with the months, the facilitator's date or the execution", "[domain][participant]") {
  auto clause = clause_of(FixedHours{hours(100)});
  clause.execution = days("2022-02-10", "2026-02-09");
  auto decision = eligible(person(1), "2022-03-01");
  CHECK(countable_until(decision, clause) == day("2026-02-09"));
  clause.counting_months = 48;  // the window would end on 28 February 2026, after the execution
  CHECK(countable_until(decision, clause) == day("2026-02-09"));
  clause.counting_months = 24;
  CHECK(countable_until(decision, clause) == day("2024-02-29"));
  decision.countable_until = day("2025-01-15");
  CHECK(countable_until(decision, clause) == day("2025-01-15"));
  decision.countable_until = day("2030-01-01");
  CHECK(countable_until(decision, clause) == day("2026-02-09"));
}

TEST_CASE("An employment covers days that touch it", "[domain][participant]") {
  Employment employment{.participant = person(1),
                        .lot = lot,
                        .firm = firm,
                        .contract_type = "fixed_term",
                        .employer_siret = "",
                        .starts_on = day("2025-09-03"),
                        .ends_on = day("2025-12-31"),
                        .recorded_at = instant("2025-09-01T00:00:00Z")};
  CHECK(employment.covers(days("2025-09-01", "2025-09-07")));  // the week of hiring
  CHECK(employment.covers(days("2025-12-31", "2025-12-31")));
  CHECK_FALSE(employment.covers(days("2025-08-25", "2025-09-02")));
  CHECK_FALSE(employment.covers(days("2026-01-01", "2026-01-31")));
  employment.ends_on.reset();
  CHECK(employment.covers(days("2040-01-01", "2040-01-31")));
}

TEST_CASE("Verdicts of eligibility read back as they are written", "[domain][participant]") {
  for (const auto verdict : {EligibilityVerdict::eligible, EligibilityVerdict::refused})
    CHECK(parse_eligibility_verdict(eligibility_verdict_code(verdict)) == verdict);
  CHECK_FALSE(parse_eligibility_verdict("maybe"));
}
