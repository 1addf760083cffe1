#include <catch2/catch.hpp>

#include <ctime>
#include <thread>

#include "open_base.hpp"

using namespace clausier;
using namespace clausier::app;

namespace {

const std::string good = "vif cheval brun sur le quai";
const std::string better = "trois lanternes vertes au port";
const Siret siret = *Siret::parse("73282932000074");
const Actor root = operator_actor();

std::string token_of(const OneTimeLink& link) { return link.path.substr(link.path.rfind('/') + 1); }

template <class T> std::string refusal_of(const Outcome<T>& outcome) { return outcome ? "" : outcome.refusal().code; }

NewUser contractor(const std::string& email = "ana@exemple.org") {
  return {email, "Ana Fictive", Role::contractor, siret, "Terrassements Fictifs"};
}

struct Accounts : OpenBase {
  UserId add(const NewUser& user, const std::string& password = good) {
    const auto added = add_user_with_password(*services, user, password);
    REQUIRE(added);
    return added.value();
  }
  SignedIn enter(const std::string& email, const std::string& password = good) {
    auto signed_in = sign_in(*services, email, password, "Navigateur");
    REQUIRE(signed_in);
    return signed_in.value();
  }
};

}  // namespace

TEST_CASE("Signing in gives a session of the account", "[app][accounts]") {
  Accounts base;
  const auto user = base.add(contractor());
  const auto entered = base.enter("  ANA@exemple.org ");
  CHECK(entered.actor.user == user);
  const auto state = session_of(*base, entered.session_token);
  REQUIRE(state);
  CHECK(state->actor.user == user);
  CHECK(state->actor.role == Role::contractor);
  CHECK(state->actor.organisation->siret == siret);
  CHECK(state->csrf_token.size() == 43);  // 256 bits in base64url
  CHECK(entered.session_token.size() == 43);
  CHECK(base.count("sessions WHERE token_sha256 = '" + entered.session_token + "'") == 0);
  CHECK(base.count("sessions WHERE token_sha256 = '" + sha256_hex(entered.session_token) + "'") == 1);
  CHECK(base.enter("ana@exemple.org").session_token != entered.session_token);
  CHECK_FALSE(session_of(*base, ""));
  CHECK_FALSE(session_of(*base, sha256_hex(entered.session_token)));
}

TEST_CASE("Every refused sign-in says the same", "[app][accounts]") {
  Accounts base;
  const auto disabled = base.add(contractor("partie@exemple.org"));
  base.add(contractor());
  REQUIRE(set_user_disabled(*base, root, disabled, true));
  REQUIRE(invite_user(*base, root, contractor("invitee@exemple.org")));
  const std::pair<const char*, const char*> tries[] = {
      {"ana@exemple.org", "vif cheval brun sur le quai "}, {"ana@exemple.org", ""}, {"inconnue@exemple.org", good.c_str()},
      {"partie@exemple.org", good.c_str()}, {"invitee@exemple.org", ""}, {"", good.c_str()}, {"ana@", good.c_str()}};
  for (const auto& [email, password] : tries) {
    CAPTURE(email, password);
    const auto outcome = sign_in(*base, email, password, "");
    REQUIRE_FALSE(outcome);
    CHECK(outcome.refusal() == Refusal{"account.sign_in.refused"});
  }
  CHECK(base.count("sessions") == 0);
  CHECK(base.count("audit_events WHERE action = 'account.sign_in.refused'") == std::ssize(tries));
}

TEST_CASE("A browser that signed in is known to that account alone, until its password is chosen anew", "[app][accounts]") {
  Accounts base;
  const auto ana = base.add(contractor());
  base.add(contractor("lea@exemple.org"));
  const auto first = sign_in(*base, "ana@exemple.org", good, "");
  REQUIRE(first);
  const auto device = first.value().device_token;
  CHECK(knows_device(*base, "ana@exemple.org", device));
  CHECK_FALSE(knows_device(*base, "lea@exemple.org", device));
  CHECK_FALSE(knows_device(*base, "inconnue@exemple.org", device));
  CHECK_FALSE(knows_device(*base, "ana@exemple.org", ""));
  CHECK(base.count("known_devices WHERE token_sha256 = '" + sha256_hex(device) + "'") == 1);
  CHECK(sign_in(*base, "ana@exemple.org", good, "", device).value().device_token == device);
  CHECK(sign_in(*base, "lea@exemple.org", good, "", device).value().device_token != device);  // bound to the account
  for (int n = 0; n < 12; ++n) REQUIRE(sign_in(*base, "ana@exemple.org", good, ""));
  CHECK(base.count("known_devices WHERE user_id = " + std::to_string(ana.value())) == 10);
  const auto last = sign_in(*base, "ana@exemple.org", good, "").value().device_token;
  const auto link = reset_user(*base, root, ana);
  REQUIRE(link);
  CHECK(knows_device(*base, "ana@exemple.org", last));  // asking for a link is not yet a new password
  REQUIRE(use_link(*base, token_of(link.value()), better, "", ""));
  CHECK_FALSE(knows_device(*base, "ana@exemple.org", last));
}

TEST_CASE("Refused sign-ins are journaled five times an hour for an account, then counted", "[app][accounts]") {
  Accounts base;
  base.add(contractor());
  const auto refused = "audit_events WHERE action = 'account.sign_in.refused'";
  for (int n = 0; n < 9; ++n) sign_in(*base, "ana@exemple.org", "faux", "");
  CHECK(base.count(refused) == 5);
  for (int n = 0; n < 9; ++n) sign_in(*base, "inconnue" + std::to_string(n) + "@exemple.org", "faux", "");
  CHECK(base.count(refused) == 10);
  base.wait_minutes(61);
  sign_in(*base, "ana@exemple.org", "faux", "");
  CHECK(base.count(refused) == 11);
  CHECK(base.count("audit_events WHERE action = 'account.sign_in.refused' AND detail LIKE '% +4'") == 1);
}

TEST_CASE("An unknown account costs a hash like a wrong password", "[app][accounts]") {
  Accounts base;
  base.add(contractor());
  const auto cost = [&](const std::string& email) {
    const auto start = std::clock();
    for (int i = 0; i < 3; ++i) REQUIRE_FALSE(sign_in(*base, email, "ni cela ni autre chose", ""));
    return std::clock() - start;
  };
  cost("ana@exemple.org");  // the decoy is made once
  const auto known = cost("ana@exemple.org"), unknown = cost("inconnue@exemple.org");
  CHECK(unknown > known / 2);  // processor time: without the hash it is ten times less
}

TEST_CASE("A session ends after an hour idle and twelve hours in all", "[app][accounts]") {
  Accounts base;
  base.add(contractor());
  SECTION("idle") {
    const auto token = base.enter("ana@exemple.org").session_token;
    base.wait_minutes(59);
    CHECK(session_of(*base, token));
    base.wait_minutes(59);
    CHECK(session_of(*base, token));
    base.wait_minutes(60);
    CHECK_FALSE(session_of(*base, token));
  }
  SECTION("absolute") {
    const auto token = base.enter("ana@exemple.org").session_token;
    for (int i = 0; i < 23; ++i) {
      base.wait_minutes(30);
      CHECK(session_of(*base, token));
    }
    base.wait_minutes(30);
    CHECK_FALSE(session_of(*base, token));
  }
  SECTION("renewal writes once a minute at most") {
    const auto token = base.enter("ana@exemple.org").session_token;
    const auto start = base.now;
    base.now = Instant::from_milliseconds(start.milliseconds() + 59'000);
    CHECK(session_of(*base, token)->seen_at == start);
    base.now = Instant::from_milliseconds(start.milliseconds() + 61'000);
    CHECK(session_of(*base, token)->seen_at == base.now);
  }
}

TEST_CASE("One sees one's own sessions and ends them, never those of others", "[app][accounts]") {
  Accounts base;
  base.add(contractor());
  base.add(contractor("leo@exemple.org"));
  const auto here = base.enter("ana@exemple.org"), there = base.enter("ana@exemple.org");
  const auto other = base.enter("leo@exemple.org");
  const auto lines = own_sessions(*base, here.actor, here.session_token);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].current != lines[1].current);
  CHECK(lines[0].client == "Navigateur");
  const auto& elsewhere = lines[0].current ? lines[1] : lines[0];
  CHECK(refusal_of(end_session(*base, other.actor, elsewhere.id)) == "not_found");
  CHECK(refusal_of(end_session(*base, here.actor, "0000000000000")) == "not_found");
  CHECK(refusal_of(end_session(*base, here.actor, "’")) == "not_found");
  REQUIRE(end_session(*base, here.actor, elsewhere.id));
  CHECK_FALSE(session_of(*base, there.session_token));
  CHECK(session_of(*base, here.session_token));
  CHECK(session_of(*base, other.session_token));
  sign_out(*base, here.session_token);
  sign_out(*base, here.session_token);
  CHECK_FALSE(session_of(*base, here.session_token));
}

TEST_CASE("Changing the password ends the other sessions and pending links", "[app][accounts]") {
  Accounts base;
  const auto user = base.add(contractor());
  const auto here = base.enter("ana@exemple.org"), there = base.enter("ana@exemple.org");
  const auto link = reset_user(*base, root, user);
  REQUIRE(link);
  CHECK(refusal_of(change_password(*base, here.actor, "autre chose", better, here.session_token)) == "account.password.current");
  CHECK(refusal_of(change_password(*base, here.actor, good, "court", here.session_token)) == "password.short");
  CHECK(refusal_of(change_password(*base, here.actor, good, "une lanterne fictive au port", here.session_token)) == "password.context");
  REQUIRE(change_password(*base, here.actor, good, better, here.session_token));
  CHECK(session_of(*base, here.session_token));
  CHECK_FALSE(session_of(*base, there.session_token));
  CHECK_FALSE(look_at_link(*base, token_of(link.value())));
  CHECK_FALSE(sign_in(*base, "ana@exemple.org", good, ""));
  CHECK(sign_in(*base, "ana@exemple.org", better, ""));
}

TEST_CASE("A disabled account loses its sessions at once and gets them back by signing in", "[app][accounts]") {
  Accounts base;
  const auto user = base.add(contractor());
  const auto token = base.enter("ana@exemple.org").session_token;
  REQUIRE(set_user_disabled(*base, root, user, true));
  REQUIRE(set_user_disabled(*base, root, user, true));  // again: nothing more
  CHECK_FALSE(session_of(*base, token));
  CHECK_FALSE(actor_by_email(*base, "ana@exemple.org"));
  CHECK(refusal_of(reset_user(*base, root, user)) == "account.disabled");
  CHECK(base.count("audit_events WHERE action = 'account.disabled'") == 1);
  REQUIRE(set_user_disabled(*base, root, user, false));
  CHECK_FALSE(session_of(*base, token));
  CHECK(session_of(*base, base.enter("ana@exemple.org").session_token));
}

TEST_CASE("The last administrator cannot be disabled", "[app][accounts]") {
  Accounts base;
  const auto first = base.add({"zoe@exemple.org", "Zoé", Role::administrator, std::nullopt, ""});
  CHECK(refusal_of(set_user_disabled(*base, root, first, true)) == "account.administrator.last");
  const auto second = base.add({"max@exemple.org", "Max", Role::administrator, std::nullopt, ""});
  REQUIRE(set_user_disabled(*base, root, first, true));
  CHECK(refusal_of(set_user_disabled(*base, root, second, true)) == "account.administrator.last");
}

TEST_CASE("The set-up link creates the first administrator, once", "[app][accounts]") {
  Accounts base;
  const auto replaced = setup_link(*base), link = setup_link(*base);
  REQUIRE(link);
  CHECK(link->path.starts_with("/mot-de-passe/"));
  const auto token = token_of(*link);
  CHECK_FALSE(look_at_link(*base, token_of(*replaced)));
  base.wait_minutes(60 * 24 * 400);
  REQUIRE(look_at_link(*base, token));
  CHECK(look_at_link(*base, token).value().kind == "setup");
  CHECK(refusal_of(use_link(*base, token, good, "sans arobase", "Zoé")) == "account.email.invalid");
  CHECK(refusal_of(use_link(*base, token, good, "zoe@exemple.org", " ")) == "account.name.missing");
  CHECK(refusal_of(use_link(*base, token, "court", "zoe@exemple.org", "Zoé")) == "password.short");
  REQUIRE(use_link(*base, token, good, "zoe@exemple.org", "Zoé"));
  CHECK(refusal_of(use_link(*base, token, good, "intrus@exemple.org", "Intrus")) == "account.link.unusable");
  CHECK_FALSE(setup_link(*base));
  CHECK(base.enter("zoe@exemple.org").actor.role == Role::administrator);
}

TEST_CASE("An invitation creates the organisation when it is new and finds it otherwise", "[app][accounts]") {
  Accounts base;
  const auto invited = invite_user(*base, root, contractor());
  REQUIRE(invited);
  REQUIRE(invite_user(*base, root, contractor("leo@exemple.org")));
  auto nameless = contractor("mia@exemple.org");
  nameless.role = Role::officer, nameless.organisation_name.clear(), nameless.display_name.clear();
  REQUIRE(invite_user(*base, root, nameless));
  const auto organisations = list_organisations(*base, root);
  REQUIRE(organisations.size() == 2);  // the firm once, and the buyer of the same SIRET
  const auto buyer = actor_by_email(*base, "mia@exemple.org");
  CHECK(buyer->organisation->kind == app::OrganisationKind::buyer);
  CHECK(buyer->organisation->name == "732\u202F829\u202F320\u202F00074");
  CHECK(buyer->display_name == "mia@exemple.org");
  CHECK(invited.value().expires_at.milliseconds() - base.now.milliseconds() >= 7 * 86'400'000LL);
  const auto token = token_of(invited.value());
  CHECK(base.count("one_time_links WHERE token_sha256 = '" + sha256_hex(token) + "'") == 1);
  CHECK(look_at_link(*base, token).value().email == "ana@exemple.org");
  CHECK(look_at_link(*base, token).value().kind == "invite");
  REQUIRE(use_link(*base, token, good, "", ""));
  base.enter("ana@exemple.org");
  CHECK(refusal_of(look_at_link(*base, token)) == "account.link.unusable");
}

TEST_CASE("What an invitation cannot be is said", "[app][accounts]") {
  Accounts base;
  base.add(contractor());
  const auto asked = [](auto change) { auto user = contractor("nouvelle@exemple.org"); change(user); return user; };
  struct Row { NewUser user; std::string code; };
  const Row rows[] = {
      {contractor(" Ana@Exemple.org"), "account.email.taken"},
      {contractor("ana"), "account.email.invalid"},
      {contractor("a b@exemple.org"), "account.email.invalid"},
      {contractor("a@b@exemple.org"), "account.email.invalid"},
      {contractor("<a>@exemple.org"), "account.email.invalid"},
      {contractor(std::string(250, 'a') + "@exemple.org"), "account.email.invalid"},
      {asked([](NewUser& u) { u.display_name = std::string(101, 'x'); }), "account.name.long"},
      {asked([](NewUser& u) { u.organisation_siret.reset(); }), "account.organisation.required"},
      {asked([](NewUser& u) { u.role = Role::administrator; }), "account.organisation.unwanted"},
  };
  for (const auto& row : rows) CHECK(refusal_of(invite_user(*base, root, row.user)) == row.code);
  CHECK(base.count("users") == 1);
}

TEST_CASE("A reset link lives a day, replaces the former, and ends every session", "[app][accounts]") {
  Accounts base;
  const auto user = base.add(contractor());
  const auto session = base.enter("ana@exemple.org").session_token;
  const auto former = reset_user(*base, root, user), link = reset_user(*base, root, user);
  REQUIRE(link);
  CHECK_FALSE(look_at_link(*base, token_of(former.value())));
  CHECK(look_at_link(*base, token_of(link.value())).value().kind == "reset");
  CHECK(session_of(*base, session));  // looking changes nothing, and the old password still opens
  SECTION("used") {
    REQUIRE(use_link(*base, token_of(link.value()), better, "", ""));
    CHECK_FALSE(session_of(*base, session));
    CHECK_FALSE(sign_in(*base, "ana@exemple.org", good, ""));
    base.enter("ana@exemple.org", better);
  }
  SECTION("too late") {
    base.wait_minutes(24 * 60 + 1);
    CHECK_FALSE(look_at_link(*base, token_of(link.value())));
    CHECK(refusal_of(use_link(*base, token_of(link.value()), better, "", "")) == "account.link.unusable");
  }
  SECTION("account disabled since") {
    REQUIRE(set_user_disabled(*base, root, user, true));
    CHECK_FALSE(look_at_link(*base, token_of(link.value())));
    CHECK_FALSE(use_link(*base, token_of(link.value()), better, "", ""));
  }
  SECTION("unknown account or token") {
    CHECK(refusal_of(reset_user(*base, root, UserId::from_trusted(1))) == "not_found");
    CHECK_FALSE(look_at_link(*base, ""));
  }
}

TEST_CASE("Of several people using one link together, exactly one gets in", "[app][accounts]") {
  Accounts base;
  const auto user = base.add(contractor());
  const auto token = token_of(reset_user(*base, root, user).value());
  std::vector<std::string> passwords = {good + " un", good + " deux", good + " trois", good + " quatre"};
  std::vector<int> won(passwords.size());
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < passwords.size(); ++i)
    threads.emplace_back([&, i] { won[i] = use_link(*base, token, passwords[i], "", "") ? 1 : 0; });
  for (auto& thread : threads) thread.join();
  CHECK(std::count(won.begin(), won.end(), 1) == 1);
  for (std::size_t i = 0; i < passwords.size(); ++i)
    CHECK(static_cast<int>(static_cast<bool>(sign_in(*base, "ana@exemple.org", passwords[i], ""))) == won[i]);
}

TEST_CASE("Accounts are the administrator's business alone", "[app][accounts]") {
  Accounts base;
  const auto user = base.add(contractor());
  for (const auto role : {Role::facilitator, Role::contractor, Role::officer}) {
    const Actor actor{user, role, "", "", Organisation{OrganisationId::from_trusted(1), app::OrganisationKind::firm, siret, ""}};
    CHECK(refusal_of(invite_user(*base, actor, contractor("x@exemple.org"))) == "forbidden");
    CHECK(refusal_of(reset_user(*base, actor, user)) == "forbidden");
    CHECK(refusal_of(set_user_disabled(*base, actor, user, true)) == "forbidden");
    CHECK(list_users(*base, actor).empty());
    CHECK(list_organisations(*base, actor).empty());
  }
  const auto users = list_users(*base, root);
  REQUIRE(users.size() == 1);
  CHECK(users[0].has_password);
  CHECK_FALSE(users[0].last_sign_in);
  base.enter("ana@exemple.org");
  CHECK(list_users(*base, root)[0].last_sign_in);
}

TEST_CASE("Every refusal of accounts has its French text", "[app][accounts]") {
  Accounts base;
  for (const auto code :
       {"account.sign_in.refused", "account.email.invalid", "account.email.taken", "account.name.missing",
        "account.name.long", "account.organisation.required", "account.organisation.unwanted", "account.disabled",
        "account.administrator.last", "account.link.unusable", "account.password.current", "password.short",
        "password.long", "password.weak", "password.sequence", "password.common", "password.context"}) {
    CAPTURE(code);
    CHECK(base.services->wording.has(code));
  }
}
