#include "clausier/store/document_store.hpp"

namespace clausier::store {

std::vector<std::string> unused_originals(Connection& c) {
  std::vector<std::string> unused;
  c.each("SELECT sha256 FROM documents WHERE kind = 'contracts' AND purged_at IS NULL AND sha256 NOT IN (SELECT sha256 FROM import_files) "
         "AND sha256 NOT IN (SELECT sha256 FROM contract_documents) AND sha256 NOT IN (SELECT document_sha256 FROM tracker_batches) "
         "AND sha256 NOT IN (SELECT document_sha256 FROM timesheets WHERE document_sha256 IS NOT NULL)",
         {}, [&](const Row& row) { unused.push_back(row.text("sha256")); });
  return unused;
}

void erase_document(Connection& c, const std::string& sha256) { c.execute("DELETE FROM documents WHERE sha256 = ?1", values(sha256)); }

void each_document(Connection& connection, const std::function<void(const DocumentRow&)>& on_row) {
  connection.each(
      "SELECT sha256, size_bytes, kind, first_name, recorded_at, purged_at FROM documents ORDER BY sha256", {},
      [&](const Row& row) {
        on_row({row.text("sha256"), row.integer("size_bytes"), row.text("kind"), row.text("first_name"),
                row.instant("recorded_at"), row.instant_or_null("purged_at")});
      });
}

}  // namespace clausier::store
