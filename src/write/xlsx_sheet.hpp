#pragma once
// Rows of one worksheet, cell by cell in the look of their column.
#include <xlsxwriter.h>

#include <string>
#include <vector>

#include "clausier/report/sheet.hpp"
#include "xlsx_formats.hpp"

namespace clausier::write {

class SheetWriter {
public:
  SheetWriter(lxw_worksheet* worksheet, const std::vector<report::Column>& columns, Formats& formats)
      : worksheet_(worksheet), columns_(columns), formats_(formats) {}

  void write_header();
  void write_row(const std::vector<report::Cell>& cells, lxw_row_t row, bool total);
  void write_notes(const std::vector<std::string>& notes, lxw_row_t first_row);  // sentences run over the columns beside them

  void operator()(std::monostate);
  void operator()(const std::string& text);
  void operator()(const report::Masked& mask);
  void operator()(WorkTime time);
  void operator()(Money money);
  void operator()(std::int64_t number);
  void operator()(report::BasisPoints ratio);
  void operator()(Date day);
  void operator()(Month month);

private:
  void tell_code(std::string code, std::string title);
  void set_height(std::size_t lines);
  lxw_format* look(CellStyle style);
  lxw_col_t column() const { return static_cast<lxw_col_t>(column_); }
  void write_string(const std::string& text, CellStyle style);
  void write_number(double value, CellStyle style);

  lxw_worksheet* worksheet_;
  const std::vector<report::Column>& columns_;
  Formats& formats_;
  lxw_row_t row_ = 0;
  std::size_t column_ = 0;
  bool total_ = false;
};

// Across all columns, on a screen.
double pixels_of(const std::vector<report::Column>& columns);

// Days as a spreadsheet counts them.
int serial_of(Date day);

// Text of a cell: what XML forbids replaced, Excel's own escapes kept literal, cut with "…" when too long.
std::string cell_text(const std::string& text);

}  // namespace clausier::write
