#include <catch2/catch.hpp>

#include "clausier/store/account_store.hpp"
#include "places.hpp"
#include "temporary_directory.hpp"

using namespace clausier;
using namespace clausier::store;

namespace {

const Siret siret = *Siret::parse("73282932000074");

Instant at(std::int64_t milliseconds) { return Instant::from_milliseconds(milliseconds); }
UserId user_id(std::int64_t value) { return UserId::from_trusted(value); }

struct Base {
  TemporaryDirectory directory;
  Database database{directory.path() / "base.sqlite", clausier::test::source_folder() / "src/store/migrations/sqlite"};
  OrganisationRow office{OrganisationId::from_trusted(1), "office", siret, "Maison de l’emploi fictive"};
  UserRow facilitator{user_id(10), "ana@exemple.org", "Ana", "facilitator", office, "", false, std::nullopt};
  UserRow administrator{user_id(11), "root@exemple.org", "Zoé", "administrator", std::nullopt, "hash", false, std::nullopt};

  Base() {
    database.write([&](Connection& c) {
      append_organisation(c, office, at(1));
      append_user(c, facilitator, at(2));
      append_user(c, administrator, at(3));
    });
  }
};

SessionRow session(std::int64_t id, UserId user, std::int64_t started, std::int64_t seen) {
  return {id, "token-" + std::to_string(id), user, "csrf", "Navigateur", at(started), at(seen)};
}

}  // namespace

TEST_CASE("An organisation is one by kind and SIRET", "[store][accounts]") {
  Base base;
  base.database.read([](Connection& c) {
    CHECK(find_organisation(c, "office", siret)->name == "Maison de l’emploi fictive");
    CHECK_FALSE(find_organisation(c, "firm", siret));
  });
  base.database.write([](Connection& c) {
    append_organisation(c, {OrganisationId::from_trusted(2), "firm", siret, "La même, comme entreprise"}, at(5));
  });
  CHECK_THROWS_AS(base.database.write([](Connection& c) {
    append_organisation(c, {OrganisationId::from_trusted(3), "firm", siret, "Deux fois"}, at(6));
  }), ConstraintViolation);
}

TEST_CASE("A user comes back as they were written, with their organisation", "[store][accounts]") {
  Base base;
  const auto found = base.database.read([](Connection& c) { return find_user_by_email(c, "ana@exemple.org"); });
  REQUIRE(found);
  CHECK(found->id == user_id(10));
  CHECK(found->organisation->siret == siret);
  CHECK(found->password_hash.empty());
  CHECK_FALSE(found->disabled);
  CHECK_FALSE(found->last_sign_in);
  base.database.write([](Connection& c) {
    set_password_hash(c, user_id(10), "h");
    set_disabled(c, user_id(10), at(9));
    set_last_sign_in(c, user_id(10), at(8));
  });
  const auto changed = base.database.read([](Connection& c) { return find_user(c, user_id(10)); });
  CHECK(changed->password_hash == "h");
  CHECK(changed->disabled);
  CHECK(changed->last_sign_in == at(8));
}

TEST_CASE("The schema itself refuses an administrator of an organisation, and the reverse", "[store][accounts]") {
  Base base;
  auto crowned = base.facilitator;
  crowned.id = user_id(20), crowned.email = "b@exemple.org", crowned.role = "administrator";
  CHECK_THROWS_AS(base.database.write([&](Connection& c) { append_user(c, crowned, at(4)); }), ConstraintViolation);
  auto stray = base.facilitator;
  stray.id = user_id(21), stray.email = "c@exemple.org", stray.organisation.reset();
  CHECK_THROWS_AS(base.database.write([&](Connection& c) { append_user(c, stray, at(4)); }), ConstraintViolation);
}

TEST_CASE("Only an enabled administrator with a password can replace another", "[store][accounts]") {
  Base base;
  base.database.write([&](Connection& c) {
    CHECK(any_administrator(c));
    CHECK_FALSE(another_administrator(c, user_id(11)));
    auto second = base.administrator;
    second.id = user_id(12), second.email = "second@exemple.org", second.password_hash.clear();
    append_user(c, second, at(4));
    CHECK_FALSE(another_administrator(c, user_id(11)));
    set_password_hash(c, user_id(12), "h");
    CHECK(another_administrator(c, user_id(11)));
    set_disabled(c, user_id(12), at(5));
    CHECK_FALSE(another_administrator(c, user_id(11)));
  });
}

TEST_CASE("A session over its limits is not found, and is cleared", "[store][accounts]") {
  Base base;
  const SessionLimits limits{at(100), at(200)};
  base.database.write([&](Connection& c) {
    append_session(c, session(1, user_id(10), 101, 201));
    append_session(c, session(2, user_id(10), 100, 300));  // too old
    append_session(c, session(3, user_id(10), 150, 200));  // idle too long
    append_session(c, session(4, user_id(11), 150, 250));
    CHECK(find_session(c, "token-1", limits));
    CHECK_FALSE(find_session(c, "token-2", limits));
    CHECK_FALSE(find_session(c, "token-3", limits));
    CHECK(sessions_of(c, user_id(10), limits).size() == 1);
    CHECK(remove_session(c, user_id(10), 4) == 0);  // somebody else's
    remove_expired_sessions(c, limits);
    CHECK(c.query("SELECT id FROM sessions").size() == 2);
    remove_sessions_of(c, user_id(10), "token-1");
    CHECK(find_session(c, "token-1", limits));
    remove_sessions_of(c, user_id(10));
    CHECK_FALSE(find_session(c, "token-1", limits));
  });
}

TEST_CASE("A link is taken once, and a new one replaces the unused ones of the same account", "[store][accounts]") {
  Base base;
  base.database.write([](Connection& c) {
    replace_link(c, {"first", "reset", user_id(10), at(100)}, at(1));
    replace_link(c, {"setup-1", "setup", std::nullopt, at(100)}, at(1));
    replace_link(c, {"second", "reset", user_id(10), at(100)}, at(2));
    CHECK_FALSE(find_usable_link(c, "first", at(3)));
    CHECK(find_usable_link(c, "setup-1", at(3)));
    replace_link(c, {"setup-2", "setup", std::nullopt, at(100)}, at(2));
    CHECK_FALSE(find_usable_link(c, "setup-1", at(3)));
    CHECK(find_usable_link(c, "second", at(99)));
    CHECK_FALSE(find_usable_link(c, "second", at(100)));
    CHECK_FALSE(take_link(c, "second", at(100)));
    CHECK(count_usable_links(c, at(3)) == 2);
    CHECK(take_link(c, "second", at(3)));
    CHECK_FALSE(take_link(c, "second", at(4)));
    CHECK(count_usable_links(c, at(4)) == 1);
    remove_links_of(c, user_id(10));
    CHECK(c.query("SELECT kind FROM one_time_links").size() == 2);  // the used one stays as a trace
  });
}
