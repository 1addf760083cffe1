#pragma once
// What a person may say of a draft without sending the file again: what its columns hold, what a cell should say,
// which rows to leave out. The file itself stays as it came, and the page says what was changed.
#include <map>
#include <string>
#include <vector>

#include "clausier/app/timesheets.hpp"

namespace clausier::app {

// ---- Columns ------------------------------------------------------------------------------------------

struct DraftColumn {
  std::string column;  // letters
  std::string title;
  std::string target;  // "" when not recognised
  std::vector<std::string> samples;
};
struct DraftColumns {
  TimesheetHead head;
  std::string sheet;
  int header_row = 0;
  std::vector<DraftColumn> columns;
};
const std::vector<std::string>& column_targets();  // in the order in which a page offers them
Outcome<DraftColumns> view_columns(Services&, const Actor&, TimesheetId);
// By column letters. Remembered for the firm's next file with the same titles.
Outcome<Done> choose_columns(Services&, const Actor&, TimesheetId, const std::map<std::string, std::string>& chosen);

// ---- Cells and rows -----------------------------------------------------------------------------------

// A fault of a cell that typing over it can mend.
bool can_be_corrected(const Finding& fault);
const std::vector<std::string>& leaving_reasons();  // codes: why a row is left out

// `finding` is its rank in TimesheetReading::findings, row and column what the page showed there.
struct CellRepair {
  std::size_t finding = 0;
  int row = 0;
  std::string column;
  std::string text;
  bool everywhere = false;  // in every cell of the column with the same fault and the same text
};
struct RowLeftOut {
  std::size_t finding = 0;
  int row = 0;
  std::string column;
};
struct DraftRepairs {
  int version = 0;  // of the head that the page showed; another one: timesheet.answers.changed
  std::vector<CellRepair> cells = {};
  std::vector<RowLeftOut> rows = {};
  std::string reason = {};  // of the rows left out
};
// Refusals: repair.nothing, repair.too_long, form.reason.required, person.nir, timesheet.answers.changed.
Outcome<Done> repair_draft(Services&, const Actor&, TimesheetId, const DraftRepairs&);

}  // namespace clausier::app
