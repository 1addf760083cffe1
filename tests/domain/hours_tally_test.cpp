// Sums kept of a lot give the position that its entries give, explanation included: on lots drawn at random, at the day
// of the sums and at a later one. The seed is printed; CLAUSIER_SEED chooses another.
#include <catch2/catch.hpp>

#include <functional>

#include "clausier/domain/hours_tally.hpp"
#include "generated_lots.hpp"

using namespace samples;

namespace {

constexpr int cases = 10'000;

std::uint64_t first_seed() {
  const char* chosen = std::getenv("CLAUSIER_SEED");
  return chosen ? std::strtoull(chosen, nullptr, 10) : 20'261'122;
}

LotFacts beside_hours(LotFacts facts) {
  facts.entries.clear();
  facts.decisions.clear();
  facts.eligibility.clear();
  return facts;
}

std::map<Month, HoursTotals> by_month(const Position& position) {
  std::map<Month, HoursTotals> months;
  for (const auto& [month, breakdown] : position.by_month) months[month] = breakdown.hours;
  return months;
}

bool same(const Position& a, const Position& b) {
  return a.state == b.state && a.owed == b.owed && a.due == b.due && a.missing == b.missing && a.forecast == b.forecast &&
         a.exposure == b.exposure && a.credited == b.credited && a.credits == b.credits && a.execution == b.execution &&
         a.hours == b.hours && by_month(a) == by_month(b) && a.reserved.size() == b.reserved.size() &&
         a.explanation.steps() == b.explanation.steps();
}

struct Tried {
  int compared = 0;
  std::optional<std::uint64_t> refuted;
};

// A fault is planted in the sums by `spoil`.
Tried try_all(int wanted, const std::function<void(HoursTally&)>& spoil) {
  Tried tried;
  for (std::uint64_t seed = first_seed(); tried.compared < wanted && !tried.refuted; ++seed) {
    Draw draw(seed);
    LotMaker maker(draw);
    const auto facts = maker.lot_facts();
    const auto first = maker.cutoff();
    const Cutoff later{first.worked_until.plus_days(static_cast<int>(draw.between(0, 90))), first.recorded_until};
    auto tally = tally_of(position_of(facts, rulebook(), first), facts);
    if (!tally) continue;
    spoil(*tally);
    for (const auto& cutoff : {first, later}) {
      const auto found = position_from(*tally, beside_hours(facts), rulebook(), cutoff);
      if (!found) continue;
      ++tried.compared;
      if (!same(*found, position_of(facts, rulebook(), cutoff))) tried.refuted = seed;
    }
  }
  return tried;
}

}  // namespace

TEST_CASE("Sums of hours give the figures and the steps that the entries give", "[domain][hours_tally][properties]") {
  UNSCOPED_INFO("first seed " << first_seed());
  const auto tried = try_all(cases, [](HoursTally&) {});
  CHECK(tried.compared >= cases);
  if (tried.refuted) UNSCOPED_INFO("refuted by seed " << *tried.refuted);
  CHECK_FALSE(tried.refuted);
}

TEST_CASE("A fault planted in the sums of hours is caught", "[domain][hours_tally][properties]") {
  const auto caught = [](const std::function<void(HoursTally&)>& spoil) { return try_all(cases, spoil).refuted.has_value(); };
  CHECK(caught([](HoursTally& t) { if (!t.months.empty()) t.months.begin()->second.hours.counted += WorkTime::from_seconds(1); }));
  CHECK(caught([](HoursTally& t) { if (!t.months.empty()) t.months.begin()->second.hours.pending += WorkTime::from_seconds(1); }));
  CHECK(caught([](HoursTally& t) { t.counted_by_contract_type.clear(); }));
  CHECK(caught([](HoursTally& t) { t.counted_by_group.clear(); }));
}

TEST_CASE("Sums are not enough for people, pooled hours and hours of later days", "[domain][hours_tally]") {
  const auto tallied = [](const LotFacts& facts, const char* until) {
    const auto cutoff = all_recorded(until);
    return tally_of(position_of(facts, rulebook(), cutoff), facts).has_value();
  };
  auto facts = counted_facts(clause_of(FixedHours{hours(100)}), hours(10));
  const auto last = facts.entries.front().worked.last;
  CHECK(tallied(facts, last.iso().c_str()));
  CHECK_FALSE(tallied(facts, last.plus_days(-1).iso().c_str()));
  auto pooled = facts;
  pooled.pooled.push_back(PooledHours{.worked = facts.entries.front().worked});
  CHECK_FALSE(tallied(pooled, "2027-01-01"));
  CHECK_FALSE(tallied(counted_facts(clause_of(People{2, hours(10)}), hours(10)), "2027-01-01"));
}
