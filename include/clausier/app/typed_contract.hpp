#pragma once
// A contract typed by hand: for what no source has published. The same identity keys as an import, the
// source marked as typed, with its author.
#include <optional>
#include <string>
#include <vector>

#include "clausier/app/contract_file.hpp"
#include "clausier/app/contract_relations.hpp"

namespace clausier::app {

struct TypedContract {
  Siret buyer;
  std::string buyer_name;
  std::string number;   // as the buyer names it
  std::string object;
  Date notified_on;
  std::optional<Money> amount;
  std::optional<int> duration_months;
  std::string cpv;         // 8 digits, or ""
  std::string department;  // "59", "2A", "974"
  std::string postal_code;  // of the place of execution, or ""
  std::vector<Party> parties;  // the first is the holder
  std::vector<SocialConsideration> social;
  bool is_another = false;  // said by the person in front of similar contracts
};

// Contracts already known that may be this one: same buyer and number, or same buyer and date with the
// same amount, or the same object. Facilitators.
Outcome<std::vector<RelatedContract>> similar_contracts(Services&, const Actor&, const TypedContract&);

// The contract is visible at once and followed by the author's office. Refusals: typed.same when a
// contract has the same identity, typed.similar until is_another is said.
Outcome<ContractId> create_contract(Services&, const Actor&, const TypedContract&);

}  // namespace clausier::app
