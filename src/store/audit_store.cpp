#include "clausier/store/audit_store.hpp"

namespace clausier::store {
namespace {

constexpr std::string_view select_rows =
    "SELECT sequence, recorded_at, user_id, actor, office_id, action, object_kind, object, detail, chain_sha256"
    " FROM audit_events ";

constexpr std::string_view matching =
    "WHERE (?1 IS NULL OR office_id = ?1) AND (?2 = '' OR action = ?2) AND (?3 = '' OR object = ?3) ";

AuditRow audit_row(const Row& row) {
  return {row.integer("sequence"), row.instant("recorded_at"),    row.id_or_null<UserId>("user_id"),
          row.text("actor"),       row.id_or_null<OrganisationId>("office_id"), row.text("action"),
          row.text("object_kind"), row.text("object"),            row.text("detail"),
          row.text("chain_sha256")};
}

}  // namespace

std::optional<AuditRow> last_audit_row(Connection& connection) {
  const auto row = connection.query_one(std::string(select_rows) + "ORDER BY sequence DESC LIMIT 1");
  return row ? std::optional(audit_row(*row)) : std::nullopt;
}

void append_audit_row(Connection& connection, const AuditRow& row) {
  connection.execute(
      "INSERT INTO audit_events (sequence, recorded_at, user_id, actor, office_id, action, object_kind, object, detail,"
      " chain_sha256) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
      values(row.sequence, row.recorded_at, row.user, row.actor, row.office, row.action, row.object_kind, row.object,
             row.detail, row.chain_sha256));
}

std::int64_t count_audit_rows(Connection& connection, const AuditFilter& filter) {
  return connection
      .query_one("SELECT count(*) AS total FROM audit_events " + std::string(matching),
                 values(filter.office, filter.action, filter.object))
      ->integer("total");
}

std::vector<AuditRow> find_audit_rows(Connection& connection, const AuditFilter& filter, std::int64_t limit,
                                      std::int64_t offset) {
  std::vector<AuditRow> rows;
  connection.each(std::string(select_rows) + std::string(matching) + "ORDER BY sequence DESC LIMIT ?4 OFFSET ?5",
                  values(filter.office, filter.action, filter.object, limit, offset),
                  [&](const Row& row) { rows.push_back(audit_row(row)); });
  return rows;
}

void each_audit_row(Connection& connection, const std::function<void(const AuditRow&)>& on_row) {
  connection.each(std::string(select_rows) + "ORDER BY sequence", {}, [&](const Row& row) { on_row(audit_row(row)); });
}

}  // namespace clausier::store
