#pragma once
// Which months each firm has to declare, and where each stands. One line a grant and month.
#include <string>
#include <vector>

#include "clausier/app/timesheets.hpp"
#include "clausier/store/database.hpp"

namespace clausier::app {

struct FirmMonth {
  ExpectedMonth expected;
  OrganisationId firm;
  std::string firm_name;
  int days_late = 0;  // since the due date; 0 when sent or not due yet
};

// From the start of the execution to the last complete month or its end, for every grant in force in
// the actor's perimeter: contractors, of their firm; facilitators, of all firms. Most urgent first.
std::vector<FirmMonth> expected_in(Services& services, store::Connection& connection, const Actor& actor);
// The same of the lots alone where a firm has not sent a month due by that day, as kept (lot_tasks.hpp).
std::vector<FirmMonth> awaited_in(Services& services, store::Connection& connection, const Actor& actor, Date today);

// 10th of the next month (rule timesheet.due.day), or the first working day from it.
Date due_date(const Rulebook& rulebook, Month month);

}  // namespace clausier::app
