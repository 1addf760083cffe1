// A link that a firm receives: looking at it shows what it is for; opening it takes a form, so that a mail
// scanner which follows links opens nothing. Behind it, people are references.
#include "clausier/app/deposit_links.hpp"

#include <algorithm>

#include "deposit_parts.hpp"
#include "firm_parts.hpp"
#include "hours_grid_parts.hpp"

namespace clausier::web {
namespace {

std::string link_path(const Request& request) { return "/d/" + request.parameter("jeton"); }

Response gone(const SiteParts& parts, const Refusal& refusal) {
  return problem(410, {{"detail", parts.wording.say(refusal.code, refusal.parameters)}});
}

// What is sent before « Continuer » leads to the page that asks for it.
Response unopened_or_gone(const SiteParts& parts, const Request& request, const Refusal& refusal) {
  return refusal.code == "link.unopened" ? see_other(link_path(request)) : gone(parts, refusal);
}

struct Opened {
  bool now = false;  // by « Continuer », which counts as an opening
  const std::vector<app::TypedLine>* typed = nullptr;
  std::vector<app::Remark> remarks = {};
  const Form* nil = nullptr;
};

View facts_view(const SiteParts& parts, const app::LinkedDeposit& deposit) {
  return View().set("lot", deposit.lot_label).set("object", deposit.contract_object).set("buyer", deposit.buyer_name)
      .set("firm", deposit.firm.name).set("siret", french_siret(deposit.firm.siret)).set("month", french_month(deposit.subject.month))
      .set("of_month", of_month(parts.wording, deposit.subject.month)).set("expires_at", app::french_instant(deposit.expires_at));
}

View sent_view(const SiteParts& parts, const app::LinkedDeposit& deposit) {
  if (!deposit.sent) return false;
  const auto& head = *deposit.sent;
  return View().set("of_month", of_month(parts.wording, head.subject.month)).set("when", app::french_instant(head.confirmed_at.value_or(head.received_at)))
      .set("number", parts.wording.say("receipt.number", {{"month", head.subject.month.iso()}, {"id", head.id.text()}}))
      .set("lines", french_integer(static_cast<std::int64_t>(head.lines))).set("hours", hours_text(head.declared)).set("is_nil", head.nil);
}

Response link_page(const SiteParts& parts, const Request& request, const app::LinkedDeposit& deposit, View opened, bool wrong) {
  View content = facts_view(parts, deposit);
  content.set("path", link_path(request)).set("sent", sent_view(parts, deposit)).set("opened", std::move(opened));
  return parts.renderer.page(request, {.template_name = "deposit_link",
                                       .title = parts.wording.say("firm.month.title", {{"of_month", of_month(parts.wording, deposit.subject.month)}}),
                                       .content = content, .context = deposit.lot_label, .notice = notice_of(parts, request),
                                       .has_errors = wrong, .status = wrong ? 422 : 200});
}

Response show_link(const SiteParts& parts, const Request& request) {
  if (const auto wait = parts.throttles.visit(request.client_address)) return too_many(parts.wording, *wait);
  const auto deposit = app::look_at_deposit_link(parts.services, request.parameter("jeton"));
  if (!deposit) return gone(parts, deposit.refusal());
  return link_page(parts, request, deposit.value(), false, false);
}

// What stands behind the link: the table to fill, what is wrong with it, and the way to say that nobody worked.
Response opened_page(const SiteParts& parts, const Request& request, const Opened& opened) {
  const auto token = request.parameter("jeton");
  const auto deposit = app::look_at_deposit_link(parts.services, token);
  if (!deposit) return gone(parts, deposit.refusal());
  if (deposit.value().sent) return see_other(link_path(request));
  const auto people = opened.now ? app::open_deposit_link(parts.services, token) : app::people_behind_link(parts.services, token);
  if (!people) return unopened_or_gone(parts, request, people.refusal());
  const bool only_warnings = std::none_of(opened.remarks.begin(), opened.remarks.end(), [](const auto& r) { return r.finding.severity == Severity::error; });
  View view;
  view.set("of_month", of_month(parts.wording, deposit.value().subject.month)).set("grid", hours_grid_view(parts, people.value(), opened.typed ? *opened.typed : std::vector<app::TypedLine>{}));
  view.set("has_people", !people.value().empty()).set("action", link_path(request) + "/heures").set("nil_action", link_path(request) + "/aucune");
  view.set("must_tick", !opened.remarks.empty() && only_warnings);
  view.set("remarks", View::list_of(opened.remarks, [&](const app::Remark& remark) {
    return View().set("reference", remark.reference).set("text", finding_text(parts.wording, remark.finding))
        .set("severity", parts.wording.say("severity." + std::string(severity_code(remark.finding.severity))));
  }));
  view.set("nil", (opened.nil ? *opened.nil : nil_form(parts.wording)).view(parts.wording, link_path(request) + "/aucune"));
  return link_page(parts, request, deposit.value(), view, !opened.remarks.empty() || (opened.nil && !opened.nil->valid()));
}

Response submit_open(const SiteParts& parts, const Request& request) {
  if (const auto wait = parts.throttles.visit(request.client_address)) return too_many(parts.wording, *wait);
  return opened_page(parts, request, {.now = true});
}

Response submit_hours(const SiteParts& parts, const Request& request) {
  if (const auto wait = parts.throttles.visit(request.client_address)) return too_many(parts.wording, *wait);
  const auto typed = typed_lines(request);
  if (!typed) return refused_page(parts, typed.refusal());
  const auto& lines = typed.value();
  const auto sending = app::send_by_link(parts.services, request.parameter("jeton"), lines, !request.form.get("alertes").empty());
  if (!sending && sending.refusal().code.starts_with("link.")) return unopened_or_gone(parts, request, sending.refusal());
  if (!sending) return refused_page(parts, sending.refusal());
  if (sending.value().receipt) return see_other(done_path(link_path(request), "timesheet.sent"));
  return opened_page(parts, request, {.typed = &lines, .remarks = sending.value().remarks});
}

Response submit_nil(const SiteParts& parts, const Request& request) {
  if (const auto wait = parts.throttles.visit(request.client_address)) return too_many(parts.wording, *wait);
  auto form = nil_form(parts.wording);
  form.fill(request).check();
  if (!form.valid()) return opened_page(parts, request, {.nil = &form});
  const auto receipt = app::declare_nil_by_link(parts.services, request.parameter("jeton"), form.value("raison"));
  if (receipt) return see_other(done_path(link_path(request), "timesheet.nil"));
  if (receipt.refusal().code.starts_with("link.")) return unopened_or_gone(parts, request, receipt.refusal());
  return opened_page(parts, request, {.nil = &form.refuse("raison", receipt.refusal())});
}

// ---- The facilitator's side -------------------------------------------------------------------------------------

// The link as the firm will open it: the browser that asked for it says at which address the site is reached.
std::string whole_link(const Request& request, const std::string& path) {
  const auto& origin = request.headers.get("origin");
  return origin.find("://") == std::string::npos ? path : origin + path;
}

Response submit_issue(const SiteParts& parts, const Request& request) {
  const auto deposit = deposit_of(parts, request, request.form.get("entreprise"));
  if (!deposit) return refused_page(parts, deposit.refusal());
  if (!deposit.value().firm) return refused_page(parts, {"timesheet.firm.required"});
  const auto link = app::issue_deposit_link(parts.services, actor_of(request), subject_of(deposit.value()));
  if (!link) return refused_page(parts, link.refusal());
  const View made = View().set("firm", deposit.value().firm->name).set("address", whole_link(request, link.value().path)).set("until", app::french_instant(link.value().expires_at));
  return month_page(parts, request, deposit.value(), {}, made);
}

Response submit_revoke(const SiteParts& parts, const Request& request) {
  const auto id = id_in<app::DepositLinkId>(request);
  if (!id) return not_found();
  const auto subject = app::revoke_deposit_link(parts.services, actor_of(request), *id);
  if (!subject) return refused_page(parts, subject.refusal());
  return see_other(address(month_path(subject.value().lot, subject.value().month),
                           {{"entreprise", subject.value().firm.text()}, {"fait", "link.revoked"}}));
}

std::string state_of(const app::DepositLinkLine& link) {
  if (link.revoked_at) return "revoked";
  if (link.used_at) return "used";
  if (!link.usable) return "expired";
  return link.opened_at ? "opened" : "ready";
}

}  // namespace

View deposit_links_view(const SiteParts& parts, const Request& request, const TimesheetSubject& subject) {
  const auto links = app::deposit_links(parts.services, actor_of(request), subject);
  const auto lines = links ? links.value() : std::vector<app::DepositLinkLine>{};
  return View()
      .set("issue_path", month_path(subject.lot, subject.month) + "/lien").set("firm_id", subject.firm.text())
      .set("lines", View::list_of(lines, [&](const app::DepositLinkLine& link) {
        return View().set("made_on", app::french_instant(link.recorded_at)).set("author", link.author).set("until", app::french_instant(link.expires_at))
            .set("state", parts.wording.say("link.deposit." + state_of(link))).set("can_revoke", link.usable)
            .set("revoke_path", "/espace/liens/" + link.id.text() + "/revoquer");
      }));
}

std::vector<Route> deposit_link_routes(const SiteParts& parts) {
  const auto everybody = Access::everybody();
  const auto facilitators = Access::only({"facilitator"});
  return {
      {Method::get, "/d/{jeton}", [&parts](const Request& r) { return show_link(parts, r); }, everybody},
      {Method::post, "/d/{jeton}", [&parts](const Request& r) { return submit_open(parts, r); }, everybody},
      {Method::post, "/d/{jeton}/heures", [&parts](const Request& r) { return submit_hours(parts, r); }, everybody, grid_body},
      {Method::post, "/d/{jeton}/aucune", [&parts](const Request& r) { return submit_nil(parts, r); }, everybody},
      {Method::post, "/espace/{lot}/{mois}/lien", [&parts](const Request& r) { return submit_issue(parts, r); }, facilitators},
      {Method::post, "/espace/liens/{id}/revoquer", [&parts](const Request& r) { return submit_revoke(parts, r); }, facilitators},
  };
}

}  // namespace clausier::web
