#pragma once
// Where the rhythm of a lot leads and what lateness may cost, inside the caller's snapshot.
#include <set>

#include "clausier/domain/outlook.hpp"
#include "clausier/app/services.hpp"
#include "clausier/store/database.hpp"

namespace clausier::app {

// Months of which a firm said that nobody worked, or that the office closed.
std::set<Month> months_at_zero(store::Connection& connection, LotId lot, Instant recorded_until);

// At the two dates of the position: acts that are dated or recorded later do not exist yet.
PenaltyProposal proposal_in(store::Connection& connection, const Services& services, const Clause& clause, const Position& position);

// For who follows the lot or buys it. Empty without a clause.
Outlook outlook_in(store::Connection& connection, const Services& services, const std::optional<Clause>& clause, const Position& position);

}  // namespace clausier::app
