#include "audit.hpp"
#include "clausier/app/contracts.hpp"
#include "clausier/store/clause_store.hpp"
#include "scope.hpp"

namespace clausier::app {

Outcome<Done> define_clause(Services& services, const Actor& actor, Clause clause) {
  if (actor.role != Role::facilitator) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    if (!lot_scope(c, actor, clause.lot)) return not_found();
    clause.id = ClauseId::from_trusted(random_id());
    clause.author = actor.display_name;
    clause.recorded_at = store::next_instant(c, services.clock());
    if (const auto faults = check_clause(clause); any_error(faults)) return Refusal{faults.front().code, faults.front().parameters};
    store::append_clause(c, clause);
    record_audit(c, actor, clause.recorded_at, "clause.defined", "lot", clause.lot.text(), clause.id.text());
    return Done{};
  });
}

Outcome<Done> set_month_closed(Services& services, const Actor& actor, LotId lot, Month month, bool closed) {
  if (actor.role != Role::facilitator) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    if (!lot_scope(c, actor, lot)) return not_found();
    const Instant now = store::next_instant(c, services.clock());
    if (closed && month >= services.today().month_of()) return Refusal{"month.not_over", {{"mois", french_month(month)}}};
    store::append_month_closure(c, lot, month, closed, actor.display_name, now);
    record_audit(c, actor, now, closed ? "month.closed" : "month.reopened", "lot", lot.text(), month.iso());
    return Done{};
  });
}

}  // namespace clausier::app
