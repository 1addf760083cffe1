#pragma once
// Which hidden cells of a table of lots by groups follow from the rest, and what more to hide.
#include "clausier/report/small_counts.hpp"

namespace clausier::report {

// Withholds further cells of the lots until no hidden cell, of a lot or of the perimeter, has one
// possible value only. The perimeter is left as it is.
void withhold_derivable_cells(const GroupRow& perimeter, const std::vector<GroupRow>& lots, GroupDisclosure& disclosed);

}  // namespace clausier::report
