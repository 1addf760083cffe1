#pragma once
// Accounts, passwords, sessions and one-time links (security.md §5; conventions.md).
#include <optional>
#include <string>
#include <vector>

#include "clausier/app/actor.hpp"
#include "clausier/app/services.hpp"
#include "clausier/domain/outcome.hpp"

namespace clausier::app {

struct SignedIn {
  std::string session_token;  // goes into the cookie; only its hash is stored
  Actor actor;
  std::string device_token;  // for the cookie by which this browser is known from now on; only its hash is stored
};

struct SessionState {
  Actor actor;
  std::string csrf_token;
  Instant started_at;
  Instant seen_at;
};

struct SessionLine {
  std::string id;  // opaque, to end it
  Instant started_at;
  Instant seen_at;
  std::string client;
  bool current = false;
};

struct UserLine {
  UserId id;
  std::string email;
  std::string display_name;
  Role role;
  std::optional<Organisation> organisation;
  bool disabled = false;
  bool has_password = false;
  std::optional<Instant> last_sign_in;
};

struct NewUser {
  std::string email;
  std::string display_name;
  Role role = Role::contractor;
  std::optional<Siret> organisation_siret;  // required except for administrators
  std::string organisation_name;            // used when the organisation is new
};

struct OneTimeLink {
  std::string path;  // "/mot-de-passe/{jeton}", to be copied: no mail is sent
  Instant expires_at;
};

struct LinkPurpose {
  std::string kind;  // setup, invite, reset
  std::string email;
};

// Password rule of interface.md §1.4; empty when acceptable, else codes password.short, password.weak, …
std::vector<std::string> password_faults(std::string_view password, const std::vector<std::string>& context_words);

// The same text, status and duration for an unknown account, a wrong password, a disabled account.
// device_token: that of an earlier sign-in from this browser, if any. The journal takes the first refusals of an
// hour for each account, and for all unknown ones together; the others are counted.
Outcome<SignedIn> sign_in(Services&, const std::string& email, const std::string& password, const std::string& client,
                          const std::string& device_token = "");
// Whether this browser signed in to that account before, and its password was not chosen anew by a link since.
bool knows_device(Services&, const std::string& email, const std::string& device_token);
std::optional<SessionState> session_of(Services&, const std::string& session_token);  // renews idle time
void sign_out(Services&, const std::string& session_token);
std::vector<SessionLine> own_sessions(Services&, const Actor&, const std::string& current_token);
Outcome<Done> end_session(Services&, const Actor&, const std::string& id);
Outcome<Done> change_password(Services&, const Actor&, const std::string& current, const std::string& fresh,
                              const std::string& session_token);  // ends the other sessions

// First run: a one-time link that creates the first administrator; empty once one exists.
std::optional<OneTimeLink> setup_link(Services&);
Outcome<LinkPurpose> look_at_link(Services&, const std::string& token);  // GET: changes nothing
Outcome<Done> use_link(Services&, const std::string& token, const std::string& password,
                       const std::string& email_for_setup, const std::string& name_for_setup);

// Administrators (the command line acts as one).
Outcome<OneTimeLink> invite_user(Services&, const Actor&, const NewUser&);
Outcome<OneTimeLink> reset_user(Services&, const Actor&, UserId);
Outcome<Done> set_user_disabled(Services&, const Actor&, UserId, bool disabled);  // ends sessions at once
std::vector<UserLine> list_users(Services&, const Actor&);
std::vector<Organisation> list_organisations(Services&, const Actor&);

// For the command line and the demo: no web session behind.
Actor operator_actor();  // system administrator "opérateur", not a row of users
Outcome<UserId> add_user_with_password(Services&, const NewUser&, const std::string& password);
std::optional<Actor> actor_by_email(Services&, const std::string& email);

}  // namespace clausier::app
