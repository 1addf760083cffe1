#include "clausier/app/obligations.hpp"

#include <algorithm>
#include <tuple>

#include "audit.hpp"
#include "clausier/domain/nir.hpp"
#include "clausier/report/report.hpp"
#include "clausier/store/clause_store.hpp"
#include "clausier/store/obligation_store.hpp"
#include "fact_lines.hpp"
#include "lot_position.hpp"
#include "scope.hpp"
#include "view_lot.hpp"

namespace clausier::app {

std::vector<FactLine> fact_lines(const std::vector<ObligationFact>& facts) {
  std::vector<FactLine> lines;
  for (const auto& fact : facts)
    if (!fact.cancels) lines.push_back({fact});
  for (const auto& fact : facts)
    for (auto& line : lines)
      if (fact.cancels == line.fact.id) line.cancelled_by = fact;
  std::stable_sort(lines.begin(), lines.end(), [](const FactLine& a, const FactLine& b) { return a.fact.on < b.fact.on; });
  return lines;
}

const ObligationFact* standing_like(const std::vector<FactLine>& lines, const ObligationFact& fact) {
  for (const auto& line : lines) {
    const auto& known = line.fact;
    if (!line.cancelled_by && known.kind == fact.kind && known.on == fact.on && known.reference == fact.reference) return &known;
  }
  return nullptr;
}

bool says_the_same(const ObligationFact& a, const ObligationFact& b) {
  return std::tie(a.last, a.amount, a.hours, a.people) == std::tie(b.last, b.amount, b.hours, b.people);
}

namespace {

std::vector<ObligationFact> standing(const std::vector<FactLine>& lines) {
  std::vector<ObligationFact> facts;
  for (const auto& line : lines)
    if (!line.cancelled_by) facts.push_back(line.fact);
  return facts;
}

// One small month and no month is told: the others and the sum would give it back.
void withhold_small_hires(std::vector<FactLine>& lines, std::int64_t minimum) {
  const bool any_small = std::any_of(lines.begin(), lines.end(), [&](const FactLine& line) {
    return line.fact.people && 0 < *line.fact.people && *line.fact.people < minimum;
  });
  for (auto& line : lines) line.people_withheld = any_small && line.fact.people.has_value();
}

bool is_fault(const PenaltyAct& act, PenaltyActKind kind, bool given) { return act.kind == kind && !given; }

DocumentDelay& delay_about(std::vector<DocumentDelay>& delays, const PenaltyAct& act) {
  for (auto& delay : delays)
    if (delay.document == act.document) return delay;
  return delays.emplace_back(DocumentDelay{act.document, act.on});
}

// Documents late: each runs from the day it was due, or from its formal notice, until it came or the buyer decided on it.
std::vector<DocumentDelay> delays_of(const std::vector<PenaltyAct>& acts) {
  std::vector<DocumentDelay> delays;
  for (const auto& act : acts) {
    if (act.about != PenaltyKind::documents) continue;
    if (act.kind == PenaltyActKind::document_due) delay_about(delays, act).due_on = act.on;
    if (act.kind == PenaltyActKind::formal_notice) delay_about(delays, act).notice_on = act.on;
  }
  for (const auto& act : acts)
    for (auto& delay : delays)
      if (act.about == PenaltyKind::documents && delay.document == act.document && !delay.received_on &&
          (act.kind == PenaltyActKind::document_received || act.kind == PenaltyActKind::applied || act.kind == PenaltyActKind::waived))
        delay.received_on = act.on;
  return delays;
}

std::vector<MeetingAbsence> absences_of(const std::vector<PenaltyAct>& acts) {
  std::vector<MeetingAbsence> absences;
  for (const auto& act : acts)
    if (act.kind == PenaltyActKind::absence) absences.push_back({act.on, act.document});
  return absences;
}

std::optional<Date> hours_notice(const std::vector<PenaltyAct>& acts) {
  for (const auto& act : acts)
    if (act.kind == PenaltyActKind::formal_notice && act.about == PenaltyKind::hours) return act.on;
  return std::nullopt;
}

}  // namespace

Outcome<ObligationView> view_obligation(Services& services, const Actor& actor, LotId lot) {
  if (!has_role(actor, {Role::facilitator, Role::officer})) return forbidden();
  return services.database->read([&](store::Connection& c) -> Outcome<ObligationView> {
    auto view = lot_view_in(c, services, actor, lot, current_cutoff(services));
    if (!view) return not_found();
    auto lines = fact_lines(store::facts_of_lot(c, lot));
    if (actor.role == Role::officer)
      withhold_small_hires(lines, services.reference.rulebook.at(report::small_count_rule, services.today()).value);
    return ObligationView{std::move(*view), std::move(lines)};
  });
}

std::vector<ObligationFact> standing_facts(Services& services, const Actor& actor, LotId lot) {
  return services.database->read([&](store::Connection& c) {
    return lot_scope(c, actor, lot) ? standing(fact_lines(store::facts_of_lot(c, lot))) : std::vector<ObligationFact>();
  });
}

Outcome<Done> record_fact(Services& services, const Actor& actor, ObligationFact fact) {
  if (actor.role != Role::facilitator) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    if (!lot_scope(c, actor, fact.lot)) return not_found();
    fact.id = FactId::from_trusted(random_id());
    fact.author = actor.display_name;
    fact.recorded_at = store::next_instant(c, services.clock());
    fact.cancels.reset();
    if (holds_nir(fact.reference) || holds_nir(fact.document) || holds_nir(fact.reason)) return Refusal{"person.nir"};
    if (const auto faults = check_fact(fact); any_error(faults)) return Refusal{faults.front().code, faults.front().parameters};
    auto known = store::facts_of_lot(c, fact.lot);
    if (standing_like(fact_lines(known), fact)) return Refusal{"fact.same"};
    const auto clause = store::find_clause(c, fact.lot, fact.recorded_at);
    known.push_back(fact);
    if (clause && !is_computable(services, *clause, known)) return Refusal{"fact.too_large"};
    store::append_fact(c, fact);
    record_audit(c, actor, fact.recorded_at, "fact.recorded", "lot", fact.lot.text(), std::string(fact_kind_code(fact.kind)));
    return Done{};
  });
}

Outcome<Done> cancel_fact(Services& services, const Actor& actor, LotId lot, FactId id, const std::string& reason) {
  if (actor.role != Role::facilitator) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    if (!lot_scope(c, actor, lot)) return not_found();
    const auto lines = fact_lines(store::facts_of_lot(c, lot));
    const auto found = std::find_if(lines.begin(), lines.end(), [&](const FactLine& line) { return line.fact.id == id; });
    if (found == lines.end()) return not_found();
    if (found->cancelled_by) return Refusal{"fact.cancelled"};
    if (holds_nir(reason)) return Refusal{"person.nir"};
    ObligationFact undo{.id = FactId::from_trusted(random_id()), .lot = lot, .kind = found->fact.kind, .on = found->fact.on};
    undo.reason = reason;
    undo.author = actor.display_name;
    undo.recorded_at = store::next_instant(c, services.clock());
    undo.cancels = id;
    if (const auto faults = check_fact(undo); any_error(faults)) return Refusal{faults.front().code, faults.front().parameters};
    store::append_fact(c, undo);
    record_audit(c, actor, undo.recorded_at, "fact.cancelled", "lot", lot.text(), std::string(fact_kind_code(undo.kind)));
    return Done{};
  });
}

Outcome<PenaltyView> view_penalties(Services& services, const Actor& actor, LotId lot) {
  if (!has_role(actor, {Role::facilitator, Role::officer})) return forbidden();
  return services.database->read([&](store::Connection& c) -> Outcome<PenaltyView> {
    const auto cutoff = current_cutoff(services);
    auto view = lot_view_in(c, services, actor, lot, cutoff);
    if (!view) return not_found();
    auto acts = store::penalty_acts_of_lot(c, lot);
    PenaltyProposal proposal;
    if (view->clause) {
      const PenaltyFacts facts{.missing = view->position.missing, .hours_notice_on = hours_notice(acts), .documents = delays_of(acts), .absences = absences_of(acts)};
      proposal = propose_penalties(*view->clause, facts, services.reference.legal_values, cutoff.worked_until);
    }
    return PenaltyView{std::move(*view), std::move(proposal), std::move(acts)};
  });
}

namespace {

bool is_recorded(const std::vector<PenaltyAct>& acts, const PenaltyAct& asked) {
  const auto said = [](const PenaltyAct& act) { return std::tie(act.kind, act.about, act.on, act.amount, act.document, act.reason, act.author); };
  return std::any_of(acts.begin(), acts.end(), [&](const PenaltyAct& act) { return said(act) == said(asked); });
}

}  // namespace

Outcome<Done> record_penalty_act(Services& services, const Actor& actor, PenaltyAct act) {
  const bool seen = is_observation(act.kind);
  if (actor.role != Role::officer && !(seen && actor.role == Role::facilitator)) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    if (!lot_scope(c, actor, act.lot)) return not_found();
    if (seen) act.about = act.kind == PenaltyActKind::absence ? PenaltyKind::absence : PenaltyKind::documents;
    if (holds_nir(act.document) || holds_nir(act.reason)) return Refusal{"person.nir"};
    if (seen && act.document.empty()) return Refusal{"penalty.document.needed"};
    if (is_fault(act, PenaltyActKind::waived, !act.reason.empty())) return Refusal{"penalty.reason.needed"};
    if (is_fault(act, PenaltyActKind::applied, act.amount && act.amount->cents() > 0)) return Refusal{"penalty.amount.needed"};
    act.author = actor.display_name;
    if (is_recorded(store::penalty_acts_of_lot(c, act.lot), act)) return Done{};  // the same form sent twice
    act.recorded_at = store::next_instant(c, services.clock());
    store::append_penalty_act(c, act);
    record_audit(c, actor, act.recorded_at, "penalty." + std::string(penalty_act_kind_code(act.kind)), "lot", act.lot.text(),
                 std::string(penalty_kind_code(act.about)));
    return Done{};
  });
}

LotForecast forecast_of(Services& services, const ObligationView& view) {
  LotForecast forecast;
  if (!view.lot.clause) return forecast;
  forecast.curve = expected_curve(*view.lot.clause, standing(view.facts), view.lot.position);
  forecast.rhythm = rhythm_forecast(view.lot.position, services.reference.rulebook);
  return forecast;
}

}  // namespace clausier::app
