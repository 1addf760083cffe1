#pragma once
// The lines of the ledger, one a row: for those who follow the contracts, who see lines anyway. No name and
// no reference of a person.
#include <string>
#include <vector>

#include "clausier/report/sheet.hpp"

namespace clausier::report {

// Columns of the table; its rows come one by one.
Sheet ledger_sheet(const Wording& wording);

// `lot` and `firm` as people name them.
std::vector<Cell> ledger_row(const DecidedEntry& line, const std::string& lot, const std::string& firm, const Wording& wording);

// What a ledger report says of itself, beside its lines.
struct LedgerFrame {
  std::string title;
  Cutoff cutoff;
  std::string recorded_until_text;
  std::string rulebook_version;
  std::string entries_sha256;
  std::string software_version;
  std::int64_t lines = 0;
};

// What a ledger report says of itself, as a sheet after its lines.
Sheet ledger_parameters(const LedgerFrame& frame, const Wording& wording);

}  // namespace clausier::report
