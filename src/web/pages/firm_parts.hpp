#pragma once
// Shared by the pages on which a firm sends its hours: addresses, the line of a file that a fault is about.
#include <set>

#include "clausier/app/timesheets.hpp"
#include "people_parts.hpp"

namespace clausier::web {

std::string month_path(LotId lot, Month month);
std::string reading_path(TimesheetId id);  // faults or summary, whichever the timesheet calls for
std::string receipt_path(TimesheetId id);

// A sheet's name may be a person's, so that addresses give its rank: from 1, in the order of the names.
std::set<std::string> sheets_of(const TimesheetDraft& draft);
int sheet_rank(const std::set<std::string>& sheets, const std::string& sheet);
// The line at a row of a sheet, read or not; nullptr when there is none.
const DraftLine* line_at(const TimesheetDraft& draft, int sheet_rank, int row);

Form upload_form();
std::vector<Link> firm_crumbs(const Wording& wording, const app::Actor& actor);  // the way to a month's timesheet

std::vector<Route> month_routes(const SiteParts& parts);    // one month of one lot: a file, or no hours
std::vector<Route> reading_routes(const SiteParts& parts);  // the file as read, its confirmation, its receipt

}  // namespace clausier::web
