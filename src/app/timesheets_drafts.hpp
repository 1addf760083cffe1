#pragma once
// What is common to the ways in which a file becomes a draft, and a draft changes.
#include "clausier/app/timesheets.hpp"
#include "clausier/store/database.hpp"

namespace clausier::app {

// `part`: part_text of the rows to read, "" for the whole file.
Outcome<Received> receive_part(Services& services, const Actor& actor, const TimesheetSubject& subject, const std::string& file_name,
                               const std::string& bytes, const std::string& part, FormerFile former = FormerFile::proposed);

// What the firm once said of columns under the same titles; "" when it said nothing.
std::string columns_said_before(const Services& services, store::Connection& connection, OrganisationId firm, const std::string& bytes);

}  // namespace clausier::app
