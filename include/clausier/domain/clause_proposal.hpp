#pragma once
// A published amendment never changes an obligation by itself: it proposes one, before and after side by
// side, and a person decides (formats.md §8(d), domain.md §2.5).
#include <optional>

#include "clausier/domain/clause.hpp"
#include "clausier/domain/contract.hpp"

namespace clausier {

// The contract on the eve of an amendment and with it.
struct AmendedContract {
  ContractState before, after;
};
// `amendment` is one of the contract's; without a date it comes last. Throws std::invalid_argument when
// the contract does not have it.
AmendedContract amended_by(const Contract& contract, const Amendment& amendment);
// The same contract, all its amendments done, with one initial record and with another.
AmendedContract corrected_from(const Contract& contract, const ContractRecord& before, const ContractRecord& after);

// True when the amendment changes what an obligation can rest on: amount or duration.
bool touches_obligations(const AmendedContract& change);

// The clause as the amendment would have it: the amount of a formula or grid reckoned on the contract
// follows when it was the amount of the contract before, the last day of execution when it was its last
// day. Empty when nothing of the clause follows: a person must look.
std::optional<Clause> clause_after(const Clause& clause, const AmendedContract& change);

}  // namespace clausier
