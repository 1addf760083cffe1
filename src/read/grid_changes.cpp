// What a person changed on screen, put into the grid before it is read: the file itself stays as it came.
#include <algorithm>

#include "clausier/read/timesheet_reader.hpp"

namespace clausier::read {
namespace {

Sheet* sheet_named(Grid& grid, const std::string& name) {
  const auto found = std::find_if(grid.sheets.begin(), grid.sheets.end(), [&](const Sheet& sheet) { return sheet.name == name; });
  return found == grid.sheets.end() ? nullptr : &*found;
}

// "A" is 0, "AB" is 27; nothing for what is no column.
std::optional<std::size_t> column_index(std::string_view letters) {
  if (letters.empty() || letters.size() > 2) return std::nullopt;
  std::size_t index = 0;
  for (const char letter : letters) {
    if (letter < 'A' || letter > 'Z') return std::nullopt;
    index = index * 26 + static_cast<std::size_t>(letter - 'A') + 1;
  }
  return index - 1;
}

}  // namespace

void apply_changes(Grid& grid, const std::vector<GridChange>& changes) {
  for (const auto& change : changes) {
    auto* sheet = sheet_named(grid, change.sheet);
    if (!sheet) continue;
    const auto row = std::find_if(sheet->rows.begin(), sheet->rows.end(), [&](const GridRow& r) { return r.number == change.row; });
    if (row == sheet->rows.end()) continue;
    if (change.column.empty()) {
      sheet->rows.erase(row);
      continue;
    }
    const auto index = column_index(change.column);
    if (!index) continue;
    if (row->cells.size() <= *index) row->cells.resize(*index + 1);
    Cell typed;
    typed.type = change.text.empty() ? Cell::Type::empty : Cell::Type::text;
    typed.text = change.text;
    row->cells[*index] = std::move(typed);
  }
}

std::string cell_text(const Grid& grid, const Place& place) {
  const auto index = column_index(place.column);
  for (const auto& sheet : grid.sheets) {
    if (sheet.name != place.sheet || !index) continue;
    for (const auto& row : sheet.rows)
      if (row.number == place.row) return *index < row.cells.size() ? row.cells[*index].text : "";
  }
  return "";
}

}  // namespace clausier::read
