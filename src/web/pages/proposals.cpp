// What published amendments, and later publications, would change of the clause of a lot: before, after, and the decision.
#include "clausier/app/amendment_proposals.hpp"

#include "contract_pages.hpp"
#include "lot_pages.hpp"

namespace clausier::web {
namespace {

std::string money_text(const std::optional<Money>& amount) { return amount ? french_money(*amount) : "–"; }

std::string days_text(const std::optional<DateRange>& days) { return days ? french_date(days->first) + " – " + french_date(days->last) : "–"; }

std::string owed_text(const Clause& clause) { return accrues(clause.target) || asks_for_people(clause.target) ? "–" : hours_text(owed_by(clause).hours); }

std::string social_text(const SiteParts& parts, const ContractRecord& record) {
  for (const auto& field : fields_of(record))
    if (field.field == "social") return shown_field(parts, field.field, field.text);
  return "–";
}

View row_view(const std::string& label, const std::string& before, const std::string& after, const std::string& mark) {
  return View().set("label", label).set("before", before).set("after", after).set("mark", before == after ? "" : mark);
}

View rows_view(const SiteParts& parts, const app::AmendmentProposal& p) {
  const auto& say = parts.wording;
  const auto& before = p.change.before;
  const auto& after = p.change.after;
  const std::string mark = say.say("duplicate.differs");
  View rows = View::list();
  if (p.correction) rows.add(row_view(say.say("record.social"), social_text(parts, p.correction->before), social_text(parts, p.correction->after), mark));
  rows.add(row_view(say.say("proposal.amount"), money_text(before.amount), money_text(after.amount), mark));
  rows.add(row_view(say.say("proposal.execution"), days_text(before.execution), days_text(after.execution), mark));
  if (!p.clause) return rows;
  const auto& proposed = p.proposed ? *p.proposed : *p.clause;
  rows.add(row_view(say.say("proposal.clause_execution"), days_text(p.clause->execution), days_text(proposed.execution), mark));
  rows.add(row_view(say.say("proposal.owed"), owed_text(*p.clause), owed_text(proposed), mark));
  return rows;
}

// What is looked at: an amendment of a day, or a later publication that corrects the contract.
std::string title_of(const Wording& wording, const app::AmendmentProposal& p) {
  if (p.correction) return wording.say(p.clause ? "proposal.correction" : "proposal.announced");
  const auto day = effective_date(p.amendment);
  return day ? wording.say("proposal.amendment", {{"day", french_date(*day)}}) : wording.say("proposal.amendment.undated");
}

std::string advice_of(const Wording& wording, const app::AmendmentProposal& p) {
  if (!p.clause) return wording.say("proposal.advice.announced");
  return p.proposed ? "" : wording.say("proposal.advice.nothing_follows");
}

Form settlement_form(const SiteParts& parts, const app::AmendmentProposal& p) {
  std::vector<Choice> decisions;
  if (p.proposed) decisions.push_back({"apply"});
  decisions.push_back({"keep", p.clause ? "" : parts.wording.say("proposal.no_clause")});
  Form form("proposal", {{.name = "proposition", .kind = FieldKind::hidden, .optional = true},
                         {.name = "decision", .kind = FieldKind::radios, .choices = decisions},
                         {.name = "motif", .optional = true, .length_max = 1000, .conditional = true}});
  form.set("proposition", p.id.text());
  return form;
}

// One at a time: the next is shown when this one is settled.
Response proposals_page(const SiteParts& parts, const Request& request, const app::LotView& lot,
                        const std::vector<app::AmendmentProposal>& proposals, const Form* submitted) {
  const std::string path = "/lots/" + lot.lot.id.text();
  View content;
  content.set("clause_path", path + "/clause");
  content.set("is_open", !proposals.empty());
  if (proposals.empty()) {
    content.set("proposal", View(false)).set("form", View(false));
  } else {
    const auto& p = proposals.front();
    content.set("proposal", View().set("rows", rows_view(parts, p)).set("title", title_of(parts.wording, p)).set("advice", advice_of(parts.wording, p))
                                .set("clause_path", path + "/clause")
                                .set("count", french_integer(static_cast<std::int64_t>(proposals.size()))).set("object", p.amendment.object)
                                .set("received", app::french_instant(p.published_at)));
    content.set("form", (submitted ? *submitted : settlement_form(parts, p)).view(parts.wording, path + "/avenants"));
  }
  const bool wrong = submitted && !submitted->valid();
  return parts.renderer.page(request, {.template_name = "proposals", .title = parts.wording.say("proposals.title"), .content = content,
                                       .context = lot_title(parts.wording, lot),
                                       .crumbs = {{parts.wording.say("contracts.title"), "/marches"},
                                                  {lot.contract_object, "/marches/" + lot.contract.text()},
                                                  {lot_title(parts.wording, lot), path}},
                                       .notice = notice_of(parts, request), .has_errors = wrong, .status = wrong ? 422 : 200});
}

Response show_proposals(const SiteParts& parts, const Request& request) {
  const auto id = id_in<LotId>(request);
  if (!id) return not_found();
  const auto lot = app::view_lot(parts.services, actor_of(request), *id);
  if (!lot) return refused_page(parts, lot.refusal());
  return proposals_page(parts, request, lot.value(), app::amendment_proposals(parts.services, actor_of(request), *id), nullptr);
}

Response submit_settlement(const SiteParts& parts, const Request& request) {
  const auto id = id_in<LotId>(request);
  if (!id) return not_found();
  const auto& actor = actor_of(request);
  const auto lot = app::view_lot(parts.services, actor, *id);
  if (!lot) return refused_page(parts, lot.refusal());
  const std::string path = "/lots/" + id->text() + "/avenants";
  const auto proposals = app::amendment_proposals(parts.services, actor, *id);
  if (proposals.empty()) return see_other(path);
  auto form = settlement_form(parts, proposals.front());
  form.fill(request).check();
  if (!form.valid()) return proposals_page(parts, request, lot.value(), proposals, &form);
  const auto proposal = app::ProposalId::parse(form.value("proposition"));
  if (!proposal) return not_found();
  const auto done = app::settle_proposal(parts.services, actor, *proposal, form.value("decision"), form.value("motif"));
  if (done) return see_other(done_path(path, "proposal." + form.value("decision")));
  if (is_denial(done.refusal())) return refused_page(parts, done.refusal());
  const bool reason = done.refusal().code == "proposal.reason";
  return proposals_page(parts, request, lot.value(), proposals, &form.refuse(reason ? "motif" : "decision", done.refusal()));
}

}  // namespace

std::vector<Route> proposal_routes(const SiteParts& parts) {
  const auto facilitators = Access::only({"facilitator"});
  return {
      {Method::get, "/lots/{id}/avenants", [&parts](const Request& r) { return show_proposals(parts, r); }, facilitators},
      {Method::post, "/lots/{id}/avenants", [&parts](const Request& r) { return submit_settlement(parts, r); }, facilitators},
  };
}

}  // namespace clausier::web
