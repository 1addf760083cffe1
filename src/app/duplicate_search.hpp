#pragma once
// Finds the contracts that may be the one being staged, published by another platform.
#include "clausier/domain/contract.hpp"
#include "clausier/store/database.hpp"

namespace clausier::app {

void suggest_duplicates(store::Connection& connection, ImportId import, ContractId id, const ContractRecord& record, Instant now);

}  // namespace clausier::app
