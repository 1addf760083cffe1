#pragma once
// One lot as a page shows it, inside the caller's snapshot.
#include "clausier/app/contracts.hpp"
#include "clausier/store/database.hpp"

namespace clausier::app {

// Nothing when the lot is foreign, removed or unknown to the actor.
std::optional<LotView> lot_view_in(store::Connection& connection, const Services& services, const Actor& actor, LotId lot,
                                   const Cutoff& cutoff);

}  // namespace clausier::app
