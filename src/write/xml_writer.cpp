#include "clausier/write/xml_writer.hpp"

#include <sstream>

#include "clausier/domain/clause_text.hpp"
#include "xml_element.hpp"

namespace clausier::write {
namespace {

using namespace report;

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

Element& set_hours(Element& element, const HoursTotals& hours) {
  return element.set("declared_seconds", hours.declared)
      .set("counted_seconds", hours.counted)
      .set("pending_seconds", hours.pending)
      .set("rejected_seconds", hours.rejected)
      .set("uncountable_seconds", hours.uncountable);
}

void add_figures(Element parent, const Figures& figures) {
  auto element = parent.child("figures");
  element.set("owed_seconds", figures.owed).set("due_seconds", figures.due);
  set_hours(element, figures.hours);
  element.set("missing_seconds", figures.missing)
      .set("remaining_seconds", figures.remaining)
      .set("exposure_cents", figures.exposure);
  auto straddling = parent.child("straddling");
  set_hours(straddling, figures.straddling);
}

void set_people(Element& element, const PeopleCount& people) {
  element.set("disclosure", disclosure_code(people.disclosure));
  if (people.disclosure == Disclosure::shown) element.set("count", people.people);
}

void add_people(Element parent, const PeopleCount& people) {
  auto element = parent.child("people");
  set_people(element, people);
}

void add_modalities(Element parent, const std::vector<ModalityLine>& lines, const Wording& wording) {
  auto list = parent.child("modalities");
  for (const auto& line : lines) {
    auto element = list.child("modality");
    element.set("code", modality_code(line.modality)).set("label", label(wording, "modality", modality_code(line.modality)));
    set_hours(element, line.hours);
  }
}

Element& set_group_hours(Element& element, const HoursTotals& hours) {
  return element.set("declared_seconds", hours.declared).set("counted_seconds", hours.counted).set("pending_seconds", hours.pending);
}

void add_groups(Element parent, const GroupTable& table, const Wording& wording) {
  auto list = parent.child("groups");
  for (const auto& line : table.lines) {
    auto element = list.child("group");
    element.set("code", line.code).set("label", wording.say("criterion." + line.code));
    set_people(element, line.people);
    set_group_hours(element, line.hours);
  }
  if (!table.undistributed) return;
  auto rest = list.child("undistributed");
  rest.set("label", wording.say("report.group.undistributed"));
  set_group_hours(rest, *table.undistributed);
}

// Any other way to express what is owed: its terms, as they are stored.
void add_other_target(Element clause, const Target& target, const Wording& wording) {
  auto element = clause.child("target");
  element.set("kind", target_code(target)).set("label", label(wording, "target", target_code(target)));
  for (const auto& term : target_terms(target))
    element.child("term")
        .set("key", term.key)
        .set("value", term.value)
        .set("label", wording.say("term." + term.key))
        .set("shown", shown_term(wording, term.key, term.value));
}

void add_target(Element clause, const Target& target, const Wording& wording) {
  if (const auto* fixed = std::get_if<FixedHours>(&target)) {
    clause.child("fixed_hours").set("seconds", fixed->hours);
    return;
  }
  const auto* formula = std::get_if<AmountFormula>(&target);
  if (!formula || formula->base != AmountBase::contract) {
    add_other_target(clause, target, wording);
    return;
  }
  clause.child("amount_formula")
      .set("amount_cents", formula->amount)
      .set("labour_share_basis_points", formula->labour_share_basis_points)
      .set("insertion_rate_basis_points", formula->insertion_rate_basis_points)
      .set("hourly_cost_cents", formula->hourly_cost)
      .set("rounding", rounding_code(formula->rounding))
      .set("contractual_seconds", formula->contractual);
}

void add_clause(Element lot, const Clause& clause, const Wording& wording) {
  auto element = lot.child("clause");
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
    element.child("legal_basis").set("code", code).set("label", label(wording, "legal", code));
}

void add_contract(Element lot, const LotSection& section) {
  lot.child("contract")
      .set("id", section.contract.text())
      .set_unless_empty("number", section.contract_number)
      .set("object", section.object)
      .set("notified_on", section.notified_on)
      .set("duration_months", section.duration_months)
      .set("amount_cents", section.amount);
  lot.child("buyer").set("name", section.buyer).set_unless_empty("siret", section.buyer_siret);
}

void add_steps(Element lot, const std::vector<Step>& steps, const Wording& wording) {
  auto list = lot.child("steps");
  for (const auto& step : steps) {
    auto element = list.child("step");
    element.set("id", step.id)
        .set("rule", step.rule)
        .set("result", step.result)
        .set_unless_empty("unit", step.unit)
        .set_unless_empty("rounding", step.rounding)
        .set_unless_empty("legal", step.legal);
    element.text_child("text", sentence_of(wording, step));
    for (const auto& input : step.inputs)
      element.child("input")
          .set("name", input.name)
          .set("value", input.value)
          .set_unless_empty("unit", input.unit)
          .set_unless_empty("from", input.from);
  }
}

void add_lot(Element lots, const LotSection& section, const Wording& wording) {
  auto lot = lots.child("lot");
  const auto state = lot_state_code(section.state);
  lot.set("id", section.lot.text())
      .set_unless_empty("number", section.lot_number)
      .set_unless_empty("label", section.lot_label)
      .set("state", state)
      .set("state_label", label(wording, "state", state));
  add_contract(lot, section);
  for (const auto& code : section.programmes)
    lot.child("programme").set("code", code).set("label", label(wording, "programme", code));
  for (const auto& name : section.holders) lot.child("holder").set("name", name);
  if (section.clause) add_clause(lot, *section.clause, wording);
  add_figures(lot, section.figures);
  add_people(lot, section.people);
  auto months = lot.child("months");
  for (const auto& line : section.months) {
    auto month = months.child("month");
    month.set("month", line.month);
    set_hours(month, line.hours);
  }
  add_modalities(lot, section.modalities, wording);
  add_groups(lot, section.groups, wording);
  add_steps(lot, section.steps, wording);
}

void add_perimeter(Element root, const Report& report, const Wording& wording) {
  root.text_child("title", report.title);
  auto perimeter = root.child("perimeter");
  perimeter.set("contracts", report.contracts)
      .set("lots", report.lots.size())
      .set_unless_empty("buyer", report.buyer)
      .set_unless_empty("programme", report.programme)
      .set("people_minimum", report.people_minimum);
  for (const auto& [state, lots] : report.states)
    perimeter.child("state").set("code", lot_state_code(state)).set("label", label(wording, "state", lot_state_code(state))).set("lots", lots);
}

// A rule without a known start or end carries the first or the last day that can be written.
std::optional<Date> bound_of(Date day) {
  const bool open = day == Date::of(1, 1, 1) || day == Date::of(9999, 12, 31);
  return open ? std::nullopt : std::optional(day);
}

void add_basis(Element root, const Report& report) {
  root.child("cutoff").set("worked_until", report.cutoff.worked_until).set("recorded_until", report.cutoff.recorded_until);
  root.child("entries").set("sha256", report.entries_sha256).set("last_recorded_at", report.last_recorded);
  auto rulebook = root.child("rulebook");
  rulebook.set("version", report.rulebook_version);
  for (const auto& rule : report.rules) {
    rulebook.child("rule")
        .set("code", rule.code)
        .set("value", rule.value)
        .set("valid_from", bound_of(rule.valid.first))
        .set("valid_to", bound_of(rule.valid.last))
        .set("source", rule.source);
  }
  root.child("software").set("name", "Clausier").set_unless_empty("version", report.software_version);
}

void add_totals(Element root, const Report& report, const Wording& wording) {
  auto totals = root.child("totals");
  add_figures(totals, report.totals);
  auto people = totals.child("people");
  set_people(people, report.people);
  people.set("lots_left_out", report.lots_left_out);
  auto progress = totals.child("progress");
  for (const auto& line : report.months) {
    auto element = progress.child("month_end");
    element.set("month", line.month);
    set_hours(element, line.hours);
    element.set("counted_so_far_seconds", line.counted_so_far).set("due_so_far_seconds", line.due_so_far);
  }
  add_modalities(totals, report.modalities, wording);
  add_groups(totals, report.groups, wording);
}

}  // namespace

std::string write_xml(const Report& report, const Wording& wording) {
  pugi::xml_document document;
  auto declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  Element root(document.append_child("report"));
  root.set("xmlns", report_namespace).set("version", "1.0").set("kind", report_kind_code(report.kind));
  add_perimeter(root, report, wording);
  add_basis(root, report);
  add_totals(root, report, wording);
  auto lots = root.child("lots");
  for (const auto& section : report.lots) add_lot(lots, section, wording);
  std::ostringstream out;
  document.save(out, "  ", pugi::format_indent, pugi::encoding_utf8);
  return std::move(out).str();
}

}  // namespace clausier::write
