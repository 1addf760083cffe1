#pragma once
// The steps that explain a position, apart from the reckoning itself.
#include "clausier/domain/position.hpp"

namespace clausier {

// Fills owed, due, missing, exposure, state and explanation from hours already reckoned.
void explain_obligation(Position& position, const Clause& clause, const Rulebook& rulebook);

// Without a clause nothing is owed: one step says so.
void explain_no_clause(Position& position);

}  // namespace clausier
