#pragma once
// What a firm compares a timesheet with before sending it: the month before, what its lot still owes, and, when it
// replaces another, what changes line by line.
#include <optional>
#include <string>
#include <vector>

#include "clausier/app/people.hpp"
#include "clausier/app/timesheets.hpp"

namespace clausier::app {

// A line of the timesheet that stands beside the one that replaces it: without `before` it is added, without
// `after` it is taken away.
struct ReplacedLine {
  Identity identity;      // as the firms of the actor's perimeter write it
  std::string reference;
  DateRange worked;
  std::optional<WorkTime> before;
  std::optional<WorkTime> after;
};

struct TimesheetSummary {
  std::optional<WorkTime> former_month;  // declared by the firm on the lot the month before; nothing when nothing was
  std::optional<WorkTime> owed;          // by the lot, in all
  WorkTime declared = WorkTime::zero();  // that stands today, as the actor may read it
  std::vector<ReplacedLine> replaced;    // by person, then day
};

// Of a reading that the actor got from view_timesheet.
TimesheetSummary summary_of(Services&, const Actor&, const TimesheetReading&);

}  // namespace clausier::app
