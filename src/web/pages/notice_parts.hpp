#pragma once
// What notices announce, on the page of a contract and above the form of a clause.
#include "clausier/app/contracts.hpp"
#include "clausier/app/notice_ties.hpp"
#include "clausier/app/notices.hpp"
#include "site_parts.hpp"

namespace clausier::web {

// For the partial _notices; false when no notice speaks of the contract. may_edit: the clauses announced
// lead to the form.
View announcements_view(const SiteParts& parts, const app::Actor& actor, const app::ContractView& contract, bool may_edit);

// Notices and records that seem to be, or are, this contract, with what agrees and the decision to take; for facilitators.
View ties_view(const SiteParts& parts, const app::Actor& actor, ContractId contract);
Response submit_tie(const SiteParts& parts, const Request& request);

// The mention that the address names (avis, mention), as a starting point for the form of the lot.
std::optional<app::ClauseStart> clause_start_of(const SiteParts& parts, const Request& request, LotId lot);
void start_from(const Wording& wording, const app::ClauseStart& start, Form& form);
View clause_start_view(const Wording& wording, const app::ClauseStart& start);

}  // namespace clausier::web
