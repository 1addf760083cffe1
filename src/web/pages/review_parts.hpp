#pragma once
// Shared by the pages of review: what is chosen for each line, and the page that shows it.
#include <map>

#include "clausier/app/timesheets.hpp"
#include "people_parts.hpp"

namespace clausier::web {

inline constexpr const char* review_conflict = "review.conflict";  // somebody changed the timesheet meanwhile

struct LineChoice {
  std::string verdict = "later";  // accepted, rejected, later
  std::string reason = {};        // code, of a rejection
  std::string note = {};
  std::string error = {};         // message key; "" when the choice can be recorded
};
using LineChoices = std::map<EntryId, LineChoice>;

// What the page shows at first: the decisions already taken; « Valider » on a line that nobody has decided
// and that no check remarks on.
LineChoices first_choices(const app::ReviewView& view);
// What the form holds, over the first choices; each fault stands in its choice. Throws RequestProblem 400
// for a verdict that was never offered.
LineChoices sent_choices(const app::ReviewView& view, const Request& request);

bool any_error(const LineChoices& choices);

// The lines proposed for acceptance that nobody decided yet.
std::size_t lines_ready(const app::ReviewView& view);
// A form that holds this field stands for all of them, on whatever page they are.
inline constexpr const char* whole_field = "tout";

struct Chosen {  // a line with what would be recorded
  const app::ReviewLine* line;
  const LineChoice* choice;
};
// The lines whose decision would be new, among those that the form held.
std::vector<Chosen> new_decisions(const app::ReviewView& view, const LineChoices& choices, const Request& request);

Form send_back_form(int version);
std::string review_path(TimesheetId id);
std::string line_dates(const Wording& wording, const app::ReviewLine& line);

// `send_back` and `refusal`: what was refused, if anything. After a conflict the page is the timesheet as it
// stands now, with what was chosen, to be compared and sent again.
Response review_page(const SiteParts& parts, const Request& request, const app::ReviewView& view, const LineChoices& choices,
                     const Form* send_back = nullptr, const std::optional<Refusal>& refusal = std::nullopt);

std::vector<Route> decision_routes(const SiteParts& parts);

}  // namespace clausier::web
