#pragma once
// The parts of the file of a contract, as read from the base.
#include "clausier/app/contract_file.hpp"
#include "clausier/store/database.hpp"

namespace clausier::app {

inline bool keeps_files(const Actor& actor) { return actor.role == Role::facilitator && actor.organisation.has_value(); }

std::vector<Contact> contacts_of(store::Connection& connection, const Actor& actor, ContractId contract);
std::vector<ContractDocument> documents_of(store::Connection& connection, const Actor& actor, ContractId contract);
std::vector<HandOver> hand_overs_of(store::Connection& connection, ContractId contract);
std::vector<Closure> closures_of(store::Connection& connection, ContractId contract);
std::vector<CheckItem> checks_of(store::Connection& connection, Services& services, const Actor& actor, ContractId contract);

// SQL: contracts that are closed now.
inline constexpr std::string_view closed_contracts_sql =
    "SELECT k.contract_id FROM contract_closures k WHERE k.closed = 1 AND NOT EXISTS (SELECT 1 FROM contract_closures l "
    "WHERE l.contract_id = k.contract_id AND l.recorded_at > k.recorded_at)";

}  // namespace clausier::app
