// The decision of a facilitator on a person: criterion, proof that was seen (never the document), dates;
// and the recognition of an employment declared after it.
#include <algorithm>
#include <cctype>
#include <map>

#include "people_parts.hpp"

namespace clausier::web {
namespace {

// What is not established by a text we read says so (« à confirmer » in the source of the reference data).
std::string criterion_label(const Wording& wording, const Criterion& criterion) {
  const bool doubtful = criterion.source.find("confirmer") != std::string::npos;
  std::string label = criterion.label;
  if (criterion.sensitive) label = wording.say("criterion.sensitive", {{"label", label}});
  if (doubtful) label = wording.say("criterion.doubtful", {{"label", label}});
  return label;
}

// The lists that were ever in force, the last one first.
std::vector<Choice> lists_of_districts(const SiteParts& parts) {
  std::vector<Choice> lists;
  for (const auto& value : parts.services.reference.rulebook.values())
    if (value.code == "qpv.geography.year")
      lists.insert(lists.begin(), {std::to_string(value.value), parts.wording.say("eligibility.list", {{"year", std::to_string(value.value)}})});
  return lists;
}

Form decision_form(const SiteParts& parts) {
  std::vector<Choice> criteria;
  for (const auto& criterion : parts.services.reference.criteria)
    criteria.push_back({criterion.code, criterion_label(parts.wording, criterion)});
  return Form("eligibility", {{.name = "decision", .kind = FieldKind::radios, .choices = {{"eligible"}, {"refused"}}},
                              {.name = "critere", .kind = FieldKind::select, .optional = true, .choices = criteria, .conditional = true},
                              {.name = "appreciation", .kind = FieldKind::date, .width = "short"},
                              {.name = "justificatif", .optional = true, .autocomplete = "off", .length_max = 300, .conditional = true},
                              {.name = "vu_le", .kind = FieldKind::date, .optional = true, .width = "short", .conditional = true},
                              {.name = "motif", .kind = FieldKind::textarea, .optional = true, .length_max = 900, .about_people = true, .conditional = true},
                              {.name = "quartier", .optional = true, .autocomplete = "off", .length_max = 20, .width = "short", .conditional = true},
                              {.name = "liste", .kind = FieldKind::select, .optional = true, .choices = lists_of_districts(parts), .conditional = true},
                              {.name = "jusquau", .kind = FieldKind::date, .optional = true, .width = "short"}});
}

std::string_view field_of(std::string_view refusal) {
  static const std::map<std::string_view, std::string_view> fields = {
      {"eligibility.criterion.required", "critere"}, {"eligibility.reason.required", "motif"},
      {"eligibility.proof.required", "justificatif"}, {"eligibility.proof.date", "vu_le"},
      {"eligibility.dates.order", "jusquau"},         {"eligibility.text.long", "motif"},
      {"eligibility.effective_on", "appreciation"},   {"eligibility.until", "jusquau"},
      {"eligibility.proof.old", "vu_le"},             {"eligibility.district.code", "quartier"},
      {"eligibility.district.list", "liste"}};
  const auto found = fields.find(refusal);
  return found == fields.end() ? "" : found->second;
}

// A district without its list could be of any year: both, or neither.
std::optional<PriorityHome> home_of(Form& form) {
  auto district = form.value("quartier");
  std::transform(district.begin(), district.end(), district.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  const auto& list = form.value("liste");
  if (district.empty() != list.empty()) form.refuse(district.empty() ? "quartier" : "liste", "eligibility.district.both");
  if (district.empty() || list.empty()) return std::nullopt;
  return PriorityHome{std::move(district), std::stoi(list)};
}

std::optional<app::EligibilityForm> decision_of(Form& form) {
  for (const char* field : {"justificatif", "motif"})
    if (app::looks_like_nir(form.value(field))) form.refuse(field, "person.nir");
  const auto verdict = parse_eligibility_verdict(form.value("decision"));
  const auto effective_on = typed_date(form, "eligibility", "appreciation");
  const auto seen_on = typed_date(form, "eligibility", "vu_le"), until = typed_date(form, "eligibility", "jusquau");
  auto home = home_of(form);
  if (!form.valid() || !verdict || !effective_on) return std::nullopt;
  return app::EligibilityForm{*verdict, form.value("critere"), *effective_on, until, form.value("justificatif"), seen_on, form.value("motif"), std::move(home)};
}

View proofs_view(const SiteParts& parts) {
  return View::list_of(parts.services.reference.criteria, [&](const Criterion& criterion) {
    const std::string age = criterion.proof_months ? parts.wording.say("criterion.age", {{"n", std::to_string(*criterion.proof_months)}}) : "";
    return View().set("label", criterion_label(parts.wording, criterion)).set("proof", criterion.proof).set("age", age)
        .set("source", criterion.source);
  });
}

Response decision_page(const SiteParts& parts, const Request& request, const app::PersonLine& person, const Form& form) {
  View content;
  content.set("name", name_of(person.identity)).set("reference", person.reference);
  content.set("status", person_status_tag(parts.wording, person.status));
  content.set("until", person.countable_until ? french_long_date(*person.countable_until) : "");
  content.set("form", form.view(parts.wording, person_path(person.reference) + "/eligibilite")).set("proofs", proofs_view(parts));
  const bool wrong = !form.valid();
  return parts.renderer.page(request, {.template_name = "eligibility",
                                       .title = parts.wording.say("eligibility.title", {{"reference", person.reference}}), .content = content,
                                       .crumbs = {{parts.wording.say("people.title"), "/participants"},
                                                  {parts.wording.say("person.title", {{"reference", person.reference}}), person_path(person.reference)}},
                                       .has_errors = wrong, .status = wrong ? 422 : 200});
}

// The first day of the latest employment is the day at which eligibility is usually appreciated.
Response show_decision(const SiteParts& parts, const Request& request) {
  const auto found = app::view_person(parts.services, actor_of(request), request.parameter("ref"));
  if (!found) return refused_page(parts, found.refusal());
  const auto& person = found.value().person;
  auto form = decision_form(parts);
  if (!person.employments.empty()) form.set("appreciation", french_date(person.employments.front().employment.starts_on));
  return decision_page(parts, request, person, form);
}

Response submit_decision(const SiteParts& parts, const Request& request) {
  const auto& actor = actor_of(request);
  const auto found = app::view_person(parts.services, actor, request.parameter("ref"));
  if (!found) return refused_page(parts, found.refusal());
  const auto& person = found.value().person;
  auto form = decision_form(parts);
  form.fill(request).check();
  const auto decision = decision_of(form);
  if (!decision) return decision_page(parts, request, person, form);
  const auto done = app::decide_eligibility(parts.services, actor, person.reference, *decision);
  if (done) return see_other(done_path(person_path(person.reference), "eligibility.decided"));
  if (is_denial(done.refusal())) return refused_page(parts, done.refusal());
  return decision_page(parts, request, person, form.refuse(field_of(done.refusal().code), done.refusal()));
}

Response submit_acknowledgement(const SiteParts& parts, const Request& request) {
  const auto employment = EmploymentId::parse(request.form.get("emploi"));
  if (!employment) return not_found();
  const auto& reference = request.parameter("ref");
  const auto done = app::acknowledge_employment(parts.services, actor_of(request), reference, *employment);
  if (!done) return refused_page(parts, done.refusal());
  return see_other(done_path(person_path(reference), "employment.acknowledged"));
}

}  // namespace

std::vector<Route> eligibility_routes(const SiteParts& parts) {
  const auto facilitators = Access::only({"facilitator"});
  return {
      {Method::get, "/participants/{ref}/eligibilite", [&parts](const Request& r) { return show_decision(parts, r); }, facilitators},
      {Method::post, "/participants/{ref}/eligibilite", [&parts](const Request& r) { return submit_decision(parts, r); }, facilitators},
      {Method::post, "/participants/{ref}/reconnaitre", [&parts](const Request& r) { return submit_acknowledgement(parts, r); }, facilitators},
  };
}

}  // namespace clausier::web
