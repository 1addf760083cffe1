#pragma once
// Lots whose every line is accepted and every person eligible, to look at what the clause makes of them.
#include "obligation_samples.hpp"

namespace samples {

// One line of August 2025, accepted, of one eligible person.
inline LotFacts counted_facts(Clause clause, WorkTime declared) {
  return {std::move(clause), {entry(1, person(1), "2025-08-01", "2025-08-31", declared)}, {decision(1, Verdict::accepted)},
          {eligible(person(1))}};
}

inline Position position_at(const LotFacts& facts, const char* until) { return position_of(facts, rulebook(), all_recorded(until)); }

}  // namespace samples
