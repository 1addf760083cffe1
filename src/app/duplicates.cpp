#include "clausier/app/duplicates.hpp"

#include <map>

#include "audit.hpp"
#include "clausier/store/contract_index.hpp"
#include "clausier/store/contract_store.hpp"
#include "contract_indexing.hpp"
#include "scope.hpp"
#include "source_records.hpp"

namespace clausier::app {
namespace {

// Suggestions whose two contracts are both visible to all, or were before they were tied.
constexpr std::string_view known_sql =
    " FROM duplicate_suggestions d WHERE d.import_id NOT IN (SELECT id FROM imports WHERE state <> 'applied') AND "
    "EXISTS (SELECT 1 FROM duplicate_decisions e WHERE e.suggestion_id = d.id) = ?1";

bool is_followed(store::Connection& c, ContractId id) {
  return c.query_one("SELECT EXISTS (SELECT 1 FROM follow_ups WHERE contract_id = ?1) AS followed", store::values(id))->flag("followed");
}

DuplicateSide side_of(store::Connection& c, ContractId id) {
  DuplicateSide side{.contract = id};
  auto published = store::find_published(c, id);
  if (!published) throw CorruptData("suggestion without contract");
  side.record = std::move(*published);
  side.uid = (side.record.buyer ? side.record.buyer->digits() : side.record.buyer_identifier) + side.record.source_id;
  side.source = first_source_of(c, id);
  side.followed = is_followed(c, id);
  return side;
}

std::vector<DuplicateDecision> decisions_of(store::Connection& c, DuplicateId id) {
  std::vector<DuplicateDecision> decisions;
  c.each("SELECT * FROM duplicate_decisions WHERE suggestion_id = ?1 ORDER BY recorded_at DESC", store::values(id), [&](const store::Row& row) {
    DuplicateDecision decision{"", "", "", row.instant("recorded_at")};
    decision.decision = row.text("decision");
    decision.reason = row.text("reason");
    decision.author = row.text("author");
    decisions.push_back(std::move(decision));
  });
  return decisions;
}

DuplicateView duplicate_of(store::Connection& c, const store::Row& row) {
  const auto id = row.id<DuplicateId>("id");
  auto first = side_of(c, row.id<ContractId>("first_id"));
  auto second = side_of(c, row.id<ContractId>("second_id"));
  DuplicateView view{.id = id, .first = std::move(first), .second = std::move(second)};
  view.power_of_ten = static_cast<int>(row.integer("power_of_ten"));
  view.common_holder = row.text("common_holder");
  view.fields = compare_records(view.first.record, view.second.record);
  view.decisions = decisions_of(c, id);
  return view;
}

std::optional<store::Row> find_suggestion(store::Connection& c, DuplicateId id) {
  return c.query_one("SELECT * FROM duplicate_suggestions d WHERE d.id = ?1 AND d.import_id NOT IN "
                     "(SELECT id FROM imports WHERE state <> 'applied')",
                     store::values(id));
}

// The decisions in force, replayed in order: what stands for what follows from them and from nothing else.
void rebuild_merges(store::Connection& c) {
  std::map<std::int64_t, std::int64_t> into;
  const auto standing = [&](std::int64_t id) {
    while (into.contains(id)) id = into.at(id);
    return id;
  };
  c.each("SELECT d.first_id, d.second_id, e.standing_id FROM duplicate_suggestions d JOIN duplicate_decisions e ON e.suggestion_id = d.id "
         "WHERE e.decision = 'same' AND e.recorded_at = (SELECT max(recorded_at) FROM duplicate_decisions l WHERE l.suggestion_id = d.id) "
         "ORDER BY e.recorded_at",
         {}, [&](const store::Row& row) {
           const auto kept = row.integer("standing_id");
           const auto other = kept == row.integer("first_id") ? row.integer("second_id") : row.integer("first_id");
           if (standing(other) != standing(kept)) into.emplace(standing(other), standing(kept));
         });
  std::map<std::int64_t, std::int64_t> before;
  c.each("SELECT contract_id, standing_id FROM contract_merges", {},
         [&](const store::Row& row) { before.emplace(row.integer("contract_id"), row.integer("standing_id")); });
  c.execute("DELETE FROM contract_merges");
  for (const auto& [tied, kept] : into)
    c.execute("INSERT INTO contract_merges (contract_id, standing_id) VALUES (?1, ?2)", store::values(tied, standing(kept)));
  for (const auto& [tied, kept] : into)
    if (before.erase(tied) == 0) store::queue_contract(c, ContractId::from_trusted(tied));  // not found by itself any more
  for (const auto& [freed, kept] : before) store::queue_contract(c, ContractId::from_trusted(freed));
  c.execute("UPDATE contract_base SET generation = generation + 1");
}

void decide(store::Connection& c, const Actor& actor, DuplicateId id, const char* decision, std::optional<ContractId> standing,
            const std::string& reason, Instant now) {
  c.execute("INSERT INTO duplicate_decisions (suggestion_id, decision, standing_id, reason, author, author_id, recorded_at) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            store::values(id, decision, standing, reason, actor.display_name, actor.user, now));
  rebuild_merges(c);
  record_audit(c, actor, now, standing ? "duplicate.tied" : "duplicate.apart", "duplicate", id.text(), standing ? standing->text() : "");
}

}  // namespace

Outcome<DuplicatePage> duplicate_suggestions(Services& services, const Actor& actor, bool decided, int page, int per_page) {
  if (!has_role(actor, {Role::facilitator})) return forbidden();
  return services.database->read([&](store::Connection& c) -> Outcome<DuplicatePage> {
    DuplicatePage found;
    found.total = c.query_one("SELECT count(*) AS n" + std::string(known_sql), store::values(decided))->integer("n");
    const auto rows = c.query("SELECT *" + std::string(known_sql) + " ORDER BY recorded_at DESC, id LIMIT ?2 OFFSET ?3",
                              store::values(decided, per_page, (page - 1) * per_page));
    for (const auto& row : rows) found.lines.push_back(duplicate_of(c, row));
    return found;
  });
}

Outcome<DuplicateView> view_duplicate(Services& services, const Actor& actor, DuplicateId id) {
  if (!has_role(actor, {Role::facilitator})) return forbidden();
  return services.database->read([&](store::Connection& c) -> Outcome<DuplicateView> {
    const auto row = find_suggestion(c, id);
    if (!row) return not_found();
    return duplicate_of(c, *row);
  });
}

Outcome<Done> tie_duplicates(Services& services, const Actor& actor, DuplicateId id, ContractId standing, const std::string& reason) {
  if (!has_role(actor, {Role::facilitator})) return forbidden();
  const auto done = services.database->write([&](store::Connection& c) -> Outcome<Done> {
    const auto row = find_suggestion(c, id);
    if (!row) return not_found();
    const auto first = row->id<ContractId>("first_id"), second = row->id<ContractId>("second_id");
    if (standing != first && standing != second) return Refusal{"duplicate.standing"};
    if (is_followed(c, first) && is_followed(c, second)) return Refusal{"duplicate.both_followed"};
    if (is_followed(c, standing == first ? second : first)) return Refusal{"duplicate.followed"};
    decide(c, actor, id, "same", standing, reason, store::next_instant(c, services.clock()));
    // A chain of ties must not hide a contract that an office follows either.
    if (c.query_one("SELECT EXISTS (SELECT 1 FROM contract_merges m JOIN follow_ups f ON f.contract_id = m.contract_id) AS hidden")->flag("hidden"))
      return Refusal{"duplicate.followed"};
    return Done{};
  });
  if (done) index_waiting_contracts(services);
  return done;
}

Outcome<Done> set_duplicates_apart(Services& services, const Actor& actor, DuplicateId id, const std::string& reason) {
  if (!has_role(actor, {Role::facilitator})) return forbidden();
  const auto done = services.database->write([&](store::Connection& c) -> Outcome<Done> {
    if (!find_suggestion(c, id)) return not_found();
    decide(c, actor, id, "different", std::nullopt, reason, store::next_instant(c, services.clock()));
    return Done{};
  });
  if (done) index_waiting_contracts(services);
  return done;
}

}  // namespace clausier::app
