#pragma once
// The position of a lot from what the base holds, inside the caller's snapshot.
#include "clausier/app/actor.hpp"
#include "clausier/app/services.hpp"
#include "clausier/domain/position.hpp"
#include "clausier/store/database.hpp"

namespace clausier::app {

LotFacts facts_of_lot(store::Connection& connection, LotId lot, Instant recorded_until);
// With the hours that pooling brings and takes away, worth what they are at the cut-off.
LotFacts whole_facts(store::Connection& connection, const Services& services, LotId lot, const Cutoff& cutoff);
Position position_in(store::Connection& connection, const Services& services, LotId lot, const Cutoff& cutoff);
// The same as if these decisions were recorded too.
Position position_with(store::Connection& connection, const Services& services, LotId lot, const Cutoff& cutoff,
                       const std::vector<LineDecision>& supposed);
// Whether every figure of the clause with those facts, at its end, fits the units of the domain. What does not is
// refused on the way in: once in the base, it could no longer be shown.
bool is_computable(const Services& services, const Clause& clause, const std::vector<ObligationFact>& facts);
// Lines of the month, by their last day, that nobody decided on yet; their hours.
struct Undecided {
  std::size_t lines = 0;
  WorkTime hours = WorkTime::zero();
};
Undecided undecided_in(const Position& position, Month month);
// SHA-256 of the journal of a position: each line ended by "\n".
std::string journal_sha256(const std::vector<std::string>& journal);
// Today, everything recorded so far.
Cutoff current_cutoff(const Services& services);

}  // namespace clausier::app
