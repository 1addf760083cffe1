#pragma once
// Where a contract comes from: the records that brought it, and those of contracts tied to it.
#include <string>
#include <vector>

#include "clausier/app/contracts.hpp"
#include "clausier/store/database.hpp"

namespace clausier::app {

std::string first_source_of(store::Connection& connection, ContractId contract);  // file name; "" when unknown

// The contract that stands for this one: itself, unless a person tied it to another.
ContractId standing_contract(store::Connection& connection, ContractId contract);

// The records of contracts tied to this one, with what differs from it.
std::vector<TiedSource> tied_sources(store::Connection& connection, ContractId contract, const ContractRecord& record);

}  // namespace clausier::app
