#include "clausier/app/notice_ties.hpp"

#include <algorithm>
#include <set>

#include "audit.hpp"
#include "clausier/store/contract_index.hpp"
#include "clausier/store/contract_store.hpp"
#include "clausier/store/notice_store.hpp"
#include "organisation_names.hpp"
#include "related_rows.hpp"
#include "scope.hpp"
#include "tied_notices.hpp"

namespace clausier::app {
namespace {

constexpr int candidates_max = 200;
constexpr std::string_view notice_formats = "('eforms', 'boamp-eforms', 'boamp-2.3')";

// The record with the names that the register knows where the source gives none: notices are told by names.
std::optional<ContractRecord> named_record(store::Connection& c, ContractId id) {
  auto record = store::find_published(c, id);
  if (!record) return std::nullopt;
  if (record->buyer_name.empty() && record->buyer) record->buyer_name = known_name(c, record->buyer->digits()).name;
  for (auto& party : record->parties)
    if (party.name.empty() && Siret::parse(party.identifier)) party.name = known_name(c, party.identifier).name;
  return record;
}

RelatedContract related_contract(store::Connection& c, ContractId id) {
  return related_contract_of(*c.query_one("SELECT id, uid, object, notified_on, amount_cents FROM contracts WHERE id = ?1", store::values(id)));
}

void add_decision(store::Connection& c, NoticeTie& tie) {
  const auto row = c.query_one("SELECT decision, author, recorded_at FROM notice_ties WHERE contract_id = ?1 AND procedure_id = ?2 AND "
                               "lot_key = ?3 ORDER BY recorded_at DESC LIMIT 1", store::values(tie.contract.id, tie.procedure.id, tie.lot_key));
  tie.state = row ? row->text("decision") : tie.match.certain ? "certain" : "suggested";
  if (!row) return;
  tie.author = row->text("author");
  tie.decided_at = row->instant("recorded_at");
}

// The lots of a procedure as its last notice tells each.
std::vector<NoticeLot> lots_of(store::Connection& c, ContractId procedure) {
  std::vector<NoticeLot> lots;
  auto notices = store::find_notices(c, procedure);
  for (auto stored = notices.rbegin(); stored != notices.rend(); ++stored)
    for (auto& lot : stored->notice.lots)
      if (std::none_of(lots.begin(), lots.end(), [&](const auto& one) { return one.key == lot.key; })) lots.push_back(std::move(lot));
  return lots;
}

// One pair: the lot of the procedure on which most agrees.
void add_pair(store::Connection& c, ContractId contract, const ContractRecord& record, ContractId procedure, const ContractRecord& whole,
              std::vector<NoticeTie>& ties) {
  const auto weight = [](const NoticeMatch& m) {
    return 8 * m.same_number + 4 * m.same_amount + 2 * m.same_holder + m.number_in_object + (m.same_amount && m.power_of_ten == 0);
  };
  std::optional<NoticeTie> best;
  for (const auto& lot : lots_of(c, procedure)) {
    const auto match = match_notice(whole, lot, record);
    if (!match || (best && weight(best->match) >= weight(*match))) continue;
    NoticeTie tie{.contract = {.id = contract}, .procedure = {.id = procedure}};
    tie.lot_key = lot.key;
    tie.lot_number = lot.number;
    tie.lot_title = lot.title;
    tie.match = *match;
    best = std::move(tie);
  }
  if (!best) return;
  best->contract = related_contract(c, contract);
  best->procedure = related_contract(c, procedure);
  add_decision(c, *best);
  ties.push_back(std::move(*best));
}

std::vector<ContractId> ids_of(store::Connection& c, const std::string& sql, std::vector<store::Value> arguments) {
  std::vector<ContractId> ids;
  for (const auto& row : c.query(sql + " LIMIT " + std::to_string(candidates_max), arguments)) ids.push_back(row.id<ContractId>("id"));
  return ids;
}

void insert(std::set<ContractId>& into, const std::vector<ContractId>& ids) { into.insert(ids.begin(), ids.end()); }

// As many amounts as a power of ten may part: cents taken for euros, thousands left out.
std::string amounts_around(const std::string& parameter) {
  std::string list = parameter;
  for (const char* power : {"10", "100", "1000"}) list += ", " + parameter + " * " + power + ", " + parameter + " / " + power;
  return "(" + list + ")";
}

// Procedures that may have announced a record: of its buyer, under its number or at its amount; or signed the day
// it was notified, at its amount.
std::set<ContractId> procedures_for(store::Connection& c, const ContractRecord& record) {
  const std::string of_lots = "SELECT DISTINCT p.id FROM contract_notice_lots l JOIN visible_notices n ON n.id = l.notice_id "
                              "JOIN visible_contracts p ON p.id = n.contract_id WHERE ";
  const auto cents = record.amount ? std::optional(record.amount->cents()) : std::nullopt;
  std::set<ContractId> ids;
  if (record.buyer)
    insert(ids, ids_of(c, "SELECT DISTINCT p.id FROM visible_contracts p CROSS JOIN visible_notices n ON n.contract_id = p.id CROSS JOIN "
                          "contract_notice_lots l ON l.notice_id = n.id WHERE p.buyer_siren = ?1 AND p.source_format IN " + std::string(notice_formats) +
                              " AND (l.contract_reference = ?2 OR (length(l.contract_reference) >= 3 AND instr(?3, l.contract_reference) > 0) "
                              "OR l.amount_cents IN " + amounts_around("?4") + ")",
                       store::values(record.buyer->siren().digits(), record.source_id, record.object, cents)));
  if (!meaningless_id(record.source_id)) insert(ids, ids_of(c, of_lots + "l.contract_reference = ?1", store::values(record.source_id)));
  if (record.notified_on && cents)
    insert(ids, ids_of(c, of_lots + "l.signed_on = ?1 AND l.amount_cents IN " + amounts_around("?2"), store::values(record.notified_on, cents)));
  return ids;
}

// Records that a procedure may have announced, the other way round.
std::set<ContractId> records_for(store::Connection& c, const ContractRecord& whole, const std::vector<NoticeLot>& lots) {
  const std::string published = "SELECT id FROM visible_contracts WHERE source_format NOT IN " + std::string(notice_formats);
  std::set<ContractId> ids;
  for (const auto& lot : lots) {
    const auto cents = lot.amount ? std::optional(lot.amount->cents()) : std::nullopt;
    if (whole.buyer)
      insert(ids, ids_of(c, published + " AND buyer_siren = ?1 AND ((length(?2) >= 3 AND (source_id = ?2 OR instr(object, ?2) > 0)) OR "
                            "amount_cents IN " + amounts_around("?3") + ")",
                         store::values(whole.buyer->siren().digits(), lot.contract_reference, cents)));
    if (lot.signed_on && cents)
      insert(ids, ids_of(c, "SELECT v.id FROM contract_index x CROSS JOIN visible_contracts v ON v.id = x.contract_id WHERE x.number >= ?1 AND x.number < ?2 "
                            "AND v.source_format NOT IN " + std::string(notice_formats) + " AND v.amount_cents IN " + amounts_around("?3"),
                         store::values(store::first_number(*lot.signed_on), store::first_number(lot.signed_on->plus_days(1)), cents)));
  }
  return ids;
}

}  // namespace

std::vector<NoticeTie> ties_of(store::Connection& c, ContractId id) {
  std::vector<NoticeTie> ties;
  const auto record = named_record(c, id);
  if (!record) return ties;
  const bool of_notices = c.query_one("SELECT 1 AS one FROM visible_notices WHERE contract_id = ?1 LIMIT 1", store::values(id)).has_value();
  if (of_notices) {
    for (const auto other : records_for(c, *record, lots_of(c, id)))
      if (const auto published = other == id ? std::nullopt : named_record(c, other)) add_pair(c, other, *published, id, *record, ties);
  } else {
    for (const auto procedure : procedures_for(c, *record))
      if (const auto whole = procedure == id ? std::nullopt : named_record(c, procedure)) add_pair(c, id, *record, procedure, *whole, ties);
  }
  std::stable_sort(ties.begin(), ties.end(), [](const auto& a, const auto& b) { return (a.state == "apart") < (b.state == "apart"); });
  return ties;
}

std::vector<NoticeTie> notice_ties(Services& services, const Actor& actor, ContractId id) {
  if (!has_role(actor, {Role::facilitator})) return {};
  return services.database->read([&](store::Connection& c) { return ties_of(c, id); });
}

Outcome<Done> settle_notice_tie(Services& services, const Actor& actor, ContractId contract, ContractId procedure, const std::string& lot_key,
                                bool tied) {
  if (!has_role(actor, {Role::facilitator})) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    const auto ties = ties_of(c, contract);
    const auto found = std::find_if(ties.begin(), ties.end(), [&](const auto& tie) {
      return tie.contract.id == contract && tie.procedure.id == procedure && tie.lot_key == lot_key;
    });
    if (found == ties.end()) return not_found();
    const char* decision = tied ? "tied" : "apart";
    if (found->state == decision) return Done{};  // a form sent twice
    const Instant now = store::next_instant(c, services.clock());
    c.execute("INSERT INTO notice_ties (contract_id, procedure_id, lot_key, decision, author, author_id, recorded_at) "
              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", store::values(contract, procedure, lot_key, decision, actor.display_name, actor.user, now));
    record_audit(c, actor, now, tied ? "notice.tied" : "notice.apart", "contract", contract.text(), procedure.text());
    return Done{};
  });
}

}  // namespace clausier::app
