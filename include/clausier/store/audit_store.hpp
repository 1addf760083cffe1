#pragma once
// The audit journal's rows: append-only, numbered without a gap, each with its chain value.
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "clausier/store/database.hpp"

namespace clausier::store {

struct AuditRow {
  std::int64_t sequence = 0;  // 1, 2, 3…
  Instant recorded_at = Instant::from_milliseconds(0);
  std::optional<UserId> user;            // absent for the operator and for who is not signed in
  std::string actor;                     // display name at that moment
  std::optional<OrganisationId> office;  // of a facilitator
  std::string action;
  std::string object_kind;
  std::string object;
  std::string detail;
  std::string chain_sha256;
};

std::optional<AuditRow> last_audit_row(Connection&);
void append_audit_row(Connection&, const AuditRow&);

struct AuditFilter {
  std::optional<OrganisationId> office;  // absent = every office
  std::string action;                    // "" = every action
  std::string object;                    // "" = every object
};
std::int64_t count_audit_rows(Connection&, const AuditFilter&);
// Newest first.
std::vector<AuditRow> find_audit_rows(Connection&, const AuditFilter&, std::int64_t limit, std::int64_t offset);
// Every row, oldest first, one at a time.
void each_audit_row(Connection&, const std::function<void(const AuditRow&)>& on_row);

}  // namespace clausier::store
