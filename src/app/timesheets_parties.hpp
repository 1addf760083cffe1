#pragma once
// Which firm declares on a lot: its own people for their firm, a facilitator for a firm with a grant.
#include <optional>

#include "clausier/app/actor.hpp"
#include "clausier/domain/outcome.hpp"
#include "clausier/store/database.hpp"

namespace clausier::app {

// The firm, when the lot is in the actor's perimeter and the firm has a grant in force on it. A firm or
// lot that is not theirs gives not_found; no firm named by a facilitator, "timesheet.firm.required".
Outcome<Organisation> declaring_firm(store::Connection& connection, const Actor& actor, LotId lot,
                                     std::optional<OrganisationId> firm);

}  // namespace clausier::app
