#include "known_devices.hpp"

#include "account_rows.hpp"

namespace clausier::app {
namespace {

constexpr std::int64_t device_lifetime = 90 * day;
constexpr int devices_max = 10;

}  // namespace

bool is_known_device(store::Connection& c, UserId user, const std::string& token, Instant now) {
  return !token.empty() && c.query_one("SELECT 1 AS known FROM known_devices WHERE token_sha256 = ?1 AND user_id = ?2 AND seen_at > ?3",
                                       store::values(sha256_hex(token), user, plus(now, -device_lifetime)));
}

std::string remember_device(store::Connection& c, UserId user, const std::string& token, Instant now) {
  const std::string kept = is_known_device(c, user, token, now) ? token : random_token();
  c.execute("INSERT INTO known_devices (token_sha256, user_id, seen_at) VALUES (?1, ?2, ?3)"
            " ON CONFLICT (token_sha256) DO UPDATE SET seen_at = excluded.seen_at",
            store::values(sha256_hex(kept), user, now));
  c.execute("DELETE FROM known_devices WHERE user_id = ?1 AND (seen_at <= ?2 OR token_sha256 NOT IN"
            " (SELECT token_sha256 FROM known_devices WHERE user_id = ?1 ORDER BY seen_at DESC, token_sha256 = ?4 DESC LIMIT ?3))",
            store::values(user, plus(now, -device_lifetime), std::int64_t{devices_max}, sha256_hex(kept)));  // never the one in use
  return kept;
}

void forget_devices_of(store::Connection& c, UserId user) {
  c.execute("DELETE FROM known_devices WHERE user_id = ?1", store::values(user));
}

}  // namespace clausier::app
