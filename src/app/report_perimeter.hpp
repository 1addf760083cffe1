#pragma once
// What a report looks at, as it stood recorded at an instant: the same question asked later sees the
// same contracts, lots, programmes and firms, whatever was done since.
#include <string>
#include <vector>

#include "clausier/app/reports.hpp"
#include "scope.hpp"

namespace clausier::app {

// Lots of the actor's perimeter that the parameters ask for, in a stable order.
std::vector<LotScope> lots_recorded(store::Connection& connection, const Actor& actor, const ReportParameters& asked,
                                    Instant recorded_until);
std::vector<std::string> programmes_recorded(store::Connection& connection, ContractId contract, Instant recorded_until);  // confirmed
std::vector<std::string> holders_recorded(store::Connection& connection, LotId lot, Instant recorded_until);  // names of firms

// Of a firm by its SIRET or SIREN: the establishment when it is known, else the first of the firm.
std::string firm_name(store::Connection& connection, const std::string& siret);

}  // namespace clausier::app
