#pragma once
// The lines of the ledger, one a row: for those who follow the contracts, who see lines anyway. No name and
// no reference of a person.
#include <string>
#include <vector>

#include "clausier/report/table_report.hpp"

namespace clausier::report {

// Columns of the table; its rows come one by one.
Sheet ledger_sheet(const Wording& wording);

// `lot` and `firm` as people name them.
std::vector<Cell> ledger_row(const DecidedEntry& line, const std::string& lot, const std::string& firm, const Wording& wording);

// What a ledger report says of itself, as a sheet after its lines.
Sheet ledger_parameters(const ReportFrame& frame, std::int64_t lines, const Wording& wording);

}  // namespace clausier::report
