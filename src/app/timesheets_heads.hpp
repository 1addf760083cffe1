#pragma once
// Timesheets of an actor's perimeter, as the pages head them.
#include <optional>
#include <string>
#include <vector>

#include "clausier/app/timesheets.hpp"
#include "clausier/store/database.hpp"
#include "clausier/store/timesheet_store.hpp"

namespace clausier::app {

std::optional<TimesheetState> parse_timesheet_state(std::string_view code);

// Facilitators: of lots their office follows. Contractors: of their firm, on lots where it has a grant.
// Uses ?1 = perimeter_key(actor) only; to be joined as "… FROM (" + timesheets_within(actor) + ") t".
std::string timesheets_within(const Actor& actor);

std::optional<store::TimesheetRow> timesheet_within(store::Connection& connection, const Actor& actor, TimesheetId id);

// Heads of the perimeter under a condition on t ("t.state = ?2"), in the order given; `arguments` start
// at ?2. Hours and people are those posted: a draft has none.
std::vector<TimesheetHead> heads_within(Services& services, store::Connection& connection, const Actor& actor,
                                        const std::string& condition_and_order, std::vector<store::Value> arguments);
std::optional<TimesheetHead> head_within(Services& services, store::Connection& connection, const Actor& actor, TimesheetId id);

}  // namespace clausier::app
