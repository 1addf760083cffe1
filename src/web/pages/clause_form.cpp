#include "clause_form.hpp"

#include <algorithm>

namespace clausier::web {
namespace {

std::vector<Choice> labelled(const Wording& wording, const std::string& family, const std::vector<std::string>& codes) {
  std::vector<Choice> choices;
  for (const auto& code : codes) choices.push_back({code, wording.say(family + "." + code)});
  return choices;
}

Field figure(const char* name) { return {.name = name, .optional = true, .width = "short", .conditional = true}; }
Field asked(const char* name) { return {.name = name, .optional = true, .width = "short"}; }
Field tick(const char* name) { return {.name = name, .kind = FieldKind::checkbox, .optional = true}; }
Field lines(const char* name) { return {.name = name, .kind = FieldKind::textarea, .optional = true, .length_max = 2'000}; }

Field choice(const char* name, std::vector<Choice> choices) {
  choices.insert(choices.begin(), Choice{"", "–"});
  return {.name = name, .kind = FieldKind::select, .optional = true, .choices = std::move(choices)};
}

std::vector<Field> objective_fields(const Wording& w) {
  return {{.name = "objectif", .kind = FieldKind::radios, .choices = labelled(w, "target", target_codes())},
          figure("heures"), {.name = "montant", .optional = true, .width = "medium", .conditional = true}, figure("part"),
          figure("taux"), figure("cout"),
          {.name = "arrondi", .kind = FieldKind::radios, .optional = true, .choices = labelled(w, "rounding", {"floor", "nearest", "ceil"}),
           .conditional = true},
          asked("contractuel"), choice("assiette", labelled(w, "amount_base", {"contract", "invoiced", "ordered"})), asked("prevues"),
          figure("seuil"), figure("tranche"), tick("entamee"), tick("premier_euro"), lines("paliers"), figure("personnes"),
          asked("heures_min"), figure("etp"), asked("etp_annee")};
}

std::vector<Field> execution_fields(const Wording& w) {
  return {{.name = "debut", .kind = FieldKind::date, .width = "short"},
          {.name = "fin", .kind = FieldKind::date, .width = "short"},
          {.name = "rythme", .kind = FieldKind::radios, .choices = labelled(w, "schedule", {"linear", "at_end"})},
          choice("perimetre", labelled(w, "scope", {"contract", "lot", "tranche", "order"})),
          {.name = "bases", .kind = FieldKind::checkboxes, .choices = labelled(w, "legal", legal_basis_codes())},
          {.name = "document", .optional = true, .length_max = 300},
          {.name = "facilitateur", .optional = true, .length_max = 300}};
}

std::vector<Field> people_fields(const Wording& w, const std::vector<Choice>& criteria) {
  return {asked("mois_valorises"), lines("durees"), tick("formation"), tick("stages"), tick("autres_sites"),
          {.name = "publics", .kind = FieldKind::checkboxes, .optional = true, .choices = criteria}, tick("liste_fermee"), tick("sans_avis"),
          {.name = "modalites", .kind = FieldKind::checkboxes, .optional = true,
           .choices = labelled(w, "modality", {"direct_hire", "labour_supply", "subcontracting"})},
          lines("reserves"), lines("ponderations"), asked("prestation_part"), asked("prestation_cout"),
          asked("prestation_plafond"), asked("charte")};
}

std::vector<Field> penalty_fields(const Wording& w) {
  return {asked("penalite"),
          choice("indice", labelled(w, "index", {"index.hourly_ceiling.value_cents", "index.hourly_minimum_wage.value_cents"})),
          asked("indice_multiple"), tick("mise_en_demeure"), asked("retard_jour"),
          choice("retard_jours", labelled(w, "day_kind", {"calendar", "working"})),
          choice("retard_depart", labelled(w, "penalty_start", {"due_date", "formal_notice"})), tick("retard_premier"), asked("absence"),
          asked("plafond"), tick("liberatoire"), choice("groupement", labelled(w, "group_penalty", {"lead", "split"}))};
}

std::vector<Field> document_fields(const Wording& w) {
  return {choice("remise", labelled(w, "reporting", {"monthly", "quarterly", "half_yearly", "on_request"})), asked("remise_jours"),
          choice("remise_nature", labelled(w, "day_kind", {"calendar", "working"})), lines("documents"),
          {.name = "motif", .optional = true, .length_max = 300},
          {.name = "version", .kind = FieldKind::hidden, .optional = true}};
}

std::vector<Choice> criteria_of(const SiteParts& parts) {
  std::vector<Choice> choices;
  for (const auto& criterion : parts.services.reference.criteria) choices.push_back({criterion.code, criterion.label});
  return choices;
}

// As a person types it in a French form: a decimal comma, no unit.
std::string amount_text(Money money) {
  std::string text = money.decimal_text();
  text[text.find('.')] = ',';
  return text;
}
std::string percent_text(int basis_points) { return amount_text(Money::from_cents(basis_points)); }

struct TargetFill {
  Form& form;

  void rates(int share, int rate, Money cost) {
    form.set("part", percent_text(share)).set("taux", percent_text(rate)).set("cout", amount_text(cost));
  }
  void rounding(Rounding chosen) { form.set("arrondi", std::string(rounding_code(chosen))); }
  void contractual(const std::optional<WorkTime>& hours) {
    if (hours) form.set("contractuel", typed_hours_text(*hours));
  }
  void operator()(const FixedHours& t) { form.set("heures", typed_hours_text(t.hours)); }
  void operator()(const AmountFormula& t) {
    form.set("montant", amount_text(t.amount)).set("assiette", std::string(amount_base_code(t.base)));
    rates(t.labour_share_basis_points, t.insertion_rate_basis_points, t.hourly_cost);
    rounding(t.rounding);
    contractual(t.contractual);
  }
  void operator()(const ShareOfHours& t) {
    form.set("taux", percent_text(t.rate_basis_points));
    rounding(t.rounding);
    if (t.expected) form.set("prevues", typed_hours_text(*t.expected));
  }
  void operator()(const ShareOfHires& t) { form.set("taux", percent_text(t.rate_basis_points)); }
  void operator()(const HoursPerAmount& t) {
    form.set("assiette", std::string(amount_base_code(t.base))).set("seuil", amount_text(t.threshold)).set("tranche", amount_text(t.tranche));
    form.set("heures", typed_hours_text(t.hours));
    if (t.started_tranche_counts) form.set("entamee", "oui");
    if (t.from_first_euro) form.set("premier_euro", "oui");
  }
  void operator()(const BracketGrid& t) {
    std::string text;
    for (const auto& bracket : t.brackets) text += amount_text(bracket.from) + " = " + typed_hours_text(bracket.hours) + "\n";
    form.set("montant", amount_text(t.amount)).set("paliers", text);
    contractual(t.contractual);
  }
  void operator()(const People& t) {
    form.set("personnes", std::to_string(t.people));
    if (t.hours_min != WorkTime::zero()) form.set("heures_min", typed_hours_text(t.hours_min));
  }
  void operator()(const FullTimeEquivalents& t) {
    form.set("etp", amount_text(Money::from_cents(t.hundredths))).set("etp_annee", typed_hours_text(t.year));
    rounding(t.rounding);
    contractual(t.contractual);
  }
  void operator()(const RatePerOrder& t) {
    rates(t.labour_share_basis_points, t.insertion_rate_basis_points, t.hourly_cost);
    rounding(t.rounding);
  }
};

void tick_if(Form& form, const char* field, bool ticked) {
  if (ticked) form.set(field, "oui");
}

void fill_penalties(Form& form, const PenaltyTerms& penalties) {
  if (penalties.indexed)
    form.set("indice", penalties.indexed->index).set("indice_multiple", amount_text(Money::from_cents(penalties.indexed->times_hundredths)));
  if (const auto& late = penalties.documents) {
    form.set("retard_jour", amount_text(late->per_day)).set("retard_jours", late->days == DayKind::calendar ? "calendar" : "working");
    form.set("retard_depart", late->from == PenaltyStart::due_date ? "due_date" : "formal_notice");
    tick_if(form, "retard_premier", late->first_day_counts);
  }
  if (penalties.absence) form.set("absence", amount_text(*penalties.absence));
  if (penalties.cap) form.set("plafond", amount_text(*penalties.cap));
  tick_if(form, "mise_en_demeure", penalties.hours_need_notice);
  tick_if(form, "liberatoire", penalties.liberatory);
  form.set("groupement", penalties.group == GroupPenalty::lead ? "lead" : "split");
}

void fill_people(Form& form, const ClauseTerms& terms, const Wording& wording) {
  const auto named = [&](const std::string& code) { return wording.say("contract_type." + code); };
  std::string windows, weightings;
  for (const auto& w : terms.windows) windows += named(w.contract_type) + " = " + std::to_string(w.months) + (w.ends_with_contract ? "" : " +") + "\n";
  for (const auto& w : terms.weightings) weightings += named(w.contract_type) + " = " + percent_text(w.basis_points) + "\n";
  form.set("durees", windows).set("ponderations", weightings).set_all("publics", terms.groups);
  tick_if(form, "stages", terms.internships_count);
  tick_if(form, "autres_sites", terms.other_sites_count);
  tick_if(form, "liste_fermee", !terms.list_open);
  tick_if(form, "sans_avis", !terms.opinion_allowed);
  std::vector<std::string> modalities;
  for (const auto modality : terms.modalities) modalities.emplace_back(modality_code(modality));
  form.set_all("modalites", modalities);
  std::string reserved;
  for (const auto& share : terms.reserved) reserved += share.criterion + " = " + percent_text(share.basis_points) + "\n";
  form.set("reserves", reserved);
  if (const auto& s = terms.services) {
    form.set("prestation_part", percent_text(s->labour_share_basis_points)).set("prestation_cout", amount_text(s->hourly_cost));
    form.set("prestation_plafond", percent_text(s->cap_basis_points));
  }
  form.set("charte", terms.charter);
}

}  // namespace

Form clause_form(const SiteParts& parts) {
  const auto& w = parts.wording;
  std::vector<Field> fields;
  const auto add = [&](std::vector<Field> more) { std::move(more.begin(), more.end(), std::back_inserter(fields)); };
  add(objective_fields(w));
  add(execution_fields(w));
  add(people_fields(w, criteria_of(parts)));
  add(penalty_fields(w));
  add(document_fields(w));
  return Form("clause", std::move(fields));
}

Form& fill_with(Form& form, const Clause& clause, const Wording& wording) {
  form.set("objectif", std::string(target_code(clause.target)));
  std::visit(TargetFill{form}, clause.target);
  form.set("debut", french_date(clause.execution.first)).set("fin", french_date(clause.execution.last));
  form.set("rythme", std::string(due_schedule_code(clause.schedule))).set_all("bases", clause.legal_bases);
  form.set("perimetre", std::string(clause_scope_code(clause.terms.scope))).set("facilitateur", clause.terms.facilitator);
  if (clause.penalty_per_missing_hour) form.set("penalite", amount_text(*clause.penalty_per_missing_hour));
  if (clause.counting_months) form.set("mois_valorises", std::to_string(*clause.counting_months));
  tick_if(form, "formation", clause.training_counts);
  form.set("document", clause.source_document);
  fill_people(form, clause.terms, wording);
  fill_penalties(form, clause.terms.penalties);
  if (const auto& reporting = clause.terms.reporting) {
    form.set("remise", std::string(reporting_code(reporting->period))).set("remise_jours", std::to_string(reporting->days));
    form.set("remise_nature", reporting->day_kind == DayKind::calendar ? "calendar" : "working");
  }
  std::string documents;
  for (const auto& document : clause.terms.documents) documents += document + "\n";
  return form.set("documents", documents);
}

}  // namespace clausier::web
