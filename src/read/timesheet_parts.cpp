// Whose rows are whose, in a file that speaks of several lots, firms or months.
#include <algorithm>
#include <sstream>

#include "clausier/domain/contract.hpp"
#include "timesheet_cells.hpp"
#include "timesheet_rows.hpp"

namespace clausier::read {
namespace {

bool is_filled(const GridRow& row, int index) { return !trimmed(cell_at(row, index).text).empty(); }

bool is_one_of(std::string_view target, std::initializer_list<std::string_view> targets) {
  return std::find(targets.begin(), targets.end(), target) != targets.end();
}

// How the rows of one table say whose they are.
class Sorting {
public:
  Sorting(const Sheet& sheet, const TableHeader& header, const ReadingContext& context)
      : sheet_(sheet), header_(header), context_(context), tab_month_(month_of(month_mentioned(sheet.name))) {}

  // Totals and titles once more are nobody's. A row with dates is somebody's, whatever its first word.
  bool is_nobodys(const GridRow& row) const {
    if (!says_something(row) || is_repeated_header(row, header_)) return true;
    return total_in(row, person(row)) != Total::none && !has_dates(row);
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
  // A person or hours.
  bool says_something(const GridRow& row) const {
    return std::any_of(header_.columns.begin(), header_.columns.end(), [&](const HeaderColumn& column) {
      return is_filled(row, column.index) &&
             is_one_of(column.target, {"last_name", "first_name", "full_name", "reference", "hours", "training_hours", "month_hours"});
    });
  }

  PersonMention person(const GridRow& row) const {
    PersonMention person;
    person.reference = text(row, "reference");
    person.family_name = text(row, "last_name");
    person.given_name = text(row, "first_name");
    person.full_name = text(row, "full_name");
    return person;
  }

  std::string text(const GridRow& row, std::string_view target) const {
    const auto* column = header_.first(target);
    return column ? trimmed(cell_at(row, column->index).text) : "";
  }

  bool has_dates(const GridRow& row) const {
    return std::any_of(header_.columns.begin(), header_.columns.end(), [&](const HeaderColumn& column) {
      return is_filled(row, column.index) && is_one_of(column.target, {"month", "worked_on", "period_start", "period_end", "week"});
    });
  }

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
    if (known.lots == part.lots && known.firms == part.firms && known.month == part.month) {
      ++known.rows;
      return;
    }
  part.rows = 1;
  parts.push_back(std::move(part));
}

bool is_of(const FilePart& part, const Sorting& sorting, const GridRow& row) {
  if (!part.lots.contains(sorting.lot(row)) || (!part.firms.empty() && !part.firms.contains(sorting.firm(row)))) return false;
  const auto months = sorting.months(row);
  return std::any_of(months.begin(), months.end(), [&](const auto& month) { return month ? month == part.month : part.takes_undated; });
}

bool is_blank(const GridRow& row) {
  return std::all_of(row.cells.begin(), row.cells.end(), [](const Cell& cell) { return trimmed(cell.text).empty(); });
}

// "Mois : mai 2026" and nothing else: what stands above the titles may name anybody.
bool says_only_month(const std::string& text) {
  const auto mention = month_mentioned(text);
  std::istringstream words(mention ? mention->rest : folded(text));
  for (std::string word; words >> word;)
    if (!is_one_of(word, {"mois", "periode", "releve", "pointage", "heures", "de", "des", "d", "du", "au", "la", "le"})) return false;
  return true;
}

bool same_targets(const TableHeader& one, const std::optional<TableHeader>& other) {
  return other && one.row_number == other->row_number &&
         std::equal(one.columns.begin(), one.columns.end(), other->columns.begin(), other->columns.end(),
                    [](const HeaderColumn& a, const HeaderColumn& b) { return a.index == b.index && a.target == b.target; });
}

Sheet without_preamble(Sheet sheet, const TableHeader& header, int spared_row) {
  const auto is_above = [&](const GridRow& row) { return row.number < header.row_number && row.number != spared_row; };
  for (auto& row : sheet.rows)
    if (is_above(row))
      for (auto& cell : row.cells)
        if (!says_only_month(cell.text)) cell = Cell{};
  std::erase_if(sheet.rows, [&](const GridRow& row) { return is_above(row) && is_blank(row); });
  return sheet;
}

// Above the titles the months stay, and the titles over the titles where the columns cannot be told without.
Sheet cut_preamble(const Sheet& sheet, const TableHeader& header, const ReadingContext& context) {
  if (header.row_at == 0) return sheet;
  auto cut = without_preamble(sheet, header, 0);
  return same_targets(header, find_header(cut, context)) ? cut : without_preamble(sheet, header, sheet.rows[header.row_at - 1].number);
}

std::size_t count_filled(const Sheet& sheet) {
  return static_cast<std::size_t>(std::count_if(sheet.rows.begin(), sheet.rows.end(), [](const GridRow& row) { return !is_blank(row); }));
}

// The sheet with the rows of the part below its titles; none when it has no such row. Counts those that are nobody's.
std::optional<Sheet> sheet_of_part(const Sheet& sheet, const ReadingContext& context, std::size_t& nobodys) {
  const auto header = sheet.hidden ? std::nullopt : find_header(sheet, context);
  if (!header || !header->is_complete()) {
    nobodys += count_filled(sheet);
    return std::nullopt;
  }
  const Sorting sorting(sheet, *header, context);
  Sheet kept = sheet;
  bool any = false;
  std::erase_if(kept.rows, [&](const GridRow& row) {
    if (row.number <= header->row_number) return false;
    if (sorting.is_nobodys(row)) {
      nobodys += is_blank(row) || is_repeated_header(row, *header) ? 0 : 1;
      return true;
    }
    const bool here = is_of(*context.part, sorting, row);
    any = any || here;
    return !here;
  });
  if (!any) return std::nullopt;
  return cut_preamble(kept, *header, context);
}

bool stands_in(const Grid& grid, const Place& place) {
  if (place.row == 0) return true;
  return std::any_of(grid.sheets.begin(), grid.sheets.end(), [&](const Sheet& sheet) {
    return sheet.name == place.sheet && std::any_of(sheet.rows.begin(), sheet.rows.end(), [&](const GridRow& row) { return row.number == place.row; });
  });
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
      if (sorting.is_nobodys(row)) continue;
      for (const auto& month : sorting.months(row)) count_row(parts, {{sorting.lot(row)}, {sorting.firm(row)}, month});
    }
  }
  return parts;
}

Grid grid_of_part(Grid grid, const ReadingContext& context) {
  if (!context.part) return grid;
  // Shared out by the titles alone, as when it came: a column chosen since would move rows from one part to another.
  const ReadingContext plain{context.month, context.synonyms, {}, {}, context.part};
  std::vector<Sheet> sheets;
  std::size_t nobodys = 0;
  for (const auto& sheet : grid.sheets)
    if (auto kept = sheet_of_part(sheet, plain, nobodys)) sheets.push_back(std::move(*kept));
  grid.sheets = std::move(sheets);
  std::erase_if(grid.findings, [&](const Finding& finding) { return !stands_in(grid, finding.place); });
  if (grid.sheets.empty()) grid.findings.push_back(finding("file.headers"));
  if (nobodys > 0) grid.findings.push_back(finding("sheet.part.left", {}, "", {{"count", std::to_string(nobodys)}}));
  return grid;
}

}  // namespace clausier::read
