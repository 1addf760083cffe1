#include "staged_notices.hpp"

#include <algorithm>

#include "clausier/store/contract_store.hpp"
#include "clausier/store/notice_store.hpp"

namespace clausier::app {
namespace {

bool same_notice(const Notice& a, const Notice& b) {
  if (a.notice_id.empty() && a.publication.empty()) return a.format == b.format && a.published_on == b.published_on && a.lots == b.lots;
  return a.notice_id == b.notice_id && a.version == b.version;
}

// What the notices before say of each lot, the last word first; lots by key.
std::vector<NoticeLot> lots_before(const store::KnownProcedure& known) {
  std::vector<NoticeLot> lots;
  for (auto notice = known.notices.rbegin(); notice != known.notices.rend(); ++notice)
    for (const auto& lot : notice->notice.lots)
      if (std::none_of(lots.begin(), lots.end(), [&](const NoticeLot& l) { return l.key == lot.key; })) lots.push_back(lot);
  return lots;
}

// The lot of the contract that a lot of a notice is: known under its key, else by its number, else the
// only one when neither side is divided.
std::optional<LotId> lot_of(store::Connection& c, const store::KnownProcedure& known, const Notice& notice, const NoticeLot& lot) {
  for (const auto& earlier : known.notices)
    for (std::size_t i = 0; i < earlier.notice.lots.size(); ++i)
      if (earlier.notice.lots[i].key == lot.key) return earlier.lot_ids.at(i);
  const auto lots = store::find_lots(c, known.contract);
  for (const auto& held : lots)
    if (!lot.number.empty() && folded(held.number) == folded(lot.number)) return held.id;
  if (lots.size() == 1 && notice.lots.size() == 1) return lots.front().id;
  return std::nullopt;
}

store::StagedNotice staged(const Notice& notice, ContractId contract) {
  return {NoticeId::from_trusted(random_id()), contract, notice, {}, {}};
}

ContractId stage_new(store::Connection& c, const Services& services, ImportId import, const Notice& notice, Instant now) {
  const auto record = contract_of(notice);
  const auto id = ContractId::from_trusted(random_id());
  const auto implicit_lot = LotId::from_trusted(random_id());
  store::stage_contract(c, import, {id, implicit_lot, record, suggest_programmes(record, services.reference.programme_rules, services.reference.geography)}, now);
  auto row = staged(notice, id);
  for (std::size_t i = 0; i < notice.lots.size(); ++i) {
    row.lot_ids.push_back(notice.lots.size() == 1 ? implicit_lot : LotId::from_trusted(random_id()));
    row.announced.push_back(false);
  }
  if (!notice.lots.empty()) store::stage_notice_lots(c, id, implicit_lot, row, now);
  store::stage_notice(c, import, row, now);
  return id;
}

void add_to(store::Connection& c, const Services& services, ImportId import, const store::KnownProcedure& known, const Notice& notice,
            Instant now) {
  if (auto change = change_of(notice, lots_before(known))) {
    if (change->object.empty())
      change->object = services.wording.say("published.change." + std::string(notice_stage_code(notice.stage)), {{"publication", notice.publication}});
    store::stage_amendments(c, import, known.contract, {*change}, now);
  }
  auto row = staged(notice, known.contract);
  for (const auto& lot : notice.lots) {
    const auto held = lot_of(c, known, notice, lot);
    row.lot_ids.push_back(held ? *held : LotId::from_trusted(random_id()));
    row.announced.push_back(!held);
  }
  store::stage_notice(c, import, row, now);
}

bool is_staged_by(store::Connection& c, ImportId import, NoticeId notice) {
  return c.query_one("SELECT 1 AS one FROM contract_notices WHERE id = ?1 AND import_id = ?2", store::values(notice, import)).has_value();
}

}  // namespace

PlannedRecord stage_notice(store::Connection& c, const Services& services, ImportId import, const Notice& notice, Instant now) {
  const auto known = store::find_procedure(c, import, notice.procedure_keys);
  if (!known) return {RecordOutcome::created, stage_new(c, services, import, notice, now), {}, ""};
  for (const auto& earlier : known->notices) {
    if (!same_notice(earlier.notice, notice)) continue;
    if (is_staged_by(c, import, earlier.id)) return {RecordOutcome::duplicate, known->contract, {}, "record.duplicate"};
    return {RecordOutcome::unchanged, known->contract, {}, ""};
  }
  add_to(c, services, import, *known, notice, now);
  return {RecordOutcome::amended, known->contract, {}, ""};
}

}  // namespace clausier::app
