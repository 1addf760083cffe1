// One month of one lot: how the hours are sent. A facilitator who acts for a firm names it first.
#include <algorithm>

#include "deposit_parts.hpp"
#include "firm_parts.hpp"
#include "hours_grid_parts.hpp"

namespace clausier::web {

Form nil_form(const Wording& wording) {
  std::vector<Choice> reasons;
  for (const char* reason : {"no_activity", "site_stopped", "no_participant", "contract_end", "other"})
    reasons.push_back({reason, wording.say("nil." + std::string(reason))});
  return Form("none", {{.name = "raison", .kind = FieldKind::radios, .choices = reasons},
                       {.name = "entreprise", .kind = FieldKind::hidden, .optional = true}});
}

Outcome<Deposit> deposit_of(const SiteParts& parts, const Request& request, const std::string& firm) {
  const auto& actor = actor_of(request);
  const auto lot = LotId::parse(request.parameter("lot"));
  const auto month = Month::parse_iso(request.parameter("mois"));
  if (!lot || !month) return Refusal{"not_found"};
  auto view = app::view_lot(parts.services, actor, *lot);
  if (!view) return view.refusal();
  Deposit deposit{std::move(view.value()), *month, std::nullopt};
  if (actor.role == app::Role::contractor) {
    deposit.firm = actor.organisation;
    return deposit;
  }
  if (!deposit.lot.may_edit) return Refusal{"not_found"};
  if (firm.empty()) return deposit;
  for (const auto& grant : deposit.lot.grants)
    if (grant.firm.id.text() == firm) deposit.firm = grant.firm;
  if (!deposit.firm) return Refusal{"not_found"};
  return deposit;
}

TimesheetSubject subject_of(const Deposit& deposit) { return {deposit.lot.lot.id, deposit.firm->id, deposit.month}; }

std::string acting_firm(const app::Actor& actor, const Deposit& deposit) {
  return actor.role == app::Role::facilitator && deposit.firm ? deposit.firm->id.text() : "";
}

Form paste_form() {
  constexpr std::size_t characters_max = 4'000'000;
  return Form("paste", {{.name = "tableau", .kind = FieldKind::textarea, .length_max = characters_max},
                        {.name = "entreprise", .kind = FieldKind::hidden, .optional = true}});
}

namespace {

// What the firm has already sent or begun for the month; facilitators see it in their queue.
View standing_view(const SiteParts& parts, const app::Actor& actor, const Deposit& deposit) {
  if (actor.role != app::Role::contractor) return false;
  for (const auto& expected : app::expected_months(parts.services, actor)) {
    if (expected.lot != deposit.lot.lot.id || expected.month != deposit.month) continue;
    std::string comment;
    if (expected.status == "to_correct")
      if (const auto reading = app::view_timesheet(parts.services, actor, *expected.timesheet)) comment = reading.value().head.comment;
    return View()
        .set("status", tag(tone_of(expected.status), parts.wording.say("expected." + expected.status)))
        .set("due_on", french_long_date(expected.due_on)).set("comment", comment)
        .set("draft_path", expected.is_draft ? reading_path(*expected.timesheet) : "")
        .set("receipt_path", expected.timesheet && !expected.is_draft ? receipt_path(*expected.timesheet) : "");
  }
  return false;
}

}  // namespace

Response month_page(const SiteParts& parts, const Request& request, const Deposit& deposit, const MonthForms& forms, const View& made_link) {
  const auto& actor = actor_of(request);
  const auto path = month_path(deposit.lot.lot.id, deposit.month);
  const bool acting = actor.role == app::Role::facilitator;
  const auto firm = acting_firm(actor, deposit);
  const auto shown = [&](const Form* refused, Form fresh, const char* way) {
    return (refused ? *refused : fresh.set("entreprise", firm)).view(parts.wording, path + way);
  };
  View content;
  content.set("lot", lot_title(parts.wording, deposit.lot)).set("object", deposit.lot.contract_object).set("buyer", deposit.lot.buyer_name);
  content.set("firm", acting && deposit.firm ? deposit.firm->name : "").set("must_choose_firm", !deposit.firm);
  content.set("firms", View::list_of(deposit.lot.grants, [&](const app::Grant& grant) {
    return View().set("name", grant.firm.name).set("path", address(path, {{"entreprise", grant.firm.id.text()}}));
  }));
  content.set("standing", deposit.firm ? standing_view(parts, actor, deposit) : View(false));
  content.set("of_month", of_month(parts.wording, deposit.month)).set("grid_path", address(path + "/saisie", {{"entreprise", firm}}));
  content.set("model_path", address(path + "/modele.xlsx", {{"entreprise", firm}}));
  content.set("upload", shown(forms.upload, upload_form(), "/fichier")).set("paste", shown(forms.paste, paste_form(), "/coller"));
  content.set("nil", shown(forms.nil, nil_form(parts.wording), "/aucune"));
  content.set("links", acting && deposit.firm ? deposit_links_view(parts, request, subject_of(deposit)).set("made", made_link) : View(false));
  const auto refused = [](const Form* form) { return form && !form->valid(); };
  const bool wrong = refused(forms.upload) || refused(forms.paste) || refused(forms.nil);
  return parts.renderer.page(request, {.template_name = "firm_month",
                                       .title = parts.wording.say("firm.month.title", {{"of_month", of_month(parts.wording, deposit.month)}}),
                                       .content = content, .context = lot_title(parts.wording, deposit.lot),
                                       .crumbs = firm_crumbs(parts.wording, actor), .notice = notice_of(parts, request),
                                       .has_errors = wrong, .status = wrong ? 422 : 200});
}

namespace {

Response show_month(const SiteParts& parts, const Request& request) {
  const auto deposit = deposit_of(parts, request, request.query.get("entreprise"));
  if (!deposit) return refused_page(parts, deposit.refusal());
  return month_page(parts, request, deposit.value(), {});
}

Response submit_file(const SiteParts& parts, const Request& request) {
  const auto& actor = actor_of(request);
  const auto deposit = deposit_of(parts, request, request.form.get("entreprise"));
  if (!deposit) return refused_page(parts, deposit.refusal());
  auto form = upload_form();
  form.fill(request).check();
  if (!deposit.value().firm) form.refuse("", "timesheet.firm.required");
  if (!form.valid()) return month_page(parts, request, deposit.value(), {.upload = &form});
  if (const auto wait = parts.throttles.uploads.take(actor.organisation->id.text())) return too_many(parts.wording, *wait);
  const auto* file = form.file("fichier");
  const auto received = app::receive_timesheet(parts.services, actor, subject_of(deposit.value()), file->file_name, file->bytes);
  if (received) {
    const auto path = reading_path(received.value().timesheet);
    return see_other(received.value().already_received ? done_path(path, "timesheet.same") : path);
  }
  if (is_denial(received.refusal())) return refused_page(parts, received.refusal());
  return month_page(parts, request, deposit.value(), {.upload = &form.refuse("fichier", received.refusal())});
}

Response submit_nil(const SiteParts& parts, const Request& request) {
  const auto deposit = deposit_of(parts, request, request.form.get("entreprise"));
  if (!deposit) return refused_page(parts, deposit.refusal());
  auto form = nil_form(parts.wording);
  form.fill(request).check();
  if (!deposit.value().firm) form.refuse("", "timesheet.firm.required");
  if (!form.valid()) return month_page(parts, request, deposit.value(), {.nil = &form});
  const auto receipt = app::declare_nil(parts.services, actor_of(request), subject_of(deposit.value()), form.value("raison"));
  if (receipt) return see_other(done_path(receipt_path(receipt.value().head.id), receipt.value().already_posted ? "timesheet.already" : "timesheet.nil"));
  if (is_denial(receipt.refusal())) return refused_page(parts, receipt.refusal());
  return month_page(parts, request, deposit.value(), {.nil = &form.refuse("raison", receipt.refusal())});
}

}  // namespace

std::vector<Route> month_routes(const SiteParts& parts) {
  const auto senders = Access::only({"facilitator", "contractor"});
  return {
      {Method::get, "/espace/{lot}/{mois}", [&parts](const Request& r) { return show_month(parts, r); }, senders},
      {Method::post, "/espace/{lot}/{mois}/fichier", [&parts](const Request& r) { return submit_file(parts, r); }, senders, timesheet_body},
      {Method::post, "/espace/{lot}/{mois}/aucune", [&parts](const Request& r) { return submit_nil(parts, r); }, senders},
  };
}

}  // namespace clausier::web
