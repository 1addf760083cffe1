#pragma once
// The steps that explain a position, apart from the reckoning itself.
#include "clausier/domain/position.hpp"

namespace clausier {

// Fills owed, due, missing, forecast, exposure, credits, state and explanation from hours already reckoned and the
// obligation they are held against. `clause` is in force at the cut-off, its execution as amended.
void explain_obligation(Position& position, const LotFacts& facts, const Clause& clause, Obligation obligation,
                        const Rulebook& rulebook);

// Without a clause nothing is owed: one step says so.
void explain_no_clause(Position& position);

}  // namespace clausier
