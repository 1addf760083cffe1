#include "clausier/app/pooling.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "audit.hpp"
#include "clausier/domain/nir.hpp"
#include "clausier/store/ledger_store.hpp"
#include "clausier/store/participant_store.hpp"
#include "clausier/store/pooling_store.hpp"
#include "follow_allocations.hpp"
#include "hashing.hpp"
#include "lot_position.hpp"
#include "scope.hpp"
#include "view_lot.hpp"

namespace clausier::app {
namespace {

// Every lot of the base: an agreement names lots of several buyers, and each party reads who they are.
std::optional<NamedLot> named_lot(store::Connection& c, const Wording& wording, LotId lot) {
  const auto row = c.query_one("SELECT d.* FROM (" + described_lots_sql() + ") d WHERE d.lot_id = ?1", store::values(lot));
  if (!row) return std::nullopt;
  const auto scope = lot_scope_of(*row);
  return NamedLot{lot, lot_label(wording, scope), scope.buyer_name};
}

std::string label_of(const std::vector<NamedLot>& lots, LotId lot) {
  for (const auto& known : lots)
    if (known.id == lot) return known.label;
  return "";
}

std::vector<NamedLot> lots_offered(store::Connection& c, const Wording& wording, const Actor& actor, LotId but) {
  std::vector<NamedLot> lots;
  c.each("SELECT d.* FROM (" + described_lots_sql() + ") d WHERE d.lot_id <> ?2 AND d.lot_id IN (" + lots_within(actor) + ")"
         " AND d.lot_id IN (SELECT lot_id FROM clauses) ORDER BY d.contract_code, d.lot_number LIMIT 200",
         {perimeter_key(actor), store::value_of(but)}, [&](const store::Row& row) {
           const auto scope = lot_scope_of(row);
           lots.push_back({scope.lot, lot_label(wording, scope), scope.buyer_name});
         });
  return lots;
}

WorkTime allocated_of(const std::vector<PooledHours>& standing) {
  auto sum = WorkTime::zero();
  for (const auto& part : standing) sum += part.time;
  return sum;
}

std::vector<PoolableLine> poolable_lines(store::Connection& c, const Position& position, const PoolingAgreement& agreement, Instant until) {
  std::vector<PoolableLine> lines;
  for (const auto& decided : position.entries) {
    const auto& entry = decided.entry;
    // A line that waits for a decision may be allocated: it is worth nothing there until it counts here.
    const bool may_count = decided.status == LineStatus::counted || decided.status == LineStatus::pending;
    if (!may_count || !agreement.valid.contains(entry.worked)) continue;
    const auto standing = allocations_believed(store::allocations_of_line(c, entry.id), until);
    const auto person = store::find_participant(c, entry.participant);
    lines.push_back({entry.id, entry.worked.last.month_of(), person ? person->reference : "", entry.declared,
                     entry.declared - allocated_of(standing)});
  }
  return lines;
}

// The lines touched under an agreement, added up by month and by the two lots: no line stands alone on the page.
std::vector<PoolingProof> proof_of(store::Connection& c, const std::vector<PooledHours>& standing, const std::vector<NamedLot>& lots, Instant until) {
  std::map<std::tuple<Month, LotId, LotId>, PoolingProof> sums;
  std::map<std::tuple<EntryId, LotId>, bool> seen;
  for (const auto& part : standing) {
    if (is_taken_back(c, part.entry)) continue;
    const auto month = part.worked.last.month_of();
    auto& sum = sums[{month, part.from, part.to}];
    sum.month = month;
    sum.from_label = label_of(lots, part.from);
    sum.to_label = label_of(lots, part.to);
    sum.allocated += part.time;
    if (std::exchange(seen[{part.entry, part.to}], true)) continue;
    const auto line = c.query_one("SELECT declared_seconds FROM ledger_entries WHERE id = ?1", store::values(part.entry));
    sum.lines += WorkTime::from_seconds(line->integer("declared_seconds"));
    for (const auto& other : allocations_believed(store::allocations_of_line(c, part.entry), until))
      if (other.to != part.to) sum.elsewhere += other.time;
  }
  std::vector<PoolingProof> proof;
  for (auto& [key, sum] : sums) proof.push_back(std::move(sum));
  return proof;
}

AgreementView agreement_view(store::Connection& c, const Services& services, const LotView& lot, const store::RecordedAgreement& recorded) {
  const auto until = lot.position.cutoff.recorded_until;
  AgreementView view{.agreement = recorded.agreement, .author = recorded.author};
  for (const auto id : recorded.agreement.lots)
    if (auto named = named_lot(c, services.wording, id)) view.lots.push_back(std::move(*named));
  const auto all = store::allocations_under(c, recorded.agreement.id);
  std::vector<PooledHours> parts;
  for (const auto& one : all) parts.push_back(one.part);
  const auto standing = allocations_believed(parts, until);
  view.proof = proof_of(c, standing, view.lots, until);
  if (lot.may_edit) {
    view.lines = poolable_lines(c, lot.position, recorded.agreement, until);
    for (const auto& one : all) {
      if (one.part.cancels || one.part.from != lot.lot.id) continue;
      const bool stands = std::any_of(standing.begin(), standing.end(), [&](const auto& part) { return part.id == one.part.id; });
      view.allocations.push_back({one.part, one.part.worked.last.month_of(), label_of(view.lots, one.part.to), one.author, one.reason, !stands,
                                  stands && is_taken_back(c, one.part.entry)});
    }
  }
  return view;
}

std::optional<Refusal> fault_of(const PoolingAgreement& agreement) {
  if (agreement.lots.size() < 2) return Refusal{"pooling.lots.needed"};
  if (agreement.document.empty()) return Refusal{"pooling.document.needed"};
  if (agreement.signatories.size() < 2) return Refusal{"pooling.signatories.needed"};
  if (agreement.valid.last < agreement.valid.first) return Refusal{"pooling.days.order"};
  return std::nullopt;
}

std::optional<PoolingAgreement> agreement_of(store::Connection& c, LotId lot, PoolingId id) {
  for (auto& recorded : store::agreements_of_lot(c, lot))
    if (recorded.agreement.id == id) return std::move(recorded.agreement);
  return std::nullopt;
}

bool is_recorded(const std::vector<store::RecordedAgreement>& known, const PoolingAgreement& asked) {
  return std::any_of(known.begin(), known.end(), [&](const auto& recorded) {
    auto lots = recorded.agreement.lots;
    std::sort(lots.begin(), lots.end());
    return lots == asked.lots && recorded.agreement.valid == asked.valid && recorded.agreement.signatories == asked.signatories &&
           recorded.agreement.document == asked.document;
  });
}

// What one form asks for: another content under the same key is another request.
std::string key_of(const AllocationRequest& asked) {
  return "allocation " + asked.entry.text() + " " + asked.to.text() + " " + std::to_string(asked.time.seconds()) + " " + asked.form_key;
}

// The line of hours when it stands on the lot: neither a reversal nor reversed.
std::optional<Entry> standing_line(store::Connection& c, LotId lot, EntryId id) {
  for (auto& entry : standing_entries(store::entries_of_lot(c, lot)))
    if (entry.id == id) return std::move(entry);
  return std::nullopt;
}

}  // namespace

Outcome<PoolingView> view_pooling(Services& services, const Actor& actor, LotId lot) {
  if (!has_role(actor, {Role::facilitator, Role::officer})) return forbidden();
  return services.database->read([&](store::Connection& c) -> Outcome<PoolingView> {
    auto found = lot_view_in(c, services, actor, lot, current_cutoff(services));
    if (!found) return not_found();
    PoolingView view{.lot = std::move(*found), .agreements = {}, .offered = {}};
    for (const auto& recorded : store::agreements_of_lot(c, lot)) view.agreements.push_back(agreement_view(c, services, view.lot, recorded));
    if (view.lot.may_edit) view.offered = lots_offered(c, services.wording, actor, lot);
    return view;
  });
}

Outcome<Done> record_agreement(Services& services, const Actor& actor, LotId lot, PoolingAgreement agreement) {
  if (actor.role != Role::facilitator) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    if (!lot_scope(c, actor, lot)) return not_found();
    agreement.lots.push_back(lot);
    std::sort(agreement.lots.begin(), agreement.lots.end());
    agreement.lots.erase(std::unique(agreement.lots.begin(), agreement.lots.end()), agreement.lots.end());
    for (const auto other : agreement.lots)
      if (!lot_scope(c, actor, other)) return not_found();
    if (const auto fault = fault_of(agreement)) return *fault;
    if (is_recorded(store::agreements_of_lot(c, lot), agreement)) return Done{};  // the same form sent twice
    agreement.id = PoolingId::from_trusted(random_id());
    agreement.recorded_at = store::next_instant(c, services.clock());
    store::append_agreement(c, {agreement, actor.display_name});
    record_audit(c, actor, agreement.recorded_at, "pooling.agreed", "lot", lot.text(), agreement.document);
    return Done{};
  });
}

Outcome<Done> allocate(Services& services, const Actor& actor, const AllocationRequest& asked) {
  if (actor.role != Role::facilitator) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    if (!lot_scope(c, actor, asked.from) || !lot_scope(c, actor, asked.to)) return not_found();
    const auto agreement = agreement_of(c, asked.from, asked.agreement);
    const auto line = standing_line(c, asked.from, asked.entry);
    if (!agreement || !line) return not_found();
    const auto parts = store::allocations_of_line(c, asked.entry);
    const auto id = AllocationId::from_trusted(asked.form_key.empty() ? random_id() : derived_id(key_of(asked)));
    if (std::any_of(parts.begin(), parts.end(), [&](const auto& known) { return known.id == id; })) return Done{};
    PooledHours part{.id = id, .agreement = asked.agreement, .entry = asked.entry, .from = asked.from,
                     .to = asked.to, .time = asked.time, .worked = line->worked};
    part.recorded_at = store::next_instant(c, services.clock());
    if (const auto allowed = check_allocation(part, line->declared, *agreement, parts); !allowed)
      return allowed.refusal();
    store::append_allocation(c, {part, actor.display_name, ""});
    record_audit(c, actor, part.recorded_at, "pooling.allocated", "lot", asked.from.text(), asked.time.decimal_hours_text());
    return Done{};
  });
}

Outcome<Done> cancel_allocation(Services& services, const Actor& actor, LotId from, AllocationId id, const std::string& reason) {
  if (actor.role != Role::facilitator) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    if (!lot_scope(c, actor, from)) return not_found();
    const auto parts = store::allocations_of_lot(c, from);
    const auto found = std::find_if(parts.begin(), parts.end(), [&](const auto& p) { return p.id == id && p.from == from && !p.cancels; });
    if (found == parts.end()) return not_found();
    if (std::any_of(parts.begin(), parts.end(), [&](const auto& p) { return p.cancels == id; })) return Refusal{"pooling.cancelled"};
    if (reason.empty()) return Refusal{"pooling.reason.needed"};
    if (holds_nir(reason)) return Refusal{"person.nir"};
    auto undo = *found;
    undo.id = AllocationId::from_trusted(random_id());
    undo.recorded_at = store::next_instant(c, services.clock());
    undo.cancels = id;
    store::append_allocation(c, {undo, actor.display_name, reason});
    record_audit(c, actor, undo.recorded_at, "pooling.cancelled", "lot", from.text(), undo.time.decimal_hours_text());
    return Done{};
  });
}

}  // namespace clausier::app
