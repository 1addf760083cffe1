// What lateness may cost, lot by lot: a proposal, and the buyer alone decides.
#include "labels.hpp"
#include "sheets.hpp"

namespace clausier::report {
namespace {

std::string remark_on(const ProposedPenalty& penalty, const Wording& wording) {
  if (penalty.index_missing) return wording.say("report.penalty.no_index");
  return penalty.notice_missing ? wording.say("report.penalty.no_notice") : "";
}

// The documents of a period bear its last day as a name.
std::string about_text(const std::string& about, const Wording& wording) {
  const auto period = Date::parse_iso(about);
  return period ? wording.say("report.penalty.period", {{"date", french_date(*period)}}) : about;
}

}  // namespace

Sheet penalties_sheet(const Report& report, const Wording& wording) {
  Sheet sheet{.name = wording.say("report.sheet.penalties"),
              .columns = {column(wording, "reference", ColumnKind::text, 24), column(wording, "penalty_kind", ColumnKind::text, 26),
                          column(wording, "penalty_about", ColumnKind::text, 44), column(wording, "penalty_amount", ColumnKind::money, 14),
                          column(wording, "penalty_remark", ColumnKind::text, 44)},
              .frozen_columns = 1,
              .notes = {wording.say("report.note.penalties")}};
  for (const auto& lot : report.lots) {
    if (!lot.penalties) continue;
    for (const auto& penalty : lot.penalties->penalties)
      sheet.rows.push_back({lot_reference(lot, wording), wording.say("penalty_kind." + std::string(penalty_kind_code(penalty.kind))),
                            about_text(penalty.about, wording), penalty.index_missing ? Cell() : Cell(penalty.amount), remark_on(penalty, wording)});
    sheet.subtotals.insert(sheet.rows.size());
    sheet.rows.push_back({lot_reference(lot, wording), wording.say("report.penalty.total"), {}, lot.penalties->total,
                          lot.penalties->capped ? wording.say("report.penalty.capped") : ""});
  }
  return sheet;
}

}  // namespace clausier::report
