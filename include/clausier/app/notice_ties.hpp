#pragma once
// A lot of a notice and a record of the open data that speak of one contract: suggested by what both say, tied
// by a person, or by itself when both give the SIREN of the buyer and the number of the contract.
#include <string>
#include <vector>

#include "clausier/app/contract_relations.hpp"
#include "clausier/domain/notice_match.hpp"

namespace clausier::app {

struct NoticeTie {
  RelatedContract contract;    // the record of the open data
  RelatedContract procedure;   // the contract that the notices of the procedure made
  std::string lot_key = {};
  std::string lot_number = {};
  std::string lot_title = {};
  NoticeMatch match = {};
  std::string state = {};      // suggested, certain, tied, apart
  std::string author = {};     // of the last decision, "" when nobody decided
  std::optional<Instant> decided_at = {};
};

// Of a contract that either side made; those a person set apart come last. Role: facilitator, else none.
std::vector<NoticeTie> notice_ties(Services&, const Actor&, ContractId);

// Both must match still, or be tied already: not_found otherwise. Role: facilitator.
Outcome<Done> settle_notice_tie(Services&, const Actor&, ContractId contract, ContractId procedure, const std::string& lot_key, bool tied);

}  // namespace clausier::app
