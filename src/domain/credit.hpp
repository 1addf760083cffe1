#pragma once
// What goes towards an obligation besides the hours counted on the lot, step by step.
#include "clausier/domain/position.hpp"

namespace clausier {

// Fills credits and credited from hours already reckoned, and returns the step that gives the credited hours:
// `counted_step` when there is nothing but them.
std::string explain_credits(Position& position, const LotFacts& facts, const Clause& clause, const std::string& owed_step,
                            const std::string& counted_step);

}  // namespace clausier
