#pragma once
// The perimeter divided: by buyer, programme, department, type of work contract, year.
#include "clausier/report/report.hpp"

namespace clausier::report {

// `departments` are listed even without a lot. `positions` are those of report.lots, in the same order. Fills the divisions of a report of several lots.
void add_divisions(Report& report, const std::vector<const Position*>& positions, const std::vector<std::string>& departments);

// What the programme of the report aims at on its last day worked, and what is reached. After the groups and the people.
void add_targets(Report& report, const std::vector<ProgrammeTarget>& targets);

}  // namespace clausier::report
