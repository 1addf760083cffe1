#pragma once
// Facts of an execution as pages list them, and what tells two of them apart.
#include "clausier/app/obligations.hpp"
#include "clausier/store/database.hpp"

namespace clausier::app {

// By date, each with the fact that cancelled it.
std::vector<FactLine> fact_lines(const std::vector<ObligationFact>& facts);

// The fact of the same kind, date and reference that stands, or null: the same invoice twice is a slip, not a second one.
const ObligationFact* standing_like(const std::vector<FactLine>& lines, const ObligationFact& fact);
// Marks the invoices from the one by which those that stand pass the amount of the contract, as amended: a digit too many,
// or an amendment that nobody recorded. A question to a person, never a refusal. Nothing without an amount.
void mark_beyond_amount(std::vector<FactLine>& lines, const std::optional<Money>& amount);
// Of the lot, else of the whole contract, on a day.
std::optional<Money> known_amount(store::Connection& connection, LotId lot, Date day);
// Whether two facts give the same days and figures.
bool says_the_same(const ObligationFact& a, const ObligationFact& b);

}  // namespace clausier::app
