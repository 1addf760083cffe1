#pragma once
// What notices say of a contract, and a clause announced there as a starting point for the form.
#include <string>
#include <vector>

#include "clausier/app/actor.hpp"
#include "clausier/app/services.hpp"
#include "clausier/domain/notice.hpp"

namespace clausier::app {

struct AnnouncedClause {
  NoticeId notice;
  int rank = 0;               // of the mention in its notice, from 1
  SocialMention mention;
  std::optional<LotId> lot;   // none: said of the whole procedure
  std::string lot_number;
};

struct PublishedNotice {
  NoticeId id;
  Notice notice;              // identity, lots and mentions
  std::vector<LotId> lot_ids; // of notice.lots, in order
  std::vector<AnnouncedClause> clauses;
  bool superseded = false;    // a later version of the same notice came
};

// Facilitators for any contract, officers and contractors for those in their perimeter.
Outcome<std::vector<PublishedNotice>> view_notices(Services&, const Actor&, ContractId);

// What a mention gives to the form of a clause. Nothing is recorded: a person reads, completes and saves.
struct ClauseStart {
  SocialMention mention;
  std::string publication;                // number of the notice
  std::string format;
  std::optional<WorkTime> hours;          // when the sentence gives one number of them
  std::vector<std::string> legal_bases;   // suggested by the kind; empty when it does not tell
};
// For who may edit the clause of the lot; the mention must be of its contract.
Outcome<ClauseStart> clause_start(Services&, const Actor&, LotId, NoticeId, int rank);

}  // namespace clausier::app
