#include "clausier/app/obligations.hpp"

#include <algorithm>

#include "audit.hpp"
#include "clausier/domain/nir.hpp"
#include "clausier/report/report.hpp"
#include "clausier/store/clause_store.hpp"
#include "clausier/store/obligation_store.hpp"
#include "fact_lines.hpp"
#include "lot_outlook.hpp"
#include "lot_position.hpp"
#include "scope.hpp"
#include "view_lot.hpp"

namespace clausier::app {

namespace {

std::vector<ObligationFact> standing(const std::vector<FactLine>& lines) {
  std::vector<ObligationFact> facts;
  for (const auto& line : lines)
    if (!line.cancelled_by) facts.push_back(line.fact);
  return facts;
}

Cutoff cutoff_of(const Services& services, const AskedDays& asked) {
  auto cutoff = current_cutoff(services);
  cutoff.worked_until = asked.worked_until.value_or(cutoff.worked_until);
  constexpr std::int64_t milliseconds_in_day = 86'400'000;
  if (asked.recorded_until)
    cutoff.recorded_until = Instant::from_milliseconds((asked.recorded_until->days_since_1970() + 1) * milliseconds_in_day - 1);
  return cutoff;
}

bool names_a_tranche(const std::vector<ObligationFact>& known, const ObligationFact& affirmation) {
  const auto facts = standing(fact_lines(known));
  return std::any_of(facts.begin(), facts.end(), [&](const ObligationFact& fact) {
    return fact.kind == FactKind::optional_tranche && fact.reference == affirmation.reference;
  });
}

// One small month and no month is told: the others and the sum would give it back.
void withhold_small_hires(std::vector<FactLine>& lines, std::int64_t minimum) {
  const bool any_small = std::any_of(lines.begin(), lines.end(), [&](const FactLine& line) {
    return line.fact.people && 0 < *line.fact.people && *line.fact.people < minimum;
  });
  for (auto& line : lines) line.people_withheld = any_small && line.fact.people.has_value();
}

}  // namespace

std::set<Month> months_at_zero(store::Connection& c, LotId lot, Instant recorded_until) {
  const auto closed = store::closed_months(c, lot, recorded_until);
  std::set<Month> months(closed.begin(), closed.end());
  for (const auto& row : c.query("SELECT DISTINCT month FROM timesheets WHERE lot_id = ?1 AND nil_reason IS NOT NULL"
                                 " AND state IN ('confirmed', 'reviewed') AND confirmed_at <= ?2",
                                 store::values(lot, recorded_until)))
    months.insert(row.month("month"));
  return months;
}

Outcome<ObligationView> view_obligation(Services& services, const Actor& actor, LotId lot, const AskedDays& asked) {
  if (!has_role(actor, {Role::facilitator, Role::officer})) return forbidden();
  return services.database->read([&](store::Connection& c) -> Outcome<ObligationView> {
    const auto cutoff = cutoff_of(services, asked);
    auto view = lot_view_in(c, services, actor, lot, cutoff);
    if (!view) return not_found();
    auto recorded = store::facts_of_lot(c, lot);
    std::erase_if(recorded, [&](const ObligationFact& fact) { return fact.recorded_at > cutoff.recorded_until; });
    auto lines = fact_lines(recorded);
    const auto facts = standing(lines);
    for (auto& line : lines) line.has_effect = !view->clause || has_effect(*view->clause, line.fact, facts);
    mark_beyond_amount(lines, known_amount(c, lot, cutoff.worked_until));
    if (actor.role == Role::officer)
      withhold_small_hires(lines, services.reference.rulebook.at(report::small_count_rule, services.today()).value);
    auto at_zero = months_at_zero(c, lot, cutoff.recorded_until);
    return ObligationView{std::move(*view), std::move(lines), std::move(at_zero)};
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
    if (fact.kind == FactKind::affirmation && !names_a_tranche(known, fact)) return Refusal{"fact.affirmation.unknown"};
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

LotForecast forecast_of(Services& services, const ObligationView& view) {
  LotForecast forecast;
  if (!view.lot.clause) return forecast;
  forecast.curve = expected_curve(*view.lot.clause, standing(view.facts), view.lot.position);
  forecast.rhythm = rhythm_forecast(view.lot.position, services.reference.rulebook, view.at_zero);
  return forecast;
}

}  // namespace clausier::app
