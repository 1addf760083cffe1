#pragma once
// Files of timesheets that go back to a firm: the model filled with its people, and what it sent with the faults
// written on it. And a check of a file for anybody, of which nothing is kept.
#include <string>

#include "clausier/app/timesheets.hpp"

namespace clausier::app {

// XLSX: references, names and birth dates of the people employed on the lot in the month; hours are left to type.
Outcome<std::string> timesheet_model(Services&, const Actor&, const TimesheetSubject&);

// XLSX: every sheet of the draft's file as it reads now, a comment on each faulty cell.
Outcome<std::string> annotated_timesheet(Services&, const Actor&, TimesheetId);

// What can be said of a file without knowing people, lots or firms. Nothing is stored, in any base or file.
struct AnonymousReading {
  std::vector<Finding> findings;
  std::size_t lines = 0;
  WorkTime declared = WorkTime::zero();
};
Outcome<AnonymousReading> check_anonymously(const Services&, Month month, const std::string& bytes);

}  // namespace clausier::app
