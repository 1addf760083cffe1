// People in pathways: who they are, where they work, until when their hours count.
#include <algorithm>

#include "people_parts.hpp"

namespace clausier::web {
namespace {

constexpr int people_per_page = 25;
constexpr int namesakes_max = 100;  // of one search by name

bool is_facilitator(const app::Actor& actor) { return actor.role == app::Role::facilitator; }

std::string until_text(const std::optional<Date>& until) { return until ? french_date(*until) : "–"; }

View employment_view(const SiteParts& parts, const app::PersonLine& person, const app::EmploymentLine& line) {
  const auto& employment = line.employment;
  return View()
      .set("id", line.id.text())
      .set("status", person_status_tag(parts.wording, line.status))
      .set("to_acknowledge", line.to_acknowledge)
      .set("acknowledge_path", person_path(person.reference) + "/reconnaitre")
      .set("lot", line.lot_label.empty() ? parts.wording.say("person.lot.elsewhere") : line.lot_label)
      .set("lot_path", line.lot_label.empty() ? "" : "/lots/" + employment.lot.text())
      .set("firm", line.firm_name)
      .set("modality", parts.wording.say("modality." + std::string(modality_code(employment.modality))))
      .set("contract_type", parts.wording.say("contract_type." + employment.contract_type))
      .set("period", period_text(parts.wording, employment.starts_on, employment.ends_on))
      .set("until", until_text(line.countable_until));
}

View employments_view(const SiteParts& parts, const app::PersonLine& person) {
  return View::list_of(person.employments, [&](const auto& line) { return employment_view(parts, person, line); });
}

View person_line(const SiteParts& parts, const app::PersonLine& person) {
  return View()
      .set("path", person_path(person.reference)).set("reference", person.reference).set("name", name_of(person.identity))
      .set("status", person_status_tag(parts.wording, person.status)).set("until", until_text(person.countable_until))
      .set("employments", employments_view(parts, person));
}

View options_view(const std::vector<Choice>& choices, const std::string& chosen) {
  return View::list_of(choices, [&](const Choice& choice) {
    return View().set("value", choice.value).set("label", choice.label).set("selected", choice.value == chosen);
  });
}

std::vector<Choice> status_choices(const Wording& wording) {
  std::vector<Choice> choices;
  for (const char* status : {"undecided", "eligible", "refused", "expired"})
    choices.push_back({status, wording.say("eligibility." + std::string(status))});
  return choices;
}

bool is_offered(const std::vector<Choice>& choices, const std::string& value) {
  return std::any_of(choices.begin(), choices.end(), [&](const Choice& choice) { return choice.value == value; });
}

Form search_form() { return Form("people", {{.name = "recherche", .autocomplete = "off", .length_max = 120}}); }

Response list_page(const SiteParts& parts, const Request& request, const app::PeopleQuery& query, const Form& search) {
  const auto& actor = actor_of(request);
  const auto found = app::list_people(parts.services, actor, query);
  if (!found) return refused_page(parts, found.refusal());
  const auto& page = found.value();
  View content;
  content.set("search", search.view(parts.wording, "/participants"));
  content.set("words", query.words).set("is_filtered", !query.words.empty() || !query.status.empty() || query.lot.has_value());
  content.set("statuses", options_view(status_choices(parts.wording), query.status));
  content.set("lots", options_view(lot_choices(parts, actor), query.lot ? query.lot->text() : ""));
  content.set("summary", parts.wording.say("people.found", {{"n", std::to_string(page.total)}, {"total", french_integer(page.total)}}));
  content.set("people", View::list_of(page.lines, [&](const auto& person) { return person_line(parts, person); }));
  content.set("pagination", query.words.empty() ? pagination(request, static_cast<std::size_t>(page.total), people_per_page) : View(false));
  content.set("is_facilitator", is_facilitator(actor));
  return parts.renderer.page(request, {.template_name = "people", .title = parts.wording.say("people.title"), .content = content,
                                       .notice = notice_of(parts, request), .has_errors = !search.valid(),
                                       .status = search.valid() ? 200 : 422});
}

Response show_people(const SiteParts& parts, const Request& request) {
  app::PeopleQuery query;
  query.status = request.query.get("statut");
  if (!query.status.empty() && !is_offered(status_choices(parts.wording), query.status)) throw RequestProblem(400, "status");
  if (const auto& lot = request.query.get("lot"); !lot.empty()) {
    query.lot = LotId::parse(lot);
    if (!query.lot) return not_found();
  }
  query.page = static_cast<int>(page_of(request));
  query.per_page = people_per_page;
  return list_page(parts, request, query, search_form());
}

// A name is searched by POST: it must not stand in an address, a history or a journal of requests.
Response search_people(const SiteParts& parts, const Request& request) {
  const auto& actor = actor_of(request);
  if (const auto wait = parts.throttles.searches.take(actor.user.text())) return too_many(parts.wording, *wait);
  auto form = search_form();
  form.fill(request).check();
  app::PeopleQuery query;
  query.words = form.valid() ? form.value("recherche") : "";
  query.per_page = form.valid() ? namesakes_max : people_per_page;
  const auto found = app::list_people(parts.services, actor, query);
  if (!found) return refused_page(parts, found.refusal());
  if (form.valid() && found.value().total == 1) return see_other(person_path(found.value().lines.front().reference));
  return list_page(parts, request, query, form);
}

// ---- One person -------------------------------------------------------------------------------------------

std::string criterion_label(const SiteParts& parts, const std::string& code) {
  for (const auto& criterion : parts.services.reference.criteria)
    if (criterion.code == code) return criterion.label;
  return code.empty() ? "–" : code;
}

View decision_view(const SiteParts& parts, const EligibilityDecision& decision) {
  const std::string code(eligibility_verdict_code(decision.verdict));
  std::string proof = decision.proof_kind.empty() ? "–" : decision.proof_kind;
  if (decision.proof_seen_on) proof = parts.wording.say("person.proof.seen", {{"proof", proof}, {"date", french_date(*decision.proof_seen_on)}});
  return View()
      .set("when", app::french_instant(decision.decided_at)).set("author", decision.decided_by)
      .set("verdict", person_status_tag(parts.wording, code)).set("criterion", criterion_label(parts, decision.criterion))
      .set("home", decision.home ? parts.wording.say("person.home", {{"district", decision.home->district}, {"year", std::to_string(decision.home->list_year)}}) : "")
      .set("effective_on", french_date(decision.effective_on)).set("until", until_text(decision.countable_until))
      .set("proof", proof).set("reason", decision.reason);
}

Response show_person(const SiteParts& parts, const Request& request) {
  const auto& actor = actor_of(request);
  const auto found = app::view_person(parts.services, actor, request.parameter("ref"));
  if (!found) return refused_page(parts, found.refusal());
  const auto& person = found.value().person;
  const auto path = person_path(person.reference);
  View content;
  content.set("reference", person.reference).set("name", name_of(person.identity));
  content.set("birth_date", person.identity.birth_date ? french_date(*person.identity.birth_date) : "–");
  content.set("status", person_status_tag(parts.wording, person.status));
  content.set("until", person.countable_until ? french_long_date(*person.countable_until) : "");
  content.set("employments", employments_view(parts, person)).set("employment_path", path + "/emplois")
      .set("statement_path", address("/rapports/nouveau", {{"personne", person.reference}}));
  content.set("is_facilitator", is_facilitator(actor)).set("eligibility_path", path + "/eligibilite").set("pathway_path", path + "/parcours");
  content.set("has_to_acknowledge", std::any_of(person.employments.begin(), person.employments.end(), [](const auto& line) { return line.to_acknowledge; }));
  content.set("decisions", View::list_of(found.value().decisions, [&](const auto& d) { return decision_view(parts, d); }));
  return parts.renderer.page(request, {.template_name = "person", .title = parts.wording.say("person.title", {{"reference", person.reference}}),
                                       .content = content, .crumbs = {{parts.wording.say("people.title"), "/participants"}},
                                       .notice = notice_of(parts, request)});
}

}  // namespace

std::vector<Route> people_routes(const SiteParts& parts) {
  const auto readers = Access::only({"facilitator", "contractor"});
  std::vector<Route> routes = {
      {Method::get, "/participants", [&parts](const Request& r) { return show_people(parts, r); }, readers},
      {Method::post, "/participants", [&parts](const Request& r) { return search_people(parts, r); }, readers},
      {Method::get, "/participants/{ref}", [&parts](const Request& r) { return show_person(parts, r); }, readers},
  };
  for (const auto& some : {declaration_routes, eligibility_routes, pathway_routes})
    for (auto& route : some(parts)) routes.push_back(std::move(route));
  return routes;
}

}  // namespace clausier::web
