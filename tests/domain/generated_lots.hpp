#pragma once
// Lots drawn at random, the same for the same seed: what the properties of the engine are tried on.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "position_samples.hpp"

namespace samples {

// splitmix64: small, and the same on every machine.
class Draw {
public:
  explicit Draw(std::uint64_t seed) : state_(seed) {}

  std::int64_t between(std::int64_t least, std::int64_t most) {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    z ^= z >> 31;
    return least + static_cast<std::int64_t>(z % static_cast<std::uint64_t>(most - least + 1));
  }
  bool one_in(std::int64_t n) { return between(1, n) == 1; }
  template <class T>
  const T& one_of(const std::vector<T>& items) { return items[static_cast<std::size_t>(between(0, static_cast<std::int64_t>(items.size()) - 1))]; }
  template <class T>
  void shuffle(std::vector<T>& items) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[static_cast<std::size_t>(between(0, static_cast<std::int64_t>(i) - 1))]);
  }

private:
  std::uint64_t state_;
};

inline Instant minute(std::int64_t number) { return Instant::from_milliseconds(1'735'689'600'000 + number * 60'000); }  // from 2025-01-01

class LotMaker {
public:
  explicit LotMaker(Draw& draw) : draw_(draw) {}

  Date day_near() { return day("2025-05-15").plus_days(static_cast<int>(draw_.between(0, 460))); }

  Entry line(std::int64_t id) {
    const Date first = day_near();
    const Date last = first.plus_days(static_cast<int>(draw_.between(0, 12)));
    auto made = entry(id, person(draw_.between(1, 3)), first.iso().c_str(), last.iso().c_str(), WorkTime::from_seconds(draw_.between(1, 600'000)));
    made.modality = draw_.one_of(std::vector{Modality::direct_hire, Modality::labour_supply, Modality::subcontracting});
    made.contract_type = draw_.one_of(std::vector<std::string>{"fixed_term", "permanent", "no_contract"});
    made.kind = draw_.one_in(5) ? WorkKind::training : WorkKind::work;
    made.recorded_at = next_minute();
    return made;
  }

  LineDecision verdict(std::int64_t id, Verdict verdict) {
    auto made = decision(id, verdict);
    made.decided_at = next_minute();
    return made;
  }

  ObligationFact any_fact(std::int64_t id) {
    const auto kinds = std::vector{FactKind::invoice, FactKind::order, FactKind::all_hours, FactKind::firm_tranche, FactKind::renewal,
                                   FactKind::opening_balance};
    return fact_of(id, draw_.one_of(kinds));
  }

  ObligationFact fact_of(std::int64_t id, FactKind kind) {
    auto made = fact(id, kind, day_near().iso().c_str());
    if (kind == FactKind::all_hours) {
      made.on = made.on.month_of().first_day();
      made.last = made.on.month_of().last_day();
    } else if (kind != FactKind::invoice) {
      made.last = made.on.plus_days(static_cast<int>(draw_.between(0, 200)));
    }
    made.amount = euros(draw_.between(1, 4'000'000));
    made.hours = hours(draw_.between(1, 500));
    made.reference = "R" + std::to_string(id);
    made.recorded_at = next_minute();
    return made;
  }

  Target target() {
    switch (draw_.between(0, 7)) {
      case 0: return FixedHours{hours(draw_.between(1, 3'000))};
      case 1: return formula(draw_.between(1'000, 5'000'000), rate(), rate(), draw_.between(10, 60), rounding());
      case 2: return ShareOfHours{.rate_basis_points = rate(), .rounding = rounding(), .expected = hours(draw_.between(1, 90'000))};
      case 3: return HoursPerAmount{.threshold = euros(draw_.between(0, 3'000'000)), .tranche = euros(draw_.between(1, 5'000)),
                                    .started_tranche_counts = draw_.one_in(2), .from_first_euro = draw_.one_in(3)};
      case 4: return training_grid(draw_.between(1, 500'000));
      case 5: return People{static_cast<int>(draw_.between(1, 6)), hours(draw_.between(0, 100))};
      case 6: return FullTimeEquivalents{.hundredths = static_cast<int>(draw_.between(1, 900)), .rounding = rounding()};
      default: return RatePerOrder{rate(), rate(), euros(draw_.between(10, 60)), rounding()};
    }
  }

  Clause clause() {
    auto made = clause_of(target());
    made.schedule = draw_.one_in(4) ? DueSchedule::at_end : DueSchedule::linear;
    made.training_counts = draw_.one_in(2);
    if (draw_.one_in(3)) made.penalty_per_missing_hour = Money::from_cents(draw_.between(1, 30'000));
    if (draw_.one_in(3)) made.terms.windows = {{"permanent", static_cast<int>(draw_.between(1, 24)), true}};
    if (draw_.one_in(4)) made.terms.weightings = {{"permanent", static_cast<int>(draw_.between(10'000, 20'000))}};
    if (draw_.one_in(4)) made.terms.reserved = {{"QPV", static_cast<int>(draw_.between(1, 10'000))}};
    return made;
  }

  LotFacts lot_facts() {
    LotFacts facts;
    facts.clause = clause();
    for (std::int64_t id = 1, lines = draw_.between(0, 5); id <= lines; ++id) {
      facts.entries.push_back(line(id));
      if (!draw_.one_in(4)) facts.decisions.push_back(verdict(id, draw_.one_in(4) ? Verdict::rejected : Verdict::accepted));
      if (draw_.one_in(4)) facts.decisions.push_back(verdict(id, draw_.one_in(2) ? Verdict::rejected : Verdict::accepted));
    }
    for (std::int64_t who = 1; who <= 3; ++who)
      if (!draw_.one_in(5))
        facts.eligibility.push_back(eligible(person(who), day_near().plus_days(-120).iso().c_str(), draw_.one_in(2) ? "QPV" : "DELD"));
    for (auto& decision : facts.eligibility)
      if (draw_.one_in(4)) decision.home = PriorityHome{"QN05927M", draw_.one_in(4) ? 2014 : 2024};
    for (std::int64_t id = 1, count = draw_.between(0, 4); id <= count; ++id) facts.obligation.push_back(any_fact(id));
    return facts;
  }

  Cutoff cutoff() { return {day_near(), minute(10'000'000)}; }
  Instant next_minute() { return minute(++recorded_ * 7); }

private:
  int rate() { return static_cast<int>(draw_.between(1, 10'000)); }
  Rounding rounding() { return draw_.one_of(std::vector{Rounding::floor, Rounding::nearest, Rounding::ceil}); }

  Draw& draw_;
  std::int64_t recorded_ = 0;
};

}  // namespace samples
