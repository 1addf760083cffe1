#include "clausier/report/ledger_table.hpp"

#include "labels.hpp"
#include "sheets.hpp"

namespace clausier::report {
namespace {

constexpr std::size_t columns = 12;

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

LedgerRows::LedgerRows(const Wording& wording) : wording_(wording), codes_(columns), row_(columns) {}

void LedgerRows::put(std::size_t column, const std::string& text) {
  const auto* put = std::get_if<std::string>(&row_[column]);
  if (!put || *put != text) row_[column] = text;
}

void LedgerRows::say(std::size_t column, std::string_view prefix, std::string_view code) {
  if (codes_[column] == code) return;
  codes_[column] = code;
  const auto key = std::string(prefix) + codes_[column];
  row_[column] = code.empty() ? Cell() : Cell(wording_.has(key) ? wording_.say(key) : codes_[column]);
}

const std::vector<Cell>& LedgerRows::row(const DecidedEntry& line, const std::string& lot, const std::string& firm) {
  const auto& entry = line.entry;
  row_[0] = entry.id.value();
  row_[1] = entry.subject.month;
  row_[2] = entry.worked.first;
  row_[3] = entry.worked.last;
  put(4, lot);
  put(5, firm);
  say(6, "modality.", modality_code(entry.modality));
  say(7, "contract_type.", entry.contract_type);
  say(8, "kind.", work_kind_code(entry.kind));
  row_[9] = entry.declared;
  say(10, "status.", line_status_code(line.status));
  say(11, "", line.reason);
  return row_;
}

Sheet ledger_parameters(const ReportFrame& frame, std::int64_t lines, const Wording& wording) {
  auto sheet = frame_sheet(frame, wording);
  sheet.rows.insert(sheet.rows.begin() + 1, {wording.say("report.column.lines"), lines, std::string("lines")});
  return sheet;
}

}  // namespace clausier::report
