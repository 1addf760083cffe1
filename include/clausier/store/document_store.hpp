#pragma once
// Originals received: what the database says of them; their bytes are in the vault.
#include <functional>
#include <optional>
#include <string>

#include "clausier/store/database.hpp"

namespace clausier::store {

struct DocumentRow {
  std::string sha256;
  std::int64_t size_bytes = 0;
  std::string kind;        // contracts, timesheet
  std::string first_name;  // name under which it came first
  Instant recorded_at;
  std::optional<Instant> purged_at;
};

// Originals of imports of which no import, applied or planned, is left, and that nothing else refers to.
std::vector<std::string> unused_originals(Connection& connection);
void erase_document(Connection& connection, const std::string& sha256);

void each_document(Connection&, const std::function<void(const DocumentRow&)>& on_row);

}  // namespace clausier::store
