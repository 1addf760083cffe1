// The clause of a lot: an editor, step by step, that computes before it records; its card; its dated versions compared.
#include <algorithm>

#include "clausier/app/amendment_proposals.hpp"
#include "clausier/app/obligations.hpp"
#include "clausier/domain/clause_template.hpp"
#include "clause_steps.hpp"
#include "notice_parts.hpp"

namespace clausier::web {
namespace {

View terms_view(const Wording& wording, const Clause& clause) {
  return View::list_of(terms_of(clause), [&](const Term& term) {
    return View().set("label", wording.say("term." + term.key)).set("value", shown_term(wording, term.key, term.value));
  });
}

View changes_view(const Wording& wording, const std::vector<TermChange>& changes) {
  return View::list_of(changes, [&](const TermChange& change) {
    return View().set("label", wording.say("term." + change.key)).set("before", shown_term(wording, change.key, change.before))
        .set("after", shown_term(wording, change.key, change.after));
  });
}

std::string shown_owed(const Wording& wording, const Clause& clause, const Obligation& obligation) {
  if (!obligation.owed) return wording.say("state.indeterminate");
  if (asks_for_people(clause.target)) return wording.say("clause.people_owed", {{"count", std::to_string(*obligation.owed)}});
  return hours_text(WorkTime::from_seconds(*obligation.owed)) + "\u00A0h";
}

View version_view(const Wording& wording, const Clause& clause, const Clause* former, const std::vector<ObligationFact>& facts, const Cutoff& cutoff) {
  const auto obligation = obligation_on(clause, facts, cutoff);
  return View()
      .set("when", app::french_instant(clause.recorded_at)).set("author", clause.author)
      .set("reason", clause.terms.reason).set("owed", shown_owed(wording, clause, obligation))
      .set("terms", terms_view(wording, clause)).set("is_first", former == nullptr)
      .set("changes", changes_view(wording, former ? compare_clauses(*former, clause) : std::vector<TermChange>()))
      .set("steps", steps_view(wording, obligation.explanation, "v" + clause.id.text() + "-"));
}

// From one rank to another: the card of the clause in force, then the former versions.
View versions_view(const Wording& wording, const app::ClauseVersions& found, const std::vector<ObligationFact>& facts, std::size_t from, std::size_t to) {
  View versions = View::list();
  const auto& all = found.versions;  // newest first
  for (std::size_t i = from; i < std::min(to, all.size()); ++i)
    versions.add(version_view(wording, all[i], i + 1 < all.size() ? &all[i + 1] : nullptr, facts, found.lot.position.cutoff));
  return versions;
}

const Clause* version_named(const std::vector<Clause>& all, const std::string& id) {
  for (const auto& known : all)
    if (known.id.text() == id) return &known;
  return nullptr;
}

// Any two versions compared, as the address names them; at first the two last.
View comparison_view(const Wording& wording, const Request& request, const std::vector<Clause>& all, const std::string& path) {
  if (all.size() < 2) return View(false);
  const auto* before = version_named(all, request.query.get("avant"));
  const auto* after = version_named(all, request.query.get("apres"));
  const auto choices = [&](const Clause& chosen) {
    return View::list_of(all, [&](const Clause& known) {
      return View().set("value", known.id.text()).set("selected", known.id == chosen.id)
          .set("label", wording.say("clause.version", {{"when", app::french_instant(known.recorded_at)}, {"author", known.author}}));
    });
  };
  const bool asked = before && after;
  const auto& first = before ? *before : all[1];
  const auto& second = after ? *after : all[0];
  return View().set("path", path).set("before", choices(first)).set("after", choices(second)).set("asked", asked)
      .set("changes", changes_view(wording, asked ? compare_clauses(first, second) : std::vector<TermChange>()));
}

// A blank clause over the days of the contract, or the one in force: what a form starts from.
Clause starting_clause(const app::LotView& view, Date today) {
  if (view.clause) return *view.clause;
  return {.id = ClauseId::from_trusted(0), .lot = view.lot.id, .target = FixedHours{WorkTime::zero()},
          .execution = view.execution.value_or(DateRange{today, today}), .legal_bases = {"L2112_2"},
          .penalty_per_missing_hour = std::nullopt, .counting_months = std::nullopt, .source_document = "", .author = "",
          .recorded_at = Instant::from_milliseconds(0)};
}

const ClauseTemplate* template_in(const SiteParts& parts, const Request& request) {
  const auto& code = request.query.get("modele");
  for (const auto& known : parts.services.reference.clause_templates)
    if (known.code == code) return &known;
  return nullptr;
}

// The version that the author of a form has before their eyes; empty: none.
std::string version_of(const app::LotView& view) { return view.clause ? view.clause->id.text() : ""; }

Form starting_form(const SiteParts& parts, const app::LotView& view, const ClauseTemplate* chosen) {
  auto form = clause_form(parts);
  form.set("version", version_of(view));
  if (!view.clause && !chosen) {
    if (view.execution) form.set("debut", french_date(view.execution->first)).set("fin", french_date(view.execution->last));
    form.set_all("bases", {"L2112_2"});  // whether hours are due day by day or at the end is for the contract to say
    return form;
  }
  auto clause = starting_clause(view, parts.services.today());
  if (!chosen) return fill_with(form, clause, parts.wording);
  const auto preselected = chosen->preselected();
  apply_terms(clause, preselected);
  fill_with(form, clause, parts.wording);
  const bool says_when = std::any_of(preselected.begin(), preselected.end(), [](const Term& term) { return term.key == "schedule"; });
  return view.clause || says_when ? form : form.set("rythme", "");
}

View templates_view(const SiteParts& parts, const std::string& path) {
  return View::list_of(parts.services.reference.clause_templates, [&](const ClauseTemplate& known) {
    return View().set("name", parts.wording.say("clause_template." + known.code)).set("path", address(path, {{"modele", known.code}}));
  });
}

View template_view(const Wording& wording, const ClauseTemplate* chosen) {
  if (!chosen) return View(false);
  return View().set("name", wording.say("clause_template." + chosen->code))
      .set("terms", View::list_of(chosen->terms, [&](const TemplateTerm& known) {
             return View().set("label", wording.say("term." + known.term.key))
                 .set("value", shown_term(wording, known.term.key, known.term.value)).set("source", known.source)
                 .set("to_confirm", !known.confirmed);
           }));
}

struct Shown {
  const Form* submitted = nullptr;
  const Clause* computed = nullptr;  // read from the form and computed, not recorded
  std::string step = "kind";
  OtherErrors others = OtherErrors::told;
};

Response clause_page(const SiteParts& parts, const Request& request, const app::ClauseVersions& found, const Shown& shown) {
  const auto& view = found.lot;
  const std::string path = "/lots/" + view.lot.id.text();
  const auto facts = app::standing_facts(parts.services, actor_of(request), view.lot.id);
  const auto* chosen = template_in(parts, request);
  View content;
  const auto proposals = app::amendment_proposals(parts.services, actor_of(request), view.lot.id);
  content.set("proposals", proposals.empty() ? "" : french_integer(static_cast<std::int64_t>(proposals.size())));
  content.set("proposals_path", path + "/avenants");
  const auto& all = found.versions;
  content.set("versions", versions_view(parts.wording, found, facts, 0, 1)).set("former", versions_view(parts.wording, found, facts, 1, all.size()));
  content.set("former_count", french_integer(static_cast<std::int64_t>(all.empty() ? 0 : all.size() - 1)));
  content.set("comparison", comparison_view(parts.wording, request, all, path + "/clause"));
  content.set("may_edit", view.may_edit).set("is_first", found.versions.empty());
  auto form = shown.submitted ? *shown.submitted : starting_form(parts, view, chosen);
  const auto start = view.may_edit && !shown.submitted ? clause_start_of(parts, request, view.lot.id) : std::nullopt;
  if (start) start_from(parts.wording, *start, form);
  content.set("start", start ? clause_start_view(parts.wording, *start) : View(false));
  const auto edited = step_view(parts.wording, form, path + "/clause", shown.step, shown.others);
  content.set("form", view.may_edit ? edited : View(false)).set("editing", shown.submitted || chosen || start);
  content.set("cancel_path", path + "/clause");
  content.set("templates", templates_view(parts, path + "/clause")).set("template", template_view(parts.wording, chosen));
  content.set("execution_path", path + "/execution").set("penalty_path", path + "/penalites");
  content.set("computed", View(false));
  if (shown.computed) {
    auto typed = *shown.computed;  // stated by who types it, now
    typed.author = actor_of(request).display_name;
    typed.recorded_at = parts.services.clock();
    const auto obligation = obligation_on(typed, facts, view.position.cutoff);
    content.set("computed", View().set("owed", shown_owed(parts.wording, typed, obligation))
                                .set("steps", steps_view(parts.wording, obligation.explanation, "saisie-")));
  }
  const bool wrong = view.may_edit && std::get<bool>(edited.find("has_errors")->value());
  return parts.renderer.page(request, {.template_name = "clause", .title = parts.wording.say("clause.title"), .content = content,
                                       .context = lot_title(parts.wording, view),
                                       .crumbs = {{parts.wording.say("contracts.title"), "/marches"},
                                                  {view.contract_object, "/marches/" + view.contract.text()},
                                                  {lot_title(parts.wording, view), path}},
                                       .notice = notice_of(parts, request), .has_errors = wrong, .status = wrong ? 422 : 200});
}

Response show_clause(const SiteParts& parts, const Request& request) {
  const auto id = id_in<LotId>(request);
  if (!id) return not_found();
  const auto found = app::view_clause(parts.services, actor_of(request), *id);
  if (!found) return refused_page(parts, found.refusal());
  return clause_page(parts, request, found.value(), {});
}

Form filled(const SiteParts& parts, const Request& request) {
  auto form = clause_form(parts);
  form.fill(request);
  return form;
}

// The next page when what this one asks can be read; what the others ask is looked at when they are shown.
Response go_on(const SiteParts& parts, const Request& request, const app::ClauseVersions& found, const std::string& step) {
  auto form = filled(parts, request);
  if (step == "kind") form = kept_for_kind(parts, form);
  auto checked = form;
  checked.check();
  const auto clause = read_clause(parts, checked, found.lot.lot.id);
  if (has_error_in(parts.wording, checked, fields_of_step(step, form.value("objectif"))))
    return clause_page(parts, request, found, {.submitted = &checked, .step = step, .others = OtherErrors::left_out});
  return clause_page(parts, request, found, {.submitted = &form, .computed = clause ? &*clause : nullptr, .step = next_step(step)});
}

std::string step_in(const Request& request) {
  const auto& steps = clause_steps();
  const auto& step = request.form.get("etape");
  return std::find(steps.begin(), steps.end(), step) == steps.end() ? steps.back() : step;
}

// "vers:people": another page, with what was typed and nothing said of it yet.
std::optional<std::string> step_asked(const std::string& action, const std::string& here) {
  if (action == "precedent") return former_step(here);
  if (!action.starts_with("vers:")) return std::nullopt;
  const auto& steps = clause_steps();
  const auto step = action.substr(5);
  return std::find(steps.begin(), steps.end(), step) == steps.end() ? here : step;
}

std::string field_of(const std::string& refusal) { return refusal == "clause.reason.required" ? "motif" : ""; }

Response submit_clause(const SiteParts& parts, const Request& request) {
  const auto id = id_in<LotId>(request);
  if (!id) return not_found();
  const auto found = app::view_clause(parts.services, actor_of(request), *id);
  if (!found) return refused_page(parts, found.refusal());
  const auto& action = request.form.get("action");
  const auto step = step_in(request);
  if (action == "suivant") return go_on(parts, request, found.value(), step);
  auto form = filled(parts, request);
  if (const auto asked = step_asked(action, step)) return clause_page(parts, request, found.value(), {.submitted = &form, .step = *asked});
  form.check();
  const auto clause = read_clause(parts, form, *id);
  if (!clause) return clause_page(parts, request, found.value(), {.submitted = &form, .step = step_at_fault(parts.wording, form, step)});
  if (action == "calculer") return clause_page(parts, request, found.value(), {.submitted = &form, .computed = &*clause, .step = step});
  const auto done = app::define_clause(parts.services, actor_of(request), *clause, form.value("version"));
  if (done) return see_other(done_path("/lots/" + id->text() + "/clause", "clause.saved"));
  if (is_denial(done.refusal())) return refused_page(parts, done.refusal());
  form.set("version", version_of(found.value().lot));  // shown beside the form: sent again, the form replaces it knowingly
  return clause_page(parts, request, found.value(), {.submitted = &form.refuse(field_of(done.refusal().code), done.refusal()), .step = step});
}

}  // namespace

std::vector<Route> clause_routes(const SiteParts& parts) {
  return {
      {Method::get, "/lots/{id}/clause", [&parts](const Request& r) { return show_clause(parts, r); }, Access::only({"facilitator", "officer"})},
      {Method::post, "/lots/{id}/clause", [&parts](const Request& r) { return submit_clause(parts, r); }, Access::only({"facilitator"})},
  };
}

}  // namespace clausier::web
