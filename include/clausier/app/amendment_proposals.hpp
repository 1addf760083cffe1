#pragma once
// Obligations that a published amendment, or a later publication of the contract, may change: proposed with before and
// after, until a facilitator of the office that follows the contract settles each.
#include <optional>
#include <string>
#include <vector>

#include "clausier/app/actor.hpp"
#include "clausier/app/services.hpp"
#include "clausier/domain/clause_proposal.hpp"

namespace clausier::app {

using ProposalId = Id<struct ProposalKind>;

// What a later publication of the contract corrects, which is no amendment.
struct CorrectedContract {
  ContractRecord before, after;
};

struct AmendmentProposal {
  ProposalId id;
  LotId lot;
  ContractId contract;
  std::string lot_label = {};
  Amendment amendment = {};
  std::optional<CorrectedContract> correction = {};  // instead of an amendment
  AmendedContract change = {};             // the contract before and after
  std::optional<Clause> clause = {};       // in force; none: a clause is announced for a lot that has none
  std::optional<Clause> proposed = {};     // none: nothing of the clause follows by itself
  Instant published_at;                    // when the import that brought it was applied
};

// Open ones: amendments and corrections that came after the lot had a clause, and clauses announced since the contract is
// followed for lots without one, until a clause is recorded. All lots of the actor's perimeter, or one.
// Role: facilitator; nothing for the others.
std::vector<AmendmentProposal> amendment_proposals(Services&, const Actor&, std::optional<LotId> lot = {});

// "apply" appends the proposed version of the clause; "keep" leaves the obligation as it is, with a reason.
// Refusals: proposal.reason, proposal.nothing_follows, those of define_clause; not_found once settled.
Outcome<Done> settle_proposal(Services&, const Actor&, ProposalId, const std::string& decision, const std::string& reason);

}  // namespace clausier::app
