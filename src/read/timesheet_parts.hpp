#pragma once
// Whose rows are whose, in a file that speaks of several lots, firms or months.
#include "timesheet_header.hpp"

namespace clausier::read {

// The sheet with the rows of context.part only, below its titles; totals of the whole are left out.
Sheet rows_of_part(const Sheet& sheet, const TableHeader& header, const ReadingContext& context);

}  // namespace clausier::read
