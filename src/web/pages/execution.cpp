// What happens on a lot besides hours: invoices, orders, tranches, amendments….
#include <algorithm>

#include "clausier/app/obligations.hpp"
#include "lot_pages.hpp"

namespace clausier::web {
namespace {

Form fact_form(const Wording& wording) {
  std::vector<Choice> kinds;
  for (const auto kind : fact_kinds()) kinds.push_back({std::string(fact_kind_code(kind)), wording.say("fact." + std::string(fact_kind_code(kind)))});
  return Form("fait", {{.name = "nature", .kind = FieldKind::select, .choices = kinds},
                       {.name = "date", .kind = FieldKind::date, .width = "short"},
                       {.name = "fin", .kind = FieldKind::date, .optional = true, .width = "short"},
                       {.name = "montant", .optional = true, .width = "medium"},
                       {.name = "heures", .optional = true, .width = "short"},
                       {.name = "personnes", .optional = true, .width = "short"},
                       {.name = "reference", .optional = true, .length_max = 60},
                       {.name = "document", .optional = true, .length_max = 300},
                       {.name = "motif", .optional = true, .length_max = 300}});
}

Form file_form() {
  return Form("faits", {{.name = "fichier", .kind = FieldKind::file, .accept = ".csv,.xlsx,.ods", .size_bytes_max = 5u * 1024 * 1024}});
}

std::optional<Date> day_of(const std::string& text) { return Date::parse_french(text) ? Date::parse_french(text) : Date::parse_iso(text); }

// Reads the form into a fact; refuses each field that cannot be read, then what check_fact finds.
std::optional<ObligationFact> read_fact(Form& form, LotId lot) {
  const auto given = [&](const char* field) { return !form.value(field).empty(); };
  const auto unreadable = [&](const char* field) { form.refuse(field, std::string("fait.") + field + ".unreadable"); };
  ObligationFact fact{.lot = lot};
  if (const auto kind = parse_fact_kind(form.value("nature"))) fact.kind = *kind;
  if (const auto day = day_of(form.value("date"))) fact.on = *day;
  else if (given("date")) unreadable("date");
  if (given("fin") && !(fact.last = day_of(form.value("fin")))) unreadable("fin");
  if (given("montant")) fact.amount = typed_money(form, "montant", "fait.montant.unreadable");
  if (given("heures")) fact.hours = typed_hours(form, "heures", "fait.heures.unreadable");
  if (const auto& people = form.value("personnes"); !people.empty()) {
    if (people.size() <= 6 && people.find_first_not_of("0123456789") == std::string::npos) fact.people = std::stoi(people);
    else unreadable("personnes");
  }
  fact.reference = form.value("reference");
  fact.document = form.value("document");
  fact.reason = form.value("motif");
  if (!form.valid()) return std::nullopt;
  static const std::map<std::string, const char*> names = {{"on", "date"}, {"last", "fin"}, {"amount", "montant"}, {"hours", "heures"},
                                                           {"people", "personnes"}, {"reference", "reference"}, {"document", "document"},
                                                           {"reason", "motif"}};
  for (const auto& fault : check_fact(fact)) form.refuse(names.at(fault.place.path), {fault.code, fault.parameters});
  return form.valid() ? std::optional(std::move(fact)) : std::nullopt;
}

std::string figure_of(const Wording& wording, const app::FactLine& line) {
  const auto& fact = line.fact;
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
  if (fact.amount) add(french_money(*fact.amount));
  if (fact.hours) add(hours_text(*fact.hours) + "\u00A0h");
  if (line.people_withheld) add(wording.say("mask.withheld"));
  else if (fact.people) add(wording.say("clause.people_owed", {{"count", std::to_string(*fact.people)}}));
  return text;
}

View facts_view(const Wording& wording, const app::ObligationView& found, const std::string& path) {
  return View::list_of(found.facts, [&](const app::FactLine& line) {
    const auto& fact = line.fact;
    const auto& undo = line.cancelled_by;
    return View()
        .set("kind", wording.say("fact." + std::string(fact_kind_code(fact.kind)))).set("day", french_date(fact.on))
        .set("last", fact.last ? french_date(*fact.last) : "").set("figure", figure_of(wording, line)).set("reference", fact.reference)
        .set("document", fact.document).set("reason", fact.reason).set("author", fact.author).set("when", app::french_instant(fact.recorded_at))
        .set("id", fact.id.text()).set("path", path + "/annuler").set("may_cancel", found.lot.may_edit && !undo)
        .set("beyond_amount", line.beyond_amount).set("without_effect", !undo && !line.has_effect)
        .set("cancelled", undo ? wording.say("fact.cancelled_by", {{"author", undo->author}, {"when", app::french_instant(undo->recorded_at)},
                                                                   {"reason", undo->reason}}) : "");
  });
}

struct Sent {
  const Form* fact = nullptr;
  const Form* file = nullptr;
  const app::FactImport* import = nullptr;  // checked, or refused with its faults
};

View upload_view(const Wording& wording, const std::string& path, const Sent& sent) {
  const auto form = sent.file ? *sent.file : file_form();
  const bool checked = sent.import && !any_error(sent.import->findings);
  return form.view(wording, path)
      .set("checked", checked ? wording.say("execution.import.checked", {{"added", std::to_string(sent.import->added)},
                                                                         {"already", std::to_string(sent.import->already)}}) : "")
      .set("nothing_recorded", sent.import && !checked)
      .set("import_faults", View::list_of(sent.import ? sent.import->findings : std::vector<Finding>(),
                                          [&](const Finding& fault) { return finding_view(wording, fault); }));
}

Response execution_page(const SiteParts& parts, const Request& request, const app::ObligationView& found, const Sent& sent) {
  const auto& view = found.lot;
  const std::string lot_path = "/lots/" + view.lot.id.text(), path = lot_path + "/execution";
  View content;
  content.set("facts", facts_view(parts.wording, found, path)).set("may_edit", view.may_edit);
  const auto form = sent.fact ? *sent.fact : fact_form(parts.wording);
  content.set("form", view.may_edit ? form.view(parts.wording, path) : View(false));
  content.set("upload", view.may_edit ? upload_view(parts.wording, path + "/fichier", sent) : View(false));
  content.set("due", hours_text(view.position.due)).set("forecast", hours_text(view.position.forecast));
  content.set("credited", hours_text(view.position.credited)).set("has_clause", view.clause.has_value()).set("position_path", lot_path + "/position");
  const bool wrong = (sent.fact && !sent.fact->valid()) || (sent.file && !sent.file->valid()) || (sent.import && any_error(sent.import->findings));
  return parts.renderer.page(request, {.template_name = "execution", .title = parts.wording.say("execution.title"), .content = content,
                                       .context = lot_title(parts.wording, view),
                                       .crumbs = {{parts.wording.say("contracts.title"), "/marches"},
                                                  {view.contract_object, "/marches/" + view.contract.text()},
                                                  {lot_title(parts.wording, view), lot_path}},
                                       .notice = notice_of(parts, request), .has_errors = wrong, .status = wrong ? 422 : 200});
}

Response show_execution(const SiteParts& parts, const Request& request) {
  const auto id = id_in<LotId>(request);
  if (!id) return not_found();
  const auto found = app::view_obligation(parts.services, actor_of(request), *id);
  if (!found) return refused_page(parts, found.refusal());
  return execution_page(parts, request, found.value(), {});
}

// What to say of a fact just recorded: whether it is to be looked at again, or changes nothing.
const char* notice_on(const SiteParts& parts, const Request& request, const app::ObligationView& before, const ObligationFact& fact) {
  const auto& clause = before.lot.clause;
  const auto after = app::view_obligation(parts.services, actor_of(request), fact.lot);
  const bool beyond = after && std::any_of(after.value().facts.begin(), after.value().facts.end(), [&](const app::FactLine& line) {
    return line.beyond_amount && line.fact.on == fact.on && line.fact.reference == fact.reference;
  });
  if (beyond) return "fact.beyond_amount";
  const bool acts = !clause || has_effect(*clause, fact, app::standing_facts(parts.services, actor_of(request), fact.lot));
  return acts ? "fact.recorded" : "fact.without_effect";
}

Response submit_fact(const SiteParts& parts, const Request& request) {
  const auto id = id_in<LotId>(request);
  if (!id) return not_found();
  const auto found = app::view_obligation(parts.services, actor_of(request), *id);
  if (!found) return refused_page(parts, found.refusal());
  auto form = fact_form(parts.wording);
  form.fill(request).check();
  const auto fact = form.valid() ? read_fact(form, *id) : std::nullopt;
  if (!fact) return execution_page(parts, request, found.value(), {.fact = &form});
  const auto done = app::record_fact(parts.services, actor_of(request), *fact);
  if (done) return see_other(done_path("/lots/" + id->text() + "/execution", notice_on(parts, request, found.value(), *fact)));
  if (is_denial(done.refusal())) return refused_page(parts, done.refusal());
  return execution_page(parts, request, found.value(), {.fact = &form.refuse("", done.refusal())});
}

const char* notice_on(const app::FactImport& import) {
  if (import.findings.empty()) return "facts.imported";
  const bool beyond = std::any_of(import.findings.begin(), import.findings.end(), [](const Finding& found) { return found.code == "fact.invoice.beyond"; });
  return beyond ? "facts.imported.beyond" : "facts.imported.partly";
}

Response submit_facts(const SiteParts& parts, const Request& request) {
  const auto id = id_in<LotId>(request);
  if (!id) return not_found();
  const auto found = app::view_obligation(parts.services, actor_of(request), *id);
  if (!found) return refused_page(parts, found.refusal());
  auto form = file_form();
  form.fill(request).check();
  const auto* file = form.file("fichier");
  if (!form.valid() || !file) return execution_page(parts, request, found.value(), {.file = &form});
  const auto mode = request.form.get("decision") == "enregistrer" ? app::ImportMode::record : app::ImportMode::check;
  const auto done = app::import_facts(parts.services, actor_of(request), *id, file->bytes, mode);
  if (!done) return refused_page(parts, done.refusal());
  if (mode == app::ImportMode::check || any_error(done.value().findings)) return execution_page(parts, request, found.value(), {.file = &form, .import = &done.value()});
  return see_other(done_path("/lots/" + id->text() + "/execution", notice_on(done.value())));
}

Response submit_cancel(const SiteParts& parts, const Request& request) {
  const auto id = id_in<LotId>(request);
  const auto fact = FactId::parse(request.form.get("fait"));
  if (!id || !fact) return not_found();
  const auto done = app::cancel_fact(parts.services, actor_of(request), *id, *fact, request.form.get("motif"));
  if (!done) return refused_page(parts, done.refusal());
  return see_other(done_path("/lots/" + id->text() + "/execution", "fact.cancelled"));
}

}  // namespace

std::vector<Route> execution_routes(const SiteParts& parts) {
  const auto readers = Access::only({"facilitator", "officer"});
  const auto facilitators = Access::only({"facilitator"});
  return {{Method::get, "/lots/{id}/execution", [&parts](const Request& r) { return show_execution(parts, r); }, readers},
          {Method::post, "/lots/{id}/execution", [&parts](const Request& r) { return submit_fact(parts, r); }, facilitators},
          {Method::post, "/lots/{id}/execution/fichier", [&parts](const Request& r) { return submit_facts(parts, r); }, facilitators, timesheet_body},
          {Method::post, "/lots/{id}/execution/annuler", [&parts](const Request& r) { return submit_cancel(parts, r); }, facilitators}};
}

}  // namespace clausier::web
