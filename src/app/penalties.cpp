// What lateness may cost: the proposal less what the buyer decided, and the acts on record.
#include <algorithm>
#include <tuple>

#include "audit.hpp"
#include "clausier/app/obligations.hpp"
#include "clausier/domain/nir.hpp"
#include "clausier/domain/reporting_periods.hpp"
#include "clausier/store/clause_store.hpp"
#include "clausier/store/obligation_store.hpp"
#include "lot_outlook.hpp"
#include "lot_position.hpp"
#include "scope.hpp"
#include "view_lot.hpp"

namespace clausier::app {
namespace {

// Acts in the order they were recorded, each with the one that cancels it.
std::vector<PenaltyActLine> act_lines(const std::vector<PenaltyAct>& acts) {
  std::vector<PenaltyActLine> lines;
  for (const auto& act : acts)
    if (!act.cancels) lines.push_back({act});
  for (const auto& act : acts)
    for (auto& line : lines)
      if (act.cancels == line.act.id) line.cancelled_by = act;
  return lines;
}

std::vector<PenaltyAct> standing(const std::vector<PenaltyActLine>& lines) {
  std::vector<PenaltyAct> acts;
  for (const auto& line : lines)
    if (!line.cancelled_by) acts.push_back(line.act);
  return acts;
}

// In the order of their days, then of their recording; what is dated after the day asked does not exist yet.
std::vector<PenaltyAct> acts_by(const std::vector<PenaltyAct>& acts, Date day) {
  std::vector<PenaltyAct> known;
  std::copy_if(acts.begin(), acts.end(), std::back_inserter(known), [&](const PenaltyAct& act) { return act.on <= day; });
  std::stable_sort(known.begin(), known.end(), [](const PenaltyAct& a, const PenaltyAct& b) { return a.on < b.on; });
  return known;
}

// What an act on a document says of the times it was due; a document that comes back has as many delays as due days.
void apply(const PenaltyAct& act, std::vector<DocumentDelay>& delays) {
  for (auto& delay : delays) {
    if (delay.document != act.document) continue;
    if (act.kind == PenaltyActKind::document_received && !delay.received_on) {
      delay.received_on = act.on;
      return;  // it answers the oldest request
    }
    const bool is_late = delay.due_on <= act.on && !delay.received_on;
    if (act.kind == PenaltyActKind::formal_notice && is_late && !delay.notice_on) delay.notice_on = act.on;
    if (is_decision(act.kind) && delay.due_on <= act.on) delay.settled_on = act.on;
  }
}

// What the calendar of the clause asks for, from the day the clause was first recorded: of what came before, nothing is known.
std::vector<DocumentDelay> asked_by_calendar(store::Connection& c, const Clause& clause, const DateRange& execution, Date until) {
  if (!clause.terms.reporting) return {};
  const auto versions = store::find_clauses(c, clause.lot);  // newest first
  return periodic_documents(*clause.terms.reporting, execution, paris_day(versions.back().recorded_at), until);
}

// Each runs from the day it was due, or from its formal notice, until it came; a decision settles the days up to it.
std::vector<DocumentDelay> delays_of(const std::vector<PenaltyAct>& acts, std::vector<DocumentDelay> delays) {
  for (const auto& act : acts)
    if (act.kind == PenaltyActKind::document_due) delays.push_back({act.document, act.on});
  for (const auto& act : acts)
    if (act.about == PenaltyKind::documents) apply(act, delays);
  return delays;
}

bool settles(const PenaltyAct& act, const PenaltyAct& absence) {
  return is_decision(act.kind) && act.about == PenaltyKind::absence && act.document == absence.document && act.on >= absence.on;
}

std::vector<MeetingAbsence> absences_of(const std::vector<PenaltyAct>& acts) {
  std::vector<MeetingAbsence> absences;
  for (const auto& act : acts)
    if (act.kind == PenaltyActKind::absence && std::none_of(acts.begin(), acts.end(), [&](const auto& other) { return settles(other, act); }))
      absences.push_back({act.on, act.document});
  return absences;
}

std::optional<Date> hours_notice(const std::vector<PenaltyAct>& acts) {
  for (const auto& act : acts)
    if (act.kind == PenaltyActKind::formal_notice && act.about == PenaltyKind::hours) return act.on;
  return std::nullopt;
}

// Hours that decisions settled: the most that was missing on the day of one, as it was known when it was recorded.
WorkTime hours_settled(store::Connection& c, const Services& services, LotId lot, const std::vector<PenaltyAct>& acts) {
  auto settled = WorkTime::zero();
  for (const auto& act : acts)
    if (is_decision(act.kind) && act.about == PenaltyKind::hours)
      settled = std::max(settled, position_in(c, services, lot, {act.on, act.recorded_at}).missing.value_or(WorkTime::zero()));
  return settled;
}

PenaltyFacts penalty_facts(store::Connection& c, const Services& services, const Clause& clause, const Position& position,
                           const std::vector<PenaltyAct>& recorded) {
  const auto day = position.cutoff.worked_until;
  const auto acts = acts_by(recorded, day);
  auto asked = asked_by_calendar(c, clause, position.execution.value_or(clause.execution), day);
  PenaltyFacts facts{.missing = position.missing, .hours_notice_on = hours_notice(acts), .documents = delays_of(acts, std::move(asked)),
                     .absences = absences_of(acts)};
  facts.hours_settled = hours_settled(c, services, clause.lot, acts);
  for (const auto& act : acts)
    if (act.kind == PenaltyActKind::applied && act.amount) facts.applied = facts.applied + *act.amount;
  return facts;
}

// A notice or a decision about a document or a meeting names one that was noted: otherwise it would change nothing, in
// silence. The calendar names its own documents.
bool is_noted(const std::vector<PenaltyAct>& acts, const PenaltyAct& asked, const std::vector<DocumentDelay>& by_calendar) {
  const bool in_calendar = std::any_of(by_calendar.begin(), by_calendar.end(), [&](const auto& delay) { return delay.document == asked.document; });
  if (asked.about == PenaltyKind::documents && in_calendar) return true;
  return std::any_of(acts.begin(), acts.end(), [&](const PenaltyAct& act) {
    return (act.kind == PenaltyActKind::document_due || act.kind == PenaltyActKind::absence) && act.about == asked.about &&
           act.document == asked.document;
  });
}

std::optional<Refusal> fault_of(const PenaltyAct& act, const std::vector<PenaltyAct>& acts, const std::vector<DocumentDelay>& by_calendar, Date today) {
  if (holds_nir(act.document) || holds_nir(act.reason)) return Refusal{"person.nir"};
  if (is_observation(act.kind) && act.document.empty()) return Refusal{"penalty.document.needed"};
  if (act.kind == PenaltyActKind::waived && act.reason.empty()) return Refusal{"penalty.reason.needed"};
  if (act.kind == PenaltyActKind::applied && !(act.amount && act.amount->cents() > 0)) return Refusal{"penalty.amount.needed"};
  if (act.kind != PenaltyActKind::document_due && act.on > today) return Refusal{"penalty.decision.future"};
  if (is_observation(act.kind)) return std::nullopt;
  if (act.about != PenaltyKind::hours && !is_noted(acts, act, by_calendar)) return Refusal{"penalty.decision.unknown"};
  return std::nullopt;
}

bool is_recorded(const std::vector<PenaltyAct>& acts, const PenaltyAct& asked) {
  const auto said = [](const PenaltyAct& act) { return std::tie(act.kind, act.about, act.on, act.amount, act.document, act.reason, act.author); };
  return std::any_of(acts.begin(), acts.end(), [&](const PenaltyAct& act) { return said(act) == said(asked); });
}

// What the clause lets the buyer ask for on the day of the act, of its kind and of what it names.
Money proposed_for(store::Connection& c, const Services& services, const PenaltyAct& act, const std::vector<PenaltyAct>& acts, Instant now) {
  const auto clause = store::find_clause(c, act.lot, now);
  if (!clause) return Money::zero();
  const auto position = position_in(c, services, act.lot, {act.on, now});
  const auto proposal = propose_penalties(*clause, penalty_facts(c, services, *clause, position, acts), services.reference.legal_values, act.on);
  auto sum = Money::zero();
  for (const auto& penalty : proposal.penalties)
    if (penalty.kind == act.about && (act.about == PenaltyKind::hours || penalty.about == act.document)) sum = sum + penalty.amount;
  return sum;
}

bool may_record(const Actor& actor, PenaltyActKind kind) {
  return actor.role == Role::officer || (actor.role == Role::facilitator && is_observation(kind));
}

}  // namespace

PenaltyProposal proposal_in(store::Connection& c, const Services& services, const Clause& clause, const Position& position) {
  auto recorded = store::penalty_acts_of_lot(c, clause.lot);
  std::erase_if(recorded, [&](const PenaltyAct& act) { return act.recorded_at > position.cutoff.recorded_until; });
  const auto facts = penalty_facts(c, services, clause, position, standing(act_lines(recorded)));
  return propose_penalties(clause, facts, services.reference.legal_values, position.cutoff.worked_until);
}

Outcome<PenaltyView> view_penalties(Services& services, const Actor& actor, LotId lot, std::optional<Date> until) {
  if (!has_role(actor, {Role::facilitator, Role::officer})) return forbidden();
  return services.database->read([&](store::Connection& c) -> Outcome<PenaltyView> {
    auto cutoff = current_cutoff(services);
    cutoff.worked_until = until.value_or(cutoff.worked_until);
    auto view = lot_view_in(c, services, actor, lot, cutoff);
    if (!view) return not_found();
    auto lines = act_lines(store::penalty_acts_of_lot(c, lot));
    for (auto& line : lines) line.may_cancel = !line.cancelled_by && may_record(actor, line.act.kind);
    const auto acts = standing(lines);
    PenaltyView found{.lot = std::move(*view), .proposal = {}, .acts = std::move(lines)};
    if (found.lot.clause) {
      const auto facts = penalty_facts(c, services, *found.lot.clause, found.lot.position, acts);
      found.proposal = propose_penalties(*found.lot.clause, facts, services.reference.legal_values, cutoff.worked_until);
      found.applied = facts.applied;
      found.documents = facts.documents;
    }
    return found;
  });
}

Outcome<Done> record_penalty_act(Services& services, const Actor& actor, PenaltyAct act) {
  if (!may_record(actor, act.kind)) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    if (!lot_scope(c, actor, act.lot)) return not_found();
    if (is_observation(act.kind)) act.about = act.kind == PenaltyActKind::absence ? PenaltyKind::absence : PenaltyKind::documents;
    const auto acts = standing(act_lines(store::penalty_acts_of_lot(c, act.lot)));
    const auto clause = store::find_clause(c, act.lot, services.clock());
    const auto by_calendar = clause ? asked_by_calendar(c, *clause, clause->execution, act.on) : std::vector<DocumentDelay>();
    if (auto fault = fault_of(act, acts, by_calendar, services.today())) return std::move(*fault);
    act.author = actor.display_name;
    if (is_recorded(acts, act)) return Done{};  // the same form sent twice
    act.id = PenaltyActId::from_trusted(random_id());
    act.recorded_at = store::next_instant(c, services.clock());
    if (act.kind == PenaltyActKind::applied && act.reason.empty() && *act.amount > proposed_for(c, services, act, acts, act.recorded_at))
      return Refusal{"penalty.amount.above"};
    act.cancels.reset();
    store::append_penalty_act(c, act);
    record_audit(c, actor, act.recorded_at, "penalty." + std::string(penalty_act_kind_code(act.kind)), "lot", act.lot.text(),
                 std::string(penalty_kind_code(act.about)));
    return Done{};
  });
}

Outcome<Done> cancel_penalty_act(Services& services, const Actor& actor, LotId lot, PenaltyActId id, const std::string& reason) {
  if (!has_role(actor, {Role::facilitator, Role::officer})) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    if (!lot_scope(c, actor, lot)) return not_found();
    const auto lines = act_lines(store::penalty_acts_of_lot(c, lot));
    const auto found = std::find_if(lines.begin(), lines.end(), [&](const PenaltyActLine& line) { return line.act.id == id; });
    if (found == lines.end()) return not_found();
    if (!may_record(actor, found->act.kind)) return forbidden();
    if (found->cancelled_by) return Refusal{"penalty.cancelled"};
    if (reason.empty()) return Refusal{"penalty.cancel.reason"};
    if (holds_nir(reason)) return Refusal{"person.nir"};
    PenaltyAct undo{.id = PenaltyActId::from_trusted(random_id()), .lot = lot, .kind = found->act.kind, .about = found->act.about, .on = found->act.on};
    undo.reason = reason;
    undo.author = actor.display_name;
    undo.recorded_at = store::next_instant(c, services.clock());
    undo.cancels = id;
    store::append_penalty_act(c, undo);
    record_audit(c, actor, undo.recorded_at, "penalty.cancelled", "lot", lot.text(), std::string(penalty_act_kind_code(undo.kind)));
    return Done{};
  });
}

}  // namespace clausier::app
