// Signing in and out, one-time links, and one's own account.
#include "clausier/app/accounts.hpp"

#include "site_parts.hpp"
#include "typed_before.hpp"

namespace clausier::web {
namespace {

constexpr std::chrono::hours device_cookie_lifetime{90 * 24};

// ---- Signing in ----------------------------------------------------------------------------------------

Form sign_in_form() {
  return Form("signin", {{.name = "courriel", .kind = FieldKind::email, .autocomplete = "username", .length_max = 254},
                         {.name = "mot_de_passe", .kind = FieldKind::password, .autocomplete = "current-password"},
                         {.name = "suite", .kind = FieldKind::hidden, .optional = true},
                         {.name = "envoi", .kind = FieldKind::hidden, .optional = true},
                         {.name = "saisie", .kind = FieldKind::hidden, .optional = true, .length_max = 256 * 1024}});
}

Response sign_in_page(const SiteParts& parts, const Request& request, const Form& form) {
  View content;
  content.set("form", form.view(parts.wording, "/connexion"));
  return parts.renderer.page(request, {.template_name = "sign_in", .title = parts.wording.say("signin.title"), .content = content,
                                       .notice = notice_of(parts, request), .has_errors = !form.valid(),
                                       .status = form.valid() ? 200 : 422});
}

Response show_sign_in(const SiteParts& parts, const Request& request) {
  if (request.visitor_as<Visitor>()) return see_other("/tableau");
  return sign_in_page(parts, request, sign_in_form().set("suite", local_path_or(request.query.get("suite"), "")));
}

// Where to go after signing in: a page of this site, since an address that only takes forms has none.
std::string page_after(const SiteParts& parts, const std::string& wanted) {
  const auto page = page_at_or_above(parts.routes, local_path_or(wanted, ""));
  return page.empty() ? "/tableau" : page;
}

// The answer to a good password: the page asked for, or what was typed before the session ended.
Response after_sign_in(const SiteParts& parts, const Request& request, const Form& form, const std::string& session_token) {
  const TypedForm typed{local_path_or(form.value("envoi"), ""), form.value("saisie")};
  const auto back = page_after(parts, form.value("suite"));
  auto session = app::session_of(parts.services, session_token);
  const bool takes = session && !typed.values.empty() && takes_forms_of(parts.routes, typed.action, app::role_code(session->actor.role));
  if (!takes) return see_other(back);
  Request signed_in = request;
  signed_in.csrf_token = session->csrf_token;
  signed_in.visitor = Visitor{std::move(session->actor), session_token};
  return typed_before_page(parts, signed_in, typed, back);
}

std::string minutes_text(std::chrono::seconds wait) { return std::to_string((wait.count() + 59) / 60); }

Response submit_sign_in(const SiteParts& parts, const Request& request) {
  auto form = sign_in_form();
  form.fill(request).check();
  if (request.visitor_as<Visitor>()) return see_other(page_after(parts, form.value("suite")));  // signed in meanwhile, in another tab
  if (!form.valid()) return sign_in_page(parts, request, form);
  const auto email = lower_ascii(form.value("courriel"));
  if (const auto wait = parts.throttles.visit(request.client_address)) return too_many(parts.wording, *wait);
  const auto device = request.cookie(device_cookie);
  const auto attempts_key = app::knows_device(parts.services, email, device) ? "device " + device : "account " + email;
  if (const auto wait = parts.throttles.account.wait(attempts_key))
    return sign_in_page(parts, request, form.refuse("", Refusal{"auth.slow", {{"n", minutes_text(*wait)}}}));
  const auto signed_in = app::sign_in(parts.services, email, form.value("mot_de_passe"), request.headers.get("user-agent"), device);
  if (!signed_in) {
    parts.throttles.account.failed(attempts_key);
    return sign_in_page(parts, request, form.refuse("", signed_in.refusal()));
  }
  parts.throttles.account.succeeded(attempts_key);
  auto response = after_sign_in(parts, request, form, signed_in.value().session_token);
  response.set_cookie(session_cookie, signed_in.value().session_token);
  response.set_cookie(device_cookie, signed_in.value().device_token, device_cookie_lifetime, SameSite::strict);
  return response;
}

Response submit_sign_out(const SiteParts& parts, const Request& request) {
  app::sign_out(parts.services, visitor_of(request).session_token);
  auto response = see_other(done_path("/connexion", "signed_out"));
  response.clear_cookie(session_cookie).set("Clear-Site-Data", "\"cache\", \"storage\"");
  return response;
}

}  // namespace

Response sign_in_with(const SiteParts& parts, const Request& request) {
  const auto back = page_of_form(request);
  const auto typed = typed_form_of(request);
  if (!typed) return see_other(address("/connexion", {{"suite", back}, {"fait", "session_over"}}));
  auto form = sign_in_form();
  form.set("suite", back).set("envoi", typed->action).set("saisie", typed->values);
  View content;
  content.set("form", form.view(parts.wording, "/connexion"));
  return parts.renderer.page(request, {.template_name = "sign_in", .title = parts.wording.say("signin.title"), .content = content,
                                       .notice = parts.wording.say("notice.session_over.kept")});
}

namespace {

// ---- One-time links: looking changes nothing, posting uses them -----------------------------------------------

Form link_form(const app::LinkPurpose& purpose) {
  std::vector<Field> fields;
  if (purpose.kind == "setup") {
    fields.push_back({.name = "courriel", .kind = FieldKind::email, .autocomplete = "username", .length_max = 254});
    fields.push_back({.name = "nom", .autocomplete = "name", .length_max = 120});
  }
  fields.push_back({.name = "mot_de_passe", .kind = FieldKind::password, .autocomplete = "new-password"});
  return Form("link", fields);
}

Response link_page(const SiteParts& parts, const Request& request, const app::LinkPurpose& purpose, const Form& form) {
  View content;
  content.set("email", purpose.email).set("intro", parts.wording.say("link." + purpose.kind + ".intro"));
  content.set("form", form.view(parts.wording, "/mot-de-passe/" + request.parameter("jeton")));
  return parts.renderer.page(request, {.template_name = "link", .title = parts.wording.say("link." + purpose.kind + ".title"),
                                       .content = content, .has_errors = !form.valid(), .status = form.valid() ? 200 : 422});
}

Response show_link(const SiteParts& parts, const Request& request) {
  if (const auto wait = parts.throttles.visit(request.client_address)) return too_many(parts.wording, *wait);
  const auto purpose = app::look_at_link(parts.services, request.parameter("jeton"));
  if (!purpose) return problem(410, {{"detail", parts.wording.say(purpose.refusal().code, purpose.refusal().parameters)}});
  return link_page(parts, request, purpose.value(), link_form(purpose.value()));
}

// Somebody may be signed in next to the link, as another perhaps: that session ends, so that the new password is asked for.
Response ask_to_sign_in(const SiteParts& parts, const Request& request) {
  auto response = see_other(done_path("/connexion", "password_set"));
  if (const auto* visitor = request.visitor_as<Visitor>()) {
    app::sign_out(parts.services, visitor->session_token);
    response.clear_cookie(session_cookie);
  }
  return response;
}

Response submit_link(const SiteParts& parts, const Request& request) {
  if (const auto wait = parts.throttles.visit(request.client_address)) return too_many(parts.wording, *wait);
  const auto purpose = app::look_at_link(parts.services, request.parameter("jeton"));
  if (!purpose) return problem(410, {{"detail", parts.wording.say(purpose.refusal().code, purpose.refusal().parameters)}});
  auto form = link_form(purpose.value());
  form.fill(request).check();
  if (!form.valid()) return link_page(parts, request, purpose.value(), form);
  const bool setup = purpose.value().kind == "setup";
  const auto done = app::use_link(parts.services, request.parameter("jeton"), form.value("mot_de_passe"),
                                  setup ? form.value("courriel") : "", setup ? form.value("nom") : "");
  if (done) return ask_to_sign_in(parts, request);
  const bool about_password = done.refusal().code.starts_with("password.");
  return link_page(parts, request, purpose.value(), form.refuse(about_password ? "mot_de_passe" : "", done.refusal()));
}

// ---- One's own account ----------------------------------------------------------------------------------------

Form password_form() {
  return Form("account", {{.name = "actuel", .kind = FieldKind::password, .autocomplete = "current-password"},
                          {.name = "nouveau", .kind = FieldKind::password, .autocomplete = "new-password"}});
}

Response account_page(const SiteParts& parts, const Request& request, const Form& form) {
  const auto& visitor = visitor_of(request);
  const auto sessions = app::own_sessions(parts.services, visitor.actor, visitor.session_token);
  View content;
  content.set("name", visitor.actor.display_name).set("email", visitor.actor.email);
  content.set("role", parts.wording.say("role." + std::string(app::role_code(visitor.actor.role))));
  content.set("organisation", visitor.actor.organisation ? visitor.actor.organisation->name : "");
  content.set("siret", visitor.actor.organisation ? french_siret(visitor.actor.organisation->siret) : "");
  content.set("form", form.view(parts.wording, "/compte"));
  content.set("sessions", View::list_of(sessions, [](const app::SessionLine& line) {
    return View().set("id", line.id).set("started", app::french_instant(line.started_at)).set("seen", app::french_instant(line.seen_at))
        .set("client", line.client).set("is_current", line.current);
  }));
  return parts.renderer.page(request, {.template_name = "account", .title = parts.wording.say("account.title"), .content = content,
                                       .notice = notice_of(parts, request), .has_errors = !form.valid(), .status = form.valid() ? 200 : 422});
}

Response submit_password(const SiteParts& parts, const Request& request) {
  auto form = password_form();
  form.fill(request).check();
  if (!form.valid()) return account_page(parts, request, form);
  const auto& visitor = visitor_of(request);
  const auto attempts_key = "own " + visitor.actor.user.text();  // a stranger at the sign-in page changes nothing here
  if (const auto wait = parts.throttles.account.wait(attempts_key)) return too_many(parts.wording, *wait);
  const auto done = app::change_password(parts.services, visitor.actor, form.value("actuel"), form.value("nouveau"), visitor.session_token);
  if (done) return see_other(done_path("/compte", "password_changed"));
  const bool about_new = done.refusal().code.starts_with("password.");
  if (!about_new) parts.throttles.account.failed(attempts_key);
  return account_page(parts, request, form.refuse(about_new ? "nouveau" : "actuel", done.refusal()));
}

Response submit_end_session(const SiteParts& parts, const Request& request) {
  const auto done = app::end_session(parts.services, actor_of(request), request.form.get("session"));
  if (!done) return refused_page(parts, done.refusal());
  return see_other(done_path("/compte", "session_ended"));
}

}  // namespace

std::vector<Route> account_routes(const SiteParts& parts) {
  const auto everybody = Access::everybody();
  const auto signed_in = Access::signed_in();
  return {
      {Method::get, "/connexion", [&parts](const Request& r) { return show_sign_in(parts, r); }, everybody},
      {Method::post, "/connexion", [&parts](const Request& r) { return submit_sign_in(parts, r); }, everybody},
      {Method::post, "/deconnexion", [&parts](const Request& r) { return submit_sign_out(parts, r); }, signed_in},
      {Method::get, "/mot-de-passe/{jeton}", [&parts](const Request& r) { return show_link(parts, r); }, everybody},
      {Method::post, "/mot-de-passe/{jeton}", [&parts](const Request& r) { return submit_link(parts, r); }, everybody},
      {Method::get, "/compte", [&parts](const Request& r) { return account_page(parts, r, password_form()); }, signed_in},
      {Method::post, "/compte", [&parts](const Request& r) { return submit_password(parts, r); }, signed_in},
      {Method::post, "/compte/sessions", [&parts](const Request& r) { return submit_end_session(parts, r); }, signed_in},
  };
}

}  // namespace clausier::web
