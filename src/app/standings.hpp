#pragma once
// Where lots stand today: read when it is kept, reckoned from the entries when it is not (docs/decisions/0014-kept-standings.md).
// Any other cut-off goes through the entries.
#include <map>

#include "clausier/app/actor.hpp"
#include "clausier/app/reports.hpp"
#include "clausier/app/services.hpp"
#include "clausier/store/standing_store.hpp"

namespace clausier::app {

// A position as the actor may read it, and the lines of each month that nobody decided on yet.
struct ShownPosition {
  Position position;
  std::map<Month, std::int64_t> awaiting_lines;
};
// From what is kept of today when it suffices: without people, lines and journal. From the entries otherwise.
ShownPosition shown_position(store::Connection& connection, const Services& services, const Actor& actor, LotId lot, const Cutoff& cutoff);
ShownPosition reckoned_position(store::Connection& connection, const Services& services, const Actor& actor, LotId lot, const Cutoff& cutoff);

// Where the lot stands today, from what is kept of a former day when it suffices, else from the entries.
void keep_in(store::Connection& connection, const Services& services, LotId lot);
// Keeps what is not kept yet of a lot of the actor's, or of every lot of their portfolio, a few at a time: others may
// write in between. How many were not.
void keep_standing(Services& services, const Actor& actor, LotId lot);
std::int64_t keep_standings(Services& services, const Actor& actor);

// Worst first. What is not kept is left out: keep_standings comes before.
Portfolio portfolio_page(store::Connection& connection, const Services& services, const Actor& actor, int page, int per_page);

// What the entries give on the day of what is kept, to be compared with it.
store::KeptStanding reckoned_standing(store::Connection& connection, const Services& services, const store::KeptStanding& kept);

}  // namespace clausier::app
