// What goes towards an obligation besides the hours counted on the lot.
#include <catch2/catch.hpp>

#include <algorithm>

#include "clausier/domain/forecast.hpp"
#include "position_samples.hpp"

using namespace samples;

namespace {

const LotId other_lot = LotId::from_trusted(12);

PoolingAgreement agreement() {
  return {.id = PoolingId::from_trusted(1), .lots = {lot, other_lot}, .valid = days("2025-07-01", "2026-06-30"), .signatories = {"Acheteur A", "Acheteur B"},
          .document = "convention du 1er juillet 2025"};
}

PooledHours pooled(std::int64_t id, std::int64_t entry_id, WorkTime time, LotId from = lot, LotId to = other_lot) {
  return {.id = AllocationId::from_trusted(id), .agreement = PoolingId::from_trusted(1), .entry = EntryId::from_trusted(entry_id),
          .from = from, .to = to, .time = time, .worked = days("2025-08-01", "2025-08-31"), .recorded_at = instant("2025-09-05T09:00:00Z")};
}

bool has_rule(const Position& position, const char* rule) {
  const auto& steps = position.explanation.steps();
  return std::any_of(steps.begin(), steps.end(), [&](const Step& step) { return step.rule == rule; });
}

}  // namespace

TEST_CASE("Hours taken over in mid-life go towards the obligation from their date, with their document", "[domain][credit]") {
  auto facts = counted_facts(clause_of(FixedHours{hours(1'000)}), hours(100));
  facts.obligation = {hours_fact(1, FactKind::opening_balance, "2025-10-01", 250)};
  CHECK(position_at(facts, "2025-09-30").credited == hours(100));
  const auto later = position_at(facts, "2025-10-01");
  CHECK(later.credited == hours(350));
  CHECK(later.credits.opening == hours(250));
  CHECK(later.hours.counted == hours(100));  // the ledger says what the ledger holds
  CHECK(later.hours.declared == hours(100));
  CHECK(has_rule(later, "credit.opening"));
}

TEST_CASE("A lot with nothing but its own hours has no step of credit", "[domain][credit]") {
  const auto position = position_at(counted_facts(clause_of(FixedHours{hours(1'000)}), hours(100)), "2025-12-31");
  CHECK(position.credited == hours(100));
  CHECK_FALSE(has_rule(position, "credit.total"));
}

TEST_CASE("Weighted hours are a bonus beside raw hours, never in their place", "[domain][credit]") {
  auto clause = clause_of(FixedHours{hours(1'000)});
  clause.terms.weightings = {{"fixed_term", 15'000}};
  const auto position = position_at(counted_facts(clause, hours(101)), "2025-12-31");
  CHECK(position.hours.counted == hours(101));
  CHECK(position.credits.weighting == WorkTime::from_seconds(101 * 1'800));
  CHECK(position.credited == hours(101) + WorkTime::from_seconds(101 * 1'800));
}

TEST_CASE("Bought services stand for hours up to a part of what is owed", "[domain][credit]") {
  auto clause = clause_of(FixedHours{hours(1'000)});
  clause.terms.services = ServiceCredit{8'000, euros(20), 1'000};
  auto facts = counted_facts(clause, hours(100));
  auto service = fact(1, FactKind::bought_service, "2025-09-01");
  service.amount = euros(1'000);
  facts.obligation = {service};
  CHECK(position_at(facts, "2025-12-31").credits.services == hours(40));
  facts.obligation[0].amount = euros(10'000);
  CHECK(position_at(facts, "2025-12-31").credits.services == hours(100));  // a tenth of 1 000 h at most
  facts.clause->terms.services.reset();
  CHECK(position_at(facts, "2025-12-31").credits.services == WorkTime::zero());
}

TEST_CASE("Hours allocated to another lot leave the lot they were worked on", "[domain][credit][pooling]") {
  auto here = counted_facts(clause_of(FixedHours{hours(1'000)}), hours(100));
  here.pooled = {pooled(1, 1, hours(60))};
  auto there = LotFacts{clause_of(FixedHours{hours(500)}), {}, {}, {}};
  there.clause->lot = other_lot;
  there.pooled = here.pooled;
  CHECK(position_at(here, "2025-12-31").credited == hours(40));
  CHECK(position_at(there, "2025-12-31").credited == hours(60));
  there.pooled[0].line_counts = false;
  CHECK(position_at(there, "2025-12-31").credited == WorkTime::zero());
  CHECK(position_at(here, "2025-08-30").credited == WorkTime::zero());  // not worked yet
}

TEST_CASE("Hours allocated to another lot leave no bonus behind", "[domain][credit][pooling]") {
  auto here = counted_facts(clause_of(FixedHours{hours(1'000)}), hours(100));
  here.clause->terms.weightings = {{"fixed_term", 15'000}};
  CHECK(position_at(here, "2025-12-31").credited == hours(150));
  here.pooled = {pooled(1, 1, hours(60))};
  CHECK(position_at(here, "2025-12-31").credited == hours(60));  // 40 h kept, and their bonus of 20 h
  here.pooled = {pooled(1, 1, hours(100))};
  CHECK(position_at(here, "2025-12-31").credited == WorkTime::zero());
}

TEST_CASE("A share of people kept for a group is counted in whole people, rounded up", "[domain][reserved]") {
  auto clause = clause_of(People{3, hours(50)});
  clause.terms.reserved = {{"QPV", 5'000}};
  auto facts = counted_facts(clause, hours(100));  // person 1, retained as DELD
  facts.entries.push_back(entry(2, person(2), "2025-09-01", "2025-09-30", hours(49)));
  facts.decisions.push_back(decision(2, Verdict::accepted));
  facts.eligibility.push_back(eligible(person(2), "2025-07-01", "QPV"));
  const auto lacking = position_at(facts, "2026-06-30");
  REQUIRE(lacking.reserved.at(0).people);
  CHECK(lacking.reserved[0].people->owed == 2);  // half of three
  CHECK(lacking.reserved[0].people->counted == 0);  // 49 hours are not enough
  CHECK(lacking.reserved[0].people->missing == 2);
  facts.eligibility[0].home = PriorityHome{"QN05927M", 2024};
  CHECK(position_at(facts, "2026-06-30").reserved[0].people->missing == 1);
}

TEST_CASE("A share of hires kept for a group makes the lot late when nobody of it is hired", "[domain][reserved]") {
  auto clause = clause_of(ShareOfHires{1'000});
  clause.terms.charter = "2005";
  clause.terms.reserved = {{"QPV", 10'000}};
  auto facts = counted_facts(clause, hours(100));
  for (auto month = *Month::of(2025, 7); month <= *Month::of(2026, 6); month = month.next()) {
    auto hires = fact(100 + month.index(), FactKind::all_hires, month.first_day().iso().c_str());
    hires.last = month.last_day();
    hires.people = month == *Month::of(2025, 7) ? 10 : 0;
    facts.obligation.push_back(hires);
  }
  const auto over = position_at(facts, "2026-07-01");
  CHECK(over.people_test->missing == 0);
  CHECK(over.reserved.at(0).people->missing == 1);
  CHECK(lot_state_code(over.state) == "missed");
  facts.eligibility[0].home = PriorityHome{"QN05927M", 2024};
  CHECK(lot_state_code(position_at(facts, "2026-07-01").state) == "done");
}

TEST_CASE("A resident of a priority district counts for its share whatever the criterion retained", "[domain][reserved]") {
  auto clause = clause_of(FixedHours{hours(100)});
  clause.terms.reserved = {{"QPV", 5'000}};
  auto facts = counted_facts(clause, hours(100));
  const auto counted = [&] { return *position_at(facts, "2026-06-30").reserved.at(0).counted; };
  CHECK(counted() == WorkTime::zero());
  facts.eligibility = {eligible(person(1), "2025-07-01", "RSA")};
  facts.eligibility[0].home = PriorityHome{"QN05927M", 2024};
  CHECK(counted() == hours(100));
  CHECK(position_at(facts, "2026-06-30").by_group.at("RSA").hours.counted == hours(100));
  facts.clause->terms.reserved = {{"RSA", 5'000}};  // the criterion keeps its own share
  CHECK(counted() == hours(100));
}

TEST_CASE("An allocation never uses more of a line than the line holds", "[domain][pooling]") {
  const auto first = pooled(1, 1, hours(60));
  CHECK(check_allocation(first, hours(100), agreement(), {}));
  auto second = pooled(2, 1, hours(41));
  CHECK(check_allocation(second, hours(100), agreement(), {first}).refusal().code == "pooling.line.exceeded");
  second.time = hours(40);
  CHECK(check_allocation(second, hours(100), agreement(), {first}));
  auto cancelling_first = pooled(3, 1, hours(1));
  cancelling_first.cancels = first.id;
  second.time = hours(100);
  CHECK(check_allocation(second, hours(100), agreement(), {first, cancelling_first}));
}

TEST_CASE("Hours pass only between the lots and on the days of the agreement", "[domain][pooling]") {
  const auto refused = [](const PooledHours& asked) { return check_allocation(asked, hours(100), agreement(), {}).refusal().code; };
  CHECK(refused(pooled(1, 1, WorkTime::zero())) == "pooling.time.positive");
  CHECK(refused(pooled(1, 1, hours(1), lot, lot)) == "pooling.same_lot");
  CHECK(refused(pooled(1, 1, hours(1), lot, LotId::from_trusted(13))) == "pooling.lot.outside");
  auto early = pooled(1, 1, hours(1));
  early.worked = days("2025-06-01", "2025-06-30");
  CHECK(refused(early) == "pooling.days.outside");
}

TEST_CASE("A double target is reached only when both tests are", "[domain][reserved]") {
  auto clause = clause_of(FixedHours{hours(100)});
  clause.terms.reserved = {{"QPV", 5'000}};
  auto facts = counted_facts(clause, hours(100));
  const auto without = position_at(facts, "2026-06-30");
  REQUIRE(without.reserved.size() == 1);
  CHECK(without.reserved[0].missing == hours(50));
  CHECK(lot_state_code(without.state) == "to_watch");
  CHECK(lot_state_code(position_at(facts, "2026-07-01").state) == "missed");
  facts.eligibility = {eligible(person(1), "2025-07-01", "QPV")};
  const auto with = position_at(facts, "2026-06-30");
  CHECK(with.reserved[0].missing == WorkTime::zero());
  CHECK(lot_state_code(with.state) == "done");
}

TEST_CASE("A target in people counts distinct people with enough hours", "[domain][people]") {
  auto facts = counted_facts(clause_of(People{2, hours(50)}), hours(100));
  facts.entries.push_back(entry(2, person(1), "2025-09-01", "2025-09-30", hours(100)));
  facts.entries.push_back(entry(3, person(2), "2025-09-01", "2025-09-30", hours(49)));
  facts.decisions.push_back(decision(2, Verdict::accepted));
  facts.decisions.push_back(decision(3, Verdict::accepted));
  facts.eligibility.push_back(eligible(person(2)));
  const auto position = position_at(facts, "2026-07-01");
  REQUIRE(position.people_test);
  CHECK(position.people_test->counted == 1);
  CHECK(position.people_test->missing == 1);
  CHECK_FALSE(position.owed);
  CHECK(lot_state_code(position.state) == "missed");
}

TEST_CASE("Only listed groups, modalities and types of contract count when the contract closes its lists", "[domain][terms]") {
  auto clause = clause_of(FixedHours{hours(1'000)});
  const auto reason = [&](const Clause& c) { return position_at(counted_facts(c, hours(10)), "2025-12-31").entries.at(0).reason; };
  CHECK(reason(clause).empty());
  clause.terms.groups = {"RSA"};
  CHECK(reason(clause).empty());  // "notamment"
  clause.terms.list_open = false;
  CHECK(reason(clause) == "status.group_not_listed");
  clause.terms.groups = {"DELD"};
  CHECK(reason(clause).empty());
  clause.terms.modalities = {Modality::labour_supply};
  CHECK(reason(clause) == "status.modality_not_allowed");
}

TEST_CASE("The window of a type of contract wins over the clause's own", "[domain][terms]") {
  auto clause = clause_of(FixedHours{hours(1'000)});
  clause.counting_months = 24;
  clause.terms.windows = {{"fixed_term", 1, true}};
  CHECK(position_at(counted_facts(clause, hours(10)), "2025-12-31").entries.at(0).reason == "status.after_window");
  clause.terms.windows = {{"permanent", 1, true}};
  CHECK(position_at(counted_facts(clause, hours(10)), "2025-12-31").entries.at(0).reason.empty());
}

TEST_CASE("The rhythm of the last whole months is carried on to the end, and says so", "[domain][forecast]") {
  auto facts = counted_facts(clause_of(FixedHours{hours(1'000)}), hours(92));  // August
  const auto position = position_at(facts, "2025-09-30");
  const auto forecast = rhythm_forecast(position, rulebook(), {month("2025-07"), month("2025-09")});
  REQUIRE(forecast.at_end);
  CHECK(*forecast.at_end == hours(92 + 273));  // 92 h in July, August and September (92 days), 273 days left
  CHECK(forecast.short_of_owed == hours(1'000 - 365));
  for (const auto& step : forecast.explanation.steps()) CHECK(sentence_of(french(), step).find('[') == std::string::npos);
  CHECK_FALSE(rhythm_forecast(position_at(facts, "2026-06-30"), rulebook()).at_end);
}

TEST_CASE("A month that nobody declared, or that waits for a decision, is not a month at zero", "[domain][forecast]") {
  auto facts = counted_facts(clause_of(FixedHours{hours(1'000)}), hours(62));  // August
  const auto to_come = [&](std::set<Month> at_zero = {}) {
    const auto position = position_at(facts, "2025-09-30");
    return *rhythm_forecast(position, rulebook(), at_zero).at_end - position.credited;
  };
  CHECK(to_come() == hours(2 * 273));                        // 62 h in 31 days: July and September were not declared
  CHECK(to_come({month("2025-07")}) == hours(273));          // 62 h in 62 days: July was said to be empty
  facts.entries.push_back(entry(2, person(1), "2025-09-01", "2025-09-30", hours(500)));
  CHECK(to_come() == hours(2 * 273));                        // September waits
  facts.decisions.push_back(decision(2, Verdict::rejected));
  CHECK(to_come() < hours(2 * 273));                         // decided: 62 h in 61 days
  facts.entries.clear();
  CHECK_FALSE(rhythm_forecast(position_at(facts, "2025-09-30"), rulebook()).at_end);
}

TEST_CASE("The expected curve ends on what is owed", "[domain][forecast]") {
  const auto facts = counted_facts(clause_of(FixedHours{hours(1'000)}), hours(92));
  const auto position = position_at(facts, "2025-09-30");
  const auto curve = expected_curve(*facts.clause, facts.obligation, position);
  REQUIRE(curve.size() == 12);
  CHECK(curve.back().due == hours(1'000).seconds());
  CHECK_FALSE(curve.back().counted);
  CHECK(curve[0].counted == 0);
  CHECK(curve[1].counted == hours(92).seconds());
}

TEST_CASE("Pooled hours leave the reserved share of their lot and enter that of the lot that receives them", "[domain][reserved][pooling]") {
  auto clause = clause_of(FixedHours{hours(1'000)});
  clause.terms.reserved = {{"QPV", 1'000}};
  auto facts = counted_facts(clause, hours(60));
  facts.eligibility = {eligible(person(1), "2025-07-01", "QPV")};
  const auto reserved = [&] { return *position_at(facts, "2026-06-30").reserved.at(0).counted; };
  CHECK(reserved() == hours(60));
  facts.pooled = {pooled(1, 1, hours(25))};
  CHECK(reserved() == hours(35));

  auto coming = pooled(2, 77, hours(8), other_lot, lot);
  coming.person = person(9);
  facts.pooled.push_back(coming);
  CHECK(reserved() == hours(35));  // nobody decided on them
  facts.eligibility.push_back(eligible(person(9), "2025-07-01", "DELD"));
  CHECK(reserved() == hours(35));
  facts.eligibility.back().criterion = "QPV";
  CHECK(reserved() == hours(43));
  CHECK(has_rule(position_at(facts, "2026-06-30"), "reserved.pooled"));
  facts.pooled[1].line_counts = false;
  CHECK(reserved() == hours(35));
}
