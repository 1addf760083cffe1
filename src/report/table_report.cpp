#include "clausier/report/table_report.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "labels.hpp"
#include "sheets.hpp"

namespace clausier::report {
namespace {

constexpr std::array kinds{std::pair{TableReportKind::statement, std::string_view("statement")},
                           std::pair{TableReportKind::attestation, std::string_view("attestation")},
                           std::pair{TableReportKind::missing, std::string_view("missing")},
                           std::pair{TableReportKind::pathways, std::string_view("pathways")}};

}  // namespace

std::string_view table_report_kind_code(TableReportKind kind) {
  return std::find_if(kinds.begin(), kinds.end(), [&](const auto& known) { return known.first == kind; })->second;
}

std::optional<TableReportKind> parse_table_report_kind(std::string_view code) {
  const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const auto& known) { return known.second == code; });
  return found == kinds.end() ? std::nullopt : std::optional(found->first);
}

Sheet frame_sheet(const ReportFrame& frame, const Wording& wording) {
  Sheet sheet{.name = wording.say("report.sheet.parameters"),
              .columns = {column(wording, "parameter", ColumnKind::text, 46), column(wording, "value", ColumnKind::text, 70),
                          column(wording, "code", ColumnKind::text, 12)}};
  const auto add = [&](std::string_view key, Cell value) {
    sheet.rows.push_back({wording.say(key), std::move(value), std::string()});
  };
  add("report.parameter.title", frame.title);
  add("report.parameter.worked_until", frame.cutoff.worked_until);
  add("report.parameter.recorded_until", frame.recorded_until_text);
  add("report.parameter.recorded_until_utc", frame.cutoff.recorded_until.iso());
  add("report.parameter.hash", frame.entries_sha256);
  add("report.parameter.rulebook", frame.rulebook_version);
  add("report.parameter.software", frame.software_version);
  return sheet;
}

Workbook to_workbook(const TableReport& report, const Wording& wording) {
  std::vector<Sheet> sheets;
  for (const auto& table : report.tables) sheets.push_back(table.sheet);
  sheets.push_back(frame_sheet(report.frame, wording));
  return workbook_of(report.frame, std::move(sheets), wording);
}

Sheet flat_table(const TableReport& report, const Wording& wording) {
  auto sheet = report.tables.at(report.csv_table).sheet;
  const auto& frame = report.frame;
  for (const auto* name : {"worked_until", "recorded_until", "rules", "hash"}) sheet.columns.push_back(column(wording, name, ColumnKind::text, 20));
  for (auto& row : sheet.rows)
    for (Cell cell : {Cell(frame.cutoff.worked_until), Cell(frame.cutoff.recorded_until.iso()), Cell(frame.rulebook_version), Cell(frame.entries_sha256)})
      row.push_back(std::move(cell));
  return sheet;
}

}  // namespace clausier::report
