#include <algorithm>

#include "audit.hpp"
#include "clausier/app/contracts.hpp"
#include "clausier/domain/clause_text.hpp"
#include "clausier/store/clause_store.hpp"
#include "clausier/store/contract_store.hpp"
#include "clausier/store/obligation_store.hpp"
#include "lot_position.hpp"
#include "scope.hpp"

namespace clausier::app {
namespace {

// Of the clause, else of the contract with every amendment known; empty when neither says it.
std::optional<DateRange> execution_of(store::Connection& c, const Services& services, const LotScope& scope) {
  const auto clause = store::find_clause(c, scope.lot, current_cutoff(services).recorded_until);
  if (clause) return clause->execution;
  const auto contract = store::find_contract(c, scope.contract);
  return contract ? contract_as_of(*contract, services.today()).execution : std::nullopt;
}

// Why the month cannot be closed or opened again; empty when it can.
std::optional<Refusal> fault_of_closing(store::Connection& c, const Services& services, const LotScope& scope, Month month, bool closed) {
  const Parameters about = {{"mois", french_month(month)}};
  if (closed && month >= services.today().month_of()) return Refusal{"month.not_over", about};
  const auto position = position_in(c, services, scope.lot, {month.last_day(), current_cutoff(services).recorded_until});
  const auto execution = execution_of(c, services, scope);
  const bool inside = !execution || (execution->first.month_of() <= month && month <= execution->last.month_of());
  if (!inside && !position.by_month.contains(month)) return Refusal{"month.outside", about};
  const auto waiting = undecided_in(position, month);
  if (!closed || waiting.lines == 0) return std::nullopt;
  return Refusal{"month.undecided", {{"mois", french_month(month)}, {"n", std::to_string(waiting.lines)},
                                     {"heures", french_hours(waiting.hours)}}};
}

// The version that stands, when it is not the one that was seen.
const Clause* written_meanwhile(const std::vector<Clause>& newest_first, const std::string& seen) {
  if (newest_first.empty() || newest_first.front().id.text() == seen) return nullptr;
  return &newest_first.front();
}

}  // namespace

Outcome<Done> define_clause(Services& services, const Actor& actor, Clause clause, const std::optional<std::string>& seen) {
  if (actor.role != Role::facilitator) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    if (!lot_scope(c, actor, clause.lot)) return not_found();
    const auto standing = store::find_clauses(c, clause.lot);
    if (seen && !standing.empty() && standing.front().id.text() == *seen && compare_clauses(standing.front(), clause).empty())
      return Refusal{"clause.unchanged"};
    if (const auto* other = seen ? written_meanwhile(standing, *seen) : nullptr) {
      if (compare_clauses(*other, clause).empty() && other->terms.reason == clause.terms.reason) return Done{};
      return Refusal{"clause.changed", {{"author", other->author}, {"when", french_instant(other->recorded_at)}}};
    }
    if (!standing.empty() && clause.terms.reason.empty()) return Refusal{"clause.reason.required"};
    clause.id = ClauseId::from_trusted(random_id());
    clause.author = actor.display_name;
    clause.recorded_at = store::next_instant(c, services.clock());
    if (const auto faults = check_clause(clause); any_error(faults)) return Refusal{faults.front().code, faults.front().parameters};
    if (!is_computable(services, clause, store::facts_of_lot(c, clause.lot))) return Refusal{"clause.too_large"};
    store::append_clause(c, clause);
    record_audit(c, actor, clause.recorded_at, "clause.defined", "lot", clause.lot.text(), clause.id.text());
    return Done{};
  });
}

Outcome<Done> set_month_closed(Services& services, const Actor& actor, LotId lot, Month month, bool closed) {
  if (actor.role != Role::facilitator) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    const auto scope = lot_scope(c, actor, lot);
    if (!scope) return not_found();
    if (const auto fault = fault_of_closing(c, services, *scope, month, closed)) return *fault;
    const auto closed_now = store::closed_months(c, lot);
    if ((std::find(closed_now.begin(), closed_now.end(), month) != closed_now.end()) == closed) return Done{};
    const Instant now = store::next_instant(c, services.clock());
    store::append_month_closure(c, lot, month, closed, actor.display_name, now);
    record_audit(c, actor, now, closed ? "month.closed" : "month.reopened", "lot", lot.text(), month.iso());
    return Done{};
  });
}

}  // namespace clausier::app
