// The register of organisations: names learned from sources, the one shown, and its correction.
#include "contract_pages.hpp"

namespace clausier::web {
namespace {

constexpr int organisations_per_page = 25;

std::string origin_text(const SiteParts& parts, const app::KnownName& known) {
  if (known.origin.empty()) return parts.wording.say("organisation.unnamed");
  return parts.wording.say("organisation.origin." + known.origin, {{"detail", known.detail},
                                                                   {"when", known.recorded_at ? app::french_instant(*known.recorded_at) : ""}});
}

Form name_form() {
  return Form("organisation", {{.name = "nom", .autocomplete = "organization", .length_max = 200}, {.name = "motif", .length_max = 300}});
}

Response show_organisations(const SiteParts& parts, const Request& request) {
  app::OrganisationQuery query{.words = request.query.get("texte"), .page = static_cast<int>(page_of(request)), .per_page = organisations_per_page};
  const auto found = app::list_organisations(parts.services, actor_of(request), query);
  if (!found) return refused_page(parts, found.refusal());
  const auto& page = found.value();
  View content;
  content.set("words", query.words);
  content.set("summary", parts.wording.say("organisations.found", {{"n", std::to_string(page.total)}, {"total", french_integer(page.total)}}));
  content.set("organisations", View::list_of(page.lines, [&](const app::OrganisationLine& line) {
    return View().set("path", "/organismes/" + line.siret.digits()).set("siret", french_siret(line.siret)).set("name", line.shown.name)
        .set("origin", origin_text(parts, line.shown));
  }));
  content.set("pagination", pagination(request, static_cast<std::size_t>(page.total), organisations_per_page));
  return parts.renderer.page(request, {.template_name = "organisations", .title = parts.wording.say("organisations.title"), .content = content});
}

Response sheet_page(const SiteParts& parts, const Request& request, const app::OrganisationSheet& sheet, const Form& form) {
  const auto count = [&](std::int64_t n) {
    return n >= app::counted_max ? parts.wording.say("organisation.many", {{"n", french_integer(n)}}) : french_integer(n);
  };
  const bool facilitator = actor_of(request).role == app::Role::facilitator;
  View content;
  content.set("siret", french_siret(sheet.siret)).set("name", sheet.shown.name).set("origin", origin_text(parts, sheet.shown));
  content.set("bought", count(sheet.bought)).set("held", count(sheet.held)).set("is_facilitator", facilitator);
  content.set("bought_path", facilitator && sheet.bought > 0 ? address("/marches", {{"acheteur", sheet.siret.siren().digits()}}) : "");
  content.set("held_path", facilitator && sheet.held > 0 ? address("/marches", {{"texte", sheet.siret.digits()}}) : "");
  content.set("seen", View::list_of(sheet.seen, [&](const app::SeenName& seen) {
    return View().set("name", seen.name).set("origin", parts.wording.say("organisation.seen." + seen.origin)).set("detail", seen.detail)
        .set("times", french_integer(seen.times)).set("first", app::french_instant(seen.first_seen_at)).set("last", app::french_instant(seen.last_seen_at));
  }));
  content.set("history", View::list_of(sheet.history, [&](const app::PastName& past) {
    return View().set("name", past.shown.name).set("origin", origin_text(parts, past.shown)).set("reason", past.reason);
  }));
  content.set("form", form.view(parts.wording, "/organismes/" + sheet.siret.digits()));
  return parts.renderer.page(request, {.template_name = "organisation", .title = organisation_text(sheet.shown.name, sheet.siret.digits()),
                                       .content = content, .crumbs = {{parts.wording.say("organisations.title"), "/organismes"}},
                                       .notice = notice_of(parts, request), .has_errors = !form.valid(), .status = form.valid() ? 200 : 422});
}

Response show_organisation(const SiteParts& parts, const Request& request) {
  const auto siret = Siret::parse(request.parameter("siret"));
  if (!siret) return not_found();
  const auto sheet = app::view_organisation(parts.services, actor_of(request), *siret);
  if (!sheet) return refused_page(parts, sheet.refusal());
  return sheet_page(parts, request, sheet.value(), name_form().set("nom", sheet.value().shown.name));
}

Response submit_name(const SiteParts& parts, const Request& request) {
  const auto siret = Siret::parse(request.parameter("siret"));
  if (!siret) return not_found();
  const auto sheet = app::view_organisation(parts.services, actor_of(request), *siret);
  if (!sheet) return refused_page(parts, sheet.refusal());
  auto form = name_form();
  form.fill(request).check();
  if (!form.valid()) return sheet_page(parts, request, sheet.value(), form);
  const auto done = app::name_organisation(parts.services, actor_of(request), *siret, form.value("nom"), form.value("motif"));
  if (done) return see_other(done_path("/organismes/" + siret->digits(), "organisation.named"));
  if (is_denial(done.refusal())) return refused_page(parts, done.refusal());
  return sheet_page(parts, request, sheet.value(), form.refuse("nom", done.refusal()));
}

}  // namespace

std::vector<Route> organisation_routes(const SiteParts& parts) {
  const auto keepers = Access::only({"facilitator", "administrator"});
  return {
      {Method::get, "/organismes", [&parts](const Request& r) { return show_organisations(parts, r); }, keepers},
      {Method::get, "/organismes/{siret}", [&parts](const Request& r) { return show_organisation(parts, r); }, keepers},
      {Method::post, "/organismes/{siret}", [&parts](const Request& r) { return submit_name(parts, r); }, keepers},
  };
}

}  // namespace clausier::web
