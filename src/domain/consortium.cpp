#include "clausier/domain/consortium.hpp"

#include <algorithm>
#include <numeric>

#include "exact.hpp"

namespace clausier {
namespace {

std::string text_of(WorkTime time) { return std::to_string(time.seconds()); }

struct Remainder {
  Wide rest;
  std::size_t rank;
};

}  // namespace

bool DebtTransfer::agreed_at(Instant instant) const {
  return !withdrawn && agreed_by_from && agreed_by_to && *agreed_by_from <= instant && *agreed_by_to <= instant;
}

std::vector<WorkTime> share_out(WorkTime owed, const std::vector<MemberShare>& key) {
  if (key.empty()) return {};
  Wide weights = 0;
  for (const auto& member : key) weights += member.weight;
  const bool equal = weights == 0;
  const Wide whole = equal ? Wide(static_cast<std::int64_t>(key.size())) : weights;

  std::vector<WorkTime> parts;
  std::vector<Remainder> remainders;
  std::int64_t left = owed.seconds();
  for (std::size_t rank = 0; rank < key.size(); ++rank) {
    const Wide exact = Wide(owed.seconds()) * (equal ? 1 : key[rank].weight);
    parts.push_back(WorkTime::from_seconds(narrow(exact / whole)));
    remainders.push_back({exact % whole, rank});
    left -= parts.back().seconds();
  }
  std::stable_sort(remainders.begin(), remainders.end(), [](const auto& a, const auto& b) { return a.rest > b.rest; });
  for (std::size_t i = 0; left > 0; ++i, --left) parts[remainders[i].rank] += WorkTime::from_seconds(1);
  return parts;
}

namespace {

std::vector<DebtTransfer> agreed_by(Instant instant, const std::vector<DebtTransfer>& transfers) {
  std::vector<DebtTransfer> agreed;
  std::copy_if(transfers.begin(), transfers.end(), std::back_inserter(agreed), [&](const DebtTransfer& t) { return t.agreed_at(instant); });
  return agreed;
}

// Members by the key with their share, then those whom a debt names and the key no longer does.
std::vector<MemberBalance> members_of(WorkTime owed, const std::vector<MemberShare>& key, const std::vector<DebtTransfer>& agreed) {
  std::vector<MemberBalance> members;
  const auto parts = share_out(owed, key);
  for (std::size_t rank = 0; rank < key.size(); ++rank) members.push_back({.member = key[rank].member, .share = parts[rank]});
  for (const auto& transfer : agreed)
    for (const auto firm : {transfer.from, transfer.to})
      if (std::none_of(members.begin(), members.end(), [&](const MemberBalance& known) { return known.member == firm; }))
        members.push_back({.member = firm});
  return members;
}

}  // namespace

InternalShares internal_shares(WorkTime owed, const std::vector<MemberShare>& key, const std::vector<DebtTransfer>& transfers,
                               const std::map<OrganisationId, WorkTime>& counted, Instant recorded_until) {
  InternalShares shares;
  const auto agreed = agreed_by(recorded_until, transfers);
  for (auto& member : members_of(owed, key, agreed)) {
    for (const auto& transfer : agreed) {
      if (transfer.to == member.member) member.taken += transfer.time;
      if (transfer.from == member.member) member.passed += transfer.time;
    }
    if (const auto found = counted.find(member.member); found != counted.end()) member.counted = found->second;
    member.balance = member.counted - (member.share + member.taken - member.passed);
    const std::string who = "member " + member.member.text();
    shares.explanation.add({"", "consortium.balance",
                            {{"counted", text_of(member.counted), "s", who},
                             {"share", text_of(member.share), "s", who},
                             {"taken", text_of(member.taken), "s", who},
                             {"passed", text_of(member.passed), "s", who}},
                            text_of(member.balance), "s", "", ""});
    shares.members.push_back(member);
  }
  return shares;
}

}  // namespace clausier
