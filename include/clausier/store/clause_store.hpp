#pragma once
// Dated versions of the clause of a lot: appended, never changed. Closed months likewise.
#include <optional>
#include <vector>

#include "clausier/domain/clause.hpp"
#include "clausier/store/database.hpp"

namespace clausier::store {

void append_clause(Connection& connection, const Clause& clause);
std::vector<Clause> find_clauses(Connection& connection, LotId lot);  // newest first
// The version in force at a recorded instant.
std::optional<Clause> find_clause(Connection& connection, LotId lot, Instant recorded_until);

void append_month_closure(Connection& connection, LotId lot, Month month, bool closed, const std::string& author, Instant at);
// As known at that instant; empty = now.
std::vector<Month> closed_months(Connection& connection, LotId lot, std::optional<Instant> recorded_until = {});

}  // namespace clausier::store
