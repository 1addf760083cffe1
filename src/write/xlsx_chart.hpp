#pragma once
#include <xlsxwriter.h>

#include "clausier/report/sheet.hpp"

namespace clausier::write {

// Where the chart begins: the first free row under the table and its notes.
lxw_row_t chart_row(const report::Sheet& sheet);

// Puts the sheet's chart under its rows, totals left out.
void insert_chart(lxw_workbook* book, lxw_worksheet* worksheet, const report::Sheet& sheet);

}  // namespace clausier::write
