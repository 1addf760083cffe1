// A contract typed by hand in three steps; what was typed travels in the form, nothing is stored before the end.
#include "clausier/app/typed_contract.hpp"

#include <algorithm>

#include "contract_pages.hpp"

namespace clausier::web {
namespace {

constexpr int last_step = 3;
const std::vector<std::string> social_codes = {"clause", "criterion", "reserved", "none"};

std::vector<Field> fields_of_step(const SiteParts& parts, int step) {
  std::vector<Choice> socials;
  for (const auto& code : social_codes) socials.push_back({code, parts.wording.say("social." + code)});
  if (step == 1)
    return {{.name = "acheteur", .length_max = 30, .width = "medium"}, {.name = "acheteur_nom", .optional = true, .autocomplete = "organization", .length_max = 200},
            {.name = "numero", .length_max = 30, .width = "medium"}, {.name = "objet", .length_max = 1000},
            {.name = "notification", .kind = FieldKind::date, .width = "short"},
            {.name = "montant", .optional = true, .length_max = 30, .width = "medium"}};
  if (step == 2)
    return {{.name = "titulaire", .length_max = 30, .width = "medium"}, {.name = "titulaire_nom", .length_max = 200},
            {.name = "cotraitant", .optional = true, .length_max = 30, .width = "medium"}, {.name = "cotraitant_nom", .optional = true, .length_max = 200},
            {.name = "sous_traitant", .optional = true, .length_max = 30, .width = "medium"},
            {.name = "sous_traitant_nom", .optional = true, .length_max = 200},
            {.name = "duree", .optional = true, .length_max = 4, .width = "short"}, {.name = "departement", .length_max = 3, .width = "short"},
            {.name = "code_postal", .optional = true, .length_max = 5, .width = "short"},
            {.name = "cpv", .optional = true, .length_max = 10, .width = "short"},
            {.name = "social", .kind = FieldKind::select, .optional = true, .choices = socials}};
  return {{.name = "autre", .kind = FieldKind::checkbox, .optional = true}};
}

// The form of a step: its fields, and those of the others kept out of sight.
Form typed_form(const SiteParts& parts, int step) {
  std::vector<Field> fields;
  for (int other = 1; other <= last_step; ++other)
    for (auto field : fields_of_step(parts, other)) {
      if (other != step) field = Field{.name = field.name, .kind = FieldKind::hidden, .length_max = field.length_max};
      fields.push_back(std::move(field));
    }
  fields.push_back({.name = "etape", .kind = FieldKind::hidden});
  return Form("typed", std::move(fields));
}

Form moved(const SiteParts& parts, const Form& from, int step) {
  Form form = typed_form(parts, step);
  for (int other = 1; other <= last_step; ++other)
    for (const auto& field : fields_of_step(parts, other)) form.set(field.name, from.value(field.name));
  return form.set("etape", std::to_string(step));
}

void check_siret(Form& form, const char* field) {
  if (!form.value(field).empty() && !Siret::parse(form.value(field))) form.refuse(field, "cell.siret.key");
}

bool is_number(const std::string& text, std::size_t digits_min, std::size_t digits_max) {
  return text.size() >= digits_min && text.size() <= digits_max && text.find_first_not_of("0123456789") == std::string::npos;
}

// What each step must hold before the next one.
void check_step(Form& form, int step) {
  if (step >= 1) {
    check_siret(form, "acheteur");
    if (!form.value("notification").empty() && !Date::parse_french(form.value("notification"))) form.refuse("notification", "typed.notification.format");
    if (!form.value("montant").empty()) typed_money(form, "montant", "typed.montant.format");
  }
  if (step < 2) return;
  for (const char* field : {"titulaire", "cotraitant", "sous_traitant"}) check_siret(form, field);
  if (!form.value("duree").empty() && !is_number(form.value("duree"), 1, 3)) form.refuse("duree", "typed.duree.format");
  if (!form.value("code_postal").empty() && !is_number(form.value("code_postal"), 5, 5)) form.refuse("code_postal", "typed.code_postal.format");
  if (!form.value("cpv").empty() && !is_number(form.value("cpv").substr(0, 8), 8, 8)) form.refuse("cpv", "typed.cpv.format");
}

// Complete enough to be compared: the fields of the first step are checked before.
std::optional<app::TypedContract> contract_in(const Form& form) {
  const auto buyer = Siret::parse(form.value("acheteur"));
  const auto notified_on = Date::parse_french(form.value("notification"));
  if (!buyer || !notified_on || form.value("numero").empty() || form.value("objet").empty()) return std::nullopt;
  app::TypedContract typed{.buyer = *buyer, .buyer_name = form.value("acheteur_nom"), .number = form.value("numero"), .object = form.value("objet"),
                           .notified_on = *notified_on, .amount = Money::parse(form.value("montant")), .duration_months = {},
                           .cpv = form.value("cpv").substr(0, 8), .department = form.value("departement"), .postal_code = form.value("code_postal"),
                           .parties = {}, .social = {}, .is_another = form.ticked("autre")};
  if (is_number(form.value("duree"), 1, 3)) typed.duration_months = std::stoi(form.value("duree"));
  for (const auto& [field, role] : {std::pair{"titulaire", PartyRole::holder}, std::pair{"cotraitant", PartyRole::joint_holder},
                                    std::pair{"sous_traitant", PartyRole::subcontractor}})
    if (const auto siret = Siret::parse(form.value(field)))
      typed.parties.push_back({role, "SIRET", siret->digits(), form.value(std::string(field) + "_nom")});
  if (const auto social = parse_social_consideration(form.value("social"))) typed.social = {*social};
  return typed;
}

View similar_view(const SiteParts& parts, const Request& request, const Form& form) {
  const auto typed = contract_in(form);
  const auto similar = typed ? app::similar_contracts(parts.services, actor_of(request), *typed) : Outcome<std::vector<app::RelatedContract>>(std::vector<app::RelatedContract>{});
  return View::list_of(similar ? similar.value() : std::vector<app::RelatedContract>{}, [](const app::RelatedContract& one) {
    return View().set("path", "/marches/" + one.id.text()).set("number", one.uid).set("object", one.object)
        .set("notified_on", one.notified_on ? french_date(*one.notified_on) : "–");
  });
}

View answers_view(const SiteParts& parts, const Form& form) {
  View answers = View::list();
  for (int step = 1; step < last_step; ++step)
    for (const auto& field : fields_of_step(parts, step)) {
      const auto& value = form.value(field.name);
      const bool coded = field.kind == FieldKind::select && !value.empty();
      if (!value.empty()) answers.add(View().set("label", parts.wording.say("typed." + field.name + ".label"))
                                          .set("value", coded ? parts.wording.say("social." + value) : value));
    }
  return answers;
}

Response step_page(const SiteParts& parts, const Request& request, const Form& form, int step) {
  View content;
  content.set("step", parts.wording.say("typed.step." + std::to_string(step))).set("similar", similar_view(parts, request, form));
  content.set("answers", step == last_step ? answers_view(parts, form) : View::list());
  View shown = form.view(parts.wording, "/marches/nouveau");
  shown.set("is_last", step == last_step).set("may_go_back", step > 1);
  content.set("form", shown);
  return parts.renderer.page(request, {.template_name = "contract_typed", .title = parts.wording.say("typed.title"), .content = content,
                                       .crumbs = {{parts.wording.say("contracts.title"), "/marches"}}, .has_errors = !form.valid(),
                                       .status = form.valid() ? 200 : 422});
}

Response show_first_step(const SiteParts& parts, const Request& request) {
  return step_page(parts, request, typed_form(parts, 1).set("etape", "1"), 1);
}

Response submit_step(const SiteParts& parts, const Request& request) {
  const auto& sent = request.form.get("etape");
  const int step = sent == "2" ? 2 : sent == "3" ? 3 : 1;
  auto form = typed_form(parts, step);
  form.fill(request);
  if (request.form.get("retour") == "oui" && step > 1) return step_page(parts, request, moved(parts, form, step - 1), step - 1);
  form.check();
  check_step(form, step);
  if (!form.valid()) return step_page(parts, request, form, step);
  if (step < last_step) return step_page(parts, request, moved(parts, form, step + 1), step + 1);
  const auto typed = contract_in(form);
  if (!typed || typed->parties.empty() || typed->department.empty()) return step_page(parts, request, moved(parts, form, 1), 1);
  const auto created = app::create_contract(parts.services, actor_of(request), *typed);
  if (created) return see_other(done_path("/marches/" + created.value().text(), "contract.typed"));
  if (is_denial(created.refusal())) return refused_page(parts, created.refusal());
  return step_page(parts, request, form.refuse("autre", created.refusal()), step);
}

}  // namespace

std::vector<Route> typed_contract_routes(const SiteParts& parts) {
  const auto facilitators = Access::only({"facilitator"});
  return {
      {Method::get, "/marches/nouveau", [&parts](const Request& r) { return show_first_step(parts, r); }, facilitators},
      {Method::post, "/marches/nouveau", [&parts](const Request& r) { return submit_step(parts, r); }, facilitators},
  };
}

}  // namespace clausier::web
