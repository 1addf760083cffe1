// Invoices, amendments and penalties through the use cases: who may, what is kept, what it changes.
#include <catch2/catch.hpp>

#include "clausier/app/obligations.hpp"
#include "sample_base.hpp"

using namespace clausier;
using namespace clausier::app;

namespace {

template <class T>
std::string refused(const Outcome<T>& outcome) { return outcome ? "" : outcome.refusal().code; }

ObligationFact fact_on(LotId lot, FactKind kind, const char* on) {
  ObligationFact fact{.lot = lot, .kind = kind, .on = *Date::parse_iso(on)};
  fact.reference = "A1";
  fact.document = "avenant signé";
  return fact;
}

ObligationFact amendment_to(LotId lot, std::int64_t hours) {
  auto fact = fact_on(lot, FactKind::amendment, "2026-03-01");
  fact.hours = WorkTime::from_hours(hours);
  return fact;
}

std::optional<WorkTime> owed(sample::Base& base, const Actor& who) {
  return view_lot(*base, who, base.earthworks, *Date::parse_iso("2026-07-06")).value().position.owed;
}

}  // namespace

TEST_CASE("An amendment recorded changes what is owed, and cancelling it brings the former figure back", "[app][obligation]") {
  sample::Base base;
  CHECK(owed(base, base.facilitator) == WorkTime::from_hours(1000));
  REQUIRE(record_fact(*base, base.facilitator, amendment_to(base.earthworks, 1200)));
  CHECK(owed(base, base.facilitator) == WorkTime::from_hours(1200));
  CHECK(owed(base, base.officer) == WorkTime::from_hours(1200));
  const auto found = view_obligation(*base, base.facilitator, base.earthworks).value();
  REQUIRE(found.facts.size() == 1);
  CHECK(found.facts[0].fact.author == base.facilitator.display_name);
  CHECK(refused(cancel_fact(*base, base.facilitator, base.earthworks, found.facts[0].fact.id, "")) == "fact.reason.needed");
  REQUIRE(cancel_fact(*base, base.facilitator, base.earthworks, found.facts[0].fact.id, "saisi deux fois"));
  CHECK(owed(base, base.facilitator) == WorkTime::from_hours(1000));
  const auto after = view_obligation(*base, base.facilitator, base.earthworks).value();
  REQUIRE(after.facts.at(0).cancelled_by);
  CHECK(after.facts[0].cancelled_by->reason == "saisi deux fois");
  CHECK(refused(cancel_fact(*base, base.facilitator, base.earthworks, found.facts[0].fact.id, "encore")) == "fact.cancelled");
}

TEST_CASE("What was believed before an amendment was recorded can be asked again", "[app][obligation]") {
  sample::Base base;
  const auto before = base.now;
  base.on("2026-08-01T08:00:00Z");
  REQUIRE(record_fact(*base, base.facilitator, amendment_to(base.earthworks, 1200)));
  const auto then = view_lot(*base, base.facilitator, base.earthworks, *Date::parse_iso("2026-07-06"), before).value();
  CHECK(then.position.owed == WorkTime::from_hours(1000));
}

TEST_CASE("The same fact is not recorded twice, nor one that cannot be", "[app][obligation]") {
  sample::Base base;
  REQUIRE(record_fact(*base, base.facilitator, amendment_to(base.earthworks, 1200)));
  CHECK(refused(record_fact(*base, base.facilitator, amendment_to(base.earthworks, 1300))) == "fact.same");
  auto unpriced = fact_on(base.earthworks, FactKind::invoice, "2026-03-01");
  CHECK(refused(record_fact(*base, base.facilitator, unpriced)) == "fact.amount.needed");
  CHECK(base.number("SELECT count(*) FROM obligation_facts") == 1);
}

TEST_CASE("Facts are the business of the office that follows; others read or see nothing", "[app][obligation]") {
  sample::Base base;
  for (const auto& who : {base.holder, base.officer, base.administrator})
    CHECK(refused(record_fact(*base, who, amendment_to(base.earthworks, 1200))) == "forbidden");
  CHECK(refused(record_fact(*base, base.other_facilitator, amendment_to(base.earthworks, 1200))) == "not_found");
  CHECK(refused(view_obligation(*base, base.other_facilitator, base.earthworks)) == "not_found");
  CHECK(refused(view_obligation(*base, base.holder, base.earthworks)) == "forbidden");
  CHECK(view_obligation(*base, base.officer, base.earthworks));
  REQUIRE(record_fact(*base, base.facilitator, amendment_to(base.earthworks, 1200)));
  const auto id = view_obligation(*base, base.facilitator, base.earthworks).value().facts[0].fact.id;
  CHECK(refused(cancel_fact(*base, base.facilitator, base.masonry, id, "x")) == "not_found");
  CHECK(refused(cancel_fact(*base, base.other_facilitator, base.earthworks, id, "x")) == "not_found");
}

TEST_CASE("A proposal decides nothing: only what the buyer's officer records is decided", "[app][penalty]") {
  sample::Base base;
  auto clause = view_clause(*base, base.facilitator, base.earthworks).value().versions.front();
  clause.penalty_per_missing_hour = Money::from_cents(45'00);
  REQUIRE(define_clause(*base, base.facilitator, clause));
  const auto proposed = view_penalties(*base, base.officer, base.earthworks).value();
  REQUIRE(proposed.lot.position.missing);
  CHECK(proposed.proposal.total > Money::zero());
  CHECK(proposed.acts.empty());

  PenaltyAct act{.lot = base.earthworks, .kind = PenaltyActKind::applied, .about = PenaltyKind::hours, .on = *Date::parse_iso("2026-07-06")};
  CHECK(refused(record_penalty_act(*base, base.officer, act)) == "penalty.amount.needed");
  act.amount = Money::from_cents(100'00);
  CHECK(refused(record_penalty_act(*base, base.facilitator, act)) == "forbidden");
  CHECK(refused(record_penalty_act(*base, base.holder, act)) == "forbidden");
  REQUIRE(record_penalty_act(*base, base.officer, act));
  act.kind = PenaltyActKind::waived;
  CHECK(refused(record_penalty_act(*base, base.officer, act)) == "penalty.reason.needed");
  act.lot = base.foreign_lot;
  act.reason = "x";
  CHECK(refused(record_penalty_act(*base, base.officer, act)) == "not_found");
  const auto after = view_penalties(*base, base.facilitator, base.earthworks).value();
  REQUIRE(after.acts.size() == 1);
  CHECK(after.acts[0].author == base.officer.display_name);
  CHECK(after.proposal.total == proposed.proposal.total);  // paying extinguishes nothing
}

TEST_CASE("The rhythm and the expected curve of a lot are there for its readers", "[app][obligation]") {
  sample::Base base;
  const auto found = view_obligation(*base, base.facilitator, base.earthworks).value();
  const auto forecast = forecast_of(*base, found);
  REQUIRE(forecast.curve.size() == 12);
  CHECK(forecast.curve.back().due == WorkTime::from_hours(1000).seconds());
  CHECK(forecast.rhythm.at_end == WorkTime::zero());
}
