#include "clausier/report/hours_statement.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "labels.hpp"

namespace clausier::report {
namespace {

HoursTotals totals_of(const std::vector<StatedLine>& lines) {
  HoursTotals totals;
  for (const auto& stated : lines) totals.add(stated.line.status, stated.line.entry.declared);
  return totals;
}

Table person_table(const StatedPerson& person, const std::vector<StatedLine>& lines, const Wording& wording) {
  Sheet sheet{.name = wording.say("report.sheet.person"),
              .columns = {column(wording, "parameter", ColumnKind::text, 40), column(wording, "value", ColumnKind::text, 40),
                          column(wording, "code", ColumnKind::text, 14)}};
  const auto add = [&](const std::string& key, Cell value, const char* code = "") {
    sheet.rows.push_back({wording.say(key), std::move(value), std::string(code)});
  };
  add("report.person.family_name", person.family_name);
  add("report.person.given_name", person.given_name);
  add("report.person.birth_date", cell_or_empty(person.birth_date));
  add("report.person.reference", person.reference);
  const auto totals = totals_of(lines);
  add("report.column.declared", totals.declared, "declared");
  add("report.column.counted", totals.counted, "counted");
  add("report.column.pending", totals.pending, "pending");
  add("report.column.rejected", totals.rejected, "rejected");
  add("report.column.uncountable", totals.uncountable, "uncountable");
  return {"person", std::move(sheet)};
}

Table lines_table(const std::vector<StatedLine>& lines, const Wording& wording) {
  Sheet sheet{.name = wording.say("report.sheet.ledger"),
              .columns = {column(wording, "month", ColumnKind::month, 16), column(wording, "first_day_worked", ColumnKind::date, 12),
                          column(wording, "last_day_worked", ColumnKind::date, 12), column(wording, "reference", ColumnKind::text, 34),
                          column(wording, "firm", ColumnKind::text, 28), column(wording, "modality", ColumnKind::text, 18),
                          hours_column(wording, "declared"), hours_column(wording, "counted"), column(wording, "status", ColumnKind::text, 16)},
              .notes = {wording.say("report.note.statement")}};
  for (const auto& [lot, firm, line] : lines) {
    const auto& entry = line.entry;
    sheet.rows.push_back({entry.subject.month, entry.worked.first, entry.worked.last, lot, firm,
                          wording.say("modality." + std::string(modality_code(entry.modality))), entry.declared,
                          line.status == LineStatus::counted ? entry.declared : WorkTime::zero(),
                          wording.say("status." + std::string(line_status_code(line.status)))});
  }
  return {"lines", std::move(sheet)};
}

Table months_table(const std::vector<StatedLine>& lines, const Wording& wording) {
  std::map<Month, HoursTotals> months;
  for (const auto& stated : lines) months[stated.line.entry.worked.last.month_of()].add(stated.line.status, stated.line.entry.declared);
  Sheet sheet{.name = wording.say("report.sheet.months"), .columns = {column(wording, "month", ColumnKind::month, 16)}};
  append_hours_columns(sheet.columns, wording);
  for (const auto& [month, hours] : months) {
    std::vector<Cell> row{month};
    append_hours_cells(row, hours);
    sheet.rows.push_back(std::move(row));
  }
  return {"months", std::move(sheet)};
}

}  // namespace

TableReport hours_statement(ReportFrame frame, const StatedPerson& person, std::vector<StatedLine> lines, const Wording& wording) {
  std::sort(lines.begin(), lines.end(), [](const StatedLine& a, const StatedLine& b) {
    const auto &left = a.line.entry, &right = b.line.entry;
    return std::tie(left.worked.last, left.worked.first, a.lot, left.id) < std::tie(right.worked.last, right.worked.first, b.lot, right.id);
  });
  return {TableReportKind::statement, std::move(frame),
          {person_table(person, lines, wording), lines_table(lines, wording), months_table(lines, wording)}, 1};
}

}  // namespace clausier::report
