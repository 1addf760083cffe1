// A file as it was read: every fault with its place, or the lines to check before they are sent; then
// the receipt. One address per step: a page that no longer applies leads to the one that does.
#include <algorithm>
#include <map>

#include "clausier/app/timesheet_summary.hpp"
#include "draft_parts.hpp"
#include "firm_parts.hpp"

namespace clausier::web {
namespace {

constexpr std::size_t faults_per_page = 200;
constexpr std::size_t lines_per_page = 200;

std::string text_of(std::size_t count) { return french_integer(static_cast<std::int64_t>(count)); }

std::string both_hours(WorkTime time) { return hours_text(time) + " (" + french_hours_minutes(time) + ")"; }

std::string summary_path(TimesheetId id) { return "/espace/import/" + id.text() + "/recapitulatif"; }

std::string path_of_step(const app::TimesheetReading& reading) {
  const auto& head = reading.head;
  if (head.confirmed_at) return receipt_path(head.id);
  return reading.can_confirm ? summary_path(head.id) : reading_path(head.id);
}

std::string with_notice(const std::string& path, const Request& request) { return address(path, {{"fait", request.query.get("fait")}}); }

// A draft that another file of the month took the place of, or that was left: an older tab may still show it.
bool is_superseded(const app::TimesheetReading& reading) { return reading.head.state == app::TimesheetState::abandoned; }

std::string superseded_path(const app::Actor& actor, const app::TimesheetHead& head, const Request& request) {
  const auto& said = request.query.get("fait");
  return address(month_path(head.subject.lot, head.subject.month),
                 {{"entreprise", actor.role == app::Role::facilitator ? head.subject.firm.text() : ""},
                  {"fait", said.empty() ? "timesheet.superseded" : said}});
}

// A page of the items: the one that the address asks for.
template <class Item>
std::vector<Item> page_of_items(const Request& request, const std::vector<Item>& items, std::size_t per_page) {
  const auto first = std::min(items.size(), (page_of(request) - 1) * per_page);
  const auto last = std::min(items.size(), first + per_page);
  return {items.begin() + static_cast<std::ptrdiff_t>(first), items.begin() + static_cast<std::ptrdiff_t>(last)};
}

// The columns of "7.30" to ask about, or those answered: an answer can be changed until the hours are sent.
View questions_view(const app::TimesheetReading& reading, std::string_view code, const std::string& path) {
  std::map<std::string, const Finding*> first_by_column;
  for (const auto& f : reading.findings)
    if (f.code == code) first_by_column.emplace(f.place.column, &f);
  return View::list_of(first_by_column, [&](const auto& question) {
    const auto& [column, example] = question;
    const auto answer = example->parameters.find("reading");
    return View().set("path", path).set("column", column).set("value", example->value).set("minutes", example->parameters.at("minutes"))
        .set("decimal", example->parameters.at("decimal")).set("answer", answer == example->parameters.end() ? "" : answer->second);
  });
}

// ---- Lines ------------------------------------------------------------------------------------------------

std::string name_of(const PersonMention& person) {
  if (!person.full_name.empty()) return person.full_name;
  const auto name = web::name_of(app::Identity{person.family_name, person.given_name, person.birth_date});
  return name.empty() ? person.reference : name;
}

View line_view(const SiteParts& parts, const DraftLine& line) {
  return View()
      .set("place", place_text(parts.wording, {line.place.sheet, line.place.row, line.place.column, 0, ""}))
      .set("person", name_of(line.person))
      .set("dates", line.worked ? period_text(parts.wording, line.worked->first, line.worked->last) : "–")
      .set("modality", line.modality ? parts.wording.say("modality." + std::string(modality_code(*line.modality))) : "–")
      .set("kind", line.kind == WorkKind::work ? "" : parts.wording.say("kind." + std::string(work_kind_code(line.kind))))
      .set("hours", both_hours(line.declared));
}

View replaced_view(const app::ReplacedLine& line) {
  const auto name = web::name_of(line.identity);
  return View().set("person", name.empty() ? line.reference : name)
      .set("days", line.worked.first == line.worked.last ? french_date(line.worked.first) : french_date(line.worked.first) + " – " + french_date(line.worked.last))
      .set("before", hours_text(line.before)).set("after", hours_text(line.after));
}

View replacement_view(const app::TimesheetReading& reading, const app::TimesheetSummary& summary) {
  if (!reading.replaces) return false;
  return View().set("added", text_of(reading.replaces->additions.size())).set("removed", text_of(reading.replaces->reversals.size()))
      .set("unchanged", text_of(reading.replaces->unchanged)).set("changed_lines", View::list_of(summary.replaced, replaced_view));
}

// Beside the month before and what the lot still owes.
View comparison_view(const app::TimesheetReading& reading, const app::TimesheetSummary& summary) {
  View shown = View().set("former_month", french_month(reading.head.subject.month.previous())).set("former", hours_text(summary.former_month));
  shown.set("owed", "").set("declared", hours_text(summary.declared));
  if (summary.owed) shown.set("owed", hours_text(*summary.owed));
  return shown;
}

// ---- The page of a draft ------------------------------------------------------------------------------------

Form send_form(const Wording& wording, const app::TimesheetReading& reading) {
  std::vector<Field> fields;
  if (reading.needs_tick) {
    const auto warnings = count_of(reading.findings, Severity::warning);
    fields.push_back({.name = "alertes", .kind = FieldKind::checkbox, .optional = true,
                      .label = wording.say(warnings == 1 ? "send.alertes.one" : "send.alertes.many", {{"n", std::to_string(warnings)}})});
  }
  return Form("send", std::move(fields));
}

View head_view(const SiteParts& parts, const app::TimesheetHead& head) {
  return View()
      .set("firm", head.firm_name).set("lot", head.lot_label).set("month", french_month(head.subject.month))
      .set("file", head.file_name).set("sha256", head.file_sha256).set("sent_by", head.sent_by)
      .set("received_at", app::french_instant(head.received_at))
      .set("confirmed_at", head.confirmed_at ? app::french_instant(*head.confirmed_at) : "")
      .set("replaced_at", head.replaced_at ? app::french_instant(*head.replaced_at) : "")
      .set("nil_reason", head.nil ? parts.wording.say("nil." + head.nil_reason) : "").set("comment", head.comment);
}

Response draft_page(const SiteParts& parts, const Request& request, const app::TimesheetReading& reading, const Form* submitted) {
  const auto& head = reading.head;
  const std::string base = "/espace/import/" + head.id.text();
  const auto month = of_month(parts.wording, head.subject.month);
  const bool checked = reading.can_confirm;
  const Request here{.path = path_of_step(reading), .query = request.query};  // also when a refused form is shown again
  const auto faults = faults_shown(reading, request);
  const auto& actor = actor_of(request);
  View content;
  const bool is_typed = head.file_name == app::typed_file_name(parts.services);
  content.set("head", head_view(parts, head).set("is_typed", is_typed)).set("can_confirm", checked);
  content.set("rows", text_of(reading.rows)).set("persons", text_of(reading.persons)).set("hours", both_hours(reading.declared));
  const auto errors = count_of(reading.findings, Severity::error);
  content.set("errors", parts.wording.say("reading.errors", {{"n", std::to_string(errors)}, {"count", text_of(errors)}}));
  content.set("filters", fault_filters(parts.wording, reading, here));
  const auto shown = checked ? std::vector<std::size_t>(faults.begin(), faults.begin() + static_cast<std::ptrdiff_t>(std::min(faults.size(), faults_per_page)))
                             : page_of_items(request, faults, faults_per_page);
  const auto sheets = sheets_of(reading.draft);
  content.set("faults", View::list_of(shown, [&](std::size_t rank) { return fault_view(parts, reading, sheets, rank, !checked); }));
  content.set("repairs", checked ? View(false) : repairs_view(parts, reading, here).set("is_typed", is_typed));
  content.set("corrected", corrected_text(parts.wording, reading)).set("columns_path", base + "/colonnes").set("annotated_path", base + "/annote.xlsx");
  content.set("kept_until", french_date(kept_until(parts, reading)));
  content.set("grid_path", is_typed ? grid_path(actor, head) : "");
  content.set("questions", questions_view(reading, "cell.hours.minutes", base + "/minutes"));
  content.set("answers", questions_view(reading, "cell.hours.minutes.answered", base + "/minutes"));
  const auto summary = app::summary_of(parts.services, actor, reading);
  content.set("replacement", replacement_view(reading, summary)).set("comparison", checked ? comparison_view(reading, summary) : View(false));
  const auto& lines = reading.draft.lines;
  content.set("lines", checked ? View::list_of(page_of_items(request, lines, lines_per_page), [&](const auto& line) { return line_view(parts, line); })
                               : View::list());
  content.set("pagination", checked ? pagination(here, lines.size(), lines_per_page) : pagination(here, faults.size(), faults_per_page));
  View send(false);
  if (checked) send = (submitted ? *submitted : send_form(parts.wording, reading)).view(parts.wording, base + "/envoyer");
  if (checked) send.set("button", parts.wording.say("reading.send", {{"of_month", month}}));
  content.set("send", send);
  const std::string firm = actor.role == app::Role::facilitator ? head.subject.firm.text() : "";
  content.set("upload", upload_form().set("entreprise", firm).view(parts.wording, month_path(head.subject.lot, head.subject.month) + "/fichier").set("is_typed", is_typed));
  content.set("abandon_path", base + "/abandonner");
  const bool wrong = submitted && !submitted->valid();
  return parts.renderer.page(request, {.template_name = "timesheet",
                                       .title = parts.wording.say(checked ? "reading.summary.title" : "reading.faults.title", {{"of_month", month}}),
                                       .content = content, .context = head.lot_label, .crumbs = firm_crumbs(parts.wording, actor),
                                       .notice = notice_of(parts, request), .has_errors = wrong || !checked, .status = wrong ? 422 : 200});
}

View posted_view(const app::PostedLines& posted) {
  const auto lines = [](std::size_t count, WorkTime hours) {
    return View().set("count", text_of(count)).set("hours", both_hours(hours));
  };
  return View().set("added", lines(posted.added, posted.hours_added))
      .set("reversed", posted.reversed > 0 ? lines(posted.reversed, posted.hours_reversed) : View(false));
}

Response receipt_page(const SiteParts& parts, const Request& request, const app::TimesheetReading& reading) {
  const auto& head = reading.head;
  const auto month = of_month(parts.wording, head.subject.month);
  const std::string state(app::timesheet_state_code(head.state));
  const bool stands = head.state != app::TimesheetState::replaced;
  View content;
  content.set("head", head_view(parts, head)).set("number", parts.wording.say("receipt.number", {{"month", head.subject.month.iso()}, {"id", head.id.text()}}));
  content.set("state", tag(tone_of(state), parts.wording.say("timesheet.state." + state))).set("stands", stands);
  content.set("lines", text_of(head.lines)).set("people", text_of(head.people)).set("hours", both_hours(head.declared));
  content.set("posted", reading.posted && !head.nil ? posted_view(*reading.posted) : View(false));
  content.set("is_to_correct", head.state == app::TimesheetState::to_correct);
  const auto& actor = actor_of(request);
  const bool acting = actor.role == app::Role::facilitator;
  content.set("month_path", address(month_path(head.subject.lot, head.subject.month), {{"entreprise", acting ? head.subject.firm.text() : ""}}));
  content.set("back_path", acting ? "/releves" : "/espace").set("review_path", acting ? "/releves/" + head.id.text() : "");
  return parts.renderer.page(request, {.template_name = "timesheet_receipt", .title = parts.wording.say("receipt.title", {{"of_month", month}}),
                                       .content = content, .context = head.lot_label, .crumbs = firm_crumbs(parts.wording, actor),
                                       .notice = notice_of(parts, request)});
}

Response show_step(const SiteParts& parts, const Request& request) {
  const auto id = id_in<TimesheetId>(request);
  if (!id) return not_found();
  const auto reading = app::view_timesheet(parts.services, actor_of(request), *id);
  if (!reading) return refused_page(parts, reading.refusal());
  if (is_superseded(reading.value())) return see_other(superseded_path(actor_of(request), reading.value().head, request));
  if (const auto path = path_of_step(reading.value()); path != request.path) return see_other(with_notice(path, request));
  return reading.value().head.confirmed_at ? receipt_page(parts, request, reading.value())
                                           : draft_page(parts, request, reading.value(), nullptr);
}

// ---- Acts -----------------------------------------------------------------------------------------------------

Response submit_minutes(const SiteParts& parts, const Request& request) {
  const auto id = id_in<TimesheetId>(request);
  if (!id) return not_found();
  const auto& reading = request.form.get("lecture");
  if (reading != "minutes" && reading != "decimal") throw RequestProblem(400, "how to read a column");
  const auto done = app::answer_minutes(parts.services, actor_of(request), *id, request.form.get("colonne"), reading == "minutes");
  if (!done) return refused_page(parts, done.refusal());
  return see_other(done_path(reading_path(*id), "timesheet.minutes"));
}

Response submit_abandon(const SiteParts& parts, const Request& request) {
  const auto id = id_in<TimesheetId>(request);
  if (!id) return not_found();
  const auto done = app::abandon_timesheet(parts.services, actor_of(request), *id);
  if (!done) return refused_page(parts, done.refusal());
  return see_other(done_path(reading_path(*id), "timesheet.abandoned"));  // leads to the month
}

Response submit_send(const SiteParts& parts, const Request& request) {
  const auto id = id_in<TimesheetId>(request);
  if (!id) return not_found();
  const auto& actor = actor_of(request);
  const auto receipt = app::confirm_timesheet(parts.services, actor, *id, !request.form.get("alertes").empty());
  if (receipt) return see_other(done_path(receipt_path(*id), receipt.value().already_posted ? "timesheet.already" : "timesheet.sent"));
  const auto& refusal = receipt.refusal();
  if (is_denial(refusal)) return refused_page(parts, refusal);
  const auto reading = app::view_timesheet(parts.services, actor, *id);
  // What is refused because of the file is among its faults: the page of the faults says it with its place.
  if (!reading || !reading.value().can_confirm) return see_other(reading_path(*id));
  auto form = send_form(parts.wording, reading.value());
  const bool unticked = refusal.code == "timesheet.warnings_unticked" && reading.value().needs_tick;
  return draft_page(parts, request, reading.value(), &form.refuse(unticked ? "alertes" : "", refusal));
}

}  // namespace

std::vector<Route> reading_routes(const SiteParts& parts) {
  const auto senders = Access::only({"facilitator", "contractor"});
  std::vector<Route> routes = {
      {Method::post, "/espace/import/{id}/minutes", [&parts](const Request& r) { return submit_minutes(parts, r); }, senders},
      {Method::post, "/espace/import/{id}/abandonner", [&parts](const Request& r) { return submit_abandon(parts, r); }, senders},
      {Method::post, "/espace/import/{id}/envoyer", [&parts](const Request& r) { return submit_send(parts, r); }, senders},
  };
  for (const char* step : {"corriger", "recapitulatif", "recu"})
    routes.push_back({Method::get, "/espace/import/{id}/" + std::string(step), [&parts](const Request& r) { return show_step(parts, r); }, senders});
  return routes;
}

}  // namespace clausier::web
