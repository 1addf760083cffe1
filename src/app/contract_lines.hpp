#pragma once
// Pieces of contract views shared by search, contract and lot pages.
#include "clausier/app/contracts.hpp"
#include "clausier/store/database.hpp"

namespace clausier::app {

std::vector<ProgrammeTag> programmes_of(store::Connection& connection, ContractId contract);  // set aside ones left out
std::vector<LotLine> lot_lines_of(store::Connection& connection, ContractId contract);
std::vector<Grant> grants_of(store::Connection& connection, LotId lot);
Organisation organisation_of(const store::Row& row);  // columns of the table organisations

// SQL expression: name of the buyer of visible contract alias c, from the source or from what is known
// (recorded_until: the placeholder of an instant, to know no more than was known then).
std::string buyer_name_sql(std::string_view recorded_until = "");

}  // namespace clausier::app
