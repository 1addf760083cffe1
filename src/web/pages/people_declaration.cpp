// Declaring who works where: a new person, or another employment of somebody known. A facilitator
// chooses the lot first, because it decides which firms may be chosen.
#include <map>
#include <sstream>

#include "clausier/app/contracts.hpp"
#include "firm_parts.hpp"
#include "lot_pages.hpp"

namespace clausier::web {
namespace {

struct Setting {
  bool is_facilitator = false;
  std::vector<Choice> lots = {};
  std::optional<LotId> lot = std::nullopt;  // chosen before the form is shown: facilitators only
  std::string lot_label = {};
  std::vector<Choice> firms = {};
};

Outcome<Setting> setting_of(const SiteParts& parts, const app::Actor& actor, std::optional<LotId> lot) {
  Setting setting{.is_facilitator = actor.role == app::Role::facilitator};
  if (!setting.is_facilitator || !lot) {
    setting.lots = lot_choices(parts, actor);
    return setting;
  }
  const auto view = app::view_lot(parts.services, actor, *lot);
  if (!view) return view.refusal();
  if (!view.value().may_edit) return Refusal{"not_found"};
  setting.lot = lot;
  setting.lot_label = lot_title(parts.wording, view.value()) + ", " + view.value().contract_object;
  for (const auto& grant : view.value().grants) setting.firms.push_back({grant.firm.id.text(), grant.firm.name});
  return setting;
}

Form declaration_form(const SiteParts& parts, const Setting& setting, bool with_identity) {
  std::vector<Choice> types, modalities;
  for (const auto& code : contract_type_codes()) types.push_back({code, parts.wording.say("contract_type." + code)});
  for (const auto modality : {Modality::direct_hire, Modality::labour_supply, Modality::subcontracting}) {
    const std::string code(modality_code(modality));
    modalities.push_back({code, parts.wording.say("modality." + code)});
  }
  std::vector<Field> fields;
  if (with_identity)
    fields = {{.name = "nom", .autocomplete = "off", .length_max = 110},
              {.name = "prenom", .autocomplete = "off", .length_max = 110},
              {.name = "naissance", .kind = FieldKind::date, .autocomplete = "off", .width = "short"}};
  if (setting.is_facilitator) {
    fields.push_back({.name = "lot", .kind = FieldKind::hidden});
    fields.push_back({.name = "entreprise", .kind = FieldKind::select, .choices = setting.firms});
  } else {
    fields.push_back({.name = "lot", .kind = FieldKind::select, .choices = setting.lots});
  }
  fields.push_back({.name = "contrat", .kind = FieldKind::select, .choices = types});
  fields.push_back({.name = "modalite", .kind = FieldKind::radios, .choices = modalities});
  fields.push_back({.name = "employeur", .optional = true, .autocomplete = "off", .length_max = 30, .width = "medium"});
  fields.push_back({.name = "debut", .kind = FieldKind::date, .width = "short"});
  fields.push_back({.name = "fin", .kind = FieldKind::date, .optional = true, .width = "short"});
  fields.push_back({.name = "releve", .kind = FieldKind::hidden, .optional = true});
  Form form("person", std::move(fields));
  if (setting.lot) form.set("lot", setting.lot->text());
  if (setting.firms.size() == 1) form.set("entreprise", setting.firms.front().value);
  if (!setting.is_facilitator && setting.lots.size() == 1) form.set("lot", setting.lots.front().value);
  return form;
}

std::string_view field_of(std::string_view refusal) {
  static const std::map<std::string_view, std::string_view> fields = {
      {"person.family_name.required", "nom"}, {"person.given_name.required", "prenom"}, {"person.name.long", "nom"},
      {"person.birth_date", "naissance"},     {"person.contract_type", "contrat"},      {"person.employer_siret", "employeur"},
      {"person.dates.order", "fin"},          {"person.ends_on", "fin"},                {"person.starts_on", "debut"},
      {"person.age.young", "debut"},          {"person.age.old", "debut"}};
  const auto found = fields.find(refusal);
  return found == fields.end() ? "" : found->second;
}

// What the form holds; nothing when a field was refused.
std::optional<app::NewPerson> person_of(Form& form, const Setting& setting, bool with_identity) {
  std::vector<std::string> texts = {"employeur"};
  if (with_identity) texts.insert(texts.end(), {"nom", "prenom"});
  for (const auto& field : texts)
    if (app::looks_like_nir(form.value(field))) form.refuse(field, "person.nir");
  app::Identity identity;
  if (with_identity) identity = {form.value("nom"), form.value("prenom"), typed_date(form, "person", "naissance")};
  const auto starts_on = typed_date(form, "person", "debut"), ends_on = typed_date(form, "person", "fin");
  const auto lot = LotId::parse(form.value("lot"));
  const auto modality = parse_modality(form.value("modalite"));
  if (!form.valid() || !lot || !modality || !starts_on) return std::nullopt;
  return app::NewPerson{identity, *lot, setting.is_facilitator ? OrganisationId::parse(form.value("entreprise")) : std::nullopt,
                        *modality, form.value("contrat"), form.value("employeur"), *starts_on, ends_on, ""};
}

// ---- The person whom a faulty timesheet names ---------------------------------------------------------------

struct Wanted {
  std::optional<LotId> lot = std::nullopt;
  std::string firm = {};
  std::string timesheet = {};
  PersonMention person = {};
};

int number_in(const Request& request, std::string_view name) {
  const auto& text = request.query.get(name);
  const bool is_number = !text.empty() && text.size() <= 6 && text.find_first_not_of("0123456789") == std::string::npos;
  if (!is_number) throw RequestProblem(400, "number expected");
  return std::stoi(text);
}

// "LAMPION Zoé": words without a small letter are the family name, by the custom of French lists.
void split_full_name(PersonMention& person) {
  std::istringstream words(person.full_name);
  for (std::string word; words >> word;) {
    const bool small = word.find_first_of("abcdefghijklmnopqrstuvwxyz") != std::string::npos;
    auto& name = small ? person.given_name : person.family_name;
    name += (name.empty() ? "" : " ") + word;
  }
}

Outcome<Wanted> wanted_in(const SiteParts& parts, const Request& request) {
  Wanted wanted;
  if (const auto& lot = request.query.get("lot"); !lot.empty()) {
    wanted.lot = LotId::parse(lot);
    if (!wanted.lot) return Refusal{"not_found"};
  }
  if (!request.query.has("releve")) return wanted;
  const auto id = TimesheetId::parse(request.query.get("releve"));
  if (!id) return Refusal{"not_found"};
  const auto reading = app::view_timesheet(parts.services, actor_of(request), *id);
  if (!reading) return reading.refusal();
  const auto& subject = reading.value().head.subject;
  wanted = {.lot = subject.lot, .firm = subject.firm.text(), .timesheet = id->text()};
  if (const auto* line = line_at(reading.value().draft, number_in(request, "feuille"), number_in(request, "ligne"))) wanted.person = line->person;
  if (wanted.person.family_name.empty() && wanted.person.given_name.empty()) split_full_name(wanted.person);
  return wanted;
}

void fill_wanted(Form& form, const Setting& setting, const Wanted& wanted) {
  if (wanted.lot && !setting.is_facilitator) form.set("lot", wanted.lot->text());
  if (!wanted.firm.empty() && setting.is_facilitator) form.set("entreprise", wanted.firm);
  form.set("releve", wanted.timesheet);
}

// ---- Pages ----------------------------------------------------------------------------------------------------

struct Heading {
  std::string title;
  std::string path;
  std::vector<Link> crumbs;
  bool with_identity = true;
};

Response form_page(const SiteParts& parts, const Request& request, const Heading& heading, const Setting& setting, const Form& form) {
  View content;
  content.set("must_choose_lot", setting.is_facilitator && !setting.lot).set("path", heading.path).set("with_identity", heading.with_identity);
  content.set("lots", View::list_of(setting.lots, [](const Choice& lot) { return View().set("value", lot.value).set("label", lot.label); }));
  content.set("lot_label", setting.lot_label).set("no_firm", setting.lot && setting.firms.empty());
  content.set("form", form.view(parts.wording, heading.path));
  const bool wrong = !form.valid();
  return parts.renderer.page(request, {.template_name = "person_new", .title = heading.title, .content = content, .crumbs = heading.crumbs,
                                       .has_errors = wrong, .status = wrong ? 422 : 200});
}

Response show_form(const SiteParts& parts, const Request& request, const Heading& heading) {
  const auto wanted = wanted_in(parts, request);
  if (!wanted) return refused_page(parts, wanted.refusal());
  const auto setting = setting_of(parts, actor_of(request), wanted.value().lot);
  if (!setting) return refused_page(parts, setting.refusal());
  auto form = declaration_form(parts, setting.value(), heading.with_identity);
  fill_wanted(form, setting.value(), wanted.value());
  if (heading.with_identity) {
    const auto& person = wanted.value().person;
    form.set("nom", person.family_name).set("prenom", person.given_name);
    form.set("naissance", person.birth_date ? french_date(*person.birth_date) : "");
  }
  return form_page(parts, request, heading, setting.value(), form);
}

// `act` is the use case; it gives the person's reference.
template <class Act>
Response submit_form(const SiteParts& parts, const Request& request, const Heading& heading, std::string_view notice, Act act) {
  const auto& actor = actor_of(request);
  std::optional<LotId> lot;
  if (actor.role == app::Role::facilitator && !(lot = LotId::parse(request.form.get("lot")))) return not_found();
  const auto setting = setting_of(parts, actor, lot);
  if (!setting) return refused_page(parts, setting.refusal());
  auto form = declaration_form(parts, setting.value(), heading.with_identity);
  form.fill(request).check();
  const auto person = person_of(form, setting.value(), heading.with_identity);
  if (!person) return form_page(parts, request, heading, setting.value(), form);
  const Outcome<std::string> reference = act(*person);
  if (!reference) {
    if (is_denial(reference.refusal())) return refused_page(parts, reference.refusal());
    return form_page(parts, request, heading, setting.value(), form.refuse(field_of(reference.refusal().code), reference.refusal()));
  }
  if (const auto timesheet = TimesheetId::parse(form.value("releve"))) return see_other(done_path(reading_path(*timesheet), notice));
  return see_other(done_path(person_path(reference.value()), notice));
}

Heading heading_of_person(const SiteParts& parts) {
  return {parts.wording.say("person.new.title"), "/participants/nouveau", {{parts.wording.say("people.title"), "/participants"}}};
}

Response submit_person(const SiteParts& parts, const Request& request) {
  return submit_form(parts, request, heading_of_person(parts), "person.declared", [&](const app::NewPerson& person) {
    return app::declare_person(parts.services, actor_of(request), person);
  });
}

// The heading of a person's new employment, when the person is in the actor's perimeter.
Outcome<Heading> heading_of_employment(const SiteParts& parts, const Request& request) {
  const auto& reference = request.parameter("ref");
  const auto known = app::view_person(parts.services, actor_of(request), reference);
  if (!known) return known.refusal();
  return Heading{parts.wording.say("person.employment.title", {{"reference", reference}}), person_path(reference) + "/emplois",
               {{parts.wording.say("people.title"), "/participants"},
                {parts.wording.say("person.title", {{"reference", reference}}), person_path(reference)}},
               false};
}

Response show_employment(const SiteParts& parts, const Request& request) {
  const auto heading = heading_of_employment(parts, request);
  return heading ? show_form(parts, request, heading.value()) : refused_page(parts, heading.refusal());
}

Response submit_employment(const SiteParts& parts, const Request& request) {
  const auto heading = heading_of_employment(parts, request);
  if (!heading) return refused_page(parts, heading.refusal());
  const auto& reference = request.parameter("ref");
  return submit_form(parts, request, heading.value(), "person.employed", [&](const app::NewPerson& person) -> Outcome<std::string> {
    const auto done = app::add_employment(parts.services, actor_of(request), reference, person);
    if (!done) return done.refusal();
    return reference;
  });
}

}  // namespace

std::vector<Route> declaration_routes(const SiteParts& parts) {
  const auto declarers = Access::only({"facilitator", "contractor"});
  return {
      {Method::get, "/participants/nouveau", [&parts](const Request& r) { return show_form(parts, r, heading_of_person(parts)); }, declarers},
      {Method::post, "/participants/nouveau", [&parts](const Request& r) { return submit_person(parts, r); }, declarers},
      {Method::get, "/participants/{ref}/emplois", [&parts](const Request& r) { return show_employment(parts, r); }, declarers},
      {Method::post, "/participants/{ref}/emplois", [&parts](const Request& r) { return submit_employment(parts, r); }, declarers},
  };
}

}  // namespace clausier::web
