// Synthesis, progress, months, lots by month, modalities and groups.
#include <algorithm>

#include "labels.hpp"
#include "sheets.hpp"

namespace clausier::report {
namespace {

constexpr std::size_t lots_in_chart_at_most = 40;  // beyond, bars are too thin to be read

bool any_straddling(const Report& report) { return report.totals.straddling.declared != WorkTime::zero(); }

Cell ratio_cell(WorkTime part, std::optional<WorkTime> whole) {
  const auto ratio = ratio_basis_points(part, whole);
  return ratio ? Cell(BasisPoints{*ratio}) : Cell();
}

// What a set of lots has done of what it owes, in hours retained: no lot counts for more than its own obligation.
WorkTime done_of(std::optional<WorkTime> obligation, std::optional<WorkTime> gap) {
  return obligation && gap ? *obligation - *gap : WorkTime::zero();
}

void append_figures(std::vector<Cell>& row, const Figures& figures, bool total) {
  row.push_back(cell_or_empty(figures.owed));
  row.push_back(cell_or_empty(figures.due));
  append_hours_cells(row, figures.hours);
  row.emplace_back(figures.credited);
  row.push_back(cell_or_empty(figures.missing));
  row.push_back(ratio_cell(total ? done_of(figures.owed, figures.remaining) : figures.credited, figures.owed));
  row.push_back(ratio_cell(total ? done_of(figures.due, figures.missing) : figures.credited, figures.due));
  row.push_back(cell_or_empty(figures.exposure));
}

std::vector<Column> synthesis_columns(const Report& report, const Wording& wording) {
  std::vector<Column> columns{column(wording, "reference", ColumnKind::text, 17),
                              column(wording, "object", ColumnKind::text, 23),
                              state_column(wording, 12),
                              hours_column(wording, "owed"),
                              hours_column(wording, "due")};
  append_hours_columns(columns, wording);
  columns.push_back(hours_column(wording, "credited"));
  columns.push_back(hours_column(wording, "missing"));
  columns.push_back(column(wording, "progress", ColumnKind::percent, 11));
  columns.push_back(column(wording, "pace", ColumnKind::percent, 11));
  columns.push_back(column(wording, "exposure", ColumnKind::money, 12));
  columns.push_back(column(wording, "people", ColumnKind::integer, 10));
  if (any_straddling(report)) columns.push_back(hours_column(wording, "straddling"));
  for (auto& column : columns)  // the widest table: as narrow as its titles allow
    if (column.kind == ColumnKind::hours && column.indicator != "uncountable") column.width = 10;
  return columns;
}

std::vector<Cell> synthesis_row(const Report& report, const LotSection& lot, const Wording& wording) {
  std::vector<Cell> row{lot_reference(lot, wording), subject_of(lot),
                        wording.say("state." + std::string(lot_state_code(lot.state)))};
  append_figures(row, lot.figures, false);
  row.push_back(people_cell(lot.people, report.people_minimum, wording));
  if (any_straddling(report)) row.emplace_back(lot.figures.straddling.declared);
  return row;
}

std::vector<Cell> synthesis_total(const Report& report, const Wording& wording) {
  std::vector<Cell> row{total_label(report, wording), {}, {}};
  append_figures(row, report.totals, report.lots.size() > 1);
  row.push_back(people_of_all(report, wording));
  if (any_straddling(report)) row.emplace_back(report.totals.straddling.declared);
  return row;
}

std::size_t column_named(const Sheet& sheet, const Wording& wording, std::string_view name) {
  const auto header = wording.say("report.column." + std::string(name));
  const auto found = std::find_if(sheet.columns.begin(), sheet.columns.end(),
                                  [&](const Column& column) { return column.header == header; });
  return static_cast<std::size_t>(found - sheet.columns.begin());
}

// What would still be missing to date if all that waits were counted: after the waiting hours, not beside them.
std::optional<WorkTime> still_missing_of(const Figures& figures) {
  if (!figures.missing) return std::nullopt;
  return std::max(WorkTime::zero(), *figures.missing - figures.hours.pending);
}

std::vector<Cell> progress_row(std::string perimeter, const Figures& figures, std::optional<WorkTime> still_missing) {
  return {std::move(perimeter), cell_or_empty(figures.due), figures.hours.counted, figures.credited,
          figures.hours.pending, cell_or_empty(still_missing)};
}

// The bar of a lot is as long as what is due to date, or as what was done when that is more.
Chart progress_chart(const Sheet& sheet, const Wording& wording) {
  return {.kind = ChartKind::stacked_bars,
          .title = wording.say("report.chart.progress.title"),
          .description = wording.say("report.chart.progress.description"),
          .value_axis = wording.say("report.chart.hours_axis"),
          .category_column = 0,
          .series = {{column_named(sheet, wording, "credited"), SeriesStyle::solid},
                     {column_named(sheet, wording, "pending"), SeriesStyle::hatched},
                     {column_named(sheet, wording, "still_missing"), SeriesStyle::hollow}}};
}

Chart months_chart(const Sheet& sheet, const Wording& wording, bool with_due) {
  Chart chart{.kind = ChartKind::lines,
              .title = wording.say("report.chart.months.title"),
              .description = wording.say("report.chart.months.description"),
              .value_axis = wording.say("report.chart.hours_axis"),
              .category_column = 0,
              .series = {{column_named(sheet, wording, "counted_so_far"), SeriesStyle::plain_line}}};
  if (with_due) chart.series.push_back({column_named(sheet, wording, "due_so_far"), SeriesStyle::dashed_line});
  return chart;
}

void append_modalities(Sheet& sheet, const std::string& perimeter, const std::vector<ModalityLine>& lines,
                       const Wording& wording) {
  for (const auto& line : lines) {
    std::vector<Cell> row{perimeter, wording.say("modality." + std::string(modality_code(line.modality)))};
    append_hours_cells(row, line.hours);
    sheet.rows.push_back(std::move(row));
  }
}

std::vector<Cell> group_row(const std::string& perimeter, std::string label, Cell people, const HoursTotals& hours) {
  return {perimeter, std::move(label), std::move(people), hours.declared, hours.counted, hours.pending};
}

void append_groups(Sheet& sheet, const std::string& perimeter, const GroupTable& table, std::size_t minimum, const Wording& wording) {
  for (const auto& line : table.lines)
    sheet.rows.push_back(group_row(perimeter, wording.say("criterion." + line.code), people_cell(line.people, minimum, wording), line.hours));
  if (table.undistributed)
    sheet.rows.push_back(group_row(perimeter, wording.say("report.group.undistributed"), mask_of(Disclosure::withheld, minimum, wording),
                                   *table.undistributed));
}

}  // namespace

Sheet synthesis_sheet(const Report& report, const Wording& wording) {
  Sheet sheet{.name = wording.say("report.sheet.synthesis"), .columns = synthesis_columns(report, wording)};
  for (const auto& lot : report.lots) sheet.rows.push_back(synthesis_row(report, lot, wording));
  sheet.rows.push_back(synthesis_total(report, wording));
  sheet.total_rows = 1;
  sheet.frozen_columns = 1;
  return sheet;
}

Sheet progress_sheet(const Report& report, const Wording& wording) {
  Sheet sheet{.name = wording.say("report.sheet.progress"),
              .columns = {column(wording, "reference", ColumnKind::text, 40), column(wording, "due", ColumnKind::hours, 16),
                          column(wording, "counted", ColumnKind::hours, 16), column(wording, "credited", ColumnKind::hours, 16),
                          column(wording, "pending", ColumnKind::hours, 16), column(wording, "still_missing", ColumnKind::hours, 20)}};
  std::optional<WorkTime> still_missing;  // lot by lot: the lead of one does not fill the gap of another
  for (const auto& lot : report.lots) {
    const auto own = still_missing_of(lot.figures);
    if (own) still_missing = still_missing.value_or(WorkTime::zero()) + *own;
    sheet.rows.push_back(progress_row(lot_reference(lot, wording), lot.figures, own));
  }
  sheet.rows.push_back(progress_row(total_label(report, wording), report.totals, still_missing));
  sheet.total_rows = 1;
  sheet.frozen_columns = 1;
  if (!report.lots.empty() && report.lots.size() <= lots_in_chart_at_most) sheet.chart = progress_chart(sheet, wording);
  return sheet;
}

Sheet months_sheet(const Report& report, const Wording& wording) {
  Sheet sheet{.name = wording.say("report.sheet.months"), .columns = {column(wording, "month", ColumnKind::month, 16)}};
  append_hours_columns(sheet.columns, wording);
  sheet.columns.push_back(hours_column(wording, "counted_so_far"));
  sheet.columns.push_back(hours_column(wording, "due_so_far"));
  for (const auto& line : report.months) {
    std::vector<Cell> row{line.month};
    append_hours_cells(row, line.hours);
    row.emplace_back(line.counted_so_far);
    row.push_back(cell_or_empty(line.due_so_far));
    sheet.rows.push_back(std::move(row));
  }
  std::vector<Cell> total{wording.say("report.total")};
  append_hours_cells(total, report.totals.hours);
  total.insert(total.end(), {Cell(report.totals.hours.counted), cell_or_empty(report.totals.due)});
  sheet.rows.push_back(std::move(total));
  sheet.total_rows = 1;
  sheet.frozen_columns = 1;
  if (report.months.size() > 1) sheet.chart = months_chart(sheet, wording, report.totals.due.has_value());
  return sheet;
}

Sheet lot_months_sheet(const Report& report, const Wording& wording) {
  Sheet sheet{.name = wording.say("report.sheet.lot_months"),
              .columns = {column(wording, "reference", ColumnKind::text, 24), column(wording, "month", ColumnKind::month, 16)}};
  append_hours_columns(sheet.columns, wording);
  for (const auto& lot : report.lots) {
    for (const auto& line : lot.months) {
      std::vector<Cell> row{lot_reference(lot, wording), line.month};
      append_hours_cells(row, line.hours);
      sheet.rows.push_back(std::move(row));
    }
  }
  return sheet;
}

Sheet modalities_sheet(const Report& report, const Wording& wording) {
  Sheet sheet{.name = wording.say("report.sheet.modalities"),
              .columns = {column(wording, "perimeter", ColumnKind::text, 24), column(wording, "modality", ColumnKind::text, 24)}};
  append_hours_columns(sheet.columns, wording);
  append_modalities(sheet, total_label(report, wording), report.modalities, wording);
  if (report.lots.size() < 2) return sheet;
  for (const auto& lot : report.lots) append_modalities(sheet, lot_reference(lot, wording), lot.modalities, wording);
  return sheet;
}

Sheet groups_sheet(const Report& report, const Wording& wording) {
  Sheet sheet{.name = wording.say("report.sheet.groups"),
              .columns = {column(wording, "perimeter", ColumnKind::text, 24), column(wording, "group", ColumnKind::text, 62),
                          column(wording, "people", ColumnKind::integer, 11), hours_column(wording, "declared"),
                          hours_column(wording, "counted"), hours_column(wording, "pending")}};
  const auto minimum = report.people_minimum;
  const auto append = [&](const std::string& perimeter, const GroupTable& table, Cell people, const HoursTotals& hours) {
    append_groups(sheet, perimeter, table, minimum, wording);
    sheet.subtotals.insert(sheet.rows.size());
    sheet.rows.push_back(group_row(perimeter, wording.say("report.group.all"), std::move(people), hours));
  };
  append(total_label(report, wording), report.groups, people_of_all(report, wording), report.totals.hours);
  for (const auto* note : {"minimum", "undistributed", "people"})
    sheet.notes.push_back(wording.say("report.note.groups." + std::string(note), {{"minimum", std::to_string(minimum)}}));
  if (report.lots.size() < 2) return sheet;
  for (const auto& lot : report.lots)
    append(lot_reference(lot, wording), lot.groups, people_cell(lot.people, minimum, wording), lot.figures.hours);
  return sheet;
}

}  // namespace clausier::report
