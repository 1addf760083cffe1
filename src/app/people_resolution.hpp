#pragma once
// From the way a file names people to the people known: by public reference, else by names in either
// order, with the birth date when the file gives one.
#include <vector>

#include "clausier/app/actor.hpp"
#include "clausier/app/services.hpp"
#include "clausier/domain/timesheet.hpp"
#include "clausier/store/database.hpp"

namespace clausier::app {

// Fills `participant` in the lines, read and unread, and adds cell.person.unknown, cell.person.ambiguous
// or cell.person.missing to the findings. Looked for among the people whom the firm employs within the
// actor's perimeter: nobody learns from a file whether a stranger is known, to another firm of the lot
// or to another office.
void resolve_people(Services& services, store::Connection& connection, const Actor& actor, const TimesheetSubject& subject,
                    TimesheetDraft& draft);

}  // namespace clausier::app
