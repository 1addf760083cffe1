#pragma once
// One file for several lots, firms or months: each part becomes a draft of its own, or is refused by itself.
#include <string>
#include <vector>

#include "clausier/app/timesheets.hpp"

namespace clausier::app {

struct ReceivedPart {
  std::string lot_words;  // as the file names the lot, folded
  std::string firm_siret; // of the employer, "" when the file does not say
  Month month;
  std::size_t rows = 0;
  std::string lot_label;  // once found
  std::string firm_name;
  Outcome<Received> outcome;  // refusals: split.lot.unknown, split.lot.several, split.firm.unknown, and those of receive_timesheet
};

// `asked`: the month of rows that name none, and the year of months named without one. Contractors: their own lots.
// Facilitators: the lots of their office; the firm is told by the employer's SIRET, or is the only one of the lot.
// Refused as a whole: file.*, split.nothing when no table was recognised.
Outcome<std::vector<ReceivedPart>> receive_parts(Services&, const Actor&, Month asked, const std::string& file_name, const std::string& bytes);

}  // namespace clausier::app
