#pragma once
// One lot of a report, group by group left aside: groups are decided for the whole perimeter at once.
#include "clausier/report/report.hpp"

namespace clausier::report {

LotSection section_of(const ReportLot& part, const Cutoff& cutoff, std::size_t people_minimum);

// By contract number, object, then lot number as people count ("2" before "10"), then identifiers.
bool comes_before(const LotSection& a, const LotSection& b);

}  // namespace clausier::report
