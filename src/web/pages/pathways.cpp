// The pathway of a person: what the office recorded, what may be recorded next; and the figures of a year.
#include "clausier/app/pathways.hpp"

#include <array>

#include "people_parts.hpp"

namespace clausier::web {
namespace {

struct Word {
  PathwayFactKind kind;
  std::string_view address;
};
constexpr std::array<Word, 5> words = {{{PathwayFactKind::entry, "entree"},
                                        {PathwayFactKind::step, "etape"},
                                        {PathwayFactKind::exit, "sortie"},
                                        {PathwayFactKind::confirmation, "confirmation"},
                                        {PathwayFactKind::situation, "situation"}}};

std::optional<PathwayFactKind> kind_in(const Request& request) {
  for (const auto& word : words)
    if (word.address == request.parameter("fait")) return word.kind;
  return std::nullopt;
}

std::string pathway_path(const std::string& reference) { return person_path(reference) + "/parcours"; }

std::string event_path(const std::string& reference, PathwayFactKind kind) {
  for (const auto& word : words)
    if (word.kind == kind) return pathway_path(reference) + "/" + std::string(word.address);
  throw std::logic_error("pathway fact without address");
}

std::string label_of(const SiteParts& parts, const PathwayFact& fact) {
  if (fact.kind == PathwayFactKind::confirmation) return parts.wording.say("pathway.confirmation.choice." + fact.code);
  const auto* known = find_pathway_code(parts.services.reference.pathway_codes, fact.kind, fact.code);
  return known ? known->label : fact.code;
}

Tone tone_of(ExitState state) {
  switch (state) {
    case ExitState::positive: return Tone::success;
    case ExitState::pending: return Tone::progress;
    case ExitState::to_confirm: return Tone::warning;
    case ExitState::none:
    case ExitState::other:
    case ExitState::not_held: return Tone::neutral;
  }
  return Tone::neutral;
}

// ---- The pathway of one person ------------------------------------------------------------------------------

View fact_view(const SiteParts& parts, const std::string& reference, const PathwayFact& fact, bool cancellable) {
  const auto kind = "pathway.kind." + std::string(pathway_fact_code(fact.kind));
  return View()
      .set("id", fact.id.text()).set("day", fact.kind == PathwayFactKind::step ? period_text(parts.wording, fact.day, fact.until) : french_date(fact.day))
      .set("kind", parts.wording.say(kind, {{"n", std::to_string(fact.months)}})).set("label", label_of(parts, fact))
      .set("author", parts.wording.say("pathway.author", {{"author", fact.author}, {"when", app::french_instant(fact.recorded_at)}}))
      .set("cancellable", cancellable).set("cancel_path", pathway_path(reference));
}

std::vector<PathwayFact> facts_of(const Pathway& pathway) {
  std::vector<PathwayFact> facts = {pathway.entry};
  facts.insert(facts.end(), pathway.steps.begin(), pathway.steps.end());
  if (pathway.exit) facts.push_back(*pathway.exit);
  if (pathway.confirmation) facts.push_back(*pathway.confirmation);
  facts.insert(facts.end(), pathway.situations.begin(), pathway.situations.end());
  return facts;
}

View pathway_view(const SiteParts& parts, const std::string& reference, const app::PathwayLine& line, const std::vector<Pathway>& standing) {
  const std::string state(exit_state_code(line.state));
  const std::string until = line.confirmable_on ? french_date(*line.confirmable_on) : "";
  return View()
      .set("title", parts.wording.say("pathway.since", {{"date", french_long_date(line.pathway.entry.day)}}))
      .set("id", line.pathway.entry.id.text())
      .set("state", tag(tone_of(line.state), parts.wording.say("pathway.state." + state)))
      .set("detail", parts.wording.say("pathway.state.detail." + state, {{"date", until}}))
      .set("facts", View::list_of(facts_of(line.pathway), [&](const PathwayFact& fact) {
        return fact_view(parts, reference, fact, is_cancellable(standing, fact.id));
      }));
}

View next_view(const SiteParts& parts, const std::string& reference, const std::vector<app::PathwayLine>& lines) {
  View next = View::list();
  const auto offer = [&](PathwayFactKind kind, const std::string& query = "", int months = 0) {
    const auto key = "pathway.next." + std::string(pathway_fact_code(kind));
    next.add(View().set("path", event_path(reference, kind) + query).set("label", parts.wording.say(key, {{"n", std::to_string(months)}})));
  };
  if (lines.empty() || !lines.back().pathway.is_open()) offer(PathwayFactKind::entry);
  if (lines.empty()) return next;
  const auto& latest = lines.back();
  offer(PathwayFactKind::step);
  if (latest.pathway.is_open()) offer(PathwayFactKind::exit);
  if (latest.state == ExitState::pending || latest.state == ExitState::to_confirm) offer(PathwayFactKind::confirmation);
  for (const int months : latest.situations_due) offer(PathwayFactKind::situation, "?mois=" + std::to_string(months), months);
  return next;
}

Response pathway_page(const SiteParts& parts, const Request& request, const std::optional<Refusal>& fault = {}) {
  const auto& reference = request.parameter("ref");
  const auto found = app::list_pathways(parts.services, actor_of(request), reference);
  if (!found) return refused_page(parts, found.refusal());
  const auto person = app::view_person(parts.services, actor_of(request), reference);
  if (!person) return refused_page(parts, person.refusal());
  const auto& lines = found.value();
  std::vector<Pathway> standing;
  for (const auto& line : lines) standing.push_back(line.pathway);
  View content;
  content.set("name", name_of(person.value().person.identity)).set("reference", reference);
  content.set("pathways", View::list_of(lines, [&](const auto& line) { return pathway_view(parts, reference, line, standing); }));
  content.set("next", next_view(parts, reference, lines));
  content.set("employments", View::list_of(person.value().person.employments, [&](const app::EmploymentLine& line) {
    return View().set("lot", line.lot_label.empty() ? parts.wording.say("person.lot.elsewhere") : line.lot_label).set("firm", line.firm_name)
        .set("contract_type", parts.wording.say("contract_type." + line.employment.contract_type))
        .set("period", period_text(parts.wording, line.employment.starts_on, line.employment.ends_on));
  }));
  content.set("fault", fault ? parts.wording.say(fault->code, fault->parameters) : "");
  return parts.renderer.page(request, {.template_name = "pathway", .title = parts.wording.say("pathway.title", {{"reference", reference}}),
                                       .content = content,
                                       .crumbs = {{parts.wording.say("people.title"), "/participants"},
                                                  {parts.wording.say("person.title", {{"reference", reference}}), person_path(reference)}},
                                       .notice = notice_of(parts, request), .has_errors = fault.has_value(), .status = fault ? 422 : 200});
}

Response submit_cancellation(const SiteParts& parts, const Request& request) {
  const auto fact = PathwayFactId::parse(request.form.get("fait"));
  if (!fact) return not_found();
  const auto& reference = request.parameter("ref");
  const auto done = app::cancel_pathway_fact(parts.services, actor_of(request), reference, *fact);
  if (done) return see_other(done_path(pathway_path(reference), "pathway.cancelled"));
  return is_denial(done.refusal()) ? refused_page(parts, done.refusal()) : pathway_page(parts, request, done.refusal());
}

// ---- Recording an event -------------------------------------------------------------------------------------

std::vector<Choice> code_choices(const SiteParts& parts, PathwayFactKind kind) {
  if (kind == PathwayFactKind::confirmation)
    return {{"held", parts.wording.say("pathway.confirmation.choice.held")}, {"broken", parts.wording.say("pathway.confirmation.choice.broken")}};
  std::vector<Choice> choices;
  for (const auto& code : parts.services.reference.pathway_codes.at(kind)) {
    const char* doubt = code.positive ? "pathway.code.positive" : code.sensitive ? "criterion.sensitive" : "pathway.code.plain";
    choices.push_back({code.code, parts.wording.say(doubt, {{"label", code.label}})});
  }
  return choices;
}

std::string form_name(PathwayFactKind kind) { return "pathway_" + std::string(pathway_fact_code(kind)); }

Form event_form(const SiteParts& parts, PathwayFactKind kind) {
  const bool few = kind == PathwayFactKind::confirmation;
  std::vector<Field> fields = {{.name = "nature", .kind = few ? FieldKind::radios : FieldKind::select, .choices = code_choices(parts, kind)},
                               {.name = "jour", .kind = FieldKind::date, .width = "short"}};
  if (kind == PathwayFactKind::step) fields.push_back({.name = "fin", .kind = FieldKind::date, .optional = true, .width = "short"});
  if (kind == PathwayFactKind::situation) {
    std::vector<Choice> months;
    for (const int n : situation_months) months.push_back({std::to_string(n), parts.wording.say("pathway.months", {{"n", std::to_string(n)}})});
    fields.insert(fields.begin(), {.name = "mois", .kind = FieldKind::radios, .choices = months});
  }
  return Form(form_name(kind), std::move(fields));
}

std::optional<app::PathwayEvent> event_of(Form& form, PathwayFactKind kind) {
  const auto name = form_name(kind);
  const auto day = typed_date(form, name, "jour");
  const auto until = kind == PathwayFactKind::step ? typed_date(form, name, "fin") : std::nullopt;
  if (!form.valid() || !day) return std::nullopt;
  const int months = kind == PathwayFactKind::situation ? std::stoi(form.value("mois")) : 0;
  return app::PathwayEvent{kind, form.value("nature"), *day, until, months};
}

Response event_page(const SiteParts& parts, const Request& request, PathwayFactKind kind, const app::PersonLine& person, const Form& form) {
  const auto code = std::string(pathway_fact_code(kind));
  View content;
  content.set("name", name_of(person.identity)).set("reference", person.reference).set("lead", parts.wording.say("pathway." + code + ".lead"));
  content.set("form", form.view(parts.wording, event_path(person.reference, kind)));
  content.set("back", pathway_path(person.reference));
  const bool wrong = !form.valid();
  return parts.renderer.page(request, {.template_name = "pathway_event",
                                       .title = parts.wording.say("pathway." + code + ".title", {{"reference", person.reference}}),
                                       .content = content,
                                       .crumbs = {{parts.wording.say("people.title"), "/participants"},
                                                  {parts.wording.say("person.title", {{"reference", person.reference}}), person_path(person.reference)},
                                                  {parts.wording.say("pathway.crumb"), pathway_path(person.reference)}},
                                       .has_errors = wrong, .status = wrong ? 422 : 200});
}

Response show_event(const SiteParts& parts, const Request& request) {
  const auto kind = kind_in(request);
  const auto found = app::view_person(parts.services, actor_of(request), request.parameter("ref"));
  if (!found) return refused_page(parts, found.refusal());
  if (!kind) return not_found();
  auto form = event_form(parts, *kind);
  const auto& months = request.query.get("mois");
  if (*kind == PathwayFactKind::situation && (months == "6" || months == "12")) form.set("mois", months);
  return event_page(parts, request, *kind, found.value().person, form);
}

Response submit_event(const SiteParts& parts, const Request& request) {
  const auto kind = kind_in(request);
  const auto found = app::view_person(parts.services, actor_of(request), request.parameter("ref"));
  if (!found) return refused_page(parts, found.refusal());
  if (!kind) return not_found();
  const auto& person = found.value().person;
  auto form = event_form(parts, *kind);
  form.fill(request).check();
  const auto event = event_of(form, *kind);
  if (!event) return event_page(parts, request, *kind, person, form);
  const auto done = app::record_pathway_event(parts.services, actor_of(request), person.reference, *event);
  if (done) return see_other(done_path(pathway_path(person.reference), "pathway.recorded"));
  if (is_denial(done.refusal())) return refused_page(parts, done.refusal());
  return event_page(parts, request, *kind, person, form.refuse("jour", done.refusal()));
}

// ---- The figures of a year ----------------------------------------------------------------------------------

View task_view(const SiteParts& parts, const app::PathwayTask& task) {
  const auto kind = task.months == 0 ? PathwayFactKind::confirmation : PathwayFactKind::situation;
  const auto query = task.months == 0 ? "" : "?mois=" + std::to_string(task.months);
  const auto key = task.months == 0 ? "pathways.task.confirm" : "pathways.task.situation";
  return View()
      .set("reference", task.reference).set("person_path", person_path(task.reference)).set("path", event_path(task.reference, kind) + query)
      .set("label", parts.wording.say(key, {{"n", std::to_string(task.months)}, {"reference", task.reference}})).set("since", french_date(task.since))
      .set("days", std::to_string(parts.services.today().days_since_1970() - task.since.days_since_1970()));
}

int year_of(const SiteParts& parts, const Request& request) {
  const auto& text = request.query.get("annee");
  if (text.empty()) return parts.services.today().year();
  if (text.size() != 4 || text.find_first_not_of("0123456789") != std::string::npos) throw RequestProblem(400, "year");
  return std::stoi(text);
}

Response show_board(const SiteParts& parts, const Request& request) {
  const int year = year_of(parts, request);
  const auto found = app::pathway_board(parts.services, actor_of(request), year);
  if (!found) return refused_page(parts, found.refusal());
  const auto& board = found.value();
  const auto rate = board.figures.positive_rate();
  const bool may_have_former = year > 2000 && (board.figures.followed > 0 || year == parts.services.today().year());
  View content;
  content.set("year", std::to_string(year)).set("former", may_have_former ? "/parcours?annee=" + std::to_string(year - 1) : "").set("former_year", std::to_string(year - 1));
  content.set("later", year < parts.services.today().year() ? "/parcours?annee=" + std::to_string(year + 1) : "").set("later_year", std::to_string(year + 1));
  content.set("followed", french_integer(board.figures.followed)).set("entered", french_integer(board.figures.entered));
  content.set("exits", french_integer(board.figures.exits)).set("positive", french_integer(board.figures.positive));
  content.set("awaiting", french_integer(board.figures.pending)).set("rate", rate ? french_percent(*rate) : "–");
  content.set("tasks", View::list_of(board.tasks, [&](const auto& task) { return task_view(parts, task); }));
  return parts.renderer.page(request, {.template_name = "pathways", .title = parts.wording.say("pathways.title", {{"year", std::to_string(year)}}),
                                       .content = content, .crumbs = {{parts.wording.say("people.title"), "/participants"}}});
}

}  // namespace

std::vector<Route> pathway_routes(const SiteParts& parts) {
  const auto facilitators = Access::only({"facilitator"});
  return {
      {Method::get, "/parcours", [&parts](const Request& r) { return show_board(parts, r); }, facilitators},
      {Method::get, "/participants/{ref}/parcours", [&parts](const Request& r) { return pathway_page(parts, r); }, facilitators},
      {Method::get, "/participants/{ref}/parcours/{fait}", [&parts](const Request& r) { return show_event(parts, r); }, facilitators},
      {Method::post, "/participants/{ref}/parcours/{fait}", [&parts](const Request& r) { return submit_event(parts, r); }, facilitators},
      {Method::post, "/participants/{ref}/parcours", [&parts](const Request& r) { return submit_cancellation(parts, r); }, facilitators},
  };
}

}  // namespace clausier::web
