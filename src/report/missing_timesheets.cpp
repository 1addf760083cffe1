#include "clausier/report/missing_timesheets.hpp"

#include "labels.hpp"

namespace clausier::report {

TableReport missing_timesheets(ReportFrame frame, const std::vector<MissingMonth>& lines, const Wording& wording) {
  Sheet sheet{.name = wording.say("report.sheet.missing_timesheets"),
              .columns = {column(wording, "reference", ColumnKind::text, 34), column(wording, "buyer", ColumnKind::text, 30),
                          column(wording, "firm", ColumnKind::text, 30), column(wording, "firm_siret", ColumnKind::text, 16),
                          column(wording, "month", ColumnKind::month, 16), column(wording, "due_on", ColumnKind::date, 12),
                          column(wording, "days_late", ColumnKind::integer, 10), column(wording, "lacking", ColumnKind::text, 34),
                          column(wording, "sent_back_on", ColumnKind::date, 12)},
              .frozen_columns = 1,
              .notes = {wording.say("report.note.missing_timesheets", {{"date", french_date(frame.cutoff.worked_until)}})}};
  for (const auto& line : lines)
    sheet.rows.push_back({line.lot, line.buyer, line.firm, line.firm_siret, line.month, line.due_on, std::int64_t{line.days_late},
                          wording.say(line.sent_back_on ? "report.missing.to_correct" : "report.missing.never_sent"),
                          cell_or_empty(line.sent_back_on)});
  return {TableReportKind::missing, std::move(frame), {{"missing_timesheets", std::move(sheet)}}};
}

}  // namespace clausier::report
