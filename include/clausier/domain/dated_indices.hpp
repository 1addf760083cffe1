#pragma once
#include "clausier/domain/rulebook.hpp"

namespace clausier {

// The rules, with the legal values that a position needs: dated indices ("index.…"), for what missing hours would cost, and
// the list of priority districts in force ("qpv.…"), for a share kept for those who live there.
Rulebook with_indices(const Rulebook& rules, const Rulebook& legal_values);

}  // namespace clausier
