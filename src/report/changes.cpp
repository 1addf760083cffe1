// What a report says otherwise than the one before.
#include <algorithm>

#include "clausier/report/report.hpp"
#include "labels.hpp"
#include "sheets.hpp"

namespace clausier::report {
namespace {

Standing standing_of(const LotSection& lot) { return {lot.state, lot.figures}; }

bool same(const Figures& a, const Figures& b) {
  return a.owed == b.owed && a.due == b.due && a.missing == b.missing && a.hours == b.hours && a.credited == b.credited &&
         a.straddling == b.straddling && a.exposure == b.exposure;
}

const LotSection* find_lot(const Report& report, LotId lot) {
  const auto found = std::find_if(report.lots.begin(), report.lots.end(), [&](const LotSection& l) { return l.lot == lot; });
  return found == report.lots.end() ? nullptr : &*found;
}

LotChange change_of(const LotSection& lot) {
  return {.lot = lot.lot, .contract_number = lot.contract_number, .lot_number = lot.lot_number, .contract = lot.contract};
}

std::string reference_of(const LotChange& change, const Wording& wording) {
  LotSection named{.contract = change.contract, .contract_number = change.contract_number, .lot = change.lot};
  named.lot_number = change.lot_number;
  return lot_reference(named, wording);
}

Cell difference(const Cell& before, const Cell& after) {
  if (std::holds_alternative<WorkTime>(before) && std::holds_alternative<WorkTime>(after))
    return std::get<WorkTime>(after) - std::get<WorkTime>(before);
  if (std::holds_alternative<Money>(before) && std::holds_alternative<Money>(after))
    return Money::from_cents(std::get<Money>(after).cents() - std::get<Money>(before).cents());
  return {};
}

struct Compared {
  const char* code;
  Cell (*of)(const Figures&);
};

const Compared compared_figures[] = {
    {"owed", [](const Figures& f) { return cell_or_empty(f.owed); }},
    {"due", [](const Figures& f) { return cell_or_empty(f.due); }},
    {"declared", [](const Figures& f) { return Cell(f.hours.declared); }},
    {"counted", [](const Figures& f) { return Cell(f.hours.counted); }},
    {"pending", [](const Figures& f) { return Cell(f.hours.pending); }},
    {"rejected", [](const Figures& f) { return Cell(f.hours.rejected); }},
    {"uncountable", [](const Figures& f) { return Cell(f.hours.uncountable); }},
    {"credited", [](const Figures& f) { return Cell(f.credited); }},
    {"missing", [](const Figures& f) { return cell_or_empty(f.missing); }},
    {"straddling", [](const Figures& f) { return Cell(f.straddling.declared); }},
    {"exposure", [](const Figures& f) { return cell_or_empty(f.exposure); }},
};

void append_change(Sheet& sheet, const LotChange& change, const Wording& wording) {
  const auto reference = reference_of(change, wording);
  const auto say_state = [&](const std::optional<Standing>& s, const char* absent) {
    return Cell(wording.say(s ? "state." + std::string(lot_state_code(s->state)) : absent));
  };
  if (!change.before || !change.after || change.before->state != change.after->state)
    sheet.rows.push_back({reference, wording.say("report.column.state"), {}, say_state(change.before, "report.change.added"),
                          say_state(change.after, "report.change.removed"), {}});
  const Figures none;
  const auto& before = change.before ? change.before->figures : none;
  const auto& after = change.after ? change.after->figures : none;
  for (const auto& figure : compared_figures) {
    const Cell was = figure.of(before), is = figure.of(after);
    if (was == is) continue;
    sheet.rows.push_back({reference, wording.say("report.column." + std::string(figure.code)), std::string(figure.code), was, is,
                          difference(was, is)});
  }
}

// Its figures are those that the code of the row names.
Column figure_column(const Wording& wording, std::string_view name) {
  auto made = column(wording, name, ColumnKind::hours, 18);
  made.indicator.clear();
  return made;
}

}  // namespace

Changes changes_between(const Report& before, const Report& after) {
  Changes changes{.since = before.cutoff, .recorded_until_text = before.recorded_until_text, .entries_sha256 = before.entries_sha256};
  for (const auto& lot : after.lots) {
    const auto* former = find_lot(before, lot.lot);
    if (former && former->state == lot.state && same(former->figures, lot.figures)) continue;
    auto change = change_of(lot);
    if (former) change.before = standing_of(*former);
    change.after = standing_of(lot);
    changes.lots.push_back(std::move(change));
  }
  for (const auto& lot : before.lots) {
    if (find_lot(after, lot.lot)) continue;
    auto change = change_of(lot);
    change.before = standing_of(lot);
    changes.lots.push_back(std::move(change));
  }
  return changes;
}

Sheet changes_sheet(const Report& report, const Wording& wording) {
  Sheet sheet{.name = wording.say("report.sheet.changes"),
              .columns = {column(wording, "reference", ColumnKind::text, 24), column(wording, "indicator", ColumnKind::text, 30),
                          column(wording, "code", ColumnKind::text, 14), figure_column(wording, "before"), figure_column(wording, "after"),
                          figure_column(wording, "difference")}};
  const auto& changes = *report.changes;
  for (const auto& change : changes.lots) append_change(sheet, change, wording);
  sheet.frozen_columns = 1;
  const auto& recorded = changes.recorded_until_text;
  sheet.notes.push_back(wording.say("report.note.changes.since", {{"worked", french_date(changes.since.worked_until)},
                                                                  {"recorded", recorded.empty() ? changes.since.recorded_until.iso() : recorded},
                                                                  {"hash", changes.entries_sha256.substr(0, 16)}}));
  if (changes.lots.empty()) sheet.notes.push_back(wording.say("report.note.changes.none"));
  return sheet;
}

}  // namespace clausier::report
