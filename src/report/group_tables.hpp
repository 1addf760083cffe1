#pragma once
// The hours of eligible groups, over the perimeter and per lot, as far as they may be shown.
#include "clausier/report/report.hpp"

namespace clausier::report {

// `positions` are those of report.lots, in the same order. Fills the groups of the report and of its
// lots, and whether some are hidden.
void add_groups(Report& report, const std::vector<const Position*>& positions);

// Fills the numbers of distinct people of the perimeter and of the lots.
void add_people(Report& report, const std::vector<const Position*>& positions);

}  // namespace clausier::report
