#include "clausier/report/attestation.hpp"

#include <stdexcept>

#include "labels.hpp"

namespace clausier::report {
namespace {

class Statements {
public:
  explicit Statements(const Wording& wording) : wording_(wording) {
    sheet_.name = wording.say("report.sheet.attestation");
    sheet_.columns = {column(wording, "parameter", ColumnKind::text, 40), column(wording, "value", ColumnKind::text, 60),
                      column(wording, "code", ColumnKind::text, 14)};
  }
  void say(const std::string& key, Cell value) { sheet_.rows.push_back({wording_.say(key), std::move(value), std::string()}); }
  // A figure under its code of the dictionary.
  void figure(const std::string& code, Cell value) { sheet_.rows.push_back({wording_.say("report.column." + code), std::move(value), code}); }
  void note(std::string sentence) { sheet_.notes.push_back(std::move(sentence)); }
  Table table() && { return {"attestation", std::move(sheet_)}; }

private:
  const Wording& wording_;
  Sheet sheet_;
};

void say_contract(Statements& out, const LotSection& lot, const Wording& wording) {
  out.say("report.column.reference", lot_reference(lot, wording));
  out.say("report.column.object", subject_of(lot));
  out.say("report.column.buyer", lot.buyer);
  if (!lot.buyer_siret.empty()) out.say("report.column.buyer_siret", lot.buyer_siret);
  out.say("report.column.holders", joined(lot.holders, ", "));
  if (!lot.clause) return;
  out.say("report.column.first_day", lot.clause->execution.first);
  out.say("report.column.last_day", lot.clause->execution.last);
}

void say_figures(Statements& out, const Report& report, const LotSection& lot, const Wording& wording) {
  const auto& f = lot.figures;
  out.figure("owed", cell_or_empty(f.owed));
  out.figure("due", cell_or_empty(f.due));
  out.figure("declared", f.hours.declared);
  out.figure("counted", f.hours.counted);
  out.figure("credited", f.credited);
  out.figure("pending", f.hours.pending);
  out.figure("rejected", f.hours.rejected);
  out.figure("uncountable", f.hours.uncountable);
  out.figure("missing", cell_or_empty(f.missing));
  out.figure("remaining", cell_or_empty(f.remaining));
  out.figure("people", people_cell(lot.people, report.people_minimum, wording));
}

// What the figures allow to certify, never more: an obligation that cannot be computed is not called met.
std::string verdict_of(const LotSection& lot) {
  if (lot.state == LotState::done) return "report.attestation.met";
  if (!lot.figures.owed || lot.state == LotState::indeterminate) return "report.attestation.unknown";
  return lot.figures.hours.pending > WorkTime::zero() ? "report.attestation.waiting" : "report.attestation.not_met";
}

Parameters holes_of(const Report& report, const LotSection& lot) {
  return {{"date", french_long_date(report.cutoff.worked_until)},
          {"remaining", french_hours(lot.figures.remaining.value_or(WorkTime::zero()))},
          {"pending", french_hours(lot.figures.hours.pending)}};
}

Table months_table(const LotSection& lot, const Wording& wording) {
  Sheet sheet{.name = wording.say("report.sheet.months"), .columns = {column(wording, "month", ColumnKind::month, 16)}};
  append_hours_columns(sheet.columns, wording);
  for (const auto& line : lot.months) {
    std::vector<Cell> row{line.month};
    append_hours_cells(row, line.hours);
    sheet.rows.push_back(std::move(row));
  }
  return {"months", std::move(sheet)};
}

Table modalities_table(const LotSection& lot, const Wording& wording) {
  Sheet sheet{.name = wording.say("report.sheet.modalities"), .columns = {column(wording, "modality", ColumnKind::text, 34)}};
  append_hours_columns(sheet.columns, wording);
  for (const auto& line : lot.modalities) {
    std::vector<Cell> row{wording.say("modality." + std::string(modality_code(line.modality)))};
    append_hours_cells(row, line.hours);
    sheet.rows.push_back(std::move(row));
  }
  return {"modalities", std::move(sheet)};
}

}  // namespace

TableReport attestation(const Report& report, const Wording& wording) {
  if (report.lots.size() != 1) throw std::invalid_argument("attestation, of one lot only");
  const auto& lot = report.lots.front();
  Statements out(wording);
  say_contract(out, lot, wording);
  out.say("report.column.state", wording.say("state." + std::string(lot_state_code(lot.state))));
  say_figures(out, report, lot, wording);
  out.say("report.attestation.conclusion", wording.say(verdict_of(lot), holes_of(report, lot)));
  out.note(wording.say("report.note.attestation"));
  out.note(wording.say("report.attestation.signature"));
  return {TableReportKind::attestation,
          {report.title, report.cutoff, report.recorded_until_text, report.rulebook_version, report.entries_sha256, report.software_version},
          {std::move(out).table(), months_table(lot, wording), modalities_table(lot, wording)}};
}

}  // namespace clausier::report
