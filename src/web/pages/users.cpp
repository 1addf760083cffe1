// Accounts, for administrators; the audit journal, for administrators and facilitators.
#include "clausier/app/accounts.hpp"
#include "clausier/app/reports.hpp"
#include "site_parts.hpp"

namespace clausier::web {
namespace {

constexpr int events_per_page = 50;

Form invite_form(const Wording& wording) {
  std::vector<Choice> roles;
  for (const char* role : {"facilitator", "contractor", "officer", "administrator"})
    roles.push_back({role, wording.say("role." + std::string(role))});
  return Form("invite", {{.name = "courriel", .kind = FieldKind::email, .autocomplete = "off", .length_max = 254},
                         {.name = "nom", .autocomplete = "off", .length_max = 120},
                         {.name = "role", .kind = FieldKind::radios, .choices = roles},
                         {.name = "siret", .optional = true, .length_max = 30, .width = "medium", .conditional = true},
                         {.name = "organisme", .optional = true, .length_max = 200}});
}

// What the page shows besides the form: the link just made stays on this one answer.
struct Made {
  std::optional<app::OneTimeLink> link;
  std::string for_whom;
};

// The link as the person will open it: the browser that asked for it says at which address the site is reached.
std::string whole_link(const Request& request, const std::string& path) {
  const auto& origin = request.headers.get("origin");
  return origin.find("://") == std::string::npos ? path : origin + path;
}

Response users_page(const SiteParts& parts, const Request& request, const Form& form, const Made& made = {}) {
  const auto& actor = actor_of(request);
  View content;
  content.set("form", form.view(parts.wording, "/admin/utilisateurs"));
  content.set("link", made.link ? View().set("address", whole_link(request, made.link->path)).set("until", app::french_instant(made.link->expires_at)).set("who", made.for_whom)
                                : View(false));
  content.set("users", View::list_of(app::list_users(parts.services, actor), [&](const app::UserLine& user) {
    const bool self = user.id == actor.user;
    return View()
        .set("id", user.id.text()).set("email", user.email).set("name", user.display_name)
        .set("role", parts.wording.say("role." + std::string(app::role_code(user.role))))
        .set("organisation", user.organisation ? user.organisation->name : "")
        .set("state", user.disabled ? tag(Tone::neutral, parts.wording.say("user.disabled"))
                                    : user.has_password ? tag(Tone::success, parts.wording.say("user.active"))
                                                        : tag(Tone::warning, parts.wording.say("user.invited")))
        .set("last", user.last_sign_in ? app::french_instant(*user.last_sign_in) : "–")
        .set("can_disable", !user.disabled && !self).set("can_enable", user.disabled).set("can_reset", !user.disabled)
        .set("base", "/admin/utilisateurs/" + user.id.text());
  }));
  return parts.renderer.page(request, {.template_name = "users", .title = parts.wording.say("users.title"), .content = content,
                                       .notice = notice_of(parts, request), .has_errors = !form.valid(), .status = form.valid() ? 200 : 422});
}

Response submit_invite(const SiteParts& parts, const Request& request) {
  auto form = invite_form(parts.wording);
  form.fill(request).check();
  app::NewUser user{lower_ascii(form.value("courriel")), form.value("nom"), app::parse_role(form.value("role")).value_or(app::Role::contractor),
                    std::nullopt, form.value("organisme")};
  if (user.role != app::Role::administrator) {
    user.organisation_siret = Siret::parse(form.value("siret"));
    if (!user.organisation_siret) form.refuse("siret", form.value("siret").empty() ? "invite.siret.needed" : "cell.siret.key");
  } else {
    for (const auto* field : {"siret", "organisme"})
      if (!form.value(field).empty()) form.refuse(field, "invite.administrator.alone");
  }
  if (!form.valid()) return users_page(parts, request, form);
  const auto link = app::invite_user(parts.services, actor_of(request), user);
  if (link) return users_page(parts, request, invite_form(parts.wording), {link.value(), user.email});
  if (is_denial(link.refusal())) return refused_page(parts, link.refusal());
  return users_page(parts, request, form.refuse("courriel", link.refusal()));
}

Response submit_reset(const SiteParts& parts, const Request& request) {
  const auto id = id_in<UserId>(request);
  if (!id) return not_found();
  const auto link = app::reset_user(parts.services, actor_of(request), *id);
  if (!link) return refused_page(parts, link.refusal());
  return users_page(parts, request, invite_form(parts.wording), {link.value(), ""});
}

Response submit_disabled(const SiteParts& parts, const Request& request, bool disabled) {
  const auto id = id_in<UserId>(request);
  if (!id) return not_found();
  const auto done = app::set_user_disabled(parts.services, actor_of(request), *id, disabled);
  if (!done) return refused_page(parts, done.refusal());
  return see_other(done_path("/admin/utilisateurs", disabled ? "user.disabled" : "user.enabled"));
}

// What an event says of itself is codes and identifiers; the codes that have a word are read as that word.
std::string detail_text(const Wording& wording, std::string_view detail) {
  std::string text;
  while (!detail.empty()) {
    const auto space = detail.find(' ');
    const std::string word(detail.substr(0, space));
    text += (text.empty() ? "" : " ") + (wording.has("audit.word." + word) ? wording.say("audit.word." + word) : word);
    detail.remove_prefix(space == std::string_view::npos ? detail.size() : space + 1);
  }
  return text;
}

Response show_journal(const SiteParts& parts, const Request& request) {
  app::AuditQuery query{request.query.get("action"), request.query.get("objet"), static_cast<int>(page_of(request)), events_per_page};
  const auto page = app::audit_journal(parts.services, actor_of(request), query);
  if (!page) return refused_page(parts, page.refusal());
  View content;
  content.set("object", query.object);
  content.set("summary", parts.wording.say("journal.found", {{"n", std::to_string(page.value().total)}, {"total", french_integer(page.value().total)}}));
  content.set("events", View::list_of(page.value().events, [&](const app::AuditEvent& event) {
    const std::string key = "audit." + event.action;
    return View().set("sequence", french_integer(event.sequence)).set("when", app::french_instant(event.at)).set("actor", event.actor)
        .set("action", parts.wording.has(key) ? parts.wording.say(key) : event.action)
        .set("object", event.object).set("detail", detail_text(parts.wording, event.detail));
  }));
  content.set("pagination", pagination(request, static_cast<std::size_t>(page.value().total), events_per_page));
  return parts.renderer.page(request, {.template_name = "journal", .title = parts.wording.say("journal.title"), .content = content});
}

}  // namespace

std::vector<Route> user_routes(const SiteParts& parts) {
  const auto administrators = Access::only({"administrator"});
  return {
      {Method::get, "/admin/utilisateurs", [&parts](const Request& r) { return users_page(parts, r, invite_form(parts.wording)); }, administrators},
      {Method::post, "/admin/utilisateurs", [&parts](const Request& r) { return submit_invite(parts, r); }, administrators},
      {Method::post, "/admin/utilisateurs/{id}/reinitialiser", [&parts](const Request& r) { return submit_reset(parts, r); }, administrators},
      {Method::post, "/admin/utilisateurs/{id}/desactiver", [&parts](const Request& r) { return submit_disabled(parts, r, true); }, administrators},
      {Method::post, "/admin/utilisateurs/{id}/reactiver", [&parts](const Request& r) { return submit_disabled(parts, r, false); }, administrators},
      {Method::get, "/journal", [&parts](const Request& r) { return show_journal(parts, r); }, Access::only({"administrator", "facilitator"})},
  };
}

}  // namespace clausier::web
