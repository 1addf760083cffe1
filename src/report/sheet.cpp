#include "clausier/report/sheet.hpp"

#include <algorithm>

#include "labels.hpp"
#include "sheets.hpp"

namespace clausier::report {
namespace {

constexpr std::size_t rows_of_a_sheet_at_most = 1'000'000;  // a spreadsheet holds 1 048 576, headers included
constexpr std::size_t sheet_name_bytes_at_most = 31;

std::string cutoff_line(const Report& report, const Wording& wording) {
  const auto& text = report.recorded_until_text;
  return wording.say("report.foot", {{"worked", french_date(report.cutoff.worked_until)},
                                     {"recorded", text.empty() ? report.cutoff.recorded_until.iso() : text},
                                     {"rules", report.rulebook_version},
                                     {"hash", report.entries_sha256.substr(0, 16)}});
}

// Characters of a number as a spreadsheet prints it, spaces between thousands included.
int printed_width(std::int64_t whole_part, int after) {
  const int digits = static_cast<int>(std::to_string(whole_part).size());
  return digits + (digits - 1) / 3 + after;
}

int printed_width(const Cell& cell) {
  constexpr int comma_and_hundredths = 3, and_euro = 5;
  if (const auto* time = std::get_if<WorkTime>(&cell)) return printed_width(time->seconds() / 3600, comma_and_hundredths);
  if (const auto* money = std::get_if<Money>(&cell)) return printed_width(money->cents() / 100, and_euro);
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return printed_width(*number, 0);
  return 0;
}

// A number wider than its column would be printed as "####".
void make_room_for_numbers(Sheet& sheet) {
  constexpr int breathing_space = 2;
  for (const auto& row : sheet.rows) {
    for (std::size_t i = 0; i < row.size(); ++i)
      sheet.columns[i].width = std::max(sheet.columns[i].width, printed_width(row[i]) + breathing_space);
  }
}

std::string part_name(const std::string& name, std::size_t part) {
  const auto suffix = " (" + std::to_string(part) + ")";
  return name.substr(0, sheet_name_bytes_at_most - suffix.size()) + suffix;
}

std::vector<Sheet> parts_of(Sheet sheet, std::size_t rows_at_most) {
  const auto rows = std::move(sheet.rows);
  sheet.rows.clear();
  sheet.chart.reset();
  const auto total_rows = std::exchange(sheet.total_rows, 0);
  const auto subtotals = std::exchange(sheet.subtotals, {});
  auto notes = std::exchange(sheet.notes, {});
  std::vector<Sheet> parts;
  for (std::size_t first = 0; first < rows.size(); first += rows_at_most) {
    const auto last = std::min(rows.size(), first + rows_at_most);
    Sheet part = sheet;
    if (!parts.empty()) part.name = part_name(sheet.name, parts.size() + 1);
    part.rows.assign(rows.begin() + static_cast<std::ptrdiff_t>(first), rows.begin() + static_cast<std::ptrdiff_t>(last));
    for (const auto row : subtotals) {
      if (row >= first && row < last) part.subtotals.insert(row - first);
    }
    parts.push_back(std::move(part));
  }
  parts.back().total_rows = std::min(total_rows, parts.back().rows.size());
  parts.back().notes = std::move(notes);
  return parts;
}

std::vector<Column> flat_columns(const Wording& w) {
  std::vector<Column> columns{
      column(w, "line", ColumnKind::text, 8),         column(w, "reference", ColumnKind::text, 24),
      column(w, "object", ColumnKind::text, 34),      column(w, "lot_label", ColumnKind::text, 24),
      column(w, "buyer", ColumnKind::text, 28),       column(w, "buyer_siret", ColumnKind::text, 18),
      column(w, "programmes", ColumnKind::text, 26),  column(w, "holders", ColumnKind::text, 26),
      column(w, "month", ColumnKind::month, 16)};
  append_hours_columns(columns, w);
  for (const auto* name : {"owed", "due", "missing", "straddling"}) columns.push_back(hours_column(w, name));
  columns.push_back(column(w, "exposure", ColumnKind::money, 14));
  columns.push_back(column(w, "people", ColumnKind::integer, 11));
  columns.push_back(column(w, "state", ColumnKind::text, 15));
  columns.push_back(column(w, "worked_until", ColumnKind::date, 12));
  for (const auto* name : {"recorded_until", "rules", "hash"}) columns.push_back(column(w, name, ColumnKind::text, 24));
  return columns;
}

std::vector<Cell> flat_row(std::string_view line, const LotSection& lot, Cell month, const HoursTotals& hours,
                           const Wording& wording) {
  std::vector<Cell> row{wording.say("report.line." + std::string(line)), lot_reference(lot, wording), lot.object, lot.lot_label,
                        lot.buyer, lot.buyer_siret, joined(lot.programmes, ", "), joined(lot.holders, ", "), std::move(month)};
  append_hours_cells(row, hours);
  return row;
}

void append_standing(std::vector<Cell>& row, const Report& report, const LotSection& lot, const Wording& wording) {
  const auto& figures = lot.figures;
  row.insert(row.end(), {cell_or_empty(figures.owed), cell_or_empty(figures.due), cell_or_empty(figures.missing),
                         Cell(figures.straddling.declared), cell_or_empty(figures.exposure),
                         people_cell(lot.people, report.people_minimum, wording),
                         Cell(wording.say("state." + std::string(lot_state_code(lot.state))))});
}

void append_cutoff(std::vector<Cell>& row, const Report& report) {
  row.insert(row.end(), {Cell(report.cutoff.worked_until), Cell(report.cutoff.recorded_until.iso()),
                         Cell(report.rulebook_version), Cell(report.entries_sha256)});
}

}  // namespace

Workbook to_workbook(const Report& report, const Wording& wording) {
  Workbook book{.title = report.title,
                .subject = wording.say("report.subject"),
                .author = wording.say("report.author"),
                .cutoff_line = cutoff_line(report, wording),
                .page_line = wording.say("report.page", {{"page", "{page}"}, {"pages", "{pages}"}}),
                .sheets = {synthesis_sheet(report, wording), months_sheet(report, wording), lot_months_sheet(report, wording),
                           modalities_sheet(report, wording), groups_sheet(report, wording), contracts_sheet(report, wording),
                           clauses_sheet(report, wording), steps_sheet(report, wording), parameters_sheet(report, wording),
                           indicators_sheet(report, wording)}};
  if (!report.divisions.empty()) book.sheets.insert(book.sheets.begin() + 1, divisions_sheet(report, wording));
  if (!report.targets.empty()) book.sheets.insert(book.sheets.begin() + 1, targets_sheet(report, wording));
  if (report.changes) book.sheets.insert(book.sheets.begin() + 1, changes_sheet(report, wording));
  for (auto& sheet : book.sheets) make_room_for_numbers(sheet);
  book.sheets = split_long_sheets(std::move(book.sheets), rows_of_a_sheet_at_most);
  book.properties = {{"Language", "fr"},
                     {"WorkedUntil", report.cutoff.worked_until.iso()},
                     {"RecordedUntil", report.cutoff.recorded_until.iso()},
                     {"RulebookVersion", report.rulebook_version},
                     {"EntriesSha256", report.entries_sha256}};
  return book;
}

std::string printed(const Cell& cell) {
  struct Text {
    std::string operator()(std::monostate) const { return ""; }
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(const Masked& mask) const { return mask.text; }
    std::string operator()(WorkTime time) const { return french_hours(time); }
    std::string operator()(Money money) const { return french_money(money); }
    std::string operator()(std::int64_t number) const { return french_integer(number); }
    std::string operator()(BasisPoints ratio) const { return french_percent((ratio.value + 5) / 10); }
    std::string operator()(Date day) const { return french_date(day); }
    std::string operator()(Month month) const { return french_month(month); }
  };
  return std::visit(Text{}, cell);
}

Sheet flat_table(const Report& report, const Wording& wording) {
  Sheet sheet{.name = wording.say("report.sheet.flat"), .columns = flat_columns(wording)};
  for (const auto& lot : report.lots) {
    auto standing = flat_row("lot", lot, {}, lot.figures.hours, wording);
    append_standing(standing, report, lot, wording);
    append_cutoff(standing, report);
    sheet.rows.push_back(std::move(standing));
    for (const auto& line : lot.months) {
      auto row = flat_row("month", lot, line.month, line.hours, wording);
      row.resize(sheet.columns.size() - 4);
      append_cutoff(row, report);
      sheet.rows.push_back(std::move(row));
    }
  }
  return sheet;
}

std::vector<Sheet> split_long_sheets(std::vector<Sheet> sheets, std::size_t rows_at_most) {
  std::vector<Sheet> out;
  for (auto& sheet : sheets) {
    if (sheet.rows.size() <= rows_at_most) {
      out.push_back(std::move(sheet));
      continue;
    }
    for (auto& part : parts_of(std::move(sheet), rows_at_most)) out.push_back(std::move(part));
  }
  return out;
}

}  // namespace clausier::report
