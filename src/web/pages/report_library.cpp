// Reports that come by themselves, and the library where they stay.
#include "clausier/app/report_library.hpp"

#include <charconv>

#include "site_parts.hpp"

namespace clausier::web {
namespace {

constexpr const char* path = "/rapports/bibliotheque";
constexpr const char* form_name = "schedule";

std::vector<Choice> choices(const Wording& wording, const std::string& prefix, std::initializer_list<const char*> codes) {
  std::vector<Choice> offered;
  for (const char* code : codes) offered.push_back({code, wording.say(prefix + code)});
  return offered;
}

Form schedule_form(const Wording& wording) {
  return Form(form_name, {{.name = "perimetre", .kind = FieldKind::radios, .choices = choices(wording, "schedule.kind.", {"portfolio", "office", "programme"})},
                          {.name = "programme", .kind = FieldKind::select, .optional = true, .choices = choices(wording, "programme.", {"NPNRU", "ERBM", "CSNE"}), .conditional = true},
                          {.name = "acheteur", .optional = true, .length_max = 30, .width = "medium"},
                          {.name = "cadence", .kind = FieldKind::radios, .choices = choices(wording, "schedule.cadence.", {"monthly", "quarterly", "yearly"})},
                          {.name = "delai", .kind = FieldKind::number, .width = "short"},
                          {.name = "format", .kind = FieldKind::radios, .choices = choices(wording, "report.format.choice.", {"xlsx", "html", "csv", "xml", "json"})}});
}

// "Portefeuille, chaque trimestre, 15 jours après, XLSX".
std::string asked_text(const Wording& wording, const ReportSchedule& schedule) {
  const auto what = schedule.kind == "programme" ? wording.say("programme." + schedule.programme) : wording.say("schedule.kind." + schedule.kind);
  return wording.say("schedule.asked", {{"what", what}, {"cadence", wording.say("schedule.every." + std::string(cadence_code(schedule.cadence)))},
                                        {"days", std::to_string(schedule.days_after)}, {"format", wording.say("report.format." + schedule.format)},
                                        {"buyer", schedule.buyer_siret.empty() ? "" : wording.say("schedule.buyer", {{"buyer", schedule.buyer_siret}})}});
}

View schedule_view(const Wording& wording, const app::ScheduleLine& line) {
  return View()
      .set("id", line.schedule.id.text()).set("asked", asked_text(wording, line.schedule)).set("author", line.schedule.author)
      .set("when", app::french_instant(line.schedule.recorded_at)).set("next", line.next_due ? french_date(*line.next_due) : "")
      .set("stop_path", std::string(path) + "/arreter");
}

View report_view(const Wording& wording, const app::LibraryLine& line) {
  return View()
      .set("period", french_date(line.period_end)).set("title", line.report ? line.title : wording.say(line.refusal))
      .set("made", app::french_instant(line.made_at)).set("path", line.report ? std::string(path) + "/" + line.report->text() : "").set("sha256", line.sha256);
}

Response library_page(const SiteParts& parts, const Request& request, const Form& form) {
  const auto library = app::report_library(parts.services, actor_of(request));
  if (!library) return refused_page(parts, library.refusal());
  View content;
  content.set("form", form.view(parts.wording, path));
  content.set("schedules", View::list_of(library.value().schedules, [&](const auto& line) { return schedule_view(parts.wording, line); }));
  content.set("reports", View::list_of(library.value().reports, [&](const auto& line) { return report_view(parts.wording, line); }));
  const bool wrong = !form.valid();
  return parts.renderer.page(request, {.template_name = "report_library", .title = parts.wording.say("library.title"), .content = content,
                                       .crumbs = {{parts.wording.say("reports.title"), "/rapports"}}, .notice = notice_of(parts, request),
                                       .has_errors = wrong, .status = wrong ? 422 : 200});
}

Response show_library(const SiteParts& parts, const Request& request) {
  return library_page(parts, request, schedule_form(parts.wording).set("perimetre", "portfolio").set("cadence", "quarterly").set("delai", "15").set("format", "xlsx"));
}

std::optional<int> typed_days(const std::string& text) {
  int days = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), days);
  return fault == std::errc() && end == text.data() + text.size() ? std::optional(days) : std::nullopt;
}

Response submit_schedule(const SiteParts& parts, const Request& request) {
  auto form = schedule_form(parts.wording);
  form.fill(request).check();
  ReportSchedule schedule;
  schedule.kind = form.value("perimetre");
  schedule.format = form.value("format");
  if (schedule.kind == "programme") schedule.programme = form.value("programme");
  else schedule.buyer_siret = form.value("acheteur");
  std::erase(schedule.buyer_siret, ' ');
  if (const auto cadence = parse_cadence(form.value("cadence"))) schedule.cadence = *cadence;
  const auto days = typed_days(form.value("delai"));
  schedule.days_after = days.value_or(0);
  if (!form.value("delai").empty() && !days) form.refuse("delai", Refusal{"schedule.days", {{"max", std::to_string(schedule_days_after_max)}}});
  if (schedule.kind == "programme" && schedule.programme.empty()) form.refuse("programme", "report.programme_needed");
  if (!schedule.buyer_siret.empty() && !Siret::parse(schedule.buyer_siret) && !Siren::parse(schedule.buyer_siret)) form.refuse("acheteur", "cell.siret.key");
  if (!form.valid()) return library_page(parts, request, form);
  const auto done = app::schedule_report(parts.services, actor_of(request), std::move(schedule));
  if (done) return see_other(done_path(path, "schedule.set"));
  if (is_denial(done.refusal())) return refused_page(parts, done.refusal());
  return library_page(parts, request, form.refuse(done.refusal().code == "schedule.days" ? "delai" : "perimetre", done.refusal()));
}

Response stop_schedule(const SiteParts& parts, const Request& request) {
  const auto id = ReportScheduleId::parse(request.form.get("programmation"));
  if (!id) return not_found();
  const auto done = app::end_report_schedule(parts.services, actor_of(request), *id);
  return done ? see_other(done_path(path, "schedule.ended")) : refused_page(parts, done.refusal());
}

Response send_file(const SiteParts& parts, const Request& request) {
  const auto id = id_in<ReportId>(request);
  if (!id) return not_found();
  auto file = app::library_file(parts.services, actor_of(request), *id);
  if (!file) return refused_page(parts, file.refusal());
  auto& report = file.value();
  auto response = attachment(std::move(report.bytes), report.media_type, report.file_name);
  response.set("ETag", "\"" + report.sha256 + "\"");
  return response;
}

}  // namespace

std::vector<Route> report_library_routes(const SiteParts& parts) {
  const auto readers = Access::only({"facilitator", "officer"});
  return {
      {Method::get, path, [&parts](const Request& r) { return show_library(parts, r); }, readers},
      {Method::post, path, [&parts](const Request& r) { return submit_schedule(parts, r); }, readers},
      {Method::post, std::string(path) + "/arreter", [&parts](const Request& r) { return stop_schedule(parts, r); }, readers},
      {Method::get, std::string(path) + "/{id}", [&parts](const Request& r) { return send_file(parts, r); }, readers},
  };
}

}  // namespace clausier::web
