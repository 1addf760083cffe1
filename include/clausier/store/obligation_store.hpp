#pragma once
// Dated facts of an execution and what was done about lateness: appended, never changed.
#include <vector>

#include "clausier/domain/obligation.hpp"
#include "clausier/domain/penalty.hpp"
#include "clausier/store/database.hpp"

namespace clausier::store {

void append_fact(Connection& connection, const ObligationFact& fact);
std::vector<ObligationFact> facts_of_lot(Connection& connection, LotId lot);  // oldest record first

void append_penalty_act(Connection& connection, const PenaltyAct& act);
std::vector<PenaltyAct> penalty_acts_of_lot(Connection& connection, LotId lot);

}  // namespace clausier::store
