#pragma once
// From a grid to the lines of a timesheet: header recognition, values, totals, all faults at once.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "clausier/domain/timesheet.hpp"
#include "clausier/read/grid.hpp"

namespace clausier::read {

// What a column can hold; "ignore" is a choice too. Codes: last_name, first_name, full_name,
// reference, birth_date, hours, training_hours, worked_on, period_start, period_end, month,
// modality, contract_type, employer_siret, employer_name, lot, total, ignore.
using ColumnTarget = std::string;

// Header synonyms are data (src/store/reference/header_synonyms.csv): folded header -> target.
using HeaderSynonyms = std::map<std::string, ColumnTarget, std::less<>>;
HeaderSynonyms parse_header_synonyms(std::string_view csv);

struct ReadingContext {
  Month month;                 // the month the timesheet is for
  HeaderSynonyms synonyms;
  // Answers to cell.hours.minutes, per column letters: true = "7.30" means 7 h 30.
  std::map<std::string, bool> dot_means_minutes;
};

// The draft has lines only for rows that could be read; findings name sheet, row, column and value
// of every fault (cell.*, col.*, file.headers) and announce every repair.
TimesheetDraft read_timesheet(const Grid& grid, const ReadingContext& context);

}  // namespace clausier::read
