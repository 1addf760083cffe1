// Signing in and out, sessions, and the change of one's own password.
#include <algorithm>

#include "account_rows.hpp"
#include "audit.hpp"
#include "known_devices.hpp"
#include "passwords.hpp"
#include "scope.hpp"

namespace clausier::app {
namespace {

constexpr std::int64_t renewal_interval = minute;  // a page a second must not be a write a second
constexpr std::size_t client_bytes_max = 200;

// The browser's own description, for its owner to recognise; cut between two characters.
std::string client_label(std::string client) {
  std::erase_if(client, [](char c) { return static_cast<unsigned char>(c) < ' '; });
  if (client.size() <= client_bytes_max) return client;
  std::size_t end = client_bytes_max;
  while (end > 0 && (static_cast<unsigned char>(client[end]) & 0xC0) == 0x80) --end;
  return client.substr(0, end);
}

// Lets an administrator see that one address is being tried, without keeping what was typed.
std::string fingerprint(const std::string& email) { return sha256_hex(email).substr(0, 12); }

constexpr std::int64_t refusals_journaled_max = 5;  // an hour, for one account

// The journal is chained and for ever: a stranger who tries passwords must not fill it. The first refusals of an
// hour are written, the others counted; the count is said with the next one that is written.
void record_refused_sign_in(Services& services, const std::string& email, const std::optional<store::UserRow>& user) {
  services.database->write([&](store::Connection& c) {
    const auto now = store::next_instant(c, services.clock());
    const std::string account = user ? user->id.text() : "";
    const auto row = c.query_one("SELECT since, refusals FROM refused_sign_ins WHERE account = ?1", store::values(account));
    const auto former = row ? row->integer("refusals") : 0;
    const bool same_hour = row && now < plus(row->instant("since"), hour);
    const auto refusals = same_hour ? former + 1 : 1;
    c.execute("INSERT INTO refused_sign_ins (account, since, refusals) VALUES (?1, ?2, ?3)"
              " ON CONFLICT (account) DO UPDATE SET since = excluded.since, refusals = excluded.refusals",
              store::values(account, same_hour ? row->instant("since") : now, refusals));
    if (refusals > refusals_journaled_max) return;
    const auto counted_only = same_hour ? 0 : std::max<std::int64_t>(0, former - refusals_journaled_max);
    record_audit(c, unknown_visitor(), now, "account.sign_in.refused", "user", account,
                 fingerprint(email) + (counted_only > 0 ? " +" + std::to_string(counted_only) : ""));
  });
}

Outcome<SignedIn> open_session(Services& services, const store::UserRow& checked, const std::string& client, const std::string& device_token) {
  return services.database->write([&](store::Connection& c) -> Outcome<SignedIn> {
    const auto user = store::find_user(c, checked.id);  // as it is now: the hash took its time
    if (!user || user->disabled || user->password_hash != checked.password_hash)
      return Refusal{"account.sign_in.refused"};
    const Instant now = services.clock();
    auto device = remember_device(c, user->id, device_token, now);
    const SignedIn signed_in{random_token(), actor_of(*user), std::move(device)};
    store::remove_expired_sessions(c, session_limits(now));
    store::append_session(c, {random_id(), sha256_hex(signed_in.session_token), user->id, random_token(),
                              client_label(client), now, now});
    store::set_last_sign_in(c, user->id, now);
    record_audit(c, signed_in.actor, store::next_instant(c, now), "account.signed_in", "user", user->id.text());
    return signed_in;
  });
}

SessionLine line_of(const store::SessionRow& row, const std::string& current_sha256) {
  return {opaque_text(row.id), row.started_at, row.seen_at, row.client, row.token_sha256 == current_sha256};
}

}  // namespace

Outcome<SignedIn> sign_in(Services& services, const std::string& email, const std::string& password,
                          const std::string& client, const std::string& device_token) {
  const std::string& decoy = decoy_hash();
  const std::string address = parse_email(email).value_or("");
  const auto user =
      services.database->read([&](store::Connection& c) { return store::find_user_by_email(c, address); });
  const bool has_password = user && !user->password_hash.empty();
  const bool matches = password_matches(has_password ? user->password_hash : decoy, password);
  if (has_password && matches && !user->disabled)
    if (auto opened = open_session(services, *user, client, device_token)) return opened;
  record_refused_sign_in(services, address, user);
  return Refusal{"account.sign_in.refused"};
}

bool knows_device(Services& services, const std::string& email, const std::string& device_token) {
  return services.database->read([&](store::Connection& c) {
    const auto user = store::find_user_by_email(c, parse_email(email).value_or(""));
    return user && is_known_device(c, user->id, device_token, services.clock());
  });
}

std::optional<SessionState> session_of(Services& services, const std::string& session_token) {
  const Instant now = services.clock();
  std::optional<store::SessionRow> session;
  const auto user = services.database->read([&](store::Connection& c) -> std::optional<store::UserRow> {
    session = store::find_session(c, sha256_hex(session_token), session_limits(now));
    return session ? store::find_user(c, session->user) : std::nullopt;
  });
  if (!user || user->disabled) return std::nullopt;
  if (now >= plus(session->seen_at, renewal_interval)) {
    services.database->write([&](store::Connection& c) { store::renew_session(c, session->id, now); });
    session->seen_at = now;
  }
  return SessionState{actor_of(*user), session->csrf_token, session->started_at, session->seen_at};
}

void sign_out(Services& services, const std::string& session_token) {
  services.database->write([&](store::Connection& c) {
    const auto session = store::find_session(c, sha256_hex(session_token), session_limits(services.clock()));
    const auto user = session ? store::find_user(c, session->user) : std::nullopt;
    if (!user) return;
    store::remove_session(c, user->id, session->id);
    record_audit(c, actor_of(*user), store::next_instant(c, services.clock()), "account.signed_out", "user",
                 user->id.text());
  });
}

std::vector<SessionLine> own_sessions(Services& services, const Actor& actor, const std::string& current_token) {
  const std::string current = sha256_hex(current_token);
  const auto rows = services.database->read([&](store::Connection& c) {
    return store::sessions_of(c, actor.user, session_limits(services.clock()));
  });
  std::vector<SessionLine> lines;
  for (const auto& row : rows) lines.push_back(line_of(row, current));
  return lines;
}

Outcome<Done> end_session(Services& services, const Actor& actor, const std::string& id) {
  const auto session = parse_opaque(id);
  if (!session) return not_found();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    if (store::remove_session(c, actor.user, *session) == 0) return not_found();
    record_audit(c, actor, store::next_instant(c, services.clock()), "account.session.ended", "session", id);
    return Done{};
  });
}

Outcome<Done> change_password(Services& services, const Actor& actor, const std::string& current,
                              const std::string& fresh, const std::string& session_token) {
  const auto user = services.database->read([&](store::Connection& c) { return store::find_user(c, actor.user); });
  if (!user) return not_found();
  if (user->password_hash.empty() || !password_matches(user->password_hash, current))
    return Refusal{"account.password.current"};
  if (const auto faults = password_faults(fresh, context_words_of(*user)); !faults.empty()) return Refusal{faults.front()};
  const std::string hash = hash_password(fresh);
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    const auto now_held = store::find_user(c, actor.user);
    if (!now_held || now_held->password_hash != user->password_hash) return Refusal{"account.password.current"};
    store::set_password_hash(c, actor.user, hash);
    store::remove_sessions_of(c, actor.user, sha256_hex(session_token));
    store::remove_links_of(c, actor.user);
    record_audit(c, actor, store::next_instant(c, services.clock()), "account.password.changed", "user",
                 actor.user.text());
    return Done{};
  });
}

}  // namespace clausier::app
