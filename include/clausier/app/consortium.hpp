#pragma once
// Inside a consortium: how members share the joint obligation of a lot. Seen by them alone; the buyer and the facilitator
// know one obligation (domain.md §2.6).
#include <optional>
#include <string>
#include <vector>

#include "clausier/app/contracts.hpp"
#include "clausier/domain/consortium.hpp"

namespace clausier::app {

struct ConsortiumMember {
  Organisation firm;
  bool lead = false;
  bool former = false;         // holds the lot no longer, and keeps the debts agreed
  std::int64_t weight = 0;     // in the key in force
  MemberBalance balance;
};

struct KeyVersion {
  std::string document;
  std::string author;
  Instant recorded_at;
  std::vector<std::int64_t> weights;  // in the order of the members
};

struct TransferLine {
  DebtTransfer transfer;
  std::string from_name;
  std::string to_name;
  std::string document;
  std::string author;
  Instant recorded_at;
  std::vector<std::string> history;  // "firm, name, instant" of each agreement, oldest first
  bool awaits_me = false;
  bool may_withdraw = false;  // named by it, and it does not bind yet
  std::string withdrawn;      // who took it back or declined it, and when; "" when it stands
};

struct ConsortiumView {
  LotView lot;
  std::vector<ConsortiumMember> members;
  std::vector<KeyVersion> keys;        // newest first
  std::vector<TransferLine> transfers;  // oldest first
  WorkTime by_others = WorkTime::zero();  // counted hours declared by firms that are no members
  Explanation explanation;
  bool is_lead = false;
};
// For a firm that holds the lot, alone or with others; anybody else: not found.
Outcome<ConsortiumView> view_consortium(Services&, const Actor&, LotId);

// The lead alone. One weight a member, 0 or more, not all zero. Refused: consortium.key.members, consortium.key.weights,
// consortium.document.needed.
Outcome<Done> set_sharing_key(Services&, const Actor&, LotId, const std::vector<MemberShare>& key, const std::string& document);

// The member who proposes agrees by it; the debt passes when the other agrees too. Refused: consortium.transfer.self,
// consortium.transfer.member, consortium.transfer.time, consortium.document.needed, consortium.transfer.stranger when the
// actor is on neither side. Sent twice with the same key of a form, it is proposed once.
Outcome<Done> propose_transfer(Services&, const Actor&, LotId, const DebtTransfer& transfer, const std::string& document,
                               const std::string& form_key = "");
// Refused: consortium.transfer.agreed when the actor has agreed already; of others: not found.
Outcome<Done> agree_to_transfer(Services&, const Actor&, LotId, TransferId);
// Taken back by who proposed it, or declined by the other, as long as one agreement lacks. Refused:
// consortium.transfer.agreed when it binds already; of others: not found.
Outcome<Done> withdraw_transfer(Services&, const Actor&, LotId, TransferId);

}  // namespace clausier::app
