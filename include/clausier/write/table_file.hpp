#pragma once
// One table of any length, written to a file row after row: never more than a row in memory.
#include <cstddef>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "clausier/domain/calendar.hpp"
#include "clausier/report/sheet.hpp"

namespace clausier::write {

struct TableHead {
  std::string name;   // of the sheet, at most 27 characters: a long table goes on in "name (2)"…
  std::string title;  // property of the workbook
  std::vector<report::Column> columns;
  // Rows of one line each, texts not wrapped: several times faster, for tables of millions of rows.
  bool one_line_rows = false;
  std::size_t rows_of_a_sheet = 1'048'576;  // the row of titles included: what a spreadsheet holds
};

// The place asked for takes no file: no such folder, no right to write there, no room left.
class UnwritableFile : public std::runtime_error {
public:
  explicit UnwritableFile(const std::filesystem::path& file) : std::runtime_error("file, cannot be written: " + file.string()) {}
};

class TableFile {
public:
  virtual ~TableFile() = default;
  virtual void add(const std::vector<report::Cell>& row) = 0;  // as many cells as columns
  virtual void add_sheet(const report::Sheet& sheet) = 0;  // held in memory, once, after the table; a CSV has none
  virtual void close() = 0;  // what is not closed is no complete file; throws UnwritableFile
};

// Formats "csv", "xlsx" and, for columns that have a code, "xml" (lignes-1.0.xsd); throws std::invalid_argument for another one, UnwritableFile before any row when the
// file cannot be made. `created` is the date inside the workbook.
std::unique_ptr<TableFile> make_table_file(const std::string& format, const std::filesystem::path& file, TableHead head, Instant created);

}  // namespace clausier::write
