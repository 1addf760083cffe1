#pragma once
// What a firm reads of a lot on which others declare too (docs/decisions/0012-own-hours.md).
#include <optional>

#include "clausier/app/actor.hpp"
#include "lot_position.hpp"

namespace clausier::app {

// The position as the actor may read it: whole, or the part of their firm when it does not answer for the clause; without
// small head counts for a buyer, nor the hours of a group for a firm (docs/decisions/0013-head-counts-in-steps.md).
Position position_for(store::Connection& connection, const Services& services, const Actor& actor, LotId lot, const Cutoff& cutoff);

// Of somebody who reads the whole lot: without what is not for their role.
Position withheld_for(const Services& services, const Actor& actor, Position whole);

// The firm of a contractor that is neither holder nor joint holder of the lot; empty for everybody else.
std::optional<OrganisationId> own_hours_only(store::Connection& connection, const Actor& actor, LotId lot);

// The lines of the firm and what they add up to, against what the lot owes and its state. Nothing else of the lot:
// neither what is due or missing, which tells the hours of the others, nor the computation, which tells amounts.
Position own_part(const Position& whole, OrganisationId firm);

}  // namespace clausier::app
