// One file for several lots, firms or months: what became of each part.
#include "clausier/app/split_timesheet.hpp"

#include "draft_parts.hpp"
#include "firm_parts.hpp"

namespace clausier::web {
namespace {

Form split_form() {
  return Form("split", {{.name = "fichier", .kind = FieldKind::file, .accept = ".csv,.xlsx,.ods", .size_bytes_max = 5u * 1024 * 1024},
                        {.name = "mois", .width = "short"}});
}

View part_view(const SiteParts& parts, const app::ReceivedPart& part) {
  const bool received = static_cast<bool>(part.outcome);
  return View()
      .set("lot", part.lot_label.empty() ? part.lot_words : part.lot_label).set("firm", part.firm_name.empty() ? part.firm_siret : part.firm_name)
      .set("month", french_month(part.month)).set("rows", french_integer(static_cast<std::int64_t>(part.rows)))
      .set("path", received ? reading_path(part.outcome.value().timesheet) : "")
      .set("refusal", received ? "" : parts.wording.say(is_denial(part.outcome.refusal()) ? "split.lot.unknown" : part.outcome.refusal().code, part.outcome.refusal().parameters));
}

Response split_page(const SiteParts& parts, const Request& request, const Form& form, const std::vector<app::ReceivedPart>& received = {}) {
  View content;
  content.set("form", form.view(parts.wording, "/espace/fichier"));
  content.set("parts", View::list_of(received, [&](const app::ReceivedPart& part) { return part_view(parts, part); }));
  return parts.renderer.page(request, {.template_name = "split_file", .title = parts.wording.say("split.title"), .content = content,
                                       .crumbs = firm_crumbs(parts.wording, actor_of(request)), .has_errors = !form.valid(), .status = form.valid() ? 200 : 422});
}

Form fresh_form(const SiteParts& parts) { return split_form().set("mois", parts.services.today().month_of().previous().iso()); }

Response submit_split(const SiteParts& parts, const Request& request) {
  const auto& actor = actor_of(request);
  auto form = split_form();
  form.fill(request).check();
  const auto month = Month::parse_iso(form.value("mois"));
  if (!form.value("mois").empty() && !month) form.refuse("mois", "split.mois.unreadable");
  if (!form.valid()) return split_page(parts, request, form);
  if (const auto wait = parts.throttles.uploads.take(actor.organisation->id.text())) return too_many(parts.wording, *wait);
  const auto* file = form.file("fichier");
  const auto received = app::receive_parts(parts.services, actor, *month, file->file_name, file->bytes);
  if (received) return split_page(parts, request, form, received.value());
  if (is_denial(received.refusal())) return refused_page(parts, received.refusal());
  return split_page(parts, request, form.refuse("fichier", received.refusal()));
}

}  // namespace

std::vector<Route> split_routes(const SiteParts& parts) {
  const auto senders = Access::only({"facilitator", "contractor"});
  return {
      {Method::get, "/espace/fichier", [&parts](const Request& r) { return split_page(parts, r, fresh_form(parts)); }, senders},
      {Method::post, "/espace/fichier", [&parts](const Request& r) { return submit_split(parts, r); }, senders, timesheet_body},
  };
}

}  // namespace clausier::web
