#include "clausier/app/consortium.hpp"

#include <algorithm>
#include <map>

#include "audit.hpp"
#include "clausier/domain/nir.hpp"
#include "clausier/store/consortium_store.hpp"
#include "contract_lines.hpp"
#include "hashing.hpp"
#include "lot_position.hpp"
#include "scope.hpp"
#include "view_lot.hpp"

namespace clausier::app {
namespace {

const std::string lead_role = "holder", joint_role = "joint_holder";

// Firms that hold the lot, the lead first.
std::vector<Grant> members_of(store::Connection& c, LotId lot) {
  std::vector<Grant> members;
  for (auto& grant : grants_of(c, lot))
    if (grant.role == lead_role || grant.role == joint_role) members.push_back(std::move(grant));
  std::stable_sort(members.begin(), members.end(), [](const Grant& a, const Grant& b) { return a.role == lead_role && b.role != lead_role; });
  return members;
}

const Grant* member_in(const std::vector<Grant>& members, OrganisationId firm) {
  for (const auto& member : members)
    if (member.firm.id == firm) return &member;
  return nullptr;
}

// The members when the actor is one of them; a firm that only declares hours is not.
std::optional<std::vector<Grant>> members_for(store::Connection& c, const Actor& actor, LotId lot) {
  if (!actor.organisation || !lot_scope(c, actor, lot)) return std::nullopt;
  auto members = members_of(c, lot);
  if (!member_in(members, actor.organisation->id)) return std::nullopt;
  return members;
}

std::int64_t weight_of(const std::vector<MemberShare>& shares, OrganisationId firm) {
  for (const auto& share : shares)
    if (share.member == firm) return share.weight;
  return 0;
}

std::vector<MemberShare> key_over(const std::vector<Grant>& members, const std::vector<store::RecordedKey>& keys) {
  std::vector<MemberShare> key;
  for (const auto& member : members) key.push_back({member.firm.id, keys.empty() ? 0 : weight_of(keys.back().shares, member.firm.id)});
  return key;
}

std::map<OrganisationId, WorkTime> counted_by_firm(const Position& position) {
  std::map<OrganisationId, WorkTime> counted;
  for (const auto& decided : position.entries)
    if (decided.status == LineStatus::counted)
      counted.try_emplace(decided.entry.subject.firm, WorkTime::zero()).first->second += decided.entry.declared;
  return counted;
}

// A firm may have left the consortium since.
Organisation firm_of(store::Connection& c, OrganisationId id) {
  return organisation_of(*c.query_one("SELECT * FROM organisations WHERE id = ?1", store::values(id)));
}

bool names(const DebtTransfer& transfer, OrganisationId firm) { return transfer.from == firm || transfer.to == firm; }
bool is_agreed(const DebtTransfer& transfer) { return transfer.agreed_by_from && transfer.agreed_by_to; }

TransferLine line_of(store::Connection& c, const store::RecordedTransfer& recorded, OrganisationId me) {
  const auto& transfer = recorded.transfer;
  const auto told = [&](const store::RecordedAssent& act) {
    return firm_of(c, act.firm).name + ", " + act.author + ", " + french_instant(act.recorded_at);
  };
  TransferLine line{transfer, firm_of(c, transfer.from).name, firm_of(c, transfer.to).name, recorded.document, recorded.author, recorded.recorded_at, {}};
  for (const auto& assent : recorded.assents) line.history.push_back(told(assent));
  if (recorded.withdrawal) line.withdrawn = told(*recorded.withdrawal);
  const bool stands = !transfer.withdrawn;
  line.awaits_me = stands && ((transfer.from == me && !transfer.agreed_by_from) || (transfer.to == me && !transfer.agreed_by_to));
  line.may_withdraw = stands && !is_agreed(transfer) && names(transfer, me);
  return line;
}

void fill_shares(store::Connection& c, ConsortiumView& view, const std::vector<Grant>& members, const std::vector<store::RecordedKey>& keys,
                 const std::vector<store::RecordedTransfer>& recorded) {
  const auto& position = view.lot.position;
  auto counted = counted_by_firm(position);
  const auto key = key_over(members, keys);
  std::vector<DebtTransfer> transfers;
  for (const auto& one : recorded) transfers.push_back(one.transfer);
  auto shares = internal_shares(position.owed.value_or(WorkTime::zero()), key, transfers, counted, position.cutoff.recorded_until);
  for (std::size_t i = 0; i < shares.members.size(); ++i) {
    const auto& balance = shares.members[i];
    if (i < members.size()) view.members.push_back({members[i].firm, members[i].role == lead_role, false, key[i].weight, balance});
    else view.members.push_back({firm_of(c, balance.member), false, true, 0, balance});
    counted.erase(balance.member);
  }
  for (const auto& [firm, time] : counted) view.by_others += time;
  view.explanation = std::move(shares.explanation);
}

// What a key says, whatever the order of its members.
std::pair<std::map<OrganisationId, std::int64_t>, std::string> said(const store::RecordedKey& key) {
  std::map<OrganisationId, std::int64_t> weights;
  for (const auto& share : key.shares) weights[share.member] = share.weight;
  return {weights, key.document};
}

std::optional<store::RecordedTransfer> find_transfer(store::Connection& c, LotId lot, TransferId id) {
  for (auto& recorded : store::transfers_of_lot(c, lot))
    if (recorded.transfer.id == id) return std::move(recorded);
  return std::nullopt;
}

// What one form asks for: another content under the same key is another request.
std::string key_of(const DebtTransfer& asked, const std::string& document, const std::string& form_key) {
  return "transfer " + asked.from.text() + " " + asked.to.text() + " " + std::to_string(asked.time.seconds()) + " " + document + " " + form_key;
}

}  // namespace

Outcome<ConsortiumView> view_consortium(Services& services, const Actor& actor, LotId lot) {
  if (actor.role != Role::contractor) return forbidden();
  return services.database->read([&](store::Connection& c) -> Outcome<ConsortiumView> {
    const auto members = members_for(c, actor, lot);
    auto found = members ? lot_view_in(c, services, actor, lot, current_cutoff(services)) : std::nullopt;
    if (!found) return not_found();
    const auto keys = store::keys_of_lot(c, lot);
    const auto transfers = store::transfers_of_lot(c, lot);
    ConsortiumView view{.lot = std::move(*found), .members = {}, .keys = {}, .transfers = {}, .explanation = {}};
    fill_shares(c, view, *members, keys, transfers);
    for (auto known = keys.rbegin(); known != keys.rend(); ++known) {
      KeyVersion version{known->document, known->author, known->recorded_at, {}};
      for (const auto& member : *members) version.weights.push_back(weight_of(known->shares, member.firm.id));
      view.keys.push_back(std::move(version));
    }
    for (const auto& recorded : transfers) view.transfers.push_back(line_of(c, recorded, actor.organisation->id));
    view.is_lead = member_in(*members, actor.organisation->id)->role == lead_role;
    return view;
  });
}

Outcome<Done> set_sharing_key(Services& services, const Actor& actor, LotId lot, const std::vector<MemberShare>& key, const std::string& document) {
  if (actor.role != Role::contractor) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    const auto members = members_for(c, actor, lot);
    if (!members) return not_found();
    if (member_in(*members, actor.organisation->id)->role != lead_role) return forbidden();
    if (key.size() != members->size()) return Refusal{"consortium.key.members"};
    std::int64_t sum = 0;
    for (const auto& share : key) {
      if (!member_in(*members, share.member)) return Refusal{"consortium.key.members"};
      if (share.weight < 0 || share.weight > 1'000'000'000'000) return Refusal{"consortium.key.weights"};
      sum += share.weight;
    }
    if (sum == 0) return Refusal{"consortium.key.weights"};
    if (document.empty()) return Refusal{"consortium.document.needed"};
    if (holds_nir(document)) return Refusal{"person.nir"};
    const auto known = store::keys_of_lot(c, lot);
    if (!known.empty() && said(known.back()) == said({.shares = key, .document = document, .author = {}})) return Done{};  // the same form sent twice
    const auto now = store::next_instant(c, services.clock());
    store::append_key(c, lot, {key, document, actor.display_name, now});
    record_audit(c, actor, now, "consortium.key", "lot", lot.text(), "");
    return Done{};
  });
}

Outcome<Done> propose_transfer(Services& services, const Actor& actor, LotId lot, const DebtTransfer& asked, const std::string& document,
                               const std::string& form_key) {
  if (actor.role != Role::contractor) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    const auto members = members_for(c, actor, lot);
    if (!members) return not_found();
    if (!member_in(*members, asked.from) || !member_in(*members, asked.to)) return Refusal{"consortium.transfer.member"};
    if (asked.from == asked.to) return Refusal{"consortium.transfer.self"};
    const auto me = actor.organisation->id;
    if (asked.from != me && asked.to != me) return Refusal{"consortium.transfer.stranger"};
    if (asked.time <= WorkTime::zero()) return Refusal{"consortium.transfer.time"};
    if (document.empty()) return Refusal{"consortium.document.needed"};
    if (holds_nir(document)) return Refusal{"person.nir"};
    auto transfer = asked;
    transfer.id = TransferId::from_trusted(form_key.empty() ? random_id() : derived_id(key_of(asked, document, form_key)));
    if (find_transfer(c, lot, transfer.id)) return Done{};
    const auto now = store::next_instant(c, services.clock());
    store::append_transfer(c, lot, {transfer, document, actor.display_name, now});
    store::append_assent(c, transfer.id, {me, actor.display_name, now});
    record_audit(c, actor, now, "consortium.proposed", "lot", lot.text(), "");
    return Done{};
  });
}

Outcome<Done> agree_to_transfer(Services& services, const Actor& actor, LotId lot, TransferId id) {
  if (actor.role != Role::contractor) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    if (!members_for(c, actor, lot)) return not_found();
    const auto me = actor.organisation->id;
    const auto found = find_transfer(c, lot, id);
    if (!found || !names(found->transfer, me)) return not_found();
    if (found->transfer.withdrawn) return Refusal{"consortium.transfer.withdrawn"};
    const auto& given = found->transfer.from == me ? found->transfer.agreed_by_from : found->transfer.agreed_by_to;
    if (given) return Refusal{"consortium.transfer.agreed"};
    const auto now = store::next_instant(c, services.clock());
    store::append_assent(c, id, {me, actor.display_name, now});
    record_audit(c, actor, now, "consortium.agreed", "lot", lot.text(), "");
    return Done{};
  });
}

Outcome<Done> withdraw_transfer(Services& services, const Actor& actor, LotId lot, TransferId id) {
  if (actor.role != Role::contractor) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    if (!members_for(c, actor, lot)) return not_found();
    const auto me = actor.organisation->id;
    const auto found = find_transfer(c, lot, id);
    if (!found || !names(found->transfer, me)) return not_found();
    if (is_agreed(found->transfer)) return Refusal{"consortium.transfer.agreed"};
    if (found->transfer.withdrawn) return Done{};
    const auto now = store::next_instant(c, services.clock());
    store::append_withdrawal(c, id, {me, actor.display_name, now});
    record_audit(c, actor, now, "consortium.withdrawn", "lot", lot.text(), "");
    return Done{};
  });
}

}  // namespace clausier::app
