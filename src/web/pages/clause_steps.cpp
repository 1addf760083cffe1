#include "clause_steps.hpp"

#include <algorithm>
#include <map>

namespace clausier::web {
namespace {

bool holds(const std::vector<std::string>& names, const std::string& name) { return std::find(names.begin(), names.end(), name) != names.end(); }

const std::map<std::string, std::vector<std::string>>& fields_of_kinds() {
  static const std::map<std::string, std::vector<std::string>> fields = {
      {"fixed_hours", {"heures"}},
      {"amount_formula", {"montant", "part", "taux", "cout", "arrondi", "contractuel", "assiette"}},
      {"share_of_hours", {"taux", "arrondi", "prevues"}},
      {"share_of_hires", {"taux"}},
      {"hours_per_amount", {"assiette", "seuil", "tranche", "heures", "entamee", "premier_euro"}},
      {"bracket_grid", {"montant", "paliers", "contractuel"}},
      {"people", {"personnes", "heures_min"}},
      {"fte", {"etp", "etp_annee", "arrondi", "contractuel"}},
      {"rate_per_order", {"part", "taux", "cout", "arrondi"}}};
  return fields;
}

std::vector<std::string> fields_of_objectives() {
  std::vector<std::string> all;
  for (const auto& [kind, fields] : fields_of_kinds())
    for (const auto& field : fields)
      if (!holds(all, field)) all.push_back(field);
  return all;
}

std::string field_at_fault(const View& error) {
  const auto* target = error.find("target");
  const auto& text = std::get<std::string>(target->value());
  static const std::string prefix = "#clause-";
  return text.starts_with(prefix) ? text.substr(prefix.size()) : "";
}

const View::Items& items_of(const View& view, std::string_view key) { return std::get<View::Items>(view.find(key)->value()); }

View carried_view(const Form& form, const std::vector<std::string>& shown) {
  View carried = View::list();
  for (const auto& field : form.fields()) {
    if (holds(shown, field.name)) continue;
    for (const auto& value : form.values(field.name)) carried.add(View().set("name", field.name).set("value", value));
  }
  return carried;
}

// As the fields come on the page; the link of an error whose field is elsewhere leads nowhere and is left out.
View::Items errors_in_order(const Form& form, View::Items errors, const std::vector<std::string>& shown, OtherErrors others) {
  const auto place = [&](const View& error) {
    const auto field = field_at_fault(error);
    const auto& fields = form.fields();
    return std::find_if(fields.begin(), fields.end(), [&](const Field& known) { return known.name == field; }) - fields.begin();
  };
  std::stable_sort(errors.begin(), errors.end(), [&](const View& a, const View& b) { return place(a) < place(b); });
  View::Items told;
  for (auto& error : errors) {
    const auto field = field_at_fault(error);
    const bool here = field.empty() || holds(shown, field);
    if (!here && others == OtherErrors::left_out) continue;
    if (!here) error.set("target", "");
    told.push_back(std::move(error));
  }
  return told;
}

std::string rank_of(const std::string& step) {
  const auto& steps = clause_steps();
  return std::to_string(std::find(steps.begin(), steps.end(), step) - steps.begin() + 1);
}

}  // namespace

const std::vector<std::string>& clause_steps() {
  static const std::vector<std::string> steps = {"kind", "objective", "execution", "people", "penalties", "documents"};
  return steps;
}

std::string next_step(const std::string& step) {
  const auto& steps = clause_steps();
  const auto at = std::find(steps.begin(), steps.end(), step);
  return at == steps.end() || at + 1 == steps.end() ? steps.back() : *(at + 1);
}

std::string former_step(const std::string& step) {
  const auto& steps = clause_steps();
  const auto at = std::find(steps.begin(), steps.end(), step);
  return at == steps.end() || at == steps.begin() ? steps.front() : *(at - 1);
}

std::vector<std::string> fields_of_step(const std::string& step, const std::string& kind) {
  static const std::map<std::string, std::vector<std::string>> fixed = {
      {"kind", {"objectif"}},
      {"execution", {"debut", "fin", "rythme", "perimetre", "bases", "document", "facilitateur"}},
      {"people", {"mois_valorises", "durees", "formation", "stages", "autres_sites", "publics", "liste_fermee", "sans_avis", "modalites",
                  "reserves", "ponderations", "prestation_part", "prestation_cout", "prestation_plafond", "charte"}},
      {"penalties", {"penalite", "indice", "indice_multiple", "mise_en_demeure", "retard_jour", "retard_jours", "retard_depart", "retard_premier",
                     "absence", "plafond", "liberatoire", "groupement"}},
      {"documents", {"remise", "remise_jours", "remise_nature", "documents", "motif"}}};
  if (const auto found = fixed.find(step); found != fixed.end()) return found->second;
  const auto of_kind = fields_of_kinds().find(kind);
  return of_kind == fields_of_kinds().end() ? std::vector<std::string>() : of_kind->second;
}

View partial_view(const Wording& wording, const Form& form, std::string_view action, const std::vector<std::string>& shown, OtherErrors others) {
  auto view = form.view(wording, action);
  View fields = View::list(), errors = View::list();
  const auto& all = items_of(view, "fields");
  for (std::size_t i = 0; i < all.size(); ++i)
    if (holds(shown, form.fields()[i].name)) fields.add(all[i]);
  const auto told = errors_in_order(form, items_of(view, "errors"), shown, others);
  for (const auto& error : told) errors.add(error);
  view.set("carried", carried_view(form, shown)).set("fields", std::move(fields)).set("errors", std::move(errors)).set("has_errors", !told.empty());
  return view.set("error_title", wording.say(told.size() == 1 ? "form.summary.one" : "form.summary.many", {{"n", std::to_string(told.size())}}));
}

View step_view(const Wording& wording, const Form& form, std::string_view action, const std::string& step, OtherErrors others) {
  const auto& steps = clause_steps();
  auto view = partial_view(wording, form, action, fields_of_step(step, form.value("objectif")), others);
  const auto& kind = form.value("objectif");
  view.set("step", step).set("title", wording.say("clause.step." + step)).set("rank", rank_of(step)).set("count", std::to_string(steps.size()));
  view.set("kind", step == "objective" && !kind.empty() ? wording.say("target." + kind) : "");
  view.set("has_former", step != steps.front()).set("has_next", step != steps.back());
  return view.set("others", View::list_of(steps, [&](const std::string& other) {
    return View().set("step", other).set("title", wording.say("clause.step." + other)).set("rank", rank_of(other)).set("here", other == step);
  }));
}

bool has_error_in(const Wording& wording, const Form& form, const std::vector<std::string>& fields) {
  const auto view = form.view(wording, "");
  const auto& errors = items_of(view, "errors");
  return std::any_of(errors.begin(), errors.end(), [&](const View& error) { return holds(fields, field_at_fault(error)); });
}

std::string step_at_fault(const Wording& wording, const Form& form, const std::string& otherwise) {
  for (const auto& step : clause_steps())
    if (has_error_in(wording, form, fields_of_step(step, form.value("objectif")))) return step;
  return otherwise;
}

Form kept_for_kind(const SiteParts& parts, const Form& form) {
  auto kept = clause_form(parts);
  const auto of_kind = fields_of_step("objective", form.value("objectif")), of_any = fields_of_objectives();
  for (const auto& field : form.fields())
    if (holds(of_kind, field.name) || !holds(of_any, field.name)) kept.set_all(field.name, form.values(field.name));
  return kept;
}

}  // namespace clausier::web
