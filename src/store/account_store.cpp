#include "clausier/store/account_store.hpp"

namespace clausier::store {
namespace {

constexpr std::string_view select_users =
    "SELECT u.id, u.email, u.display_name, u.role, u.password_hash, u.disabled_at, u.last_sign_in_at,"
    " o.id AS organisation_id, o.kind AS organisation_kind, o.siret AS organisation_siret, o.name AS organisation_name"
    " FROM users u LEFT JOIN organisations o ON o.id = u.organisation_id ";

OrganisationRow organisation_row(const Row& row) {
  return {row.id<OrganisationId>("id"), row.text("kind"), Siret::from_trusted(row.text("siret")), row.text("name")};
}

UserRow user_row(const Row& row) {
  UserRow user{row.id<UserId>("id"), row.text("email"), row.text("display_name"), row.text("role"), std::nullopt,
               row.text_or_empty("password_hash"), row.integer_or_null("disabled_at").has_value(),
               row.instant_or_null("last_sign_in_at")};
  if (const auto organisation = row.id_or_null<OrganisationId>("organisation_id"))
    user.organisation = OrganisationRow{*organisation, row.text("organisation_kind"),
                                        Siret::from_trusted(row.text("organisation_siret")),
                                        row.text("organisation_name")};
  return user;
}

template <class T, class Read>
std::optional<T> one(Connection& connection, const std::string& sql, const std::vector<Value>& arguments, Read read) {
  const auto row = connection.query_one(sql, arguments);
  return row ? std::optional<T>(read(*row)) : std::nullopt;
}

template <class T, class Read>
std::vector<T> all(Connection& connection, const std::string& sql, const std::vector<Value>& arguments, Read read) {
  std::vector<T> found;
  connection.each(sql, arguments, [&](const Row& row) { found.push_back(read(row)); });
  return found;
}

}  // namespace

std::optional<OrganisationRow> find_organisation(Connection& connection, OrganisationId id) {
  return one<OrganisationRow>(connection, "SELECT id, kind, siret, name FROM organisations WHERE id = ?1", values(id),
                              organisation_row);
}

std::optional<OrganisationRow> find_organisation(Connection& connection, const std::string& kind, const Siret& siret) {
  return one<OrganisationRow>(connection,
                              "SELECT id, kind, siret, name FROM organisations WHERE kind = ?1 AND siret = ?2",
                              values(kind, siret.digits()), organisation_row);
}

std::vector<OrganisationRow> list_organisations(Connection& connection) {
  return all<OrganisationRow>(connection, "SELECT id, kind, siret, name FROM organisations ORDER BY kind, name, siret",
                              {}, organisation_row);
}

void append_organisation(Connection& connection, const OrganisationRow& row, Instant recorded_at) {
  connection.execute("INSERT INTO organisations (id, kind, siret, siren, name, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                     values(row.id, row.kind, row.siret.digits(), row.siret.siren().digits(), row.name, recorded_at));
}

std::optional<UserRow> find_user(Connection& connection, UserId id) {
  return one<UserRow>(connection, std::string(select_users) + "WHERE u.id = ?1", values(id), user_row);
}

std::optional<UserRow> find_user_by_email(Connection& connection, const std::string& email) {
  return one<UserRow>(connection, std::string(select_users) + "WHERE u.email = ?1", values(email), user_row);
}

std::vector<UserRow> list_users(Connection& connection) {
  return all<UserRow>(connection, std::string(select_users) + "ORDER BY u.email", {}, user_row);
}

void append_user(Connection& connection, const UserRow& row, Instant recorded_at) {
  const auto organisation = row.organisation ? std::optional(row.organisation->id) : std::nullopt;
  const auto hash = row.password_hash.empty() ? std::nullopt : std::optional(row.password_hash);
  connection.execute(
      "INSERT INTO users (id, email, display_name, role, organisation_id, password_hash, recorded_at)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
      values(row.id, row.email, row.display_name, row.role, organisation, hash, recorded_at));
}

void set_password_hash(Connection& connection, UserId id, const std::string& hash) {
  connection.execute("UPDATE users SET password_hash = ?2 WHERE id = ?1", values(id, hash));
}

void set_disabled(Connection& connection, UserId id, std::optional<Instant> disabled_at) {
  connection.execute("UPDATE users SET disabled_at = ?2 WHERE id = ?1", values(id, disabled_at));
}

void set_last_sign_in(Connection& connection, UserId id, Instant at) {
  connection.execute("UPDATE users SET last_sign_in_at = ?2 WHERE id = ?1", values(id, at));
}

bool any_administrator(Connection& connection) {
  return !connection.query("SELECT id FROM users WHERE role = 'administrator' LIMIT 1").empty();
}

bool another_administrator(Connection& connection, UserId id) {
  return !connection
              .query("SELECT id FROM users WHERE role = 'administrator' AND id <> ?1 AND disabled_at IS NULL"
                     " AND password_hash IS NOT NULL LIMIT 1",
                     values(id))
              .empty();
}

}  // namespace clausier::store
