#pragma once
// Inside a consortium (groupement): one joint obligation towards the buyer; between members, an arrangement that they
// alone see: a sharing key, hours done by each, debts passed from one to another (domain.md §2.6).
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "clausier/domain/cutoff.hpp"
#include "clausier/domain/explanation.hpp"
#include "clausier/domain/ids.hpp"
#include "clausier/domain/work_time.hpp"

namespace clausier {

struct MemberShare {
  OrganisationId member;
  std::int64_t weight = 0;  // ≥ 0: amounts invoiced in cents, or any other key the members chose
  bool operator==(const MemberShare&) const = default;
};

// Hours that one member takes over from another. It binds once both have agreed; its history is the record of it.
struct DebtTransfer {
  TransferId id = TransferId::from_trusted(0);
  OrganisationId from = OrganisationId::from_trusted(0);
  OrganisationId to = OrganisationId::from_trusted(0);
  WorkTime time = WorkTime::zero();
  std::optional<Instant> agreed_by_from = {};
  std::optional<Instant> agreed_by_to = {};
  std::optional<Instant> withdrawn = {};  // by either, before both had agreed: it never binds
  bool agreed_at(Instant instant) const;
  bool operator==(const DebtTransfer&) const = default;
};

struct MemberBalance {
  OrganisationId member;
  WorkTime share = WorkTime::zero();        // by the key
  WorkTime taken = WorkTime::zero();        // debts taken over from others
  WorkTime passed = WorkTime::zero();       // debts others took over
  WorkTime counted = WorkTime::zero();      // hours this member declared that count
  WorkTime balance = WorkTime::zero();      // counted − (share + taken − passed): below zero, hours to find or to settle
};

// Parts of a joint obligation by a key: they sum to `owed` exactly, to the second, the largest remainders first.
// Equal parts when every weight is zero.
std::vector<WorkTime> share_out(WorkTime owed, const std::vector<MemberShare>& key);

struct InternalShares {
  std::vector<MemberBalance> members;  // in the order of the key; then former members whom an agreed debt still names
  Explanation explanation;
};

// What each member stands at; the shares, the debts taken and those passed of all sum to `owed`. A former member has no
// share, and keeps the debts agreed: who left a consortium leaves no hour without an owner.
// The obligation itself stays joint: nothing here is a breach by a member.
InternalShares internal_shares(WorkTime owed, const std::vector<MemberShare>& key, const std::vector<DebtTransfer>& transfers,
                               const std::map<OrganisationId, WorkTime>& counted, Instant recorded_until);

}  // namespace clausier
