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

struct SourcesOfContract {
  std::vector<ContractSource> distinct;
  std::int64_t repeated = 0;
};
// The records of applied imports that are this contract or one tied to it; those that say nothing new are counted.
SourcesOfContract sources_of(store::Connection& connection, ContractId contract);

}  // namespace clausier::app
