#include "report_record.hpp"

#include "clausier/domain/clause_text.hpp"

namespace clausier::write {
namespace {

using namespace report;

std::string joined_fields(const Indicator& indicator) {
  std::string text;
  for (const auto& field : indicator.fields) text += (text.empty() ? "" : " ") + field;
  return text;
}

std::string label(const Wording& wording, std::string_view family, std::string_view code) {
  const auto key = std::string(family) + "." + std::string(code);
  return wording.has(key) ? wording.say(key) : std::string(code);
}

const char* disclosure_code(Disclosure disclosure) {
  switch (disclosure) {
    case Disclosure::shown: return "shown";
    case Disclosure::small: return "small";
    case Disclosure::withheld: return "withheld";
  }
  return "withheld";
}

Record& set_hours(Record& element, const HoursTotals& hours) {
  return element.set("declared_seconds", hours.declared)
      .set("counted_seconds", hours.counted)
      .set("pending_seconds", hours.pending)
      .set("rejected_seconds", hours.rejected)
      .set("uncountable_seconds", hours.uncountable);
}

void add_figures(Record& parent, const Figures& figures) {
  auto& element = parent.child("figures");
  element.set("owed_seconds", figures.owed).set("due_seconds", figures.due);
  set_hours(element, figures.hours);
  element.set("credited_seconds", figures.credited)
      .set("missing_seconds", figures.missing)
      .set("remaining_seconds", figures.remaining)
      .set("exposure_cents", figures.exposure);
  auto& straddling = parent.child("straddling");
  set_hours(straddling, figures.straddling);
}

void set_people(Record& element, const PeopleCount& people) {
  element.set("disclosure", disclosure_code(people.disclosure));
  if (people.disclosure == Disclosure::shown) element.set("count", people.people);
}

void add_people(Record& parent, const PeopleCount& people) {
  auto& element = parent.child("people");
  set_people(element, people);
}

void add_modalities(Record& parent, const std::vector<ModalityLine>& lines, const Wording& wording) {
  auto& list = parent.list("modalities");
  for (const auto& line : lines) {
    auto& element = list.item("modality", "modalities");
    element.set("code", modality_code(line.modality)).set("label", label(wording, "modality", modality_code(line.modality)));
    set_hours(element, line.hours);
  }
}

Record& set_group_hours(Record& element, const HoursTotals& hours) {
  return element.set("declared_seconds", hours.declared).set("counted_seconds", hours.counted).set("pending_seconds", hours.pending);
}

void add_groups(Record& parent, const GroupTable& table, const Wording& wording) {
  auto& list = parent.child("groups");
  for (const auto& line : table.lines) {
    auto& element = list.item("group", "groups");
    element.set("code", line.code).set("label", wording.say("criterion." + line.code));
    set_people(element, line.people);
    set_group_hours(element, line.hours);
  }
  if (!table.undistributed) return;
  auto& rest = list.child("undistributed");
  rest.set("label", wording.say("report.group.undistributed"));
  set_group_hours(rest, *table.undistributed);
}

// Any other way to express what is owed: its terms, as they are stored.
void add_other_target(Record& clause, const Target& target, const Wording& wording) {
  auto& element = clause.child("target");
  element.set("kind", target_code(target)).set("label", label(wording, "target", target_code(target)));
  for (const auto& term : target_terms(target))
    element.item("term", "terms")
        .set("key", term.key)
        .set("value", term.value)
        .set("label", wording.say("term." + term.key))
        .set("shown", shown_term(wording, term.key, term.value));
}

void add_target(Record& clause, const Target& target, const Wording& wording) {
  if (const auto* fixed = std::get_if<FixedHours>(&target)) {
    clause.child("fixed_hours").set("contractual_seconds", fixed->hours);
    return;
  }
  const auto* formula = std::get_if<AmountFormula>(&target);
  if (!formula || formula->base != AmountBase::contract) {
    add_other_target(clause, target, wording);
    return;
  }
  clause.child("amount_formula")
      .set("base_amount_cents", formula->amount)
      .set("labour_share_basis_points", formula->labour_share_basis_points)
      .set("insertion_rate_basis_points", formula->insertion_rate_basis_points)
      .set("hourly_cost_cents", formula->hourly_cost)
      .set("rounding", rounding_code(formula->rounding))
      .set("contractual_seconds", formula->contractual);
}

void add_clause(Record& lot, const Clause& clause, const Wording& wording) {
  auto& element = lot.child("clause");
  element.set("first_day", clause.execution.first)
      .set("last_day", clause.execution.last)
      .set("schedule", due_schedule_code(clause.schedule))
      .set("penalty_cents_per_hour", clause.penalty_per_missing_hour)
      .set("counting_months", clause.counting_months)
      .set("training_counts", clause.training_counts)
      .set_unless_empty("source_document", clause.source_document)
      .set("recorded_at", clause.recorded_at);
  add_target(element, clause.target, wording);
  for (const auto& code : clause.legal_bases)
    element.item("legal_basis", "legal_bases").set("code", code).set("label", label(wording, "legal", code));
}

void add_contract(Record& lot, const LotSection& section) {
  lot.child("contract")
      .set("id", section.contract.text())
      .set_unless_empty("number", section.contract_number)
      .set("object", section.object)
      .set("notified_on", section.notified_on)
      .set("duration_months", section.duration_months)
      .set("amount_cents", section.amount);
  lot.child("buyer").set("name", section.buyer).set_unless_empty("siret", section.buyer_siret);
}

void add_steps(Record& lot, const std::vector<Step>& steps, const Wording& wording) {
  auto& list = lot.list("steps");
  for (const auto& step : steps) {
    auto& element = list.item("step", "steps");
    element.set("id", step.id)
        .set("rule", step.rule)
        .set("result", step.result)
        .set_unless_empty("unit", step.unit)
        .set_unless_empty("rounding", step.rounding)
        .set_unless_empty("legal", step.legal);
    element.text_child("text", sentence_of(wording, step));
    for (const auto& input : step.inputs)
      element.item("input", "inputs")
          .set("name", input.name)
          .set("value", input.value)
          .set_unless_empty("unit", input.unit)
          .set_unless_empty("from", input.from);
  }
}

// Where the recent rhythm leads, and what lateness may cost: a proposal, never a decision.
void add_outlook(Record& lot, const LotSection& section) {
  if (section.rhythm_at_end)
    lot.child("rhythm").set("rhythm_end_seconds", section.rhythm_at_end).set("rhythm_short_seconds", section.rhythm_short);
  if (!section.penalties) return;
  auto& proposal = lot.child("proposal");
  proposal.set("proposed_cents", section.penalties->total).set("capped", section.penalties->capped).set("liberatory", section.penalties->liberatory);
  for (const auto& penalty : section.penalties->penalties)
    proposal.item("penalty", "penalties")
        .set("kind", penalty_kind_code(penalty.kind))
        .set_unless_empty("about", penalty.about)
        .set("penalty_cents", penalty.index_missing ? std::nullopt : std::optional(penalty.amount))
        .set("notice_missing", penalty.notice_missing);
}

void add_lot(Record& lots, const LotSection& section, const Wording& wording) {
  auto& lot = lots.item("lot", "lots");
  const auto state = lot_state_code(section.state);
  lot.set("id", section.lot.text())
      .set_unless_empty("number", section.lot_number)
      .set_unless_empty("label", section.lot_label)
      .set("state", state)
      .set("state_label", label(wording, "state", state));
  add_contract(lot, section);
  for (const auto& code : section.programmes)
    lot.item("programme", "programmes").set("code", code).set("label", label(wording, "programme", code));
  for (const auto& name : section.holders) lot.item("holder", "holders").set("name", name);
  if (section.clause) add_clause(lot, *section.clause, wording);
  add_figures(lot, section.figures);
  add_people(lot, section.people);
  auto& months = lot.list("months");
  for (const auto& line : section.months) {
    auto& month = months.item("month", "months");
    month.set("month", line.month);
    set_hours(month, line.hours);
  }
  add_modalities(lot, section.modalities, wording);
  add_groups(lot, section.groups, wording);
  add_outlook(lot, section);
  add_steps(lot, section.steps, wording);
}

void add_perimeter(Record& root, const Report& report, const Wording& wording) {
  root.text_child("title", report.title);
  auto& perimeter = root.child("perimeter");
  perimeter.set("contracts", report.contracts)
      .set("lots", report.lots.size())
      .set_unless_empty("buyer", report.buyer)
      .set_unless_empty("firm", report.firm)
      .set_unless_empty("programme", report.programme)
      .set("people_minimum", report.people_minimum);
  for (const auto& [state, lots] : report.states)
    perimeter.item("state", "states").set("code", lot_state_code(state)).set("label", label(wording, "state", lot_state_code(state))).set("lots", lots);
}

// A rule without a known start or end carries the first or the last day that can be written.
std::optional<Date> bound_of(Date day) {
  const bool open = day == Date::of(1, 1, 1) || day == Date::of(9999, 12, 31);
  return open ? std::nullopt : std::optional(day);
}

void add_basis(Record& root, const Report& report) {
  root.child("cutoff").set("worked_until", report.cutoff.worked_until).set("recorded_until", report.cutoff.recorded_until);
  root.child("entries").set("sha256", report.entries_sha256).set("last_recorded_at", report.last_recorded);
  auto& rulebook = root.child("rulebook");
  rulebook.set("version", report.rulebook_version);
  for (const auto& rule : report.rules) {
    rulebook.item("rule", "rules")
        .set("code", rule.code)
        .set("value", rule.value)
        .set("valid_from", bound_of(rule.valid.first))
        .set("valid_to", bound_of(rule.valid.last))
        .set("source", rule.source);
  }
  root.child("software").set("name", "Clausier").set_unless_empty("version", report.software_version);
}

void add_indicators(Record& root, const Report& report, const Wording& wording) {
  auto& list = root.list("indicators");
  for (const auto& indicator : report.indicators) {
    list.item("indicator", "indicators")
        .set("code", indicator.code)
        .set("label", wording.say("report.column." + indicator.code))
        .set_unless_empty("unit", indicator.unit)
        .set_unless_empty("fields", joined_fields(indicator))
        .set_unless_empty("formula", indicator.formula)
        .set("source", indicator.source)
        .text_child("definition", wording.say("report.definition." + indicator.code,
                                              {{"minimum", std::to_string(report.people_minimum)}}));
  }
}

void add_totals(Record& root, const Report& report, const Wording& wording) {
  auto& totals = root.child("totals");
  add_figures(totals, report.totals);
  auto& people = totals.child("people");
  set_people(people, report.people);
  people.set("lots_left_out", report.lots_left_out);
  auto& progress = totals.list("progress");
  for (const auto& line : report.months) {
    auto& element = progress.item("month_end", "month_ends");
    element.set("month", line.month);
    set_hours(element, line.hours);
    element.set("counted_so_far_seconds", line.counted_so_far).set("due_so_far_seconds", line.due_so_far);
  }
  add_modalities(totals, report.modalities, wording);
  add_groups(totals, report.groups, wording);
}

void add_divisions(Record& root, const Report& report) {
  for (const auto& division : report.divisions) {
    auto& element = root.item("division", "divisions");
    element.set("dimension", division.dimension);
    const bool of_lots = is_of_lots(division);
    for (const auto& line : division.lines) {
      auto& part = element.item("division_line", "division_lines");
      part.set("code", line.code);
      if (of_lots) {
        part.set("contracts", line.contracts).set("lots", line.lots).set("lots_left_out", line.lots_left_out);
        set_people(part, line.people);
        part.set("counted_in_year_seconds", line.of_year.counted);
      }
      set_hours(part, line.hours);
    }
    if (division.undistributed) set_hours(element.child("rest"), *division.undistributed);
  }
  for (const auto& target : report.targets)
    root.item("target", "targets").set("code", target.code).set_unless_empty("unit", target.unit).set("target_value", target.value)
        .set("disclosure", disclosure_code(target.disclosure)).set("target_reached", target.disclosure == Disclosure::shown ? target.reached : std::nullopt)
        .set("at_least", target.at_least).set("source", target.source);
}

void set_standing(Record& parent, const char* name, const std::optional<Standing>& standing) {
  if (!standing) return;
  auto& element = parent.child(name);
  element.set("state", lot_state_code(standing->state));
  add_figures(element, standing->figures);
}

void add_changes(Record& root, const Changes& changes) {
  auto& element = root.child("changes");
  element.set("worked_until", changes.since.worked_until).set("recorded_until", changes.since.recorded_until)
      .set("sha256", changes.entries_sha256);
  for (const auto& change : changes.lots) {
    auto& lot = element.item("changed_lot", "changed_lots");
    lot.set("id", change.lot.text());
    set_standing(lot, "before", change.before);
    set_standing(lot, "after", change.after);
  }
}

}  // namespace

Record record_of(const Report& report, const Wording& wording) {
  Record root("report");
  root.set("version", "1.0").set("kind", report_kind_code(report.kind));
  add_perimeter(root, report, wording);
  add_basis(root, report);
  add_indicators(root, report, wording);
  add_totals(root, report, wording);
  add_divisions(root, report);
  if (report.changes) add_changes(root, *report.changes);
  auto& lots = root.list("lots");
  for (const auto& section : report.lots) add_lot(lots, section, wording);
  return root;
}

}  // namespace clausier::write
