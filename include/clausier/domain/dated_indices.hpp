#pragma once
#include "clausier/domain/rulebook.hpp"

namespace clausier {

// The rules, with the dated indices of the legal values ("index.…"): a position tells what missing hours would cost.
Rulebook with_indices(const Rulebook& rules, const Rulebook& legal_values);

}  // namespace clausier
