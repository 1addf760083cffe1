#pragma once
// From a grid to the lines of a timesheet: header recognition, values, totals, all faults at once.
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "clausier/domain/timesheet.hpp"
#include "clausier/read/grid.hpp"

namespace clausier::read {

// What a column can hold; "ignore" is a choice too. Codes: last_name, first_name, full_name,
// reference, birth_date, hours, training_hours, worked_on, period_start, period_end, week, month,
// modality, contract_type, employer_siret, employer_name, lot, total, nir (refused), ignore; and
// month_hours, for one of several columns that each hold the hours of a month.
using ColumnTarget = std::string;

// Header synonyms are data (src/store/reference/header_synonyms.csv): folded header -> target.
using HeaderSynonyms = std::map<std::string, ColumnTarget, std::less<>>;
// Fields header;target;origin below comment lines "#" and one title line. Throws
// std::invalid_argument for a line without target and for a title of two targets.
HeaderSynonyms parse_header_synonyms(std::string_view csv);

// Some of the rows of a file that speaks of several lots, firms or months.
struct FilePart {
  std::set<std::string> lots;   // as the file names the lot, folded; "" without such a column, or an empty cell
  std::set<std::string> firms;  // 14 digits of the employer, "" without; none: whoever employs
  std::optional<Month> month;
  bool takes_undated = false;  // rows whose month cannot be told belong to it too
  std::size_t rows = 0;
  bool operator==(const FilePart&) const = default;
};

struct ReadingContext {
  Month month;                 // the month the timesheet is for
  HeaderSynonyms synonyms;
  // Answers to cell.hours.minutes, per column letters: true = "7.30" means 7 h 30.
  std::map<std::string, bool> dot_means_minutes = {};
  // Targets chosen by a person, per column letters: they win over the titles.
  std::map<std::string, ColumnTarget> chosen_columns = {};
  // The rows of which the grid is a part: grid_of_part leaves the others out.
  std::optional<FilePart> part = {};
};

// The parts of a file in the order in which they come, each with its rows that hold a person or hours. Months
// without a year are those of the asked month's. A row whose month cannot be told is of a part without month.
std::vector<FilePart> parts_of(const Grid& grid, const ReadingContext& context);
// The grid without the rows, sheets and preamble that are not of context.part, whatever columns were chosen since:
// they are somebody else's. Rows that are nobody's (totals, remarks) are counted in sheet.part.left. The whole grid
// when there is no part.
Grid grid_of_part(Grid grid, const ReadingContext& context);

// What a person changed on screen, before the file is read: a cell's text, or a row left out (column "").
struct GridChange {
  std::string sheet;
  int row = 0;
  std::string column;  // letters
  std::string text;
};
void apply_changes(Grid& grid, const std::vector<GridChange>& changes);
// The text of a cell as a person sees it; "" when there is none.
std::string cell_text(const Grid& grid, const Place& place);

// What was made of the titles of a sheet, for the page that lets a person choose.
struct RecognisedColumn {
  int index = 0;         // from 0 = A
  std::string title;     // as it stands in the file
  ColumnTarget target;   // "" when not recognised
};
struct RecognisedSheet {
  std::string name;
  int header_row = 0;    // 0 when no row of titles was found
  std::vector<RecognisedColumn> columns;
};
std::vector<RecognisedSheet> recognise_sheets(const Grid& grid, const ReadingContext& context);

// The draft has lines only for rows that could be read; findings name sheet, row, column and value
// of every fault (cell.*, col.*, file.headers) and announce every repair.
TimesheetDraft read_timesheet(const Grid& grid, const ReadingContext& context);

}  // namespace clausier::read
