// Pooling: the agreements that a lot is in, what they let count elsewhere, and the proof that no line counts twice.
#include "clausier/app/pooling.hpp"

#include <algorithm>

#include "clausier/domain/timesheet.hpp"
#include "lot_pages.hpp"

namespace clausier::web {
namespace {

std::vector<Choice> lot_choices(const std::vector<app::NamedLot>& lots, LotId but) {
  std::vector<Choice> choices;
  for (const auto& lot : lots)
    if (lot.id != but) choices.push_back({lot.id.text(), lot.label, lot.buyer});
  return choices;
}

Form agreement_form(const app::PoolingView& found) {
  return Form("convention", {{.name = "document", .length_max = 300},
                             {.name = "debut", .kind = FieldKind::date, .width = "short"},
                             {.name = "fin", .kind = FieldKind::date, .width = "short"},
                             {.name = "signataires", .kind = FieldKind::textarea, .length_max = 2'000},
                             {.name = "lots", .kind = FieldKind::checkboxes, .choices = lot_choices(found.offered, found.lot.lot.id)}});
}

// Lines and lots of every agreement, in one form: a line is named by its agreement and its place in the ledger.
Form allocation_form(const Wording& wording, const app::PoolingView& found) {
  std::vector<Choice> lines, lots;
  std::size_t rank = 0;
  for (const auto& known : found.agreements) {
    ++rank;
    for (const auto& line : known.lines)
      if (line.left > WorkTime::zero())
        lines.push_back({known.agreement.id.text() + "." + line.entry.text(),
                         wording.say("pooling.line", {{"rank", std::to_string(rank)}, {"month", french_month(line.month)}, {"person", line.person},
                                                      {"declared", hours_text(line.declared)}, {"left", hours_text(line.left)}})});
    for (auto& choice : lot_choices(known.lots, found.lot.lot.id))
      if (std::none_of(lots.begin(), lots.end(), [&](const Choice& other) { return other.value == choice.value; })) lots.push_back(std::move(choice));
  }
  return Form("affectation", {{.name = "ligne", .kind = FieldKind::select, .choices = lines},
                              {.name = "vers", .kind = FieldKind::select, .choices = lots},
                              {.name = "heures", .width = "short"},
                              {.name = "demande", .kind = FieldKind::hidden, .optional = true}})
      .set("demande", app::random_token());
}

bool has_lines(const app::PoolingView& found) {
  return std::any_of(found.agreements.begin(), found.agreements.end(), [](const auto& known) { return !known.lines.empty(); });
}

View proof_view(const std::vector<app::PoolingProof>& proof) {
  return View::list_of(proof, [](const app::PoolingProof& sum) {
    return View().set("month", french_month(sum.month)).set("from", sum.from_label).set("to", sum.to_label).set("lines", hours_text(sum.lines))
        .set("allocated", hours_text(sum.allocated)).set("elsewhere", hours_text(sum.elsewhere))
        .set("left", hours_text(sum.lines - sum.allocated - sum.elsewhere));
  });
}

View allocations_view(const std::vector<app::AllocationLine>& allocations, const std::string& path) {
  return View::list_of(allocations, [&](const app::AllocationLine& line) {
    return View().set("id", line.part.id.text()).set("month", french_month(line.month)).set("to", line.to_label)
        .set("hours", hours_text(line.part.time)).set("author", line.author).set("when", app::french_instant(line.part.recorded_at))
        .set("cancelled", line.cancelled).set("stray", line.stray).set("reason", line.reason).set("path", path + "/annuler");
  });
}

struct Sent {
  const Form* agreement = nullptr;
  const Form* allocation = nullptr;
};

View agreements_view(const app::PoolingView& found, const std::string& path) {
  std::size_t rank = 0;
  return View::list_of(found.agreements, [&](const app::AgreementView& known) {
    const auto& agreement = known.agreement;
    return View().set("rank", std::to_string(++rank)).set("document", agreement.document)
        .set("valid", french_date(agreement.valid.first) + " – " + french_date(agreement.valid.last))
        .set("signatories", View::list_of(agreement.signatories, [](const std::string& name) { return View().set("name", name); }))
        .set("lots", View::list_of(known.lots, [](const app::NamedLot& lot) { return View().set("label", lot.label).set("buyer", lot.buyer); }))
        .set("author", known.author).set("when", app::french_instant(agreement.recorded_at)).set("proof", proof_view(known.proof))
        .set("allocations", allocations_view(known.allocations, path));
  });
}

Response pooling_page(const SiteParts& parts, const Request& request, const app::PoolingView& found, const Sent& sent) {
  const auto& view = found.lot;
  const std::string lot_path = "/lots/" + view.lot.id.text(), path = lot_path + "/globalisation";
  const auto form = sent.agreement ? *sent.agreement : agreement_form(found);
  View content;
  content.set("agreements", agreements_view(found, path));
  content.set("pooled_in", hours_text(view.position.credits.pooled_in)).set("pooled_out", hours_text(view.position.credits.pooled_out));
  const auto allocation = sent.allocation ? *sent.allocation : allocation_form(parts.wording, found);
  content.set("allocation", view.may_edit && has_lines(found) && !sent.agreement ? allocation.view(parts.wording, path + "/affecter") : View(false));
  content.set("form", view.may_edit && !found.offered.empty() && !sent.allocation ? form.view(parts.wording, path) : View(false));
  content.set("none_offered", view.may_edit && found.offered.empty());
  const bool wrong = (sent.agreement && !sent.agreement->valid()) || (sent.allocation && !sent.allocation->valid());
  return parts.renderer.page(request, {.template_name = "pooling", .title = parts.wording.say("pooling.title"), .content = content,
                                       .context = lot_title(parts.wording, view),
                                       .crumbs = {{parts.wording.say("contracts.title"), "/marches"},
                                                  {view.contract_object, "/marches/" + view.contract.text()},
                                                  {lot_title(parts.wording, view), lot_path}},
                                       .notice = notice_of(parts, request), .has_errors = wrong, .status = wrong ? 422 : 200});
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    auto line = text.substr(at, end - at);
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
    if (!line.empty()) lines.push_back(std::move(line));
    at = end + 1;
  }
  return lines;
}

std::optional<Date> day_of(Form& form, const char* field) {
  const auto& text = form.value(field);
  const auto day = Date::parse_french(text) ? Date::parse_french(text) : Date::parse_iso(text);
  if (!text.empty() && !day) form.refuse(field, std::string("convention.") + field + ".unreadable");
  return day;
}

std::optional<PoolingAgreement> read_agreement(Form& form) {
  const auto first = day_of(form, "debut"), last = day_of(form, "fin");
  if (!first || !last || !form.valid()) return std::nullopt;
  PoolingAgreement agreement{.lots = {}, .valid = {*first, *last}, .signatories = lines_of(form.value("signataires")),
                             .document = form.value("document")};
  for (const auto& lot : form.values("lots"))
    if (const auto id = LotId::parse(lot)) agreement.lots.push_back(*id);
  return agreement;
}

Response show_pooling(const SiteParts& parts, const Request& request) {
  const auto id = id_in<LotId>(request);
  if (!id) return not_found();
  const auto found = app::view_pooling(parts.services, actor_of(request), *id);
  if (!found) return refused_page(parts, found.refusal());
  return pooling_page(parts, request, found.value(), {});
}

Response submit_agreement(const SiteParts& parts, const Request& request) {
  const auto id = id_in<LotId>(request);
  if (!id) return not_found();
  const auto found = app::view_pooling(parts.services, actor_of(request), *id);
  if (!found) return refused_page(parts, found.refusal());
  auto form = agreement_form(found.value());
  form.fill(request).check();
  const auto agreement = read_agreement(form);
  if (!agreement) return pooling_page(parts, request, found.value(), {.agreement = &form});
  const auto done = app::record_agreement(parts.services, actor_of(request), *id, *agreement);
  if (done) return see_other(done_path("/lots/" + id->text() + "/globalisation", "pooling.agreed"));
  if (is_denial(done.refusal())) return refused_page(parts, done.refusal());
  return pooling_page(parts, request, found.value(), {.agreement = &form.refuse("", done.refusal())});
}

struct NamedLine {
  PoolingId agreement;
  EntryId entry;
};

std::optional<NamedLine> line_named(const std::string& text) {
  const auto dot = text.find('.');
  if (dot == std::string::npos) return std::nullopt;
  const auto agreement = PoolingId::parse(text.substr(0, dot));
  const auto entry = EntryId::parse(text.substr(dot + 1));
  return agreement && entry ? std::optional(NamedLine{*agreement, *entry}) : std::nullopt;
}

Response submit_allocation(const SiteParts& parts, const Request& request) {
  const auto id = id_in<LotId>(request);
  if (!id) return not_found();
  const auto found = app::view_pooling(parts.services, actor_of(request), *id);
  if (!found) return refused_page(parts, found.refusal());
  auto form = allocation_form(parts.wording, found.value());
  form.fill(request).check();
  const auto line = line_named(form.value("ligne"));
  const auto to = LotId::parse(form.value("vers"));
  const auto time = form.valid() ? typed_hours(form, "heures", "affectation.heures.unreadable") : std::nullopt;
  if (!form.valid() || !line || !to) return pooling_page(parts, request, found.value(), {.allocation = &form});
  const auto done = app::allocate(parts.services, actor_of(request), {*id, line->agreement, line->entry, *to, *time, form.value("demande")});
  if (done) return see_other(done_path("/lots/" + id->text() + "/globalisation", "pooling.allocated"));
  if (is_denial(done.refusal())) return refused_page(parts, done.refusal());
  return pooling_page(parts, request, found.value(), {.allocation = &form.refuse("", done.refusal())});
}

Response submit_cancel(const SiteParts& parts, const Request& request) {
  const auto id = id_in<LotId>(request);
  const auto allocation = AllocationId::parse(request.form.get("affectation"));
  if (!id || !allocation) return not_found();
  const auto done = app::cancel_allocation(parts.services, actor_of(request), *id, *allocation, request.form.get("motif"));
  if (!done) return refused_page(parts, done.refusal());
  return see_other(done_path("/lots/" + id->text() + "/globalisation", "pooling.cancelled"));
}

}  // namespace

std::vector<Route> pooling_routes(const SiteParts& parts) {
  const auto readers = Access::only({"facilitator", "officer"});
  const auto facilitators = Access::only({"facilitator"});
  const std::string path = "/lots/{id}/globalisation";
  return {{Method::get, path, [&parts](const Request& r) { return show_pooling(parts, r); }, readers},
          {Method::post, path, [&parts](const Request& r) { return submit_agreement(parts, r); }, facilitators},
          {Method::post, path + "/affecter", [&parts](const Request& r) { return submit_allocation(parts, r); }, facilitators},
          {Method::post, path + "/annuler", [&parts](const Request& r) { return submit_cancel(parts, r); }, facilitators}};
}

}  // namespace clausier::web
