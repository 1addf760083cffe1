#include "clausier/store/tracker_store.hpp"

#include <array>
#include <utility>

#include "column_text.hpp"

namespace clausier::store {
namespace {

std::string encode_columns(const std::map<std::string, std::string>& columns) {
  TextTable table;
  for (const auto& [letters, target] : columns) table.push_back({letters, target});
  return encode_table(table);
}

std::map<std::string, std::string> decode_columns(const std::string& text) {
  std::map<std::string, std::string> columns;
  for (const auto& row : decode_table(text)) {
    if (row.size() != 2) throw CorruptData("columns of a tracker: " + text);
    columns.emplace(row[0], row[1]);
  }
  return columns;
}

TrackerBatchRow batch_of(const Row& row) {
  auto state = row.text("state"), author = row.text("author"), sha256 = row.text("document_sha256"), name = row.text("file_name");
  auto fingerprint = row.text("fingerprint"), schedule = row.text("schedule"), basis = row.text("legal_basis");
  auto columns = decode_columns(row.text("chosen_columns"));
  const auto import = row.id_or_null<ImportId>("import_id");
  const auto recorded = row.instant("recorded_at");
  const auto applied = row.instant_or_null("applied_at"), undone = row.instant_or_null("undone_at");
  const auto id = row.id<TrackerBatchId>("id");
  const auto office = row.id<OrganisationId>("office_id");
  return {id, office, std::move(state), std::move(author), std::move(sha256), std::move(name), std::move(fingerprint),
          std::move(columns), std::move(schedule), std::move(basis), import, recorded, applied, undone};
}

}  // namespace

void append_tracker_batch(Connection& c, const TrackerBatchRow& b) {
  c.execute("INSERT INTO tracker_batches (id, office_id, state, author, document_sha256, file_name, fingerprint, chosen_columns, "
            "schedule, legal_basis, import_id, recorded_at, applied_at, undone_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
            "?11, ?12, ?13, ?14)",
            values(b.id, b.office, b.state, b.author, b.document_sha256, b.file_name, b.fingerprint, encode_columns(b.chosen_columns),
                   b.schedule, b.legal_basis, b.import, b.recorded_at, b.applied_at, b.undone_at));
}

std::optional<TrackerBatchRow> find_tracker_batch(Connection& c, OrganisationId office, TrackerBatchId id) {
  const auto row = c.query_one("SELECT * FROM tracker_batches WHERE id = ?1 AND office_id = ?2", values(id, office));
  return row ? std::optional(batch_of(*row)) : std::nullopt;
}

std::vector<TrackerBatchRow> find_tracker_batches(Connection& c, OrganisationId office, int limit) {
  std::vector<TrackerBatchRow> batches;
  c.each("SELECT * FROM tracker_batches WHERE office_id = ?1 AND state <> 'discarded' ORDER BY recorded_at DESC LIMIT ?2",
         values(office, limit), [&](const Row& row) { batches.push_back(batch_of(row)); });
  return batches;
}

void update_tracker_batch(Connection& c, const TrackerBatchRow& b) {
  c.execute("UPDATE tracker_batches SET state = ?2, chosen_columns = ?3, schedule = ?4, legal_basis = ?5, import_id = ?6, "
            "applied_at = ?7, undone_at = ?8 WHERE id = ?1",
            values(b.id, b.state, encode_columns(b.chosen_columns), b.schedule, b.legal_basis, b.import, b.applied_at, b.undone_at));
}

std::map<std::string, std::string> remembered_columns(Connection& c, OrganisationId office, const std::string& fingerprint) {
  const auto row = c.query_one("SELECT chosen_columns FROM tracker_columns WHERE office_id = ?1 AND fingerprint = ?2",
                               values(office, fingerprint));
  return row ? decode_columns(row->text("chosen_columns")) : std::map<std::string, std::string>{};
}

void remember_columns(Connection& c, const TrackerBatchRow& b, const std::string& author, Instant now) {
  c.execute("INSERT INTO tracker_columns (office_id, fingerprint, chosen_columns, author, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5) "
            "ON CONFLICT (office_id, fingerprint) DO UPDATE SET chosen_columns = excluded.chosen_columns, author = excluded.author, "
            "recorded_at = excluded.recorded_at",
            values(b.office, b.fingerprint, encode_columns(b.chosen_columns), author, now));
}

void append_tracker_item(Connection& c, TrackerBatchId batch, std::string_view kind, std::int64_t item) {
  c.execute("INSERT INTO tracker_items (batch_id, kind, item_id) VALUES (?1, ?2, ?3)", values(batch, kind, item));
}

void undo_tracker_items(Connection& c, const TrackerBatchRow& b, const std::string& author, Instant now) {
  const std::string made = "SELECT item_id FROM tracker_items WHERE batch_id = ?1 AND kind = ";
  c.execute("INSERT INTO withdrawn_clauses (clause_id, author, recorded_at) SELECT item_id, ?2, ?3 FROM tracker_items "
            "WHERE batch_id = ?1 AND kind = 'clause'",
            values(b.id, author, now));
  c.execute("UPDATE lots SET removed_at = ?2 WHERE removed_at IS NULL AND id IN (" + made + "'lot')", values(b.id, now));
  c.execute("INSERT INTO search_queue (contract_id) " + made + "'follow_up'", values(b.id));
  c.execute("INSERT INTO former_follow_ups SELECT contract_id, office_id, author, recorded_at, ?3 FROM follow_ups "
            "WHERE office_id = ?2 AND contract_id IN (" + made + "'follow_up')", values(b.id, b.office, now));
  c.execute("DELETE FROM follow_ups WHERE office_id = ?2 AND contract_id IN (" + made + "'follow_up')", values(b.id, b.office));
  if (b.import) c.execute("UPDATE imports SET state = 'discarded' WHERE id = ?1", values(*b.import));
}

std::string dependent_of_batch(Connection& c, const TrackerBatchRow& b) {
  // Lots the batch made or put a clause on, and contracts it made.
  const std::string lots = "SELECT item_id FROM tracker_items WHERE batch_id = ?1 AND kind = 'lot' UNION SELECT k.lot_id FROM clauses k "
                           "JOIN tracker_items i ON i.kind = 'clause' AND i.item_id = k.id WHERE i.batch_id = ?1";
  const std::string contracts = "SELECT item_id FROM tracker_items WHERE batch_id = ?1 AND kind = 'contract'";
  const std::string followed = "SELECT item_id FROM tracker_items WHERE batch_id = ?1 AND kind = 'follow_up'";
  const std::array<std::pair<const char*, std::string>, 9> dependents = {
      {{"timesheets", "SELECT 1 AS one FROM timesheets WHERE lot_id IN (" + lots + ")"},
       {"people", "SELECT 1 AS one FROM employments WHERE lot_id IN (" + lots + ")"},
       {"grants", "SELECT 1 AS one FROM grants WHERE revoked_at IS NULL AND lot_id IN (" + lots + ")"},
       {"clauses", "SELECT 1 AS one FROM clauses WHERE id NOT IN (SELECT item_id FROM tracker_items WHERE batch_id = ?1 AND "
                   "kind = 'clause') AND id NOT IN (SELECT clause_id FROM withdrawn_clauses) AND lot_id IN (SELECT id FROM lots "
                   "WHERE id IN (" + lots + ") OR contract_id IN (" + followed + "))"},
       {"closures", "SELECT 1 AS one FROM month_closures WHERE lot_id IN (" + lots + ")"},
       {"amendments", "SELECT 1 AS one FROM visible_amendments WHERE contract_id IN (" + contracts + ")"},
       {"notices", "SELECT 1 AS one FROM visible_notices WHERE contract_id IN (" + contracts + ")"},
       {"lots", "SELECT 1 AS one FROM lots WHERE removed_at IS NULL AND contract_id IN (" + contracts + ") AND id NOT IN (" + lots + ")"},
       {"programmes", "SELECT 1 AS one FROM programme_decisions WHERE contract_id IN (" + followed + ")"}}};
  for (const auto& [what, sql] : dependents)
    if (c.query_one(sql + " LIMIT 1", values(b.id))) return what;
  return "";
}

}  // namespace clausier::store
