// One contract with its lots, and what a facilitator does with it.
#include "clausier/app/contract_file.hpp"
#include "clausier/app/contract_relations.hpp"

#include "clausier/web/charts.hpp"
#include "contract_pages.hpp"
#include "notice_parts.hpp"

namespace clausier::web {
namespace {

View fact(const SiteParts& parts, const std::string& key, const std::string& value) {
  return View().set("label", parts.wording.say("contract.fact." + key)).set("value", value.empty() ? "–" : value);
}

std::string buyer_text(const SiteParts& parts, const app::ContractView& view) {
  const auto& record = view.contract.initial;
  if (!record.buyer) return organisation_text(view.buyer_name, record.buyer_identifier);
  if (view.buyer_name.empty()) return french_siret(*record.buyer);
  const auto origin = name_origin_text(parts, view.buyer_name_origin);
  return view.buyer_name + ", " + french_siret(*record.buyer) + (origin.empty() ? "" : " (" + origin + ")");
}

// The place in words: the commune and its EPCI when the published code says them.
std::string place_text(const SiteParts& parts, const ContractRecord& record) {
  const auto& geography = parts.services.reference.geography;
  const auto place = geography.place_of(record.place_kind, record.place_code);
  std::string name = record.place_name.empty() ? std::string(place.name) : record.place_name;
  std::string text = name.empty() ? record.place_code : name + " (" + record.place_code + ")";
  if (!place.epci.empty()) text += ", " + std::string(geography.epci_name(place.epci));
  return text;
}

View facts_view(const SiteParts& parts, const app::ContractView& view) {
  const auto& record = view.contract.initial;
  const auto& state = view.state;
  View facts = View::list();
  facts.add(fact(parts, "buyer", buyer_text(parts, view)));
  facts.add(fact(parts, "number", record.source_id));
  facts.add(fact(parts, "notified", record.notified_on ? french_long_date(*record.notified_on) : ""));
  facts.add(fact(parts, "duration", state.duration_months ? parts.wording.say("contract.months", {{"n", std::to_string(*state.duration_months)}}) : ""));
  facts.add(fact(parts, "execution", state.execution ? french_date(state.execution->first) + " – " + french_date(state.execution->last) : ""));
  facts.add(fact(parts, "amount", state.amount ? french_money(*state.amount) : ""));
  facts.add(fact(parts, "cpv", record.cpv));
  facts.add(fact(parts, "procedure", record.procedure));
  facts.add(fact(parts, "place", place_text(parts, record)));
  std::string social;
  for (const auto s : record.social) social += (social.empty() ? "" : ", ") + parts.wording.say("social." + std::string(social_consideration_code(s)));
  facts.add(fact(parts, "social", social.empty() ? parts.wording.say("social.unknown") : social));
  return facts;
}

View lot_view(const SiteParts& parts, const app::LotSummary& summary) {
  const auto& position = summary.position;
  const std::string code(lot_state_code(position.state));
  return View()
      .set("path", "/lots/" + summary.lot.id.text())
      .set("number", summary.lot.number)
      .set("label", summary.lot.label)
      .set("state", tag(tone_of(code), parts.wording.say("state." + code)))
      .set("owed", hours_text(position.owed))
      .set("counted", hours_text(position.hours.counted))
      .set("pending", hours_text(position.hours.pending))
      .set("missing", hours_text(position.missing))
      .set("gauge", position.owed ? gauge_svg({.id = "jauge-" + summary.lot.id.text(), .title = parts.wording.say("lot.gauge.title"),
                                               .description = parts.wording.say("lot.gauge.description",
                                                                                {{"credited", hours_text(position.credited)},
                                                                                 {"pending", hours_text(position.hours.pending)},
                                                                                 {"owed", hours_text(position.owed)}}),
                                               .owed = *position.owed, .counted = position.credited,
                                               .pending = position.hours.pending})
                                  : Html::from_own_markup(""))
      .set("firms", View::list_of(summary.grants, [&](const app::Grant& grant) {
             return View().set("name", grant.firm.name).set("role", parts.wording.say("grant." + grant.role));
           }));
}

Form lot_form() {
  return Form("lot", {{.name = "numero", .length_max = 20, .width = "short"}, {.name = "intitule", .length_max = 300},
                      {.name = "montant", .optional = true, .length_max = 30, .width = "medium"}});
}

Form grant_form(const app::ContractView& view, const Wording& wording) {
  std::vector<Choice> lots, roles;
  for (const auto& lot : view.contract.lots)
    lots.push_back({lot.id.text(), lot.number.empty() ? wording.say("lot.whole") : lot.number + " " + lot.label});
  for (const char* role : {"holder", "joint_holder", "subcontractor", "declarant"})
    roles.push_back({role, wording.say("grant." + std::string(role))});
  Form form("grant", {{.name = "lot", .kind = FieldKind::select, .choices = lots},
                      {.name = "siret", .length_max = 30, .width = "medium"},
                      {.name = "raison_sociale", .autocomplete = "organization", .length_max = 200},
                      {.name = "role", .kind = FieldKind::select, .choices = roles}});
  if (lots.size() == 1) form.set("lot", lots.front().value);
  return form;
}

View programme_choices(const SiteParts& parts, const app::ContractView& view, bool may_edit) {
  return View::list_of(view.programmes, [&](const app::ProgrammeTag& programme) {
    return View().set("code", programme.code).set("name", parts.wording.say("programme." + programme.code))
        .set("confirmed", programme.confirmed).set("may_edit", may_edit).set("path", "/marches/" + view.contract.id.text() + "/programme")
        .set("reason", programme.confirmed ? "" : parts.wording.say(programme.reason_key, programme.reason_parameters));
  });
}

View related_view(const SiteParts& parts, const app::ContractRelations& relations) {
  View groups = View::list();
  const auto add = [&](const std::string& key, const std::vector<app::RelatedContract>& contracts) {
    if (contracts.empty()) return;
    groups.add(View().set("title", parts.wording.say("contract.related." + key, {{"number", relations.consultation}}))
                   .set("contracts", View::list_of(contracts, [](const app::RelatedContract& one) {
                     return View().set("path", "/marches/" + one.id.text()).set("object", one.object).set("uid", one.uid)
                         .set("notified", one.notified_on ? french_date(*one.notified_on) : "").set("amount", one.amount ? french_money(*one.amount) : "");
                   })));
  };
  add("framework", relations.frameworks);
  add("call_offs", relations.call_offs);
  add("consultation", relations.same_consultation);
  return groups;
}

bool is_offered(const SiteParts& parts, const app::Actor& actor, const app::ContractView& view) {
  const auto tasks = app::contract_file_tasks(parts.services, actor);
  return std::any_of(tasks.offered.begin(), tasks.offered.end(), [&](const auto& offered) { return offered.id == view.contract.id; });
}

// A party with the name that the source or the register knows, and where that name comes from.
View party_view(const SiteParts& parts, const app::Actor& actor, const app::NamedParty& named) {
  const auto siret = Siret::parse(named.party.identifier);
  const bool keeper = actor.role == app::Role::facilitator && siret;
  return View().set("name", named.known.name).set("identifier", siret ? french_siret(*siret) : named.party.identifier)
      .set("role", parts.wording.say("grant." + std::string(party_role_code(named.party.role))))
      .set("origin", name_origin_text(parts, named.known.origin)).set("path", keeper ? "/organismes/" + siret->digits() : "");
}

Response contract_page(const SiteParts& parts, const Request& request, const app::ContractView& view, const Form* lot, const Form* grant) {
  const auto& actor = actor_of(request);
  const std::string path = "/marches/" + view.contract.id.text();
  const bool may_edit = actor.role == app::Role::facilitator && view.followed_by_me;
  View content;
  content.set("facts", facts_view(parts, view)).set("programmes", programme_choices(parts, view, may_edit));
  content.set("holders", View::list_of(view.parties, [&](const app::NamedParty& named) { return party_view(parts, actor, named); }));
  content.set("history", history_view(parts, view)).set("subcontracts", subcontracts_view(parts, view));
  content.set("file_path", may_edit ? path + "/dossier" : "").set("is_offered", is_offered(parts, actor, view)).set("answer_path", path + "/passage/reponse");
  content.set("followed_by", View::list_of(view.followed_by, [](const std::string& name) { return View(name); }));
  content.set("can_follow", actor.role == app::Role::facilitator && view.followed_by.empty()).set("may_edit", may_edit);
  content.set("is_facilitator", actor.role == app::Role::facilitator);
  content.set("follow_path", path + "/suivre");
  content.set("announcements", announcements_view(parts, actor, view, may_edit));
  content.set("ties", ties_view(parts, actor, view.contract.id));
  content.set("lots", View::list_of(view.lots, [&](const auto& summary) { return lot_view(parts, summary); }));
  content.set("report_path", address("/rapports/nouveau", {{"marche", view.contract.id.text()}}));
  content.set("may_report", !view.lots.empty() && actor.role != app::Role::contractor);
  content.set("lot_form", may_edit ? (lot ? *lot : lot_form()).view(parts.wording, path + "/lots") : View(false));
  content.set("grant_form", may_edit ? (grant ? *grant : grant_form(view, parts.wording)).view(parts.wording, path + "/acces") : View(false));
  const auto suggestions = may_edit ? app::suggested_grants(parts.services, actor, view.contract.id) : std::vector<app::GrantSuggestion>{};
  content.set("suggestions", View::list_of(suggestions, [&](const app::GrantSuggestion& s) {
    return View().set("name", s.name).set("siret", french_siret(Siret::from_trusted(s.siret))).set("role", parts.wording.say("grant." + s.role));
  }));
  content.set("conformity", view.sources.empty() ? View(false) : conformity_view(parts, app::contract_conformity(parts.services, view.contract.id)));
  content.set("origin", view.sources.empty() ? View(false) : sources_view(parts, view));
  const auto relations = app::contract_relations(parts.services, actor, view.contract.id);
  content.set("related", relations ? related_view(parts, relations.value()) : View::list());
  content.set("findings", View::list_of(view.source_findings, [&](const Finding& f) { return finding_view(parts.wording, f); }));
  const bool wrong = (lot && !lot->valid()) || (grant && !grant->valid());
  const auto& object = view.contract.initial.object;
  return parts.renderer.page(request, {.template_name = "contract", .title = object.empty() ? view.contract.initial.source_id : object,
                                       .content = content, .crumbs = {{parts.wording.say("contracts.title"), "/marches"}},
                                       .notice = notice_of(parts, request), .has_errors = wrong, .status = wrong ? 422 : 200});
}

Response show_contract(const SiteParts& parts, const Request& request) {
  const auto id = id_in<ContractId>(request);
  if (!id) return not_found();
  const auto view = app::view_contract(parts.services, actor_of(request), *id);
  if (!view) return refused_page(parts, view.refusal());
  return contract_page(parts, request, view.value(), nullptr, nullptr);
}

Response submit_follow(const SiteParts& parts, const Request& request) {
  const auto id = id_in<ContractId>(request);
  if (!id) return not_found();
  const auto done = app::take_into_follow_up(parts.services, actor_of(request), *id);
  if (!done) return refused_page(parts, done.refusal());
  return see_other(done_path("/marches/" + id->text(), "contract.followed"));
}

Response submit_programme(const SiteParts& parts, const Request& request) {
  const auto id = id_in<ContractId>(request);
  if (!id) return not_found();
  const bool confirmed = request.form.get("decision") == "confirmer";
  const auto done = app::confirm_programme(parts.services, actor_of(request), *id, request.form.get("programme"), confirmed);
  if (!done) return refused_page(parts, done.refusal());
  return see_other(done_path("/marches/" + id->text(), confirmed ? "programme.confirmed" : "programme.set_aside"));
}

Response submit_lot(const SiteParts& parts, const Request& request) {
  const auto id = id_in<ContractId>(request);
  if (!id) return not_found();
  const auto view = app::view_contract(parts.services, actor_of(request), *id);
  if (!view) return refused_page(parts, view.refusal());
  if (!view.value().followed_by_me) return not_found();
  auto form = lot_form();
  form.fill(request).check();
  std::optional<Money> amount;
  if (!form.value("montant").empty()) amount = typed_money(form, "montant", "lot.montant.unreadable");
  if (!form.valid()) return contract_page(parts, request, view.value(), &form, nullptr);
  const auto lot = app::add_lot(parts.services, actor_of(request), *id, form.value("numero"), form.value("intitule"), amount);
  if (lot) return see_other(done_path("/marches/" + id->text(), "lot.added"));
  if (is_denial(lot.refusal())) return refused_page(parts, lot.refusal());
  return contract_page(parts, request, view.value(), &form.refuse("numero", lot.refusal()), nullptr);
}

Response submit_grant(const SiteParts& parts, const Request& request) {
  const auto id = id_in<ContractId>(request);
  if (!id) return not_found();
  const auto view = app::view_contract(parts.services, actor_of(request), *id);
  if (!view) return refused_page(parts, view.refusal());
  if (!view.value().followed_by_me) return not_found();
  auto form = grant_form(view.value(), parts.wording);
  form.fill(request).check();
  const auto siret = Siret::parse(form.value("siret"));
  if (!form.value("siret").empty() && !siret) form.refuse("siret", "cell.siret.key");
  if (!form.valid()) return contract_page(parts, request, view.value(), nullptr, &form);
  const auto done = app::grant_firm(parts.services, actor_of(request),
                                    {*LotId::parse(form.value("lot")), *siret, form.value("raison_sociale"), form.value("role")});
  if (done) return see_other(done_path("/marches/" + id->text(), "grant.given"));
  if (is_denial(done.refusal())) return refused_page(parts, done.refusal());
  return contract_page(parts, request, view.value(), nullptr, &form.refuse("siret", done.refusal()));
}

}  // namespace

std::vector<Route> contract_routes(const SiteParts& parts) {
  const auto readers = Access::only({"facilitator", "contractor", "officer"});
  const auto facilitators = Access::only({"facilitator"});
  std::vector<Route> routes = contract_list_routes(parts);
  for (const auto& some : {typed_contract_routes, contract_file_routes})
    for (auto& route : some(parts)) routes.push_back(std::move(route));
  const std::vector<Route> of_one = {
      {Method::get, "/marches/{id}", [&parts](const Request& r) { return show_contract(parts, r); }, readers},
      {Method::post, "/marches/{id}/suivre", [&parts](const Request& r) { return submit_follow(parts, r); }, facilitators},
      {Method::post, "/marches/{id}/avis", [&parts](const Request& r) { return submit_tie(parts, r); }, facilitators},
      {Method::post, "/marches/{id}/programme", [&parts](const Request& r) { return submit_programme(parts, r); }, facilitators},
      {Method::post, "/marches/{id}/lots", [&parts](const Request& r) { return submit_lot(parts, r); }, facilitators},
      {Method::post, "/marches/{id}/acces", [&parts](const Request& r) { return submit_grant(parts, r); }, facilitators},
  };
  routes.insert(routes.end(), of_one.begin(), of_one.end());
  return routes;
}

}  // namespace clausier::web
