#include "grid_builder.hpp"

#include <algorithm>

#include "clausier/domain/wording.hpp"
#include "text_encoding.hpp"

namespace clausier::read {
namespace {

bool has_value(const Cell& cell) { return cell.type != Cell::Type::empty || cell.formula; }

bool only_spaces(std::string_view text) {
  while (!text.empty()) {
    if (text.front() == ' ' || text.front() == '\t' || text.front() == '\n') text.remove_prefix(1);
    else if (text.starts_with("\u00A0")) text.remove_prefix(2);
    else if (text.starts_with("\u202F")) text.remove_prefix(3);
    else return false;
  }
  return true;
}

}  // namespace

void GridBuilder::begin_sheet(std::string name, bool hidden) {
  announce_invisible();
  Sheet sheet;
  sheet.name = std::move(name);
  sheet.hidden = hidden;
  grid_.sheets.push_back(std::move(sheet));
}

void GridBuilder::begin_row(int number, bool hidden) {
  row_ = GridRow{};
  row_.number = number;
  row_.hidden = hidden;
}

void GridBuilder::put(int column, Cell cell) {
  // Counted before anything is done with the text: one long text may be shared by many cells.
  text_bytes_ += cell.text.size();
  if (text_bytes_ > limits_.entry_bytes_max) throw GridFault("file.expands");
  if (cell.type == Cell::Type::text) {
    if (remove_invisible(cell.text)) {
      auto& repairs = invisible_[column];
      if (repairs.count++ == 0) repairs.first_row = row_.number;
    }
    if (only_spaces(cell.text)) {
      cell.type = Cell::Type::empty;
      cell.text.clear();
    }
  }
  if (!has_value(cell)) return;
  if (column < 0 || column >= limits_.columns_max)
    throw GridFault("file.columns", {{"max", std::to_string(limits_.columns_max)}});
  const auto index = static_cast<std::size_t>(column);
  if (row_.cells.size() <= index) row_.cells.resize(index + 1);
  row_.cells[index] = std::move(cell);
}

void GridBuilder::keep(GridRow row) {
  cells_ += row.cells.size();
  if (cells_ > static_cast<std::size_t>(limits_.cells_max)) throw GridFault("file.expands");
  grid_.sheets.back().rows.push_back(std::move(row));
}

void GridBuilder::end_row(int repeats) {
  if (std::none_of(row_.cells.begin(), row_.cells.end(), has_value)) return;
  for (int i = 0; i < repeats; ++i) {
    if (++rows_ > limits_.rows_max) {
      rows_ += repeats - i - 1;
      return;
    }
    if (i > 0)
      for (const auto& cell : row_.cells) text_bytes_ += cell.text.size();
    if (text_bytes_ > limits_.entry_bytes_max) throw GridFault("file.expands");
    GridRow copy = row_;
    copy.number += i;
    keep(std::move(copy));
  }
}

void GridBuilder::merge(const MergedRange& range) {
  auto& merged = grid_.sheets.back().merged;
  if (static_cast<int>(merged.size()) >= limits_.merged_max) throw GridFault("file.expands");
  merged.push_back(range);
}

void GridBuilder::hide_columns(int first, int last) {
  for (int column = std::max(first, 0); column <= std::min(last, limits_.columns_max - 1); ++column)
    grid_.sheets.back().hidden_columns.insert(column);
}

void GridBuilder::announce_invisible() {
  for (const auto& [column, repairs] : invisible_) {
    const Place place{grid_.sheets.back().name, repairs.first_row, column_letters(column), 0, ""};
    announce(finding("cell.invisible", place, "", {{"count", std::to_string(repairs.count)}}));
  }
  invisible_.clear();
}

Grid GridBuilder::finish() {
  announce_invisible();
  if (rows_ > limits_.rows_max)
    throw GridFault("file.rows", {{"count", french_integer(static_cast<std::int64_t>(rows_))}, {"max", french_integer(static_cast<std::int64_t>(limits_.rows_max))}});
  return std::move(grid_);
}

}  // namespace clausier::read
