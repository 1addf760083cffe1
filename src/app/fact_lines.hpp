#pragma once
// Facts of an execution as pages list them, and what tells two of them apart.
#include "clausier/app/obligations.hpp"

namespace clausier::app {

// By date, each with the fact that cancelled it.
std::vector<FactLine> fact_lines(const std::vector<ObligationFact>& facts);

// The fact of the same kind, date and reference that stands, or null: the same invoice twice is a slip, not a second one.
const ObligationFact* standing_like(const std::vector<FactLine>& lines, const ObligationFact& fact);
// Whether two facts give the same days and figures.
bool says_the_same(const ObligationFact& a, const ObligationFact& b);

}  // namespace clausier::app
