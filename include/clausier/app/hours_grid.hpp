#pragma once
// Hours typed on a page instead of sent as a file. What is typed becomes a small file, kept and read like
// any other: the same checks, the same receipt, the same proof.
#include <string>
#include <vector>

#include "clausier/app/people.hpp"
#include "clausier/app/timesheets.hpp"

namespace clausier::app {

// Somebody whom the firm employs on the lot during the month.
struct GridPerson {
  std::string reference;
  Identity identity;          // as the firm wrote it; to be left out behind a link
  std::string contract_type;  // code
  bool in_former_month = false;  // had hours the month before
};

// One line of the grid, as typed.
struct TypedLine {
  std::string reference;
  std::string first, last;  // days, may be empty: the whole month
  std::string hours;
};

bool says_something(const TypedLine& line);  // more than a person

// Those with hours the month before come first; then by reference.
Outcome<std::vector<GridPerson>> people_to_declare(Services&, const Actor&, const TimesheetSubject&);

// The file that typing makes; lines that say nothing are left out.
std::string typed_file_name(const Services&);
std::string typed_file(const Services&, const std::vector<TypedLine>& lines);

// What was typed in the draft that waits for the month; empty when there is none, or when it was a file.
Outcome<std::vector<TypedLine>> lines_typed_before(Services&, const Actor&, const TimesheetSubject&);

}  // namespace clausier::app
