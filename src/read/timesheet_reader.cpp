#include "clausier/read/timesheet_reader.hpp"

#include <algorithm>

#include "clausier/domain/contract.hpp"
#include "clausier/domain/nir.hpp"
#include "clausier/domain/wording.hpp"
#include "timesheet_cells.hpp"
#include "timesheet_header.hpp"
#include "timesheet_table.hpp"

namespace clausier::read {
namespace {

struct Candidate {
  const Sheet* sheet;
  std::optional<TableHeader> header;
  std::optional<MonthMention> month;  // that the tab is named after
};

bool may_hold_nir(const Cell& cell) {
  return (cell.type == Cell::Type::text || cell.type == Cell::Type::number) && holds_nir(cell.text);
}

// Numbers of social security are refused wherever they stand, in hidden sheets too: one finding per
// column, which does not repeat them. The grid comes back without them when there are any.
std::optional<Grid> without_nirs(const Grid& grid, std::vector<Finding>& findings) {
  std::optional<Grid> blanked;
  for (std::size_t s = 0; s < grid.sheets.size(); ++s) {
    const Sheet& sheet = grid.sheets[s];
    std::map<std::size_t, std::pair<int, int>> by_column;  // first row, count
    for (std::size_t r = 0; r < sheet.rows.size(); ++r)
      for (std::size_t c = 0; c < sheet.rows[r].cells.size(); ++c) {
        if (!may_hold_nir(sheet.rows[r].cells[c])) continue;
        if (!blanked) blanked = grid;
        blanked->sheets[s].rows[r].cells[c] = Cell{};
        auto& [first_row, count] = by_column[c];
        if (count++ == 0) first_row = sheet.rows[r].number;
      }
    for (const auto& [column, seen] : by_column) {
      const Place place{sheet.name, seen.first, column_letters(static_cast<int>(column)), 0, ""};
      findings.push_back(finding("cell.nir", place, "", {{"column", place.column}, {"count", std::to_string(seen.second)}}));
    }
  }
  return blanked;
}

bool is_summary(const Sheet& sheet) {
  const std::string name = folded(sheet.name);
  return name.starts_with("recap") || name.starts_with("synthese") || name.starts_with("total") || name.starts_with("cumul");
}

std::vector<Candidate> visible_candidates(const Grid& grid, const ReadingContext& context, std::vector<Finding>& findings) {
  std::vector<Candidate> candidates;
  for (const auto& sheet : grid.sheets) {
    if (sheet.rows.empty()) continue;
    if (sheet.hidden) findings.push_back(finding("sheet.hidden", {sheet.name, 0, "", 0, ""}, sheet.name, {{"sheet", sheet.name}}));
    else candidates.push_back({&sheet, find_header(sheet, context), month_mentioned(sheet.name)});
  }
  return candidates;
}

template <class Condition>
std::vector<Candidate> those(const std::vector<Candidate>& all, Condition condition) {
  std::vector<Candidate> kept;
  std::copy_if(all.begin(), all.end(), std::back_inserter(kept), condition);
  return kept;
}

// Tabs named after the asked month; else those not named after any; a tab that sums up the others is
// left aside.
std::vector<Candidate> chosen_sheets(const std::vector<Candidate>& recognised, Month month) {
  auto of_month = those(recognised, [&](const Candidate& c) { return c.month && c.month->is(month); });
  if (!of_month.empty()) return of_month;
  auto unnamed = those(recognised, [](const Candidate& c) { return !c.month; });
  auto details = those(unnamed, [](const Candidate& c) { return !is_summary(*c.sheet); });
  return details.empty() ? unnamed : details;
}

void announce_choice(const std::vector<Candidate>& recognised, const std::vector<Candidate>& chosen, std::vector<Finding>& findings) {
  if (recognised.size() < 2 || chosen.empty()) return;
  std::string names;
  for (const auto& candidate : chosen) names += (names.empty() ? "" : ", ") + candidate.sheet->name;
  findings.push_back(finding("sheet.several", {}, "", {{"count", std::to_string(chosen.size())}, {"sheets", names}}));
}

// No table with people and hours: says what is missing where something was recognised.
void report_missing_table(const std::vector<Candidate>& candidates, std::vector<Finding>& findings) {
  for (const auto& candidate : candidates)
    if (candidate.header && candidate.header->names_people()) {
      findings.push_back(finding("col.required", {candidate.sheet->name, candidate.header->row_number, "", 0, ""}));
      return;
    }
  findings.push_back(finding("file.headers"));
}

bool announces_month(std::string_view words) {
  const std::string plain = folded(words);
  for (const std::string_view label : {"mois", "periode", "releve", "pointage", "heures"})
    if (plain.find(label) != std::string::npos) return true;
  return false;
}

// "Mois : avril 2026" above the titles, in one cell or beside its label, against the asked month.
// Other months are left alone: the contract may have been notified in one.
void check_preamble(const Sheet& sheet, const TableHeader& header, Month asked, std::vector<Finding>& findings) {
  std::optional<Finding> other_month;
  for (std::size_t at = 0; at < header.row_at; ++at) {
    const auto& row = sheet.rows[at];
    for (std::size_t index = 0; index < row.cells.size(); ++index) {
      const auto& cell = row.cells[index];
      const auto mention = cell.type == Cell::Type::text ? month_mentioned(cell.text) : std::nullopt;
      if (!mention || !mention->year) continue;
      if (mention->is(asked)) return;
      const bool announced = announces_month(cell.text) || (index > 0 && announces_month(row.cells[index - 1].text));
      const Place place{sheet.name, row.number, column_letters(static_cast<int>(index)), 0, ""};
      if (announced && !other_month)
        other_month = finding("cell.date.month", place, excerpt(cell.text), {{"month", french_month(asked)}});
    }
  }
  if (other_month) findings.push_back(std::move(*other_month));
}

}  // namespace

std::vector<RecognisedSheet> recognise_sheets(const Grid& grid, const ReadingContext& context) {
  std::vector<RecognisedSheet> sheets;
  for (const auto& sheet : grid.sheets) {
    if (sheet.hidden || sheet.rows.empty()) continue;
    RecognisedSheet recognised{sheet.name, 0, {}};
    if (const auto header = find_header(sheet, context)) {
      recognised.header_row = header->row_number;
      for (const auto& column : header->columns) recognised.columns.push_back({column.index, column.title, column.target});
    }
    sheets.push_back(std::move(recognised));
  }
  return sheets;
}

TimesheetDraft read_timesheet(const Grid& original, const ReadingContext& context) {
  TimesheetDraft draft;
  draft.findings = original.findings;
  if (original.sheets.empty()) return draft;  // read_grid has said why

  const auto blanked = without_nirs(original, draft.findings);
  const Grid& grid = blanked ? *blanked : original;
  const auto candidates = visible_candidates(grid, context, draft.findings);
  const auto recognised = those(candidates, [](const Candidate& c) { return c.header && c.header->is_complete(); });
  if (recognised.empty()) {
    report_missing_table(candidates, draft.findings);
    return draft;
  }
  const auto chosen = chosen_sheets(recognised, context.month);
  announce_choice(recognised, chosen, draft.findings);
  for (const auto& [sheet, header, month] : chosen) {
    check_preamble(*sheet, *header, context.month, draft.findings);
    TimesheetTable(*sheet, *header, context, draft).read();
  }
  return draft;
}

}  // namespace clausier::read
