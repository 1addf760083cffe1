#pragma once
// A workbook as text, one cell a line by kind and value: what golden files hold.
#include <string>

#include "clausier/report/sheet.hpp"

namespace clausier::test {

struct CellText {
  std::string operator()(std::monostate) const { return ""; }
  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(WorkTime time) const { return time.decimal_hours_text() + " h"; }
  std::string operator()(Money money) const { return money.decimal_text() + " €"; }
  std::string operator()(std::int64_t number) const { return "#" + std::to_string(number); }
  std::string operator()(Date day) const { return day.iso(); }
  std::string operator()(Month month) const { return month.iso(); }
  std::string operator()(report::BasisPoints ratio) const { return std::to_string(ratio.value) + " ‱"; }
  std::string operator()(const report::Masked& mask) const { return "[" + mask.text + "]"; }
};

inline std::string sheet_text(const report::Sheet& sheet) {
  std::string text = "== " + sheet.name + "\n";
  for (const auto& column : sheet.columns) text += (&column == sheet.columns.data() ? "" : " | ") + column.header;
  text += "\n";
  for (const auto& row : sheet.rows) {
    for (const auto& cell : row) text += (&cell == row.data() ? "" : " | ") + std::visit(CellText{}, cell);
    text += "\n";
  }
  for (const auto& note : sheet.notes) text += "note: " + note + "\n";
  if (sheet.chart) text += "chart: " + sheet.chart->title + "\n";
  return text + "\n";
}

inline std::string workbook_text(const report::Workbook& book) {
  std::string text = book.title + "\n" + book.subject + "\n" + book.cutoff_line + "\n";
  for (const auto& [name, value] : book.properties) text += name + " = " + value + "\n";
  text += "\n";
  for (const auto& sheet : book.sheets) text += sheet_text(sheet);
  return text;
}

}  // namespace clausier::test
