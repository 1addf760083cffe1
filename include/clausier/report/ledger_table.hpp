#pragma once
// The lines of the ledger, one a row: for those who follow the contracts, who see lines anyway. No name and
// no reference of a person.
#include <string>
#include <vector>

#include "clausier/report/table_report.hpp"

namespace clausier::report {

// Columns of the table; its rows come one by one.
Sheet ledger_sheet(const Wording& wording);

// Its rows one after the other, in one row used again: what does not change from line to line is not said again.
class LedgerRows {
public:
  explicit LedgerRows(const Wording& wording);
  // `lot` and `firm` as people name them. Good until the next one.
  const std::vector<Cell>& row(const DecidedEntry& line, const std::string& lot, const std::string& firm);

private:
  void put(std::size_t column, const std::string& text);
  void say(std::size_t column, std::string_view prefix, std::string_view code);

  const Wording& wording_;
  std::vector<std::string> codes_;  // by column: what its label was said of
  std::vector<Cell> row_;
};

// What a ledger report says of itself, as a sheet after its lines.
Sheet ledger_parameters(const ReportFrame& frame, std::int64_t lines, const Wording& wording);

}  // namespace clausier::report
