// Clauses, steps of computation and parameters: by what the hours are measured.
#include <charconv>

#include "labels.hpp"
#include "sheets.hpp"

namespace clausier::report {
namespace {

std::optional<std::int64_t> whole_number(const std::string& text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// A machine value as a typed cell; what is no whole number of its unit is printed as a person reads it.
Cell value_cell(const std::string& value, const std::string& unit, const Wording& wording) {
  if (const auto day = unit == "date" ? Date::parse_iso(value) : std::nullopt) return *day;
  if (const auto number = whole_number(value)) {
    if (unit == "s" || unit == "seconds") return WorkTime::from_seconds(*number);
    if (unit == "cents") return Money::from_cents(*number);
    if (unit == "basis_points") return BasisPoints{*number};
    if (unit == "days" || unit == "weeks" || unit == "months" || unit == "years" || unit == "count" || unit == "factor") return *number;
  }
  return shown_value(wording, value, unit);
}

// Beside a bare number; other values are printed with their unit.
std::string unit_label(const std::string& unit, const Wording& wording) {
  const auto key = "report.unit." + unit;
  return wording.has(key) ? wording.say(key) : "";
}

std::vector<Column> contract_columns(const Wording& w) {
  return {column(w, "reference", ColumnKind::text, 20),   column(w, "object", ColumnKind::text, 30),
          column(w, "lot_label", ColumnKind::text, 20),   column(w, "buyer", ColumnKind::text, 22),
          column(w, "buyer_siret", ColumnKind::text, 16), column(w, "programmes", ColumnKind::text, 16),
          column(w, "holders", ColumnKind::text, 22),     column(w, "notified_on", ColumnKind::date, 12),
          column(w, "duration", ColumnKind::integer, 9),  column(w, "amount", ColumnKind::money, 14)};
}

std::vector<Cell> contract_row(const LotSection& lot, const Wording& wording) {
  return {lot_reference(lot, wording),
          lot.object,
          lot.lot_label,
          lot.buyer,
          lot.buyer_siret,
          programme_labels(lot.programmes, wording),
          joined(lot.holders, ", "),
          cell_or_empty(lot.notified_on),
          lot.duration_months ? Cell(std::int64_t{*lot.duration_months}) : Cell(),
          cell_or_empty(lot.amount)};
}

std::vector<Column> clause_columns(const Wording& w) {
  return {column(w, "reference", ColumnKind::text, 19),       column(w, "target", ColumnKind::text, 19),
          column(w, "base_amount", ColumnKind::money, 14),    column(w, "labour_share", ColumnKind::percent, 10),
          column(w, "insertion_rate", ColumnKind::percent, 11), column(w, "hourly_cost", ColumnKind::money, 10),
          column(w, "rounding", ColumnKind::text, 14),        hours_column(w, "contractual"),
          hours_column(w, "owed"),                            column(w, "first_day", ColumnKind::date, 12),
          column(w, "last_day", ColumnKind::date, 12),        column(w, "schedule", ColumnKind::text, 15),
          column(w, "legal", ColumnKind::text, 26),           column(w, "penalty", ColumnKind::money, 11),
          column(w, "window", ColumnKind::integer, 12),       column(w, "training", ColumnKind::text, 11),
          column(w, "document", ColumnKind::text, 18)};
}

void append_target(std::vector<Cell>& row, const Target& target, const Wording& wording) {
  const auto* formula = std::get_if<AmountFormula>(&target);
  if (!formula) {  // other targets are told by their steps
    const bool fixed = std::holds_alternative<FixedHours>(target);
    const auto kind = fixed ? wording.say("report.target.fixed") : wording.say("target." + std::string(target_code(target)));
    row.insert(row.end(), {Cell(kind), {}, {}, {}, {}, {}, {}});
    return;
  }
  row.insert(row.end(), {Cell(wording.say("report.target.formula")), Cell(formula->amount),
                         Cell(BasisPoints{formula->labour_share_basis_points}),
                         Cell(BasisPoints{formula->insertion_rate_basis_points}), Cell(formula->hourly_cost),
                         Cell(wording.say("rounding." + std::string(rounding_code(formula->rounding)))),
                         cell_or_empty(formula->contractual)});
}

std::vector<Cell> clause_row(const LotSection& lot, const Wording& wording) {
  std::vector<Cell> row{lot_reference(lot, wording)};
  if (!lot.clause) {
    row.emplace_back(wording.say("state.no_clause"));
    row.resize(clause_columns(wording).size());
    return row;
  }
  const auto& clause = *lot.clause;
  append_target(row, clause.target, wording);
  row.insert(row.end(), {cell_or_empty(lot.figures.owed), Cell(clause.execution.first), Cell(clause.execution.last),
                         Cell(wording.say("schedule." + std::string(due_schedule_code(clause.schedule)))),
                         Cell(legal_labels(joined(clause.legal_bases, ", "), wording)),
                         cell_or_empty(clause.penalty_per_missing_hour),
                         clause.counting_months ? Cell(std::int64_t{*clause.counting_months}) : Cell(),
                         Cell(wording.say(clause.training_counts ? "report.yes" : "report.no")),
                         Cell(clause.source_document)});
  return row;
}

class ParameterRows {
public:
  ParameterRows(Sheet& sheet, const Wording& wording) : sheet_(sheet), wording_(wording) {}
  void add(std::string_view key, Cell value, std::string note = "", const Parameters& holes = {}) {
    sheet_.rows.push_back({wording_.say(key, holes), std::move(value), {}, std::move(note)});
  }
  // A figure: with its code of the dictionary, or the code of the rule that gives it.
  void add_figure(std::string_view key, Cell value, std::string code, std::string note = "", const Parameters& holes = {}) {
    sheet_.rows.push_back({wording_.say(key, holes), std::move(value), std::move(code), std::move(note)});
  }
  void add_note(std::string_view key, Cell value, std::string_view note) { add(key, std::move(value), wording_.say(note)); }

private:
  Sheet& sheet_;
  const Wording& wording_;
};

Parameters minimum_of(const Report& report) { return {{"minimum", std::to_string(report.people_minimum)}}; }

void add_perimeter(ParameterRows& rows, const Report& report, const Wording& wording) {
  rows.add("report.parameter.title", report.title);
  rows.add("report.parameter.kind", wording.say("report.kind." + std::string(report_kind_code(report.kind))));
  if (!report.buyer.empty()) rows.add("report.parameter.buyer", report.buyer);
  if (!report.firm.empty()) rows.add("report.parameter.firm", report.firm);
  if (!report.programme.empty()) rows.add("report.parameter.programme", programme_labels({report.programme}, wording));
  rows.add_figure("report.parameter.contracts", static_cast<std::int64_t>(report.contracts), "contracts");
  rows.add_figure("report.parameter.lots", static_cast<std::int64_t>(report.lots.size()), "lots");
  for (const auto& [state, lots] : report.states) {
    const auto label = wording.say("state." + std::string(lot_state_code(state)));
    rows.add_figure("report.parameter.lots_in_state", static_cast<std::int64_t>(lots), "lots", "", {{"state", label}});
  }
  if (report.lots_left_out > 0)
    rows.add_figure("report.parameter.lots_left_out", static_cast<std::int64_t>(report.lots_left_out), "lots_left_out", "", minimum_of(report));
}

void add_cutoff(ParameterRows& rows, const Report& report) {
  rows.add_note("report.parameter.worked_until", report.cutoff.worked_until, "report.note.worked_until");
  if (!report.recorded_until_text.empty())
    rows.add_note("report.parameter.recorded_until", report.recorded_until_text, "report.note.recorded_until");
  rows.add_note("report.parameter.recorded_until_utc", report.cutoff.recorded_until.iso(), "report.note.recorded_until");
  if (report.last_recorded) rows.add("report.parameter.last_recorded", report.last_recorded->iso());
  rows.add_note("report.parameter.hash", report.entries_sha256, "report.note.hash");
  rows.add("report.parameter.rulebook", report.rulebook_version);
  if (!report.software_version.empty()) rows.add("report.parameter.software", report.software_version);
}

// The unit of a rule is the last word of its code.
std::string unit_of(const std::string& code) {
  for (const auto* unit : {"basis_points", "seconds", "cents", "factor", "count", "years", "months", "weeks", "days"}) {
    if (code.ends_with(unit)) return unit;
  }
  return "";
}

void add_rules(ParameterRows& rows, const Report& report, const Wording& wording) {
  for (const auto& rule : report.rules) {
    const auto key = "report.rule." + rule.code;
    const auto value = value_cell(std::to_string(rule.value), unit_of(rule.code), wording);
    rows.add_figure(wording.has(key) ? key : "report.rule.other", value, rule.code, rule.source);
  }
}

std::string unit_name(const Indicator& indicator, const Wording& wording) {
  return indicator.unit.empty() ? "" : wording.say("report.unit_name." + indicator.unit);
}

}  // namespace

Sheet contracts_sheet(const Report& report, const Wording& wording) {
  Sheet sheet{.name = wording.say("report.sheet.contracts"), .columns = contract_columns(wording)};
  for (const auto& lot : report.lots) sheet.rows.push_back(contract_row(lot, wording));
  sheet.frozen_columns = 1;
  return sheet;
}

Sheet clauses_sheet(const Report& report, const Wording& wording) {
  Sheet sheet{.name = wording.say("report.sheet.clauses"), .columns = clause_columns(wording)};
  for (const auto& lot : report.lots) sheet.rows.push_back(clause_row(lot, wording));
  sheet.frozen_columns = 1;
  return sheet;
}

Sheet steps_sheet(const Report& report, const Wording& wording) {
  Sheet sheet{.name = wording.say("report.sheet.steps"),
              .columns = {column(wording, "reference", ColumnKind::text, 24), column(wording, "step", ColumnKind::text, 8),
                          column(wording, "sentence", ColumnKind::text, 86), column(wording, "result", ColumnKind::hours, 20),
                          column(wording, "unit", ColumnKind::text, 9),
                          column(wording, "legal", ColumnKind::text, 44)}};
  for (const auto& lot : report.lots) {
    for (const auto& step : lot.steps) {
      sheet.rows.push_back({lot_reference(lot, wording), step.id, sentence_of(wording, step),
                            value_cell(step.result, step.unit, wording), unit_label(step.unit, wording), legal_labels(step.legal, wording)});
    }
  }
  return sheet;
}

Sheet parameters_sheet(const Report& report, const Wording& wording) {
  Sheet sheet{.name = wording.say("report.sheet.parameters"),
              .columns = {column(wording, "parameter", ColumnKind::text, 46), column(wording, "value", ColumnKind::text, 56),
                          column(wording, "code", ColumnKind::text, 30), column(wording, "source", ColumnKind::text, 64)}};
  ParameterRows rows(sheet, wording);
  add_perimeter(rows, report, wording);
  add_cutoff(rows, report);
  add_rules(rows, report, wording);
  rows.add("report.parameter.definition", {}, wording.say("report.definition.group", minimum_of(report)),
           {{"word", wording.say("report.column.group")}});
  return sheet;
}

Sheet indicators_sheet(const Report& report, const Wording& wording) {
  Sheet sheet{.name = wording.say("report.sheet.indicators"),
              .columns = {column(wording, "code", ColumnKind::text, 16), column(wording, "indicator", ColumnKind::text, 28),
                          column(wording, "definition", ColumnKind::text, 56), column(wording, "unit", ColumnKind::text, 16),
                          column(wording, "formula", ColumnKind::text, 34), column(wording, "source", ColumnKind::text, 40)}};
  for (const auto& indicator : report.indicators)
    sheet.rows.push_back({indicator.code, wording.say("report.column." + indicator.code),
                          wording.say("report.definition." + indicator.code, minimum_of(report)), unit_name(indicator, wording),
                          indicator.formula, indicator.source});
  return sheet;
}

}  // namespace clausier::report
