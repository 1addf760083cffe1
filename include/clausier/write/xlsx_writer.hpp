#pragma once
// A workbook as the bytes of an XLSX file: typed cells, real dates, frozen headers, print set-up, chart.
#include <string>

#include "clausier/domain/calendar.hpp"
#include "clausier/report/sheet.hpp"

namespace clausier::write {

// The same workbook and the same instant give the same bytes. Text stays text whatever it starts with;
// a spreadsheet that saves the sheet as CSV brings the danger back (docs/schemas/README.md). Bytes that are no
// UTF-8 and characters that XML forbids are replaced; text beyond what a cell holds is cut with "…".
// Throws std::runtime_error when the file cannot be made (no room for temporary files).
std::string write_xlsx(const report::Workbook& book, Instant created);

}  // namespace clausier::write
