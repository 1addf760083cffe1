#pragma once
// What may be done to a draft on the page of its faults.
#include "clausier/app/draft_corrections.hpp"
#include "clausier/app/hours_grid.hpp"
#include "site_parts.hpp"

namespace clausier::web {

// Ranks of the findings: errors first, then what needs a tick, then the repairs announced; each by place, as they come. Only those
// that the address asks for: "faute" is a code or a severity.
std::vector<std::size_t> faults_shown(const app::TimesheetReading& reading, const Request& request);
// A link for each severity and each fault, with its count; `here` is the page that shows them.
View fault_filters(const Wording& wording, const app::TimesheetReading& reading, const Request& here);
// A sort of fault: its own words, else the first sentence of the message, without what differs from line to line.
std::string kind_of_fault(const Wording& wording, const std::string& code);
View fault_view(const SiteParts& parts, const app::TimesheetReading& reading, const std::set<std::string>& sheets, std::size_t rank, bool open);

// The field in which a cell is typed again, and the box that leaves its row out; false when neither applies.
View repair_view(const app::TimesheetReading& reading, std::size_t rank);
// The form around the table of faults.
View repairs_view(const SiteParts& parts, const app::TimesheetReading& reading, const Request& here);
std::string corrected_text(const Wording& wording, const app::TimesheetReading& reading);  // "" when nothing was
Date kept_until(const SiteParts& parts, const app::TimesheetReading& reading);
std::string grid_path(const app::Actor& actor, const app::TimesheetHead& head);

std::vector<Route> draft_routes(const SiteParts& parts);  // corrections, columns
std::vector<Route> file_routes(const SiteParts& parts);   // the filled model, the annotated file, the public check
std::vector<Route> split_routes(const SiteParts& parts);  // one file for several lots or months

}  // namespace clausier::web
