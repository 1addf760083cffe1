#pragma once
// All that a position was reckoned from, as canonical lines: the same lines at the same dates give the same figures
// (docs/decisions/0013-head-counts-in-steps.md). No name and no free text of a person stands in them.
#include "clausier/domain/position.hpp"

namespace clausier {

// Entries (reversals and reversed ones too) and every decision on them, oldest record first; then what they are held
// against: the clause, the facts of its execution, the allocations and the eligibility of the people.
std::vector<std::string> journal_of(const std::vector<Entry>& believed, const LotFacts& facts, Instant recorded_until);

}  // namespace clausier
