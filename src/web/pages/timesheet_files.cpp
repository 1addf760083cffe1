// Files that go back to a firm, and the page where anybody has a file checked without leaving it there.
#include "clausier/app/timesheet_files.hpp"

#include "deposit_parts.hpp"
#include "draft_parts.hpp"
#include "firm_parts.hpp"

namespace clausier::web {
namespace {

constexpr auto xlsx_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
constexpr std::size_t faults_shown = 500;

Response send_model(const SiteParts& parts, const Request& request) {
  const auto deposit = deposit_of(parts, request, request.query.get("entreprise"));
  if (!deposit) return refused_page(parts, deposit.refusal());
  if (!deposit.value().firm) return see_other(month_path(deposit.value().lot.lot.id, deposit.value().month));
  const auto model = app::timesheet_model(parts.services, actor_of(request), subject_of(deposit.value()));
  if (!model) return refused_page(parts, model.refusal());
  return attachment(model.value(), xlsx_type, parts.wording.say("model.file", {{"month", deposit.value().month.iso()}}));
}

Response send_annotated(const SiteParts& parts, const Request& request) {
  const auto id = id_in<TimesheetId>(request);
  if (!id) return not_found();
  const auto file = app::annotated_timesheet(parts.services, actor_of(request), *id);
  if (!file) return is_denial(file.refusal()) ? refused_page(parts, file.refusal()) : see_other(reading_path(*id));
  return attachment(file.value(), xlsx_type, parts.wording.say("annotated.file"));
}

// ---- Checked for anybody, kept nowhere ----------------------------------------------------------------------------

Form check_form() {
  return Form("trial", {{.name = "fichier", .kind = FieldKind::file, .accept = ".csv,.xlsx,.ods", .size_bytes_max = 5u * 1024 * 1024},
                        {.name = "mois", .width = "short"}});
}

Response check_page(const SiteParts& parts, const Request& request, const Form& form, const app::AnonymousReading* reading) {
  View content;
  content.set("form", form.view(parts.wording, "/verifier"));
  View read(false);
  if (reading) {
    const auto errors = count_of(reading->findings, Severity::error);
    std::vector<Finding> shown(reading->findings.begin(), reading->findings.begin() + static_cast<std::ptrdiff_t>(std::min(reading->findings.size(), faults_shown)));
    read = View().set("lines", french_integer(static_cast<std::int64_t>(reading->lines))).set("hours", hours_text(reading->declared))
               .set("errors", parts.wording.say("reading.errors", {{"n", std::to_string(errors)}, {"count", french_integer(static_cast<std::int64_t>(errors))}}))
               .set("faults", View::list_of(shown, [&](const Finding& f) { return finding_view(parts.wording, f); }));
  }
  content.set("reading", read);
  return parts.renderer.page(request, {.template_name = "public_check", .title = parts.wording.say("trial.title"), .content = content,
                                       .has_errors = !form.valid(), .status = form.valid() ? 200 : 422});
}

Response submit_check(const SiteParts& parts, const Request& request) {
  if (const auto wait = parts.throttles.visit(request.client_address)) return too_many(parts.wording, *wait);
  auto form = check_form();
  form.fill(request).check();
  const auto month = Month::parse_iso(form.value("mois"));
  if (!form.value("mois").empty() && !month) form.refuse("mois", "split.mois.unreadable");
  if (!form.valid()) return check_page(parts, request, form, nullptr);
  const auto reading = app::check_anonymously(parts.services, *month, form.file("fichier")->bytes);
  if (!reading) return check_page(parts, request, form.refuse("fichier", reading.refusal()), nullptr);
  return check_page(parts, request, form, &reading.value());
}

}  // namespace

std::vector<Route> file_routes(const SiteParts& parts) {
  const auto senders = Access::only({"facilitator", "contractor"});
  const auto everybody = Access::everybody();
  return {
      {Method::get, "/espace/{lot}/{mois}/modele.xlsx", [&parts](const Request& r) { return send_model(parts, r); }, senders},
      {Method::get, "/espace/import/{id}/annote.xlsx", [&parts](const Request& r) { return send_annotated(parts, r); }, senders},
      {Method::get, "/verifier", [&parts](const Request& r) {
         return check_page(parts, r, check_form().set("mois", parts.services.today().month_of().previous().iso()), nullptr);
       }, everybody},
      {Method::post, "/verifier", [&parts](const Request& r) { return submit_check(parts, r); }, everybody, timesheet_body},
  };
}

}  // namespace clausier::web
