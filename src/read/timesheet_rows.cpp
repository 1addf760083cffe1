#include "timesheet_rows.hpp"

#include <algorithm>

#include "clausier/domain/contract.hpp"
#include "timesheet_cells.hpp"

namespace clausier::read {
namespace {

bool starts_with_word(std::string_view text, std::string_view word) {
  return text.starts_with(word) && (text.size() == word.size() || text[word.size()] == ' ');
}

bool starts_with_any_word(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return starts_with_word(text, word); });
}

Total total_named(std::string_view words) {
  const std::string plain = folded(words);
  if (starts_with_any_word(plain, {"sous total", "s total", "ss total", "soustotal", "sous totaux"})) return Total::partial;
  return starts_with_any_word(plain, {"total", "totaux", "cumul", "cumuls"}) ? Total::whole : Total::none;
}

}  // namespace

const Cell& cell_at(const GridRow& row, int index) {
  static const Cell nothing;
  return static_cast<std::size_t>(index) < row.cells.size() ? row.cells[static_cast<std::size_t>(index)] : nothing;
}

Total total_in(const GridRow& row, const PersonMention& person) {
  for (const auto& words : {person.reference, person.family_name, person.full_name})
    if (const auto total = total_named(words); total != Total::none) return total;
  if (person != PersonMention{}) return Total::none;
  for (const auto& source : row.cells)
    if (source.type == Cell::Type::text)
      if (const auto total = total_named(source.text); total != Total::none) return total;
  return Total::none;
}

bool is_repeated_header(const GridRow& row, const TableHeader& header) {
  std::size_t same = 0;
  for (const auto& column : header.columns) {
    const std::string here = trimmed(cell_at(row, column.index).text);
    if (here.empty()) continue;
    if (folded(here) != folded(column.title)) return false;
    ++same;
  }
  return same >= 2;
}

}  // namespace clausier::read
