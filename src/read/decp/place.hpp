#pragma once
#include "clausier/domain/contract.hpp"
#include "notes.hpp"

namespace clausier::read {

// lieuExecution: code, kind and name, and the department when the code tells it.
void read_place(const Node& place, ContractRecord& record, Notes& notes);

}  // namespace clausier::read
