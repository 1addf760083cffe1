// One-time links: set-up of the first administrator, invitation, reset. Looking at one changes nothing;
// using one is decided by a single UPDATE, so that of two people holding it one at most gets in.
#include "account_links.hpp"

#include "account_rows.hpp"
#include "audit.hpp"
#include "known_devices.hpp"
#include "passwords.hpp"

namespace clausier::app {
namespace {

constexpr std::int64_t invite_lifetime = 7 * day;
constexpr std::int64_t reset_lifetime = 24 * hour;

Refusal unusable() { return {"account.link.unusable"}; }

// The set-up link has no date of its own: it is valid until it is used or asked for again.
Instant end_of_time() { return *Instant::parse_iso("9999-12-31T23:59:59Z"); }

struct HeldLink {
  store::LinkRow link;
  std::optional<store::UserRow> user;
};

// The link with its account, when both can still be used.
std::optional<HeldLink> held_link(store::Connection& connection, const std::string& token_sha256, Instant now) {
  auto link = store::find_usable_link(connection, token_sha256, now);
  if (!link) return std::nullopt;
  if (!link->user) {
    if (store::any_administrator(connection)) return std::nullopt;
    return HeldLink{std::move(*link), std::nullopt};
  }
  auto user = store::find_user(connection, *link->user);
  if (!user || user->disabled) return std::nullopt;
  return HeldLink{std::move(*link), std::move(user)};
}

// The account that a set-up link is about to create; for the others, the account they were made for.
Outcome<store::UserRow> subject_of(const HeldLink& held, const std::string& email, const std::string& name) {
  if (held.user) return *held.user;
  const auto address = parse_email(email);
  if (!address) return Refusal{"account.email.invalid"};
  if (trimmed(name).empty()) return Refusal{"account.name.missing"};
  return store::UserRow{UserId::from_trusted(random_id()), *address, trimmed(name),
                        std::string(role_code(Role::administrator)), std::nullopt, "", false, std::nullopt};
}

// Inside the transaction that takes the link.
Outcome<Done> settle(store::Connection& connection, const HeldLink& held, const store::UserRow& user, Instant now) {
  if (held.user) {
    store::set_password_hash(connection, user.id, user.password_hash);
    store::remove_sessions_of(connection, user.id);
    forget_devices_of(connection, user.id);
  } else {
    if (store::find_user_by_email(connection, user.email)) return Refusal{"account.email.taken"};
    store::append_user(connection, user, now);
  }
  record_audit(connection, actor_of(user), now, "account.link." + held.link.kind, "user", user.id.text());
  return Done{};
}

}  // namespace

OneTimeLink issue_link(store::Connection& connection, const store::UserRow& user, Instant now) {
  const bool first = user.password_hash.empty();
  const std::string token = random_token();
  const Instant expires_at = plus(now, first ? invite_lifetime : reset_lifetime);
  store::replace_link(connection, {sha256_hex(token), first ? "invite" : "reset", user.id, expires_at}, now);
  return {"/mot-de-passe/" + token, expires_at};
}

std::optional<OneTimeLink> setup_link(Services& services) {
  return services.database->write([&](store::Connection& c) -> std::optional<OneTimeLink> {
    if (store::any_administrator(c)) return std::nullopt;
    const Instant now = store::next_instant(c, services.clock());
    const std::string token = random_token();
    store::replace_link(c, {sha256_hex(token), "setup", std::nullopt, end_of_time()}, now);
    record_audit(c, operator_actor(), now, "account.setup.offered", "user", "");
    return OneTimeLink{"/mot-de-passe/" + token, end_of_time()};
  });
}

Outcome<LinkPurpose> look_at_link(Services& services, const std::string& token) {
  const auto held = services.database->read(
      [&](store::Connection& c) { return held_link(c, sha256_hex(token), services.clock()); });
  if (!held) return unusable();
  return LinkPurpose{held->link.kind, held->user ? held->user->email : ""};
}

Outcome<Done> use_link(Services& services, const std::string& token, const std::string& password,
                       const std::string& email_for_setup, const std::string& name_for_setup) {
  const std::string token_sha256 = sha256_hex(token);
  const auto looked_at =
      services.database->read([&](store::Connection& c) { return held_link(c, token_sha256, services.clock()); });
  if (!looked_at) return unusable();
  auto subject = subject_of(*looked_at, email_for_setup, name_for_setup);
  if (!subject) return subject.refusal();
  store::UserRow& user = subject.value();
  if (const auto faults = password_faults(password, context_words_of(user)); !faults.empty())
    return Refusal{faults.front()};
  user.password_hash = hash_password(password);
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    const Instant now = store::next_instant(c, services.clock());
    const auto held = held_link(c, token_sha256, now);
    if (!held || !store::take_link(c, token_sha256, now)) return unusable();
    return settle(c, *held, user, now);
  });
}

}  // namespace clausier::app
