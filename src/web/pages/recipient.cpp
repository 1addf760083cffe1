// For who receives a report, account or not: what its figures are, and whether a file comes from here.
#include "clausier/app/reports.hpp"

#include <algorithm>
#include <istream>

#include "site_parts.hpp"

namespace clausier::web {
namespace {

// Anybody may send one: larger reports are checked by their hash.
constexpr std::uint64_t file_bytes_max = std::uint64_t{20} * 1024 * 1024;
constexpr BodyLimits check_body{.size_bytes_max = file_bytes_max + 64 * 1024, .files = true};
constexpr std::size_t sha256_digits = 64;
constexpr std::string_view small_count_rule = "report.group.min_count";

Response show_indicators(const SiteParts& parts, const Request& request) {
  const auto& wording = parts.wording;
  const auto& reference = parts.services.reference;
  const auto minimum = std::to_string(reference.rulebook.at(small_count_rule, parts.services.today()).value);
  View content;
  content.set("indicators", View::list_of(reference.indicators, [&](const Indicator& indicator) {
    std::string fields;
    for (const auto& field : indicator.fields) fields += (fields.empty() ? "" : ", ") + field;
    return View()
        .set("code", indicator.code).set("label", wording.say("report.column." + indicator.code))
        .set("definition", wording.say("report.definition." + indicator.code, {{"minimum", minimum}}))
        .set("unit", indicator.unit.empty() ? "" : wording.say("report.unit_name." + indicator.unit))
        .set("formula", indicator.formula).set("fields", fields).set("source", indicator.source);
  }));
  return parts.renderer.page(request, {.template_name = "indicators", .title = wording.say("indicators.title"), .content = content});
}

Form check_form() {
  return Form("check", {{.name = "fichier", .kind = FieldKind::file, .optional = true, .accept = ".xlsx,.xml,.csv,.json,.html",
                         .size_bytes_max = file_bytes_max, .conditional = true},
                        {.name = "empreinte", .optional = true, .length_max = 80, .conditional = true}});
}

struct Checked {
  std::string sha256;
  std::optional<app::KnownReport> report;
};

Response check_page(const SiteParts& parts, const Request& request, const Form& form, const Checked* checked) {
  View content;
  content.set("form", form.view(parts.wording, "/verifier-rapport")).set("checked", false);
  if (checked) {
    View result;
    result.set("sha256", checked->sha256).set("known", false);
    if (const auto& report = checked->report)
      result.set("known", View()
          .set("title", report->title).set("format", parts.wording.say("report.format." + report->parameters.format))
          .set("created", app::french_instant(report->created_at)).set("worked", french_date(report->parameters.worked_until))
          .set("recorded", app::french_instant(*report->parameters.recorded_until)).set("rules", report->rulebook_version)
          .set("entries", report->entries_sha256));
    content.set("checked", result);
  }
  return parts.renderer.page(request, {.template_name = "report_check", .title = parts.wording.say("check.title"), .content = content,
                                       .has_errors = !form.valid(), .status = form.valid() ? 200 : 422});
}

bool is_sha256(const std::string& text) {
  return text.size() == sha256_digits && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

Response submit_check(const SiteParts& parts, const Request& request) {
  // Anybody may ask: as often as anybody may try to sign in.
  if (const auto wait = parts.throttles.visit(request.client_address)) return too_many(parts.wording, *wait);
  auto form = check_form();
  form.fill(request).check();
  std::string sha256 = lower_ascii(form.value("empreinte"));
  std::erase(sha256, ' ');
  const auto* file = form.file("fichier");
  if (!file && sha256.empty()) form.refuse("fichier", "check.needed");
  if (!file && !sha256.empty() && !is_sha256(sha256)) form.refuse("empreinte", "check.empreinte.form");
  if (!form.valid()) return check_page(parts, request, form, nullptr);
  if (file) sha256 = app::sha256_of(*file->open());
  const Checked checked{sha256, app::find_report(parts.services, sha256)};
  return check_page(parts, request, form, &checked);
}

}  // namespace

std::vector<Route> recipient_routes(const SiteParts& parts) {
  const auto everybody = Access::everybody();
  return {
      {Method::get, "/indicateurs", [&parts](const Request& r) { return show_indicators(parts, r); }, everybody},
      {Method::get, "/verifier-rapport", [&parts](const Request& r) { return check_page(parts, r, check_form(), nullptr); }, everybody},
      {Method::post, "/verifier-rapport", [&parts](const Request& r) { return submit_check(parts, r); }, everybody, check_body},
  };
}

}  // namespace clausier::web
