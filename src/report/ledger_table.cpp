#include "clausier/report/ledger_table.hpp"

#include "labels.hpp"
#include "sheets.hpp"

namespace clausier::report {
namespace {

std::string label(const Wording& wording, const std::string& key, std::string_view otherwise) {
  return wording.has(key) ? wording.say(key) : std::string(otherwise);
}

}  // namespace

Sheet ledger_sheet(const Wording& wording) {
  return {.name = wording.say("report.sheet.ledger"),
          .columns = {column(wording, "entry", ColumnKind::integer, 11), column(wording, "month", ColumnKind::month, 16),
                      column(wording, "first_day_worked", ColumnKind::date, 12), column(wording, "last_day_worked", ColumnKind::date, 12),
                      column(wording, "reference", ColumnKind::text, 24), column(wording, "firm", ColumnKind::text, 26),
                      column(wording, "modality", ColumnKind::text, 18), column(wording, "contract_type", ColumnKind::text, 20),
                      column(wording, "work_kind", ColumnKind::text, 14), hours_column(wording, "declared"),
                      column(wording, "status", ColumnKind::text, 16), column(wording, "reason", ColumnKind::text, 40)},
          .frozen_columns = 1};
}

std::vector<Cell> ledger_row(const DecidedEntry& line, const std::string& lot, const std::string& firm, const Wording& wording) {
  const auto& entry = line.entry;
  const std::string kind(work_kind_code(entry.kind)), status(line_status_code(line.status));
  return {entry.id.value(),
          entry.subject.month,
          entry.worked.first,
          entry.worked.last,
          lot,
          firm,
          wording.say("modality." + std::string(modality_code(entry.modality))),
          label(wording, "contract_type." + entry.contract_type, entry.contract_type),
          label(wording, "kind." + kind, kind),
          entry.declared,
          wording.say("status." + status),
          line.reason.empty() ? Cell() : Cell(wording.say(line.reason))};
}

Sheet ledger_parameters(const ReportFrame& frame, std::int64_t lines, const Wording& wording) {
  auto sheet = frame_sheet(frame, wording);
  sheet.rows.insert(sheet.rows.begin() + 1, {wording.say("report.column.lines"), lines, std::string("lines")});
  return sheet;
}

}  // namespace clausier::report
