#include "clausier/store/document_store.hpp"

namespace clausier::store {

void each_document(Connection& connection, const std::function<void(const DocumentRow&)>& on_row) {
  connection.each(
      "SELECT sha256, size_bytes, kind, first_name, recorded_at, purged_at FROM documents ORDER BY sha256", {},
      [&](const Row& row) {
        on_row({row.text("sha256"), row.integer("size_bytes"), row.text("kind"), row.text("first_name"),
                row.instant("recorded_at"), row.instant_or_null("purged_at")});
      });
}

}  // namespace clausier::store
