#pragma once
// Puts a grid together cell by cell under the limits of GridLimits, whatever format is being read.
#include <map>
#include <stdexcept>

#include "clausier/read/grid.hpp"

namespace clausier::read {

// Unwinds a reader from the depth of a parser when the file cannot be read at all; read_grid turns
// it into the one finding of a grid without sheets.
struct GridFault : std::runtime_error {
  explicit GridFault(std::string code_, Parameters parameters_ = {})
      : std::runtime_error(code_), code(std::move(code_)), parameters(std::move(parameters_)) {}
  std::string code;
  Parameters parameters;
};

class GridBuilder {
public:
  GridBuilder(GridFormat format, const GridLimits& limits) : limits_(limits) { grid_.format = format; }

  void begin_sheet(std::string name, bool hidden);
  void begin_row(int number, bool hidden);
  // Columns count from 0. Throws GridFault past columns_max, and past cells_max or too much text.
  void put(int column, Cell cell);
  // Keeps the row when it has a value, with copies under it when the file says it is repeated.
  void end_row(int repeats = 1);
  void merge(const MergedRange& range);
  void hide_columns(int first, int last);  // of the current sheet, ends included

  void announce(Finding finding) { grid_.findings.push_back(std::move(finding)); }
  // Throws GridFault when there were more rows than rows_max: the message says how many.
  Grid finish();

private:
  void keep(GridRow row);
  void announce_invisible();

  struct Repairs { int first_row = 0; int count = 0; };
  GridLimits limits_;
  Grid grid_;
  GridRow row_;
  std::map<int, Repairs> invisible_;  // by column of the current sheet
  std::int64_t rows_ = 0;
  std::size_t cells_ = 0;
  std::size_t text_bytes_ = 0;
};

}  // namespace clausier::read
