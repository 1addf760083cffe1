// What must hold of every position whatever the lot: tried on 10 000 lots drawn at random for each property, and on an
// engine with a planted fault, which each property must catch. The seed is printed; CLAUSIER_SEED chooses another.
#include <catch2/catch.hpp>

#include "property_check.hpp"

using namespace samples;

namespace {

// Everything that a reader sees of a position, but the journal of what was recorded.
bool same(const Position& a, const Position& b) {
  return a.state == b.state && a.owed == b.owed && a.due == b.due && a.missing == b.missing && a.forecast == b.forecast &&
         a.hours == b.hours && a.credited == b.credited && a.credits == b.credits && a.people == b.people && a.explanation == b.explanation;
}

WorkTime sum_counted(const auto& breakdowns) {
  auto sum = WorkTime::zero();
  for (const auto& [key, breakdown] : breakdowns) sum += breakdown.hours.counted;
  return sum;
}

bool statuses_sum(const HoursTotals& hours) { return hours.declared == hours.counted + hours.pending + hours.rejected + hours.uncountable; }

// ---- Planted faults -------------------------------------------------------------------------------------------

Position forgets_reversals(LotFacts facts, Cutoff cutoff) {
  std::erase_if(facts.entries, [](const Entry& entry) { return entry.reverses.has_value(); });
  std::erase_if(facts.obligation, [](const ObligationFact& fact) { return fact.cancels.has_value(); });
  return sound(std::move(facts), cutoff);
}

Position keeps_what_it_gives_away(LotFacts facts, Cutoff cutoff) {
  std::erase_if(facts.pooled, [&](const PooledHours& allocation) { return allocation.from == facts.clause->lot; });
  return sound(std::move(facts), cutoff);
}

// A ceiling on a person taken for a condition: past it, all of the person's hours are dropped.
Position drops_busy_people(LotFacts facts, Cutoff cutoff) {
  std::map<ParticipantId, std::int64_t> seconds;
  for (const auto& entry : facts.entries) seconds[entry.participant] += entry.declared.seconds();
  std::erase_if(facts.entries, [&](const Entry& entry) { return seconds[entry.participant] > 900'000; });
  return sound(std::move(facts), cutoff);
}

Position rounds_to_the_hour(LotFacts facts, Cutoff cutoff) {
  auto position = sound(std::move(facts), cutoff);
  position.hours.counted = WorkTime::from_hours(position.hours.counted.seconds() / 3600);
  return position;
}

// Of several decisions, the last in the list instead of the last decided.
Position trusts_the_order_of_the_list(LotFacts facts, Cutoff cutoff) {
  for (auto& decision : facts.decisions) decision.decided_at = minute(1);
  return sound(std::move(facts), cutoff);
}

// ---- Properties -----------------------------------------------------------------------------------------------

bool counts_each_line_once(std::uint64_t seed, const Engine& engine) {
  Draw draw(seed);
  LotMaker maker(draw);
  auto facts = maker.lot_facts();
  if (!facts.entries.empty() && draw.one_in(2))
    facts.entries.push_back(reversal_of(facts.entries.front(), TimesheetId::from_trusted(32), maker.next_minute()));
  const auto cutoff = maker.cutoff();
  const auto position = engine(facts, cutoff);
  auto declared = WorkTime::zero();
  for (const auto& entry : facts.entries)  // a reversal is negative: the ledger sums to what stands
    if (entry.worked.last <= cutoff.worked_until) declared += entry.declared;
  return position.hours.declared == declared && statuses_sum(position.hours) && sum_counted(position.by_month) == position.hours.counted &&
         sum_counted(position.by_modality) == position.hours.counted && sum_counted(position.by_group) == position.hours.counted &&
         sum_counted(position.by_contract_type) == position.hours.counted;
}

bool pools_each_line_once(std::uint64_t seed, const Engine& engine) {
  Draw draw(seed);
  LotMaker maker(draw);
  const LotId other = LotId::from_trusted(12);
  auto here = maker.lot_facts();
  std::erase_if(here.obligation, [](const ObligationFact& fact) { return fact.kind == FactKind::opening_balance; });
  const auto cutoff = maker.cutoff();
  const auto before = engine(here, cutoff);
  const PoolingAgreement agreement{.id = PoolingId::from_trusted(1), .lots = {lot, other}, .valid = days("2025-01-01", "2027-12-31"), .signatories = {}, .document = ""};
  for (std::int64_t id = 1; id <= 4 && !here.entries.empty(); ++id) {
    const auto& line = draw.one_of(here.entries);
    const auto counted = std::any_of(before.entries.begin(), before.entries.end(), [&](const DecidedEntry& e) {
      return e.entry.id == line.id && e.status == LineStatus::counted;
    });
    const PooledHours asked{.id = AllocationId::from_trusted(id), .agreement = agreement.id, .entry = line.id, .from = lot, .to = other,
                            .time = WorkTime::from_seconds(draw.between(1, 600'000)), .worked = line.worked, .line_counts = counted,
                            .recorded_at = maker.next_minute()};
    std::vector<PooledHours> former;
    for (const auto& known : here.pooled)
      if (known.entry == line.id) former.push_back(known);
    if (check_allocation(asked, line.declared, agreement, former)) here.pooled.push_back(asked);
  }
  LotFacts there;
  there.clause = maker.clause();
  there.clause->lot = other;
  there.pooled = here.pooled;
  const auto given = engine(here, cutoff), received = engine(there, cutoff);
  const auto raw = given.credited - given.credits.weighting + received.credited - received.credits.weighting;
  const bool all_gone = given.credits.pooled_out == before.hours.counted;  // no bonus stays on hours that left
  return given.credited >= WorkTime::zero() && raw == before.hours.counted && given.credits.weighting <= before.credits.weighting &&
         !(all_gone && given.credits.weighting > WorkTime::zero());
}

bool more_hours_never_harm(std::uint64_t seed, const Engine& engine) {
  Draw draw(seed);
  LotMaker maker(draw);
  auto facts = maker.lot_facts();
  const auto cutoff = maker.cutoff();
  const auto before = engine(facts, cutoff);
  facts.entries.push_back(maker.line(90));
  facts.decisions.push_back(maker.verdict(90, Verdict::accepted));
  const auto after = engine(facts, cutoff);
  const bool less_missing = !before.missing || *after.missing <= *before.missing;
  return after.hours.counted >= before.hours.counted && after.credited >= before.credited && less_missing && after.due == before.due;
}

// Without waiver nor amendment, days and invoices only add to what is due.
bool what_is_due_never_falls(std::uint64_t seed, const Engine& engine) {
  Draw draw(seed);
  LotMaker maker(draw);
  auto facts = maker.lot_facts();
  const auto cutoff = maker.cutoff();
  const auto now = engine(facts, cutoff);
  const auto later = engine(facts, {cutoff.worked_until.plus_days(static_cast<int>(draw.between(1, 90))), cutoff.recorded_until});
  if (now.due && later.due && *later.due < *now.due) return false;
  facts.obligation.push_back(maker.fact_of(80, draw.one_in(2) ? FactKind::invoice : FactKind::order));
  const auto invoiced = engine(facts, cutoff);
  return !now.due || !invoiced.due || *invoiced.due >= *now.due;
}

Position loses_the_first_invoice(LotFacts facts, Cutoff cutoff) {
  if (facts.obligation.size() > 2) facts.obligation.erase(facts.obligation.begin());
  return sound(std::move(facts), cutoff);
}

bool periods_add_up(std::uint64_t seed, const Engine& engine) {
  Draw draw(seed);
  LotMaker maker(draw);
  const auto facts = maker.lot_facts();
  const auto cutoff = maker.cutoff();
  const Date split = maker.day_near();
  auto early = facts, late = facts;
  std::erase_if(early.entries, [&](const Entry& entry) { return entry.worked.last > split; });
  std::erase_if(late.entries, [&](const Entry& entry) { return entry.worked.last <= split; });
  auto sum = engine(early, cutoff).hours;
  sum += engine(late, cutoff).hours;
  return sum == engine(facts, cutoff).hours;
}

bool a_reversal_restores(std::uint64_t seed, const Engine& engine) {
  Draw draw(seed);
  LotMaker maker(draw);
  auto facts = maker.lot_facts();
  const auto cutoff = maker.cutoff();
  const auto before = engine(facts, cutoff);
  const auto mistaken = maker.line(90);
  facts.entries.push_back(mistaken);
  facts.decisions.push_back(maker.verdict(90, Verdict::accepted));
  auto undo = reversal_of(mistaken, TimesheetId::from_trusted(32), maker.next_minute());
  undo.id = EntryId::from_trusted(91);
  facts.entries.push_back(undo);
  const auto wrong = maker.any_fact(80);
  auto cancelled = cancelling(81, 80, "2025-02-01T00:00:00Z");
  cancelled.recorded_at = maker.next_minute();
  facts.obligation.push_back(wrong);
  facts.obligation.push_back(cancelled);
  return same(before, engine(facts, cutoff));
}

bool order_of_recording_is_indifferent(std::uint64_t seed, const Engine& engine) {
  Draw draw(seed);
  LotMaker maker(draw);
  auto facts = maker.lot_facts();
  const auto cutoff = maker.cutoff();
  const auto before = engine(facts, cutoff);
  draw.shuffle(facts.entries);
  draw.shuffle(facts.decisions);
  draw.shuffle(facts.obligation);
  draw.shuffle(facts.eligibility);
  const auto after = engine(facts, cutoff);
  return same(before, after) && before.journal == after.journal;
}

}  // namespace

TEST_CASE("No hour is counted twice, in no breakdown", "[domain][property]") { check_property(counts_each_line_once, forgets_reversals); }

TEST_CASE("No hour is counted twice across pooled lots", "[domain][property]") {
  check_property(pools_each_line_once, keeps_what_it_gives_away);
}

TEST_CASE("One more accepted line never lowers a position", "[domain][property]") { check_property(more_hours_never_harm, drops_busy_people); }

TEST_CASE("What is due never falls as days and invoices come", "[domain][property]") {
  check_property(what_is_due_never_falls, loses_the_first_invoice);
}

TEST_CASE("Hours of two periods sum to the hours of both", "[domain][property]") { check_property(periods_add_up, rounds_to_the_hour); }

TEST_CASE("A reversal brings the former position back", "[domain][property]") { check_property(a_reversal_restores, forgets_reversals); }

TEST_CASE("The order of recording changes nothing", "[domain][property]") {
  check_property(order_of_recording_is_indifferent, trusts_the_order_of_the_list);
}
