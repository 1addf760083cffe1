// The administrator's side of accounts: inviting, resetting, disabling, listing.
#include "clausier/app/accounts.hpp"

#include <algorithm>

#include "account_links.hpp"
#include "account_rows.hpp"
#include "audit.hpp"
#include "known_devices.hpp"
#include "passwords.hpp"
#include "scope.hpp"

namespace clausier::app {
namespace {

constexpr std::ptrdiff_t name_letters_max = 100;

// Code points of UTF-8: every byte that does not continue one.
std::ptrdiff_t letters_in(const std::string& text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

std::optional<OrganisationKind> organisation_kind_for(Role role) {
  switch (role) {
    case Role::facilitator: return OrganisationKind::office;
    case Role::contractor: return OrganisationKind::firm;
    case Role::officer: return OrganisationKind::buyer;
    case Role::administrator: return std::nullopt;
  }
  throw std::logic_error("role without kind of organisation");
}

// Checks what was asked and gives the row to append; the organisation is created when it is new.
Outcome<store::UserRow> new_row(store::Connection& connection, const NewUser& asked, Instant now) {
  const auto email = parse_email(asked.email);
  const std::string name = trimmed(asked.display_name);
  const auto kind = organisation_kind_for(asked.role);
  if (!email) return Refusal{"account.email.invalid"};
  if (letters_in(name) > name_letters_max) return Refusal{"account.name.long"};
  if (store::find_user_by_email(connection, *email)) return Refusal{"account.email.taken"};
  if (kind && !asked.organisation_siret) return Refusal{"account.organisation.required"};
  if (!kind && asked.organisation_siret) return Refusal{"account.organisation.unwanted"};
  store::UserRow row{UserId::from_trusted(random_id()), *email,          name.empty() ? *email : name,
                     std::string(role_code(asked.role)), std::nullopt, "", false, std::nullopt};
  if (kind) row.organisation = organisation_for(connection, *kind, *asked.organisation_siret, asked.organisation_name, now);
  return row;
}

UserLine line_of(const store::UserRow& row) {
  const Actor actor = actor_of(row);
  return {actor.user,   actor.email,  actor.display_name,         actor.role,
          actor.organisation, row.disabled, !row.password_hash.empty(), row.last_sign_in};
}

}  // namespace

Outcome<OneTimeLink> invite_user(Services& services, const Actor& actor, const NewUser& asked) {
  if (!has_role(actor, {Role::administrator})) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<OneTimeLink> {
    const Instant now = store::next_instant(c, services.clock());
    const auto row = new_row(c, asked, now);
    if (!row) return row.refusal();
    store::append_user(c, row.value(), now);
    record_audit(c, actor, now, "account.invited", "user", row.value().id.text(), row.value().role);
    return issue_link(c, row.value(), now);
  });
}

Outcome<OneTimeLink> reset_user(Services& services, const Actor& actor, UserId id) {
  if (!has_role(actor, {Role::administrator})) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<OneTimeLink> {
    const auto user = store::find_user(c, id);
    if (!user) return not_found();
    if (user->disabled) return Refusal{"account.disabled"};
    const Instant now = store::next_instant(c, services.clock());
    record_audit(c, actor, now, "account.reset", "user", id.text());
    return issue_link(c, *user, now);
  });
}

Outcome<Done> set_user_disabled(Services& services, const Actor& actor, UserId id, bool disabled) {
  if (!has_role(actor, {Role::administrator})) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    const auto user = store::find_user(c, id);
    if (!user) return not_found();
    if (user->disabled == disabled) return Done{};
    if (disabled && actor_of(*user).role == Role::administrator && !store::another_administrator(c, id))
      return Refusal{"account.administrator.last"};
    const Instant now = store::next_instant(c, services.clock());
    store::set_disabled(c, id, disabled ? std::optional(now) : std::nullopt);
    if (disabled) {
      store::remove_sessions_of(c, id);
      forget_devices_of(c, id);
      store::remove_links_of(c, id);
    }
    record_audit(c, actor, now, disabled ? "account.disabled" : "account.enabled", "user", id.text());
    return Done{};
  });
}

std::vector<UserLine> list_users(Services& services, const Actor& actor) {
  if (!has_role(actor, {Role::administrator})) return {};
  const auto rows = services.database->read([](store::Connection& c) { return store::list_users(c); });
  std::vector<UserLine> lines;
  std::transform(rows.begin(), rows.end(), std::back_inserter(lines), line_of);
  return lines;
}

std::vector<Organisation> list_organisations(Services& services, const Actor& actor) {
  if (!has_role(actor, {Role::administrator})) return {};
  const auto rows = services.database->read([](store::Connection& c) { return store::list_organisations(c); });
  std::vector<Organisation> organisations;
  std::transform(rows.begin(), rows.end(), std::back_inserter(organisations), organisation_of);
  return organisations;
}

Actor operator_actor() {
  return {UserId::from_trusted(0), Role::administrator, "", "opérateur", std::nullopt};
}

Outcome<UserId> add_user_with_password(Services& services, const NewUser& asked, const std::string& password) {
  const std::string hash = hash_password(password);
  return services.database->write([&](store::Connection& c) -> Outcome<UserId> {
    const Instant now = store::next_instant(c, services.clock());
    auto row = new_row(c, asked, now);
    if (!row) return row.refusal();
    if (const auto faults = password_faults(password, context_words_of(row.value())); !faults.empty())
      return Refusal{faults.front()};
    row.value().password_hash = hash;
    store::append_user(c, row.value(), now);
    record_audit(c, operator_actor(), now, "account.added", "user", row.value().id.text(), row.value().role);
    return row.value().id;
  });
}

std::optional<Actor> actor_by_email(Services& services, const std::string& email) {
  const auto user = services.database->read(
      [&](store::Connection& c) { return store::find_user_by_email(c, parse_email(email).value_or("")); });
  if (!user || user->disabled) return std::nullopt;
  return actor_of(*user);
}

}  // namespace clausier::app
