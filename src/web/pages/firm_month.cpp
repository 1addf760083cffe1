// One month of one lot: how the hours are sent. A facilitator who acts for a firm names it first.
#include <algorithm>

#include "clausier/app/contracts.hpp"
#include "firm_parts.hpp"
#include "lot_pages.hpp"

namespace clausier::web {
namespace {

// What the page is about, once the lot is known to be the actor's.
struct Deposit {
  app::LotView lot;
  Month month;
  std::optional<app::Organisation> firm;  // a facilitator has not always chosen it
};

Form nil_form(const Wording& wording) {
  std::vector<Choice> reasons;
  for (const char* reason : {"no_activity", "site_stopped", "no_participant", "contract_end", "other"})
    reasons.push_back({reason, wording.say("nil." + std::string(reason))});
  return Form("none", {{.name = "raison", .kind = FieldKind::radios, .choices = reasons},
                       {.name = "entreprise", .kind = FieldKind::hidden, .optional = true}});
}

// `firm` as the address or the form gives it: contractors have their own, whatever is sent.
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

// What the firm has already sent or begun for the month; facilitators see it in their queue.
View standing_view(const SiteParts& parts, const app::Actor& actor, const Deposit& deposit) {
  if (actor.role != app::Role::contractor) return false;
  for (const auto& expected : app::expected_months(parts.services, actor)) {
    if (expected.lot != deposit.lot.lot.id || expected.month != deposit.month) continue;
    std::string comment;
    if (expected.status == "to_correct")
      if (const auto reading = app::view_timesheet(parts.services, actor, *expected.timesheet)) comment = reading.value().head.comment;
    const bool is_draft = expected.status == "draft";
    return View()
        .set("status", tag(tone_of(expected.status), parts.wording.say("expected." + expected.status)))
        .set("due_on", french_long_date(expected.due_on)).set("comment", comment)
        .set("draft_path", is_draft ? reading_path(*expected.timesheet) : "")
        .set("receipt_path", expected.timesheet && !is_draft ? receipt_path(*expected.timesheet) : "");
  }
  return false;
}

Response month_page(const SiteParts& parts, const Request& request, const Deposit& deposit, const Form* upload, const Form* nil) {
  const auto& actor = actor_of(request);
  const auto path = month_path(deposit.lot.lot.id, deposit.month);
  const bool acting = actor.role == app::Role::facilitator;
  const std::string firm = acting && deposit.firm ? deposit.firm->id.text() : "";
  View content;
  content.set("lot", lot_title(parts.wording, deposit.lot)).set("object", deposit.lot.contract_object).set("buyer", deposit.lot.buyer_name);
  content.set("firm", acting && deposit.firm ? deposit.firm->name : "").set("must_choose_firm", !deposit.firm);
  content.set("firms", View::list_of(deposit.lot.grants, [&](const app::Grant& grant) {
    return View().set("name", grant.firm.name).set("path", address(path, {{"entreprise", grant.firm.id.text()}}));
  }));
  content.set("standing", deposit.firm ? standing_view(parts, actor, deposit) : View(false));
  content.set("of_month", of_month(parts.wording, deposit.month));
  content.set("upload", (upload ? *upload : upload_form().set("entreprise", firm)).view(parts.wording, path + "/fichier"));
  content.set("nil", (nil ? *nil : nil_form(parts.wording).set("entreprise", firm)).view(parts.wording, path + "/aucune"));
  const bool wrong = (upload && !upload->valid()) || (nil && !nil->valid());
  return parts.renderer.page(request, {.template_name = "firm_month",
                                       .title = parts.wording.say("firm.month.title", {{"of_month", of_month(parts.wording, deposit.month)}}),
                                       .content = content, .context = lot_title(parts.wording, deposit.lot),
                                       .crumbs = firm_crumbs(parts.wording, actor), .notice = notice_of(parts, request),
                                       .has_errors = wrong, .status = wrong ? 422 : 200});
}

Response show_month(const SiteParts& parts, const Request& request) {
  const auto deposit = deposit_of(parts, request, request.query.get("entreprise"));
  if (!deposit) return refused_page(parts, deposit.refusal());
  return month_page(parts, request, deposit.value(), nullptr, nullptr);
}

Response submit_file(const SiteParts& parts, const Request& request) {
  const auto& actor = actor_of(request);
  const auto deposit = deposit_of(parts, request, request.form.get("entreprise"));
  if (!deposit) return refused_page(parts, deposit.refusal());
  auto form = upload_form();
  form.fill(request).check();
  if (!deposit.value().firm) form.refuse("", "timesheet.firm.required");
  if (!form.valid()) return month_page(parts, request, deposit.value(), &form, nullptr);
  if (const auto wait = parts.throttles.uploads.take(actor.organisation->id.text())) return too_many(parts.wording, *wait);
  const auto* file = form.file("fichier");
  const auto received = app::receive_timesheet(parts.services, actor, subject_of(deposit.value()), file->file_name, file->bytes);
  if (received) {
    const auto path = reading_path(received.value().timesheet);
    return see_other(received.value().already_received ? done_path(path, "timesheet.same") : path);
  }
  if (is_denial(received.refusal())) return refused_page(parts, received.refusal());
  return month_page(parts, request, deposit.value(), &form.refuse("fichier", received.refusal()), nullptr);
}

Response submit_nil(const SiteParts& parts, const Request& request) {
  const auto deposit = deposit_of(parts, request, request.form.get("entreprise"));
  if (!deposit) return refused_page(parts, deposit.refusal());
  auto form = nil_form(parts.wording);
  form.fill(request).check();
  if (!deposit.value().firm) form.refuse("", "timesheet.firm.required");
  if (!form.valid()) return month_page(parts, request, deposit.value(), nullptr, &form);
  const auto receipt = app::declare_nil(parts.services, actor_of(request), subject_of(deposit.value()), form.value("raison"));
  if (receipt) return see_other(done_path(receipt_path(receipt.value().head.id), receipt.value().already_posted ? "timesheet.already" : "timesheet.nil"));
  if (is_denial(receipt.refusal())) return refused_page(parts, receipt.refusal());
  return month_page(parts, request, deposit.value(), nullptr, &form.refuse("raison", receipt.refusal()));
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
