// What lateness may cost, as a proposal with its computation; and what the buyer's officer did about it.
#include <algorithm>

#include "clausier/app/obligations.hpp"
#include "clausier/domain/reporting_periods.hpp"
#include "lot_pages.hpp"

namespace clausier::web {
namespace {

// A facilitator notes what was seen; the officer decides as well.
Form act_form(const Wording& wording, bool is_officer) {
  std::vector<Choice> kinds, abouts;
  for (const auto kind : penalty_act_kinds())
    if (is_officer || is_observation(kind)) kinds.push_back({std::string(penalty_act_kind_code(kind)), wording.say("penalty_act." + std::string(penalty_act_kind_code(kind)))});
  for (const auto about : {PenaltyKind::hours, PenaltyKind::documents, PenaltyKind::absence})
    abouts.push_back({std::string(penalty_kind_code(about)), wording.say("penalty_kind." + std::string(penalty_kind_code(about)))});
  if (!is_officer)
    return Form("acte", {{.name = "acte", .kind = FieldKind::radios, .choices = kinds},
                         {.name = "date", .kind = FieldKind::date, .width = "short"},
                         {.name = "document", .length_max = 300}});
  return Form("acte", {{.name = "acte", .kind = FieldKind::radios, .choices = kinds},
                       {.name = "objet", .kind = FieldKind::radios, .choices = abouts},
                       {.name = "date", .kind = FieldKind::date, .width = "short"},
                       {.name = "montant", .optional = true, .width = "medium"},
                       {.name = "document", .optional = true, .length_max = 300},
                       {.name = "motif", .optional = true, .length_max = 300}});
}

// The documents of a period bear its last day as a name.
std::string document_text(const Wording& wording, const std::string& name) {
  const auto period = Date::parse_iso(name);
  return period ? wording.say("penalty.period_document", {{"date", french_date(*period)}}) : name;
}

View proposal_view(const Wording& wording, const PenaltyProposal& proposal) {
  return View::list_of(proposal.penalties, [&](const ProposedPenalty& penalty) {
    return View().set("kind", wording.say("penalty_kind." + std::string(penalty_kind_code(penalty.kind)))).set("about", document_text(wording, penalty.about))
        .set("amount", penalty.index_missing ? "–" : french_money(penalty.amount)).set("notice_missing", penalty.notice_missing)
        .set("index_missing", penalty.index_missing);
  });
}

View acts_view(const Wording& wording, const std::vector<app::PenaltyActLine>& acts, const std::string& path) {
  return View::list_of(acts, [&](const app::PenaltyActLine& line) {
    const auto& act = line.act;
    const auto& undo = line.cancelled_by;
    return View().set("kind", wording.say("penalty_act." + std::string(penalty_act_kind_code(act.kind))))
        .set("about", wording.say("penalty_kind." + std::string(penalty_kind_code(act.about)))).set("day", french_date(act.on))
        .set("amount", act.amount ? french_money(*act.amount) : "").set("document", document_text(wording, act.document)).set("reason", act.reason)
        .set("author", act.author).set("when", app::french_instant(act.recorded_at))
        .set("id", act.id.text()).set("path", path + "/penalites/annuler").set("may_cancel", line.may_cancel)
        .set("cancelled", undo ? wording.say("fact.cancelled_by", {{"author", undo->author}, {"when", app::french_instant(undo->recorded_at)},
                                                                   {"reason", undo->reason}}) : "");
  });
}

// Drafts of formal notices, for what is missing or late on the day: a person reads, completes and signs them.
View notice_drafts(const Wording& wording, const app::PenaltyView& found) {
  const auto& view = found.lot;
  View drafts = View::list();
  if (!view.clause) return drafts;
  const auto& source = view.clause->source_document;
  const auto until = view.position.cutoff.worked_until;
  Parameters common = {{"object", view.contract_object}, {"lot", lot_title(wording, view)}, {"until", french_date(until)},
                       {"document", source.empty() ? "" : " (" + source + ")"}};
  if (view.position.missing && *view.position.missing > WorkTime::zero()) {
    auto said = common;
    said.insert({{"due", hours_text(view.position.due)}, {"counted", hours_text(view.position.credited)}, {"missing", hours_text(view.position.missing)}});
    drafts.add(View().set("text", wording.say("penalty.notice.draft", said)));
  }
  for (const auto& delay : found.documents) {
    if (delay.received_on || delay.due_on >= until) continue;
    auto said = common;
    said.insert({{"name", document_text(wording, delay.document)}, {"due_on", french_date(delay.due_on)}});
    drafts.add(View().set("text", wording.say("penalty.notice.draft_document", said)));
  }
  return drafts;
}

std::string deadline_state(const Wording& wording, const DocumentDelay& delay, Date until) {
  if (delay.received_on) return wording.say("penalty.deadline.received", {{"date", french_date(*delay.received_on)}});
  if (delay.due_on < until) return wording.say(delay.notice_on ? "penalty.deadline.noticed" : "penalty.deadline.late");
  return wording.say("penalty.deadline.to_come");
}

// What the calendar of the clause asks for, up to the next time: the last of them first, with one button to note each.
View deadlines_view(const Wording& wording, const app::PenaltyView& found, bool may_note) {
  View deadlines = View::list();
  const auto& clause = found.lot.clause;
  if (!clause || !clause->terms.reporting) return deadlines;
  const auto until = found.lot.position.cutoff.worked_until;
  const auto execution = found.lot.position.execution.value_or(clause->execution);
  std::vector<DocumentDelay> told;
  for (const auto& delay : found.documents)
    if (Date::parse_iso(delay.document)) told.push_back(delay);
  const auto periods = reporting_periods(*clause->terms.reporting, execution);
  const auto next = std::find_if(periods.begin(), periods.end(), [&](const ReportingPeriod& period) { return period.due_on > until; });
  if (next != periods.end()) told.push_back({next->ends_on.iso(), next->due_on});
  std::sort(told.begin(), told.end(), [](const auto& a, const auto& b) { return a.due_on > b.due_on; });
  for (const auto& delay : told)
    deadlines.add(View().set("about", document_text(wording, delay.document)).set("name", delay.document).set("day", french_date(delay.due_on))
                      .set("state", deadline_state(wording, delay, until)).set("today", french_date(until))
                      .set("path", "/lots/" + found.lot.lot.id.text() + "/penalites").set("may_note", may_note && !delay.received_on));
  return deadlines;
}

Response penalties_page(const SiteParts& parts, const Request& request, const app::PenaltyView& found, const Form* submitted) {
  const auto& view = found.lot;
  const std::string path = "/lots/" + view.lot.id.text();
  const bool is_officer = actor_of(request).role == app::Role::officer;
  const auto form = submitted ? *submitted : act_form(parts.wording, is_officer).set("date", french_date(parts.services.today()));
  View content;
  content.set("penalties", proposal_view(parts.wording, found.proposal)).set("total", french_money(found.proposal.total));
  content.set("applied", found.applied > Money::zero() ? french_money(found.applied) : "");
  content.set("capped", found.proposal.capped).set("liberatory", found.proposal.liberatory).set("has_clause", view.clause.has_value());
  content.set("group", parts.wording.say(found.proposal.group == GroupPenalty::lead ? "penalty.group.lead" : "penalty.group.split"));
  content.set("until", french_long_date(view.position.cutoff.worked_until)).set("missing", hours_text(view.position.missing));
  content.set("steps", steps_view(parts.wording, found.proposal.explanation)).set("acts", acts_view(parts.wording, found.acts, path));
  content.set("drafts", notice_drafts(parts.wording, found)).set("deadlines", deadlines_view(parts.wording, found, is_officer || view.may_edit));
  content.set("penalties_path", path + "/penalites").set("until_value", french_date(view.position.cutoff.worked_until));
  const auto submit = parts.wording.say(is_officer ? "penalty.submit" : "penalty.submit_seen");
  content.set("form", is_officer || view.may_edit ? form.view(parts.wording, path + "/penalites").set("submit", submit) : View(false));
  const bool wrong = submitted && !submitted->valid();
  return parts.renderer.page(request, {.template_name = "penalties", .title = parts.wording.say("penalty.title"), .content = content,
                                       .context = lot_title(parts.wording, view),
                                       .crumbs = {{parts.wording.say("contracts.title"), "/marches"},
                                                  {view.contract_object, "/marches/" + view.contract.text()},
                                                  {lot_title(parts.wording, view), path}},
                                       .notice = notice_of(parts, request), .has_errors = wrong, .status = wrong ? 422 : 200});
}

Response show_penalties(const SiteParts& parts, const Request& request) {
  const auto id = id_in<LotId>(request);
  if (!id) return not_found();
  const auto found = app::view_penalties(parts.services, actor_of(request), *id, asked_day(request, "au"));
  if (!found) return refused_page(parts, found.refusal());
  return penalties_page(parts, request, found.value(), nullptr);
}

std::optional<PenaltyAct> read_act(Form& form, LotId lot, bool is_officer) {
  PenaltyAct act{.lot = lot};
  const auto& date = form.value("date");
  const auto day = Date::parse_french(date) ? Date::parse_french(date) : Date::parse_iso(date);
  if (day) act.on = *day;
  else if (!date.empty()) form.refuse("date", "acte.date.unreadable");
  const auto given = [&](const char* field) { return is_officer ? form.value(field) : std::string(); };
  if (!given("montant").empty()) act.amount = typed_money(form, "montant", "acte.montant.unreadable");
  if (const auto kind = parse_penalty_act_kind(form.value("acte"))) act.kind = *kind;
  if (const auto about = parse_penalty_kind(given("objet"))) act.about = *about;
  act.document = form.value("document");
  if (const auto period = Date::parse_french(act.document)) act.document = period->iso();  // the last day of a period of the calendar
  act.reason = given("motif");
  return form.valid() ? std::optional(std::move(act)) : std::nullopt;
}

Response submit_act(const SiteParts& parts, const Request& request) {
  const auto id = id_in<LotId>(request);
  if (!id) return not_found();
  const auto found = app::view_penalties(parts.services, actor_of(request), *id);
  if (!found) return refused_page(parts, found.refusal());
  const bool is_officer = actor_of(request).role == app::Role::officer;
  auto form = act_form(parts.wording, is_officer);
  form.fill(request).check();
  const auto act = read_act(form, *id, is_officer);
  if (!act) return penalties_page(parts, request, found.value(), &form);
  const auto done = app::record_penalty_act(parts.services, actor_of(request), *act);
  if (done) return see_other(done_path("/lots/" + id->text() + "/penalites", "penalty.recorded"));
  if (is_denial(done.refusal())) return refused_page(parts, done.refusal());
  return penalties_page(parts, request, found.value(), &form.refuse("", done.refusal()));
}

Response submit_cancel(const SiteParts& parts, const Request& request) {
  const auto id = id_in<LotId>(request);
  const auto act = PenaltyActId::parse(request.form.get("acte"));
  if (!id || !act) return not_found();
  const auto done = app::cancel_penalty_act(parts.services, actor_of(request), *id, *act, request.form.get("motif"));
  if (!done) return refused_page(parts, done.refusal());
  return see_other(done_path("/lots/" + id->text() + "/penalites", "penalty.cancelled"));
}

}  // namespace

std::vector<Route> penalty_routes(const SiteParts& parts) {
  const auto readers = Access::only({"facilitator", "officer"});
  const std::string path = "/lots/{id}/penalites";
  return {{Method::get, path, [&parts](const Request& r) { return show_penalties(parts, r); }, readers},
          {Method::post, path, [&parts](const Request& r) { return submit_act(parts, r); }, readers},
          {Method::post, path + "/annuler", [&parts](const Request& r) { return submit_cancel(parts, r); }, readers}};
}

}  // namespace clausier::web
