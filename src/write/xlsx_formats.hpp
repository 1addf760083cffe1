#pragma once
// Cell formats of a workbook, and the check of what libxlsxwriter answers.
#include <xlsxwriter.h>

#include <compare>
#include <map>

namespace clausier::write {

// Throws std::runtime_error for anything but success.
void check(lxw_error result, const char* what);

enum class CellStyle { header, text, hours, money, integer, date, month, percent, masked, note, one_line };

struct CellLook {
  CellStyle style = CellStyle::text;
  bool right = false;  // as in a column of numbers
  bool total = false;
  auto operator<=>(const CellLook&) const = default;
};

class Formats {
public:
  explicit Formats(lxw_workbook* book) : book_(book) {}
  lxw_format* of(CellLook look);
  lxw_format* standing_out();  // over the look of a cell: bold, dark red

private:
  lxw_format* make(CellLook look) const;
  lxw_workbook* book_;
  std::map<CellLook, lxw_format*> made_;  // owned by the workbook
  lxw_format* standing_out_ = nullptr;
};

}  // namespace clausier::write
