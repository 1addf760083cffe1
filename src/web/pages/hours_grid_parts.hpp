#pragma once
// The table in which hours are typed: one line a person, and a few more for a second period. The same
// behind a link, where nobody is named.
#include <vector>

#include "clausier/app/hours_grid.hpp"
#include "site_parts.hpp"

namespace clausier::web {

// For the partial _hours_grid; `typed` puts back what was typed.
View hours_grid_view(const SiteParts& parts, const std::vector<app::GridPerson>& people, const std::vector<app::TypedLine>& typed);

// The lines of a posted table, in order; refused as a whole when there are more than are read: grid.lines.
Outcome<std::vector<app::TypedLine>> typed_lines(const Request& request);

// Why a month has no hour: the same reasons wherever it is said.
Form nil_form(const Wording& wording);

std::vector<Route> grid_routes(const SiteParts& parts);          // hours typed or pasted by somebody signed in
std::vector<Route> deposit_link_routes(const SiteParts& parts);  // links without an account: to make, to open, to revoke

// The facilitator's links for a firm and a month, on the page of that month; `made` is shown once.
View deposit_links_view(const SiteParts& parts, const Request& request, const TimesheetSubject& subject);

}  // namespace clausier::web
