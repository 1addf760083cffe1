#include <catch2/catch.hpp>

#include "clausier/app/contracts.hpp"
#include "sample_base.hpp"

using namespace clausier;
using namespace clausier::app;
using sample::day;
using sample::month;

namespace {

Clause clause_on(LotId lot, Target target) {
  ClauseTerms terms;
  terms.reason = "avenant 1";
  return {.id = ClauseId::from_trusted(0), .lot = lot, .target = std::move(target), .execution = {day("2026-01-01"), day("2026-12-31")},
          .schedule = DueSchedule::linear, .legal_bases = {"L2112_2"}, .penalty_per_missing_hour = Money::from_cents(45'00),
          .counting_months = 24, .source_document = "CCAP article 5.3", .author = "quelqu’un d’autre",
          .recorded_at = Instant::from_milliseconds(0), .terms = std::move(terms)};
}

template <class T>
std::string refused(const Outcome<T>& outcome) { return outcome ? "" : outcome.refusal().code; }

}  // namespace

TEST_CASE("Each clause is a new version, with who wrote it and when, and the newest is in force", "[app][clause]") {
  sample::Base base;
  const AmountFormula formula{Money::from_cents(24'180'000'00), 2200, 800, Money::from_cents(38'00), Rounding::floor, std::nullopt};
  REQUIRE(define_clause(*base, base.facilitator, clause_on(base.earthworks, formula)));
  const auto found = view_clause(*base, base.facilitator, base.earthworks).value();
  REQUIRE(found.versions.size() == 2);
  CHECK(found.versions.front().author == base.facilitator.display_name);
  CHECK(found.versions.front().recorded_at > found.versions.back().recorded_at);
  CHECK(std::holds_alternative<AmountFormula>(found.versions.front().target));
  CHECK(std::holds_alternative<FixedHours>(found.versions.back().target));
  // 24,180,000 × 22 % × 8 % ÷ 38 = 11,199.15…, rounded down
  CHECK(found.lot.position.owed == WorkTime::from_hours(11'199));
}

TEST_CASE("A version that replaces another says why", "[app][clause]") {
  sample::Base base;
  auto clause = clause_on(base.earthworks, FixedHours{WorkTime::from_hours(2000)});
  clause.terms.reason.clear();
  CHECK(refused(define_clause(*base, base.facilitator, clause)) == "clause.reason.required");
  CHECK(view_clause(*base, base.facilitator, base.earthworks).value().versions.size() == 1);
  clause.terms.reason = "avenant 2 du 3 mars";
  CHECK(define_clause(*base, base.facilitator, clause));
}

TEST_CASE("What was believed before a clause changed can be asked again", "[app][clause]") {
  sample::Base base;
  const auto before = base.now;
  base.on("2026-08-01T08:00:00Z");
  REQUIRE(define_clause(*base, base.facilitator, clause_on(base.earthworks, FixedHours{WorkTime::from_hours(2000)})));
  const auto owed = [&](std::optional<Instant> recorded) {
    return view_lot(*base, base.facilitator, base.earthworks, day("2026-07-31"), recorded).value().position.owed;
  };
  CHECK(owed({}) == WorkTime::from_hours(2000));
  CHECK(owed(before) == WorkTime::from_hours(1000));
}

TEST_CASE("A clause that cannot be computed is refused and not written", "[app][clause]") {
  sample::Base base;
  auto backwards = clause_on(base.earthworks, FixedHours{WorkTime::from_hours(10)});
  backwards.execution = {day("2026-12-31"), day("2026-01-01")};
  auto baseless = clause_on(base.earthworks, FixedHours{WorkTime::from_hours(10)});
  baseless.legal_bases.clear();
  const AmountFormula free_of_charge{Money::from_cents(100'00), 2200, 800, Money::from_cents(0), Rounding::floor, std::nullopt};
  CHECK(refused(define_clause(*base, base.facilitator, clause_on(base.earthworks, FixedHours{WorkTime::zero()}))) == "clause.hours.positive");
  CHECK(refused(define_clause(*base, base.facilitator, backwards)) == "clause.dates.order");
  CHECK(refused(define_clause(*base, base.facilitator, baseless)) == "clause.legal.required");
  CHECK(refused(define_clause(*base, base.facilitator, clause_on(base.earthworks, free_of_charge))) == "clause.cost.positive");
  CHECK(view_clause(*base, base.facilitator, base.earthworks).value().versions.size() == 1);
}

TEST_CASE("Clauses and closings are the business of the office that follows", "[app][clause]") {
  sample::Base base;
  const auto clause = clause_on(base.earthworks, FixedHours{WorkTime::from_hours(10)});
  for (const auto& who : {base.holder, base.officer, base.administrator}) {
    CHECK(refused(define_clause(*base, who, clause)) == "forbidden");
    CHECK(refused(set_month_closed(*base, who, base.earthworks, month("2026-05"), true)) == "forbidden");
  }
  CHECK(refused(define_clause(*base, base.other_facilitator, clause)) == "not_found");
  CHECK(refused(set_month_closed(*base, base.other_facilitator, base.earthworks, month("2026-05"), true)) == "not_found");
  CHECK(view_clause(*base, base.officer, base.earthworks));
  CHECK_FALSE(view_clause(*base, base.officer, base.earthworks).value().lot.may_edit);
}

TEST_CASE("A month that is over can be closed and opened again, and says so", "[app][clause]") {
  sample::Base base;  // 6 July 2026
  const auto person = base.person(base.holder, base.earthworks, "LAMPION", "Zoé");
  const auto id = receive_timesheet(*base, base.holder, base.subject(base.earthworks, base.holder, "2026-05"), "mai.csv",
                                    "Nom;Prénom;Heures\nLAMPION;Zoé;70\n").value().timesheet;
  REQUIRE(confirm_timesheet(*base, base.holder, id, true));
  const auto closed = [&] { return view_lot(*base, base.facilitator, base.earthworks).value().months.front().closed; };
  CHECK_FALSE(closed());
  const auto review = view_review(*base, base.facilitator, id).value();
  REQUIRE(decide_lines(*base, base.facilitator, id, review.head.version, {{review.lines.front().entry.id, Verdict::accepted, "", ""}}));
  REQUIRE(set_month_closed(*base, base.facilitator, base.earthworks, month("2026-05"), true));
  CHECK(closed());
  REQUIRE(set_month_closed(*base, base.facilitator, base.earthworks, month("2026-05"), true));
  CHECK(base.number("count(*) FROM month_closures") == 1);  // said twice, written once
  const auto late = receive_timesheet(*base, base.holder, base.subject(base.earthworks, base.holder, "2026-05"), "mai-2.csv",
                                      "Nom;Prénom;Heures\nLAMPION;Zoé;71\n").value().timesheet;
  CHECK_FALSE(confirm_timesheet(*base, base.holder, late, true));
  REQUIRE(set_month_closed(*base, base.facilitator, base.earthworks, month("2026-05"), false));
  CHECK_FALSE(closed());
  CHECK(confirm_timesheet(*base, base.holder, late, true));
}

TEST_CASE("A month is not closed over lines that wait for a decision", "[app][clause]") {
  sample::Base base;
  base.person(base.holder, base.earthworks, "LAMPION", "Zoé");
  const auto id = receive_timesheet(*base, base.holder, base.subject(base.earthworks, base.holder, "2026-05"), "mai.csv",
                                    "Nom;Prénom;Heures\nLAMPION;Zoé;70\n").value().timesheet;
  REQUIRE(confirm_timesheet(*base, base.holder, id, true));
  const auto refusal = set_month_closed(*base, base.facilitator, base.earthworks, month("2026-05"), true).refusal();
  CHECK(refusal.code == "month.undecided");
  CHECK(refusal.parameters.at("n") == "1");
  CHECK(refusal.parameters.at("heures") == "70,00");
  CHECK(view_lot(*base, base.facilitator, base.earthworks).value().months.front().undecided == 1);
  CHECK(base.number("count(*) FROM month_closures") == 0);
  CHECK(set_month_closed(*base, base.facilitator, base.earthworks, month("2026-04"), true));  // nothing waits there
}

TEST_CASE("A month outside the execution is neither closed nor opened again", "[app][clause]") {
  sample::Base base;  // execution from January 2026
  for (const bool closed : {true, false})
    CHECK(refused(set_month_closed(*base, base.facilitator, base.earthworks, month("2025-12"), closed)) == "month.outside");
  REQUIRE(set_month_closed(*base, base.facilitator, base.earthworks, month("2026-04"), false));  // it is open already
  CHECK(base.number("count(*) FROM month_closures") == 0);
}

TEST_CASE("A month under way cannot be closed", "[app][clause]") {
  sample::Base base;
  CHECK(refused(set_month_closed(*base, base.facilitator, base.earthworks, month("2026-07"), true)) == "month.not_over");
  CHECK(refused(set_month_closed(*base, base.facilitator, base.earthworks, month("2027-01"), true)) == "month.not_over");
  CHECK(base.number("count(*) FROM month_closures") == 0);
}
