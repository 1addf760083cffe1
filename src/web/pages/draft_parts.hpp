#pragma once
// What may be done to a draft on the page of its faults.
#include "clausier/app/draft_corrections.hpp"
#include "clausier/app/hours_grid.hpp"
#include "site_parts.hpp"

namespace clausier::web {

// The field in which a cell is typed again, and the box that leaves its row out; false when neither applies.
View repair_view(const app::TimesheetReading& reading, std::size_t rank);
// The form around the table of faults.
View repairs_view(const SiteParts& parts, const app::TimesheetReading& reading);
std::string corrected_text(const Wording& wording, const app::TimesheetReading& reading);  // "" when nothing was
Date kept_until(const SiteParts& parts, const app::TimesheetReading& reading);
std::string grid_path(const app::Actor& actor, const app::TimesheetHead& head);

std::vector<Route> draft_routes(const SiteParts& parts);  // corrections, columns
std::vector<Route> file_routes(const SiteParts& parts);   // the filled model, the annotated file, the public check
std::vector<Route> split_routes(const SiteParts& parts);  // one file for several lots or months

}  // namespace clausier::web
