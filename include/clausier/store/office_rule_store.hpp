#pragma once
// What offices set for the checks of their timesheets. Runs inside the caller's transaction.
#include <vector>

#include "clausier/domain/office_rules.hpp"
#include "clausier/store/database.hpp"

namespace clausier::store {

void append_office_rule(Connection& connection, OrganisationId office, const OfficeRule& rule);
std::vector<OfficeRule> office_rules_of(Connection& connection, OrganisationId office);  // oldest first

}  // namespace clausier::store
