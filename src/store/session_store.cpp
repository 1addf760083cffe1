// Sessions and one-time links: the half of account_store.hpp that expires.
#include "clausier/store/account_store.hpp"

namespace clausier::store {
namespace {

constexpr std::string_view select_sessions =
    "SELECT id, token_sha256, user_id, csrf_token, client, started_at, seen_at FROM sessions "
    "WHERE started_at > ?1 AND seen_at > ?2 ";

constexpr std::string_view usable = "used_at IS NULL AND expires_at > ?1";

SessionRow session_row(const Row& row) {
  return {row.integer("id"),  row.text("token_sha256"),    row.id<UserId>("user_id"), row.text("csrf_token"),
          row.text("client"), row.instant("started_at"), row.instant("seen_at")};
}

}  // namespace

std::optional<SessionRow> find_session(Connection& connection, const std::string& token_sha256,
                                       const SessionLimits& limits) {
  const auto row = connection.query_one(std::string(select_sessions) + "AND token_sha256 = ?3",
                                        values(limits.oldest_start, limits.oldest_seen, token_sha256));
  return row ? std::optional(session_row(*row)) : std::nullopt;
}

std::vector<SessionRow> sessions_of(Connection& connection, UserId user, const SessionLimits& limits) {
  std::vector<SessionRow> rows;
  connection.each(std::string(select_sessions) + "AND user_id = ?3 ORDER BY seen_at DESC, id",
                  values(limits.oldest_start, limits.oldest_seen, user),
                  [&](const Row& row) { rows.push_back(session_row(row)); });
  return rows;
}

void append_session(Connection& connection, const SessionRow& row) {
  connection.execute(
      "INSERT INTO sessions (id, token_sha256, user_id, csrf_token, client, started_at, seen_at)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
      values(row.id, row.token_sha256, row.user, row.csrf_token, row.client, row.started_at, row.seen_at));
}

void renew_session(Connection& connection, std::int64_t id, Instant seen_at) {
  connection.execute("UPDATE sessions SET seen_at = ?2 WHERE id = ?1", values(id, seen_at));
}

std::int64_t remove_session(Connection& connection, UserId user, std::int64_t id) {
  return connection.execute("DELETE FROM sessions WHERE id = ?1 AND user_id = ?2", values(id, user));
}

void remove_sessions_of(Connection& connection, UserId user, const std::string& except_token_sha256) {
  connection.execute("DELETE FROM sessions WHERE user_id = ?1 AND token_sha256 <> ?2",
                     values(user, except_token_sha256));
}

void remove_expired_sessions(Connection& connection, const SessionLimits& limits) {
  connection.execute("DELETE FROM sessions WHERE started_at <= ?1 OR seen_at <= ?2",
                     values(limits.oldest_start, limits.oldest_seen));
}

std::optional<LinkRow> find_usable_link(Connection& connection, const std::string& token_sha256, Instant now) {
  const auto row = connection.query_one("SELECT token_sha256, kind, user_id, expires_at FROM one_time_links WHERE " +
                                            std::string(usable) + " AND token_sha256 = ?2",
                                        values(now, token_sha256));
  if (!row) return std::nullopt;
  return LinkRow{row->text("token_sha256"), row->text("kind"), row->id_or_null<UserId>("user_id"),
                 row->instant("expires_at")};
}

void replace_link(Connection& connection, const LinkRow& row, Instant recorded_at) {
  connection.execute("DELETE FROM one_time_links WHERE user_id IS NOT DISTINCT FROM ?1 AND used_at IS NULL", values(row.user));
  connection.execute(
      "INSERT INTO one_time_links (token_sha256, kind, user_id, recorded_at, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)",
      values(row.token_sha256, row.kind, row.user, recorded_at, row.expires_at));
}

bool take_link(Connection& connection, const std::string& token_sha256, Instant now) {
  return connection.execute("UPDATE one_time_links SET used_at = ?1 WHERE " + std::string(usable) +
                                " AND token_sha256 = ?2",
                            values(now, token_sha256)) == 1;
}

void remove_links_of(Connection& connection, UserId user) {
  connection.execute("DELETE FROM one_time_links WHERE user_id = ?1 AND used_at IS NULL", values(user));
}

std::int64_t count_usable_links(Connection& connection, Instant now) {
  return connection.query_one("SELECT count(*) AS total FROM one_time_links WHERE " + std::string(usable), values(now))
      ->integer("total");
}

}  // namespace clausier::store
