#pragma once
// From a grid to the rows of an old tracker: columns recognised by their titles or chosen by a person,
// values, all faults at once.
#include <map>
#include <string>
#include <vector>

#include "clausier/domain/tracker.hpp"
#include "clausier/read/timesheet_reader.hpp"

namespace clausier::read {

// What a column can hold, in the order a page offers them: buyer_name, buyer_siret, number, object,
// lot_number, lot_label, amount, notified_on, starts_on, ends_on, duration_months, hours, holder_name,
// holder_siret; and "ignore".
const std::vector<std::string>& tracker_targets();

struct TrackerContext {
  HeaderSynonyms synonyms;  // src/store/reference/tracker_synonyms.csv
  std::map<std::string, ColumnTarget> chosen_columns = {};  // by column letters: they win over the titles
};

struct TrackerReading {
  std::string sheet;
  int header_row = 0;                      // 0 when no row of titles was found
  std::vector<RecognisedColumn> columns;   // of that row
  std::vector<TrackerLine> lines;
  std::vector<Finding> findings;           // file.*, cell.*, tracker.*: sheet, row, column and value
};

// The visible sheet and the row, among its first 30, whose titles are best recognised; without two of
// them, the columns are given with tracker.headers, for a person to choose. A row of totals
// and an empty row are left out. A cell that holds a social security number is a fault (cell.nir).
TrackerReading read_tracker(const Grid& grid, const TrackerContext& context);

}  // namespace clausier::read
