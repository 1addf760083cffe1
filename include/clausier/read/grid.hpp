#pragma once
// A spreadsheet as typed cells that remember where they stand, whatever the file was.
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "clausier/domain/calendar.hpp"
#include "clausier/domain/finding.hpp"
#include "clausier/domain/work_time.hpp"

namespace clausier::read {

struct Cell {
  enum class Type { empty, text, number, date, duration, boolean, error };
  Type type = Type::empty;
  std::string text;               // as a person would see it; numbers keep their shortest exact digits
  std::optional<Date> date;       // for date (and date with time: the date part)
  std::optional<WorkTime> time;   // for duration and clock times
  bool formula = false;           // the value is a formula's cached result (empty: it has none)
};

struct GridRow {
  int number = 0;  // 1-based, as the spreadsheet shows it
  bool hidden = false;
  std::vector<Cell> cells;  // by column, from A; trailing empty cells dropped
};

// Cells shown as one; the value stands in the first. Rows from 1, columns from 0, ends included.
struct MergedRange {
  int first_row = 0;
  int last_row = 0;
  int first_column = 0;
  int last_column = 0;
  bool operator==(const MergedRange&) const = default;
};

struct Sheet {
  std::string name;           // "" for CSV
  bool hidden = false;
  std::vector<GridRow> rows;  // by increasing number; rows without any value are absent
  std::vector<MergedRange> merged;
  std::set<int> hidden_columns;  // from 0, below GridLimits::columns_max
};

enum class GridFormat { csv, xlsx, ods };

struct Grid {
  GridFormat format = GridFormat::csv;
  std::vector<Sheet> sheets;
  std::vector<Finding> findings;  // repairs announced and faults: file.*, cell.*
};

struct GridLimits {
  std::size_t file_bytes_max = 5 * 1024 * 1024;
  std::size_t entry_bytes_max = 64u * 1024 * 1024;    // one part of the archive, inflated
  std::size_t archive_bytes_max = 96u * 1024 * 1024;  // all parts read
  int entries_max = 1000;
  int ratio_max = 100;  // inflated / packed, once a part is past 100 KB
  int rows_max = 20000;        // with a value, all sheets together
  int columns_max = 256;
  int cells_max = 500'000;     // kept in memory, all sheets together
  int merged_max = 10000;      // merged ranges of one sheet
};

std::string column_letters(int index_from_zero);

// Reads CSV, XLSX or ODS, told apart by content, never by extension. What cannot be read gives a
// grid without sheets and one finding file.*; never throws on bad input.
Grid read_grid(std::string_view bytes, const GridLimits& limits = {});

}  // namespace clausier::read
