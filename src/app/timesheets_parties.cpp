#include "timesheets_parties.hpp"

#include "scope.hpp"

namespace clausier::app {

Outcome<Organisation> declaring_firm(store::Connection& connection, const Actor& actor, LotId lot,
                                     std::optional<OrganisationId> firm) {
  if (actor.role == Role::contractor && actor.organisation && !firm) firm = actor.organisation->id;
  if (!firm) return Refusal{"timesheet.firm.required"};
  if (actor.role == Role::contractor && (!actor.organisation || actor.organisation->id != *firm)) return not_found();
  const auto row = connection.query_one("SELECT o.* FROM organisations o JOIN grants g ON g.firm_id = o.id"
                                        " WHERE g.lot_id = ?2 AND o.id = ?3 AND g.revoked_at IS NULL AND g.lot_id IN (" +
                                            lots_within(actor) + ")",
                                        {perimeter_key(actor), store::value_of(lot), store::value_of(*firm)});
  if (!row) return not_found();
  return Organisation{row->id<OrganisationId>("id"), OrganisationKind::firm, Siret::from_trusted(row->text("siret")), row->text("name")};
}

}  // namespace clausier::app
