#pragma once
// What a position keeps from its reader. Figures of hours stay; head counts under the minimum, and the hours of a
// group that its lot does not show, leave the tests and the explained steps (docs/decisions/0008-small-counts.md).
#include <cstddef>

#include "clausier/domain/position.hpp"

namespace clausier::report {

// For the buyer, in a page, a report or an answer in JSON. A count that a subtraction would give back goes too.
void withhold_small_counts(Position& position, std::size_t minimum);

// For a firm, which never reads for which criterion its people count: no hours of any group.
void withhold_groups(Position& position);

}  // namespace clausier::report
