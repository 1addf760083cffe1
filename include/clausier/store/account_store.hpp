#pragma once
// Organisations, users, sessions and one-time links. Secrets come here hashed already.
#include <optional>
#include <string>
#include <vector>

#include "clausier/domain/siret.hpp"
#include "clausier/store/database.hpp"

namespace clausier::store {

// ---- Organisations: one row per kind and SIRET ------------------------------------------------------

struct OrganisationRow {
  OrganisationId id;
  std::string kind;  // office, firm, buyer
  Siret siret;
  std::string name;
};

std::optional<OrganisationRow> find_organisation(Connection&, OrganisationId);
std::optional<OrganisationRow> find_organisation(Connection&, const std::string& kind, const Siret&);
std::vector<OrganisationRow> list_organisations(Connection&);  // by kind, then name
void append_organisation(Connection&, const OrganisationRow&, Instant recorded_at);

// ---- Users ------------------------------------------------------------------------------------------

struct UserRow {
  UserId id;
  std::string email;  // lower case, unique
  std::string display_name;
  std::string role;
  std::optional<OrganisationRow> organisation;  // absent for administrators only
  std::string password_hash;                    // "" until a link was used
  bool disabled = false;
  std::optional<Instant> last_sign_in;
};

std::optional<UserRow> find_user(Connection&, UserId);
std::optional<UserRow> find_user_by_email(Connection&, const std::string& email);
std::vector<UserRow> list_users(Connection&);  // by e-mail
void append_user(Connection&, const UserRow&, Instant recorded_at);
void set_password_hash(Connection&, UserId, const std::string& hash);
void set_disabled(Connection&, UserId, std::optional<Instant> disabled_at);
void set_last_sign_in(Connection&, UserId, Instant);
bool any_administrator(Connection&);
// Whether somebody other than this user could still administer: enabled, with a password.
bool another_administrator(Connection&, UserId);

// ---- Sessions ---------------------------------------------------------------------------------------

struct SessionRow {
  std::int64_t id = 0;  // random: names the session to its owner, opens nothing
  std::string token_sha256;
  UserId user;
  std::string csrf_token;
  std::string client;
  Instant started_at;
  Instant seen_at;
};

// What is over is given by these two: sessions started at or before, or not seen since.
struct SessionLimits {
  Instant oldest_start;
  Instant oldest_seen;
};

std::optional<SessionRow> find_session(Connection&, const std::string& token_sha256, const SessionLimits&);
std::vector<SessionRow> sessions_of(Connection&, UserId, const SessionLimits&);  // last seen first
void append_session(Connection&, const SessionRow&);
void renew_session(Connection&, std::int64_t id, Instant seen_at);
std::int64_t remove_session(Connection&, UserId, std::int64_t id);  // rows removed: 0 when not theirs
void remove_sessions_of(Connection&, UserId, const std::string& except_token_sha256 = "");
void remove_expired_sessions(Connection&, const SessionLimits&);

// ---- One-time links ---------------------------------------------------------------------------------

struct LinkRow {
  std::string token_sha256;
  std::string kind;            // setup, invite, reset
  std::optional<UserId> user;  // absent for setup
  Instant expires_at;
};

// Only a link that can still be used: known, not used, not expired.
std::optional<LinkRow> find_usable_link(Connection&, const std::string& token_sha256, Instant now);
// A new link replaces those of the same user that were not used (all set-up links when no user).
void replace_link(Connection&, const LinkRow&, Instant recorded_at);
// True for exactly one caller.
bool take_link(Connection&, const std::string& token_sha256, Instant now);
void remove_links_of(Connection&, UserId);  // those not used
std::int64_t count_usable_links(Connection&, Instant now);

}  // namespace clausier::store
