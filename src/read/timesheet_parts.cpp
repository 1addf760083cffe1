#include "timesheet_parts.hpp"

#include <algorithm>

#include "clausier/domain/contract.hpp"
#include "timesheet_cells.hpp"

namespace clausier::read {
namespace {

const Cell& cell_at(const GridRow& row, int index) {
  static const Cell nothing;
  return static_cast<std::size_t>(index) < row.cells.size() ? row.cells[static_cast<std::size_t>(index)] : nothing;
}

bool is_filled(const GridRow& row, int index) { return !trimmed(cell_at(row, index).text).empty(); }

bool is_one_of(std::string_view target, std::initializer_list<std::string_view> targets) {
  return std::find(targets.begin(), targets.end(), target) != targets.end();
}

// How the rows of one table say whose they are.
class Sorting {
public:
  Sorting(const Sheet& sheet, const TableHeader& header, const ReadingContext& context)
      : sheet_(sheet), header_(header), context_(context), tab_month_(month_of(month_mentioned(sheet.name))) {}

  // A person or hours: the rest belongs to nobody.
  bool says_something(const GridRow& row) const {
    return std::any_of(header_.columns.begin(), header_.columns.end(), [&](const HeaderColumn& column) {
      return is_filled(row, column.index) &&
             is_one_of(column.target, {"last_name", "first_name", "full_name", "reference", "hours", "training_hours", "month_hours"});
    });
  }

  bool is_total(const GridRow& row) const {
    return std::any_of(row.cells.begin(), row.cells.end(), [](const Cell& cell) {
      const auto words = folded(cell.text);
      return words.starts_with("total") || words.starts_with("sous total") || words.starts_with("cumul") || words.starts_with("totaux");
    });
  }

  std::string lot(const GridRow& row) const {
    std::string words;
    for (const auto& column : header_.columns)
      if (column.target == "lot") words += " " + trimmed(cell_at(row, column.index).text);
    return folded(words);
  }

  std::string firm(const GridRow& row) const {
    const auto* column = header_.first("employer_siret");
    return column ? read_siret(cell_at(row, column->index)).digits : "";
  }

  // One month a row; with columns of months, each in which the row has something.
  std::vector<std::optional<Month>> months(const GridRow& row) const {
    std::vector<std::optional<Month>> found;
    for (const auto& column : header_.columns)
      if (column.target == "month_hours" && is_filled(row, column.index)) found.push_back(month_of(column.month));
    if (found.empty()) found.push_back(month(row));
    return found;
  }

private:
  std::optional<Month> month_of(const std::optional<MonthMention>& mention) const {
    return mention ? Month::of(mention->year.value_or(context_.month.year()), mention->number) : std::nullopt;
  }

  // The last day tells: a week belongs to the month in which it ends.
  std::optional<Month> month(const GridRow& row) const {
    for (const std::string_view target : {"month", "worked_on", "period_end", "week", "period_start"}) {
      const auto* column = header_.first(target);
      if (!column || !is_filled(row, column->index)) continue;
      const auto& cell = cell_at(row, column->index);
      if (target == "month") return read_month(cell, context_.month);
      if (target == "week") {
        const auto week = read_week(cell, context_.month);
        return week ? std::optional(week->last.month_of()) : std::nullopt;
      }
      const auto date = read_date(cell).date;
      return date ? std::optional(date->month_of()) : std::nullopt;
    }
    return tab_month_;
  }

  const Sheet& sheet_;
  const TableHeader& header_;
  const ReadingContext& context_;
  std::optional<Month> tab_month_;
};

void count_row(std::vector<FilePart>& parts, FilePart part) {
  for (auto& known : parts)
    if (known.lot == part.lot && known.firm == part.firm && known.month == part.month) {
      ++known.rows;
      return;
    }
  part.rows = 1;
  parts.push_back(std::move(part));
}

}  // namespace

std::vector<FilePart> parts_of(const Grid& grid, const ReadingContext& context) {
  std::vector<FilePart> parts;
  for (const auto& sheet : grid.sheets) {
    if (sheet.hidden || sheet.rows.empty()) continue;
    const auto header = find_header(sheet, context);
    if (!header || !header->is_complete()) continue;
    const Sorting sorting(sheet, *header, context);
    for (std::size_t at = header->row_at + 1; at < sheet.rows.size(); ++at) {
      const auto& row = sheet.rows[at];
      if (!sorting.says_something(row) || sorting.is_total(row)) continue;
      for (const auto& month : sorting.months(row)) count_row(parts, {sorting.lot(row), sorting.firm(row), month});
    }
  }
  return parts;
}

Sheet rows_of_part(const Sheet& sheet, const TableHeader& header, const ReadingContext& context) {
  const auto& part = *context.part;
  const Sorting sorting(sheet, header, context);
  const auto is_other = [&](const GridRow& row) {
    if (row.number <= header.row_number) return false;
    if (sorting.is_total(row) || !sorting.says_something(row)) return true;
    if (sorting.lot(row) != part.lot || (!part.firm.empty() && sorting.firm(row) != part.firm)) return true;
    const auto months = sorting.months(row);
    return std::none_of(months.begin(), months.end(), [&](const auto& month) { return month ? month == part.month : part.takes_undated; });
  };
  Sheet kept = sheet;
  std::erase_if(kept.rows, is_other);
  return kept;
}

}  // namespace clausier::read
