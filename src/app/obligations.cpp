#include "clausier/app/obligations.hpp"

#include <algorithm>

#include "audit.hpp"
#include "clausier/report/report.hpp"
#include "clausier/store/obligation_store.hpp"
#include "lot_position.hpp"
#include "scope.hpp"
#include "view_lot.hpp"

namespace clausier::app {
namespace {

std::vector<FactLine> lines_of(const std::vector<ObligationFact>& facts) {
  std::vector<FactLine> lines;
  for (const auto& fact : facts)
    if (!fact.cancels) lines.push_back({fact});
  for (const auto& fact : facts)
    for (auto& line : lines)
      if (fact.cancels == line.fact.id) line.cancelled_by = fact;
  std::stable_sort(lines.begin(), lines.end(), [](const FactLine& a, const FactLine& b) { return a.fact.on < b.fact.on; });
  return lines;
}

// The same invoice typed twice is a slip, not a second invoice.
bool stands_already(const std::vector<FactLine>& lines, const ObligationFact& fact) {
  return std::any_of(lines.begin(), lines.end(), [&](const FactLine& line) {
    const auto& known = line.fact;
    return !line.cancelled_by && known.kind == fact.kind && known.on == fact.on && known.reference == fact.reference;
  });
}

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

// Documents late, from the formal notices that name them: each runs until a decision or a waiver about the same one.
std::vector<DocumentDelay> delays_of(const std::vector<PenaltyAct>& acts) {
  std::vector<DocumentDelay> delays;
  for (const auto& act : acts) {
    if (act.about != PenaltyKind::documents) continue;
    if (act.kind == PenaltyActKind::formal_notice) {
      delays.push_back({act.document, act.on, act.on, std::nullopt});
      continue;
    }
    for (auto& delay : delays)
      if (delay.document == act.document && !delay.received_on) delay.received_on = act.on;
  }
  return delays;
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
    auto lines = lines_of(store::facts_of_lot(c, lot));
    if (actor.role == Role::officer)
      withhold_small_hires(lines, services.reference.rulebook.at(report::small_count_rule, services.today()).value);
    return ObligationView{std::move(*view), std::move(lines)};
  });
}

std::vector<ObligationFact> standing_facts(Services& services, const Actor& actor, LotId lot) {
  return services.database->read([&](store::Connection& c) {
    return lot_scope(c, actor, lot) ? standing(lines_of(store::facts_of_lot(c, lot))) : std::vector<ObligationFact>();
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
    if (const auto faults = check_fact(fact); any_error(faults)) return Refusal{faults.front().code, faults.front().parameters};
    if (stands_already(lines_of(store::facts_of_lot(c, fact.lot)), fact)) return Refusal{"fact.same"};
    store::append_fact(c, fact);
    record_audit(c, actor, fact.recorded_at, "fact.recorded", "lot", fact.lot.text(), std::string(fact_kind_code(fact.kind)));
    return Done{};
  });
}

Outcome<Done> cancel_fact(Services& services, const Actor& actor, LotId lot, FactId id, const std::string& reason) {
  if (actor.role != Role::facilitator) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    if (!lot_scope(c, actor, lot)) return not_found();
    const auto lines = lines_of(store::facts_of_lot(c, lot));
    const auto found = std::find_if(lines.begin(), lines.end(), [&](const FactLine& line) { return line.fact.id == id; });
    if (found == lines.end()) return not_found();
    if (found->cancelled_by) return Refusal{"fact.cancelled"};
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
      const PenaltyFacts facts{.missing = view->position.missing, .hours_notice_on = hours_notice(acts), .documents = delays_of(acts)};
      proposal = propose_penalties(*view->clause, facts, services.reference.legal_values, cutoff.worked_until);
    }
    return PenaltyView{std::move(*view), std::move(proposal), std::move(acts)};
  });
}

Outcome<Done> record_penalty_act(Services& services, const Actor& actor, PenaltyAct act) {
  if (actor.role != Role::officer) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    if (!lot_scope(c, actor, act.lot)) return not_found();
    if (is_fault(act, PenaltyActKind::waived, !act.reason.empty())) return Refusal{"penalty.reason.needed"};
    if (is_fault(act, PenaltyActKind::applied, act.amount && act.amount->cents() > 0)) return Refusal{"penalty.amount.needed"};
    act.author = actor.display_name;
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
