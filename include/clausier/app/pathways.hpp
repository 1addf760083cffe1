#pragma once
// Pathways of the people whom an office follows: what it recorded, what may be recorded next, what is due,
// and the figures of a year. Facilitators alone; what another office recorded is not theirs.
#include <optional>
#include <string>
#include <vector>

#include "clausier/app/actor.hpp"
#include "clausier/app/services.hpp"
#include "clausier/domain/outcome.hpp"
#include "clausier/domain/pathway.hpp"

namespace clausier::app {

struct PathwayLine {
  Pathway pathway;
  ExitState state = ExitState::none;
  std::optional<Date> confirmable_on;  // of an exit that may become positive
  std::vector<int> situations_due;
};

// Oldest first.
Outcome<std::vector<PathwayLine>> list_pathways(Services&, const Actor&, const std::string& reference);

struct PathwayEvent {
  PathwayFactKind kind = PathwayFactKind::entry;
  std::string code;
  Date day;
  std::optional<Date> until = std::nullopt;  // of a step
  int months = 0;                            // of a situation
};
// Refusals are those of fault_of_fact. The same event sent twice is recorded once.
Outcome<Done> record_pathway_event(Services&, const Actor&, const std::string& reference, const PathwayEvent&);
// Refuses "pathway.cancel" while something rests on the fact.
Outcome<Done> cancel_pathway_fact(Services&, const Actor&, const std::string& reference, PathwayFactId);

// Something to ask of a person who left, since a day.
struct PathwayTask {
  std::string reference;
  int months = 0;  // situation at 6 or 12 months; 0: the exit is to be confirmed
  Date since;
};
struct PathwayBoard {
  DateRange period;
  PathwayFigures figures;
  std::vector<PathwayTask> tasks;  // longest waiting first; of people in the perimeter today
};
Outcome<PathwayBoard> pathway_board(Services&, const Actor&, int year);

}  // namespace clausier::app
