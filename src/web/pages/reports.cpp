// Reports: what one asks for, what was asked before, and the files themselves.
#include "clausier/app/reports.hpp"

#include "clausier/app/contracts.hpp"
#include "site_parts.hpp"

namespace clausier::web {
namespace {

constexpr int reports_shown = 50;

// A statement of hours holds a name, and pathways are of people: for those who follow them.
bool follows_people(const Request& request) { return actor_of(request).role == app::Role::facilitator; }

std::vector<Choice> perimeters_for(const Request& request) {
  std::vector<Choice> perimeters = {{"contract"}, {"portfolio"}, {"programme"}, {"firm"}, {"office"}, {"attestation"}, {"missing"}};
  if (follows_people(request)) perimeters.insert(perimeters.end(), {{"pathways"}, {"statement"}});
  return perimeters;
}

Form report_form(const Wording& wording, const Request& request) {
  std::vector<Choice> programmes;
  for (const char* code : {"NPNRU", "ERBM", "CSNE"}) programmes.push_back({code, wording.say("programme." + std::string(code))});
  return Form("report", {{.name = "perimetre", .kind = FieldKind::radios, .choices = perimeters_for(request)},
                         {.name = "marche", .kind = FieldKind::hidden, .optional = true},
                         {.name = "lot", .kind = FieldKind::hidden, .optional = true},
                         {.name = "numero", .optional = true, .length_max = 60, .width = "medium", .conditional = true},
                         {.name = "programme", .kind = FieldKind::select, .optional = true, .choices = programmes, .conditional = true},
                         {.name = "personne", .kind = follows_people(request) ? FieldKind::text : FieldKind::hidden, .optional = true, .length_max = 30, .width = "medium", .conditional = true},
                         {.name = "entreprise", .optional = true, .length_max = 30, .width = "medium", .conditional = true},
                         {.name = "acheteur", .optional = true, .length_max = 30, .width = "medium"},
                         {.name = "au", .kind = FieldKind::date, .width = "short"},
                         {.name = "format", .kind = FieldKind::radios, .choices = {{"xlsx"}, {"html"}, {"csv"}, {"xml"}, {"json"}}}});
}

// The same question with both dates fixed gives the same bytes: the address asks it again.
std::string file_address(const app::ReportParameters& p) {
  return address("/rapports/fichier", {{"perimetre", p.kind}, {"format", p.format}, {"au", p.worked_until.iso()},
                                       {"arrete", p.recorded_until->iso()}, {"marche", p.contract ? p.contract->text() : ""},
                                       {"lot", p.lot ? p.lot->text() : ""}, {"programme", p.programme}, {"acheteur", p.buyer_siret},
                                       {"entreprise", p.firm_siret}, {"personne", p.person}});
}

View report_line(const SiteParts& parts, const app::ReportLine& line) {
  const auto& p = line.parameters;
  return View()
      .set("title", line.title).set("when", app::french_instant(line.created_at)).set("author", line.author)
      .set("until", french_date(p.worked_until)).set("format", parts.wording.say("report.format." + p.format))
      .set("action", parts.wording.say(p.format == "html" ? "report.again.page" : "report.again.file")).set("sha256", line.sha256)
      .set("path", file_address(p));
}

Response list_page(const SiteParts& parts, const Request& request) {
  const auto lines = app::list_reports(parts.services, actor_of(request), reports_shown);
  View content;
  content.set("reports", View::list_of(lines, [&](const auto& line) { return report_line(parts, line); }));
  return parts.renderer.page(request, {.template_name = "reports", .title = parts.wording.say("reports.title"), .content = content,
                                       .notice = notice_of(parts, request)});
}

Response form_page(const SiteParts& parts, const Request& request, const Form& form) {
  View content;
  content.set("form", form.view(parts.wording, "/rapports"));
  return parts.renderer.page(request, {.template_name = "report_new", .title = parts.wording.say("report.new.title"), .content = content,
                                       .crumbs = {{parts.wording.say("reports.title"), "/rapports"}}, .has_errors = !form.valid(),
                                       .status = form.valid() ? 200 : 422});
}

Response show_form(const SiteParts& parts, const Request& request) {
  auto form = report_form(parts.wording, request);
  // By default the last month that is over.
  form.set("au", french_date(parts.services.today().month_of().previous().last_day())).set("format", "xlsx");
  const auto contract = ContractId::parse(request.query.get("marche"));
  const auto lot = LotId::parse(request.query.get("lot"));
  const auto& person = request.query.get("personne");
  form.set("perimetre", !person.empty() ? "statement" : contract || lot ? "contract" : "portfolio").set("personne", person);
  if (contract) {
    form.set("marche", contract->text());
    if (const auto view = app::view_contract(parts.services, actor_of(request), *contract)) form.set("numero", view.value().contract.initial.source_id);
  }
  if (lot) {
    form.set("lot", lot->text());
    if (const auto view = app::view_lot(parts.services, actor_of(request), *lot)) form.set("numero", view.value().contract_uid);
  }
  return form_page(parts, request, form);
}

// The contract named by its number, when the form was not opened from a contract.
std::optional<ContractId> contract_named(const SiteParts& parts, const app::Actor& actor, const std::string& number) {
  if (number.empty()) return std::nullopt;
  app::ContractQuery query;
  query.words = number;
  query.followed_only = true;
  query.per_page = 2;
  const auto found = app::search_contracts(parts.services, actor, query);
  if (!found || found.value().lines.size() != 1) return std::nullopt;
  return found.value().lines.front().id;
}

Response submit_form(const SiteParts& parts, const Request& request) {
  auto form = report_form(parts.wording, request);
  form.fill(request).check();
  const auto until = Date::parse_french(form.value("au")) ? Date::parse_french(form.value("au")) : Date::parse_iso(form.value("au"));
  if (!form.value("au").empty() && !until) form.refuse("au", "report.au.unreadable");
  if (until && !is_plausible(*until)) form.refuse("au", "date.implausible");
  const std::string kind = form.value("perimetre");
  auto contract = ContractId::parse(form.value("marche"));
  const auto lot = LotId::parse(form.value("lot"));
  std::string buyer = form.value("acheteur"), firm = form.value("entreprise");
  std::erase(buyer, ' ');
  std::erase(firm, ' ');
  const bool of_contract = kind == "contract" || kind == "attestation";
  const bool of_buyer = kind == "portfolio" || kind == "office" || kind == "missing";
  if (of_contract && !contract && !lot && !(contract = contract_named(parts, actor_of(request), form.value("numero"))))
    form.refuse("numero", "report.numero.unknown");
  if (kind == "programme" && form.value("programme").empty()) form.refuse("programme", "report.programme_needed");
  if (kind == "statement" && form.value("personne").empty()) form.refuse("personne", "report.person_needed");
  if (of_buyer && !buyer.empty() && !Siret::parse(buyer) && !Siren::parse(buyer)) form.refuse("acheteur", "cell.siret.key");
  if (kind == "firm" && firm.empty()) form.refuse("entreprise", "report.firm_needed");
  if (kind == "firm" && !firm.empty() && !Siret::parse(firm) && !Siren::parse(firm)) form.refuse("entreprise", "cell.siret.key");
  if (!form.valid()) return form_page(parts, request, form);
  app::ReportParameters p{.kind = kind, .format = form.value("format"), .worked_until = *until, .recorded_until = {},
                          .contract = {}, .lot = {}, .programme = {}, .buyer_siret = {}, .firm_siret = {}};
  if (of_contract) {
    p.contract = contract;
    p.lot = lot;
  }
  if (kind == "programme") p.programme = form.value("programme");
  if (of_buyer) p.buyer_siret = buyer;
  if (kind == "firm") p.firm_siret = firm;
  if (kind == "statement") p.person = form.value("personne");
  if (const auto wait = parts.throttles.reports.take(actor_of(request).user.text()))
    return too_many(parts.wording, *wait);
  const auto built = app::build_report(parts.services, actor_of(request), p);
  if (built) {
    p.recorded_until = built.value().cutoff.recorded_until;  // from here on the question is fixed
    return see_other(file_address(p));
  }
  if (kind == "statement" && is_denial(built.refusal())) return form_page(parts, request, form.refuse("personne", "report.personne.unknown"));
  if (is_denial(built.refusal())) return refused_page(parts, built.refusal());
  return form_page(parts, request, form.refuse("perimetre", built.refusal()));
}

Response send_file(const SiteParts& parts, const Request& request) {
  const auto& actor = actor_of(request);
  const auto until = Date::parse_iso(request.query.get("au"));
  const auto recorded = Instant::parse_iso(request.query.get("arrete"));
  if (!until || !recorded || !is_plausible(*until)) throw RequestProblem(400, "date");
  app::ReportParameters p{.kind = request.query.get("perimetre"), .format = request.query.get("format"), .worked_until = *until,
                          .recorded_until = recorded, .contract = {}, .lot = {}, .programme = request.query.get("programme"),
                          .buyer_siret = request.query.get("acheteur"), .firm_siret = request.query.get("entreprise"),
                          .person = request.query.get("personne")};
  const auto id_of = [&]<class I>(std::string_view name, std::optional<I>& id) {
    const auto& text = request.query.get(name);
    if (!text.empty()) id = I::parse(text);
    return text.empty() || id;
  };
  if (!id_of("marche", p.contract) || !id_of("lot", p.lot)) return not_found();
  // Asked again, a report costs what a search does; preparing one has its own, lower limit.
  if (const auto wait = parts.throttles.searches.take(actor.user.text()))
    return too_many(parts.wording, *wait);
  auto built = app::build_report(parts.services, actor, p);
  if (!built) return refused_page(parts, built.refusal());
  auto& report = built.value();
  const bool page = p.format == "html";
  auto response = page ? html(std::move(report.bytes)) : attachment(std::move(report.bytes), report.media_type, report.file_name);
  // A page of its own, with one style sheet and nothing else.
  if (page) response.set("Content-Security-Policy", "default-src 'none'; style-src 'sha256-" + report.style_sha256 + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox");
  response.set("ETag", "\"" + report.sha256 + "\"");
  return response;
}

}  // namespace

std::vector<Route> report_routes(const SiteParts& parts) {
  const auto readers = Access::only({"facilitator", "officer"});
  return {
      {Method::get, "/rapports", [&parts](const Request& r) { return list_page(parts, r); }, readers},
      {Method::post, "/rapports", [&parts](const Request& r) { return submit_form(parts, r); }, readers},
      {Method::get, "/rapports/nouveau", [&parts](const Request& r) { return show_form(parts, r); }, readers},
      {Method::get, "/rapports/fichier", [&parts](const Request& r) { return send_file(parts, r); }, readers},
  };
}

}  // namespace clausier::web
