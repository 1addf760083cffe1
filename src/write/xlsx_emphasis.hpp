#pragma once
// Conditional formats of a worksheet: what asks for attention, by rules that the spreadsheet keeps applying.
#include <xlsxwriter.h>

#include <vector>

#include "clausier/report/sheet.hpp"
#include "xlsx_formats.hpp"

namespace clausier::write {

// Over rows 1 to `last_row`: totals are left as they are.
void emphasise(lxw_worksheet* worksheet, Formats& formats, const std::vector<report::Column>& columns, lxw_row_t last_row);

}  // namespace clausier::write
