// user add, reset, list: accounts, with one-time links to copy (no mail is sent).
#include <algorithm>

#include "commands.hpp"
#include "json_shapes.hpp"
#include "values.hpp"

namespace clausier::cli {
namespace {

std::optional<app::UserLine> user_of(const Desk& desk, std::string email) {
  std::transform(email.begin(), email.end(), email.begin(), [](unsigned char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
  const auto users = app::list_users(*desk.services, desk.actor);
  const auto found = std::find_if(users.begin(), users.end(), [&](const auto& user) { return user.email == email; });
  return found == users.end() ? std::nullopt : std::optional(*found);
}

int give_link(const Console& console, const app::UserLine& user, const app::OneTimeLink& link) {
  console.print_message("cli.user.link", {{"email", user.email}, {"path", link.path}, {"until", app::french_instant(link.expires_at)}});
  console.print_json(user_json(user, link));
  return exit_code::done;
}

void print(const Console& console, const app::UserLine& user) {
  const char* state = user.disabled ? "cli.user.disabled" : user.has_password ? "cli.user.active" : "cli.user.invited";
  console.print_message("cli.user", {{"email", user.email},
                                     {"role", console.say("cli.role." + std::string(app::role_code(user.role)))},
                                     {"name", user.display_name},
                                     {"organisation", user.organisation ? user.organisation->name : "—"},
                                     {"state", console.say(state)}});
}

}  // namespace

int add_user(const Invocation& invocation, const UserArguments& arguments) {
  const auto& console = invocation.console;
  Values values(console);
  values.one_of("--role", arguments.role, {"facilitator", "contractor", "officer", "administrator"});
  values.required("--email", arguments.email);
  const auto organisation = values.siret("--organisation", arguments.organisation);
  if (!values.ok()) return values.wrong_usage();
  const auto desk = open_desk(invocation, DataDirectory::created);
  if (!desk) return console.refuse(desk.refusal());

  const app::NewUser asked{arguments.email, "", *app::parse_role(arguments.role), organisation, ""};
  const auto link = app::invite_user(*desk.value().services, desk.value().actor, asked);
  if (!link) return console.refuse(link.refusal());
  return give_link(console, user_of(desk.value(), arguments.email).value(), link.value());
}

int reset_user(const Invocation& invocation, const UserArguments& arguments) {
  const auto& console = invocation.console;
  Values values(console);
  values.required("--email", arguments.email);
  if (!values.ok()) return values.wrong_usage();
  const auto desk = open_desk(invocation, DataDirectory::existing);
  if (!desk) return console.refuse(desk.refusal());

  const auto user = user_of(desk.value(), arguments.email);
  if (!user) return console.refuse({"cli.user.unknown", {{"email", arguments.email}}});
  const auto link = app::reset_user(*desk.value().services, desk.value().actor, user->id);
  if (!link) return console.refuse(link.refusal());
  return give_link(console, *user, link.value());
}

int list_users(const Invocation& invocation) {
  const auto& console = invocation.console;
  const auto desk = open_desk(invocation, DataDirectory::existing);
  if (!desk) return console.refuse(desk.refusal());
  const auto users = app::list_users(*desk.value().services, desk.value().actor);
  if (!console.json())
    for (const auto& user : users) print(console, user);
  console.print_json(users_json(users));
  return exit_code::done;
}

}  // namespace clausier::cli
