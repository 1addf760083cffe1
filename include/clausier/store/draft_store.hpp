#pragma once
// What people typed over the cells of a received file. Texts may be names: these functions work on the
// identity database alone.
#include <string>
#include <vector>

#include "clausier/domain/ids.hpp"
#include "clausier/store/database.hpp"

namespace clausier::store {

struct DraftCorrection {
  std::string sheet;
  int row = 0;
  std::string column;  // "" = the row is left out
  std::string text;
  std::string reason;  // code, of a row left out
};

void append_correction(Connection& identity, TimesheetId timesheet, const DraftCorrection& correction, const std::string& author, Instant now);
// Those that stand: the last one of each cell, in the order in which they were made.
std::vector<DraftCorrection> corrections_of(Connection& identity, TimesheetId timesheet);

}  // namespace clausier::store
