// Inside a consortium: the key by which members share one obligation, and debts passed from one to another.
#include "clausier/app/consortium.hpp"
#include "clausier/domain/nir.hpp"
#include "clausier/domain/timesheet.hpp"
#include "lot_pages.hpp"

namespace clausier::web {
namespace {

std::string weight_field(const app::ConsortiumMember& member) { return "part_" + member.firm.id.text(); }

Form key_form(const Wording& wording, const app::ConsortiumView& found) {
  std::vector<Field> fields;
  for (const auto& member : found.members)
    if (!member.former) fields.push_back({.name = weight_field(member), .width = "short", .label = wording.say("consortium.part", {{"firm", member.firm.name}}),
                                            .hint = wording.say("consortium.part.hint")});
  fields.push_back({.name = "document", .length_max = 300});
  Form form("cle", std::move(fields));
  for (const auto& member : found.members)
    if (!member.former && !found.keys.empty()) form.set(weight_field(member), std::to_string(member.weight));
  return form;
}

Form transfer_form(const app::ConsortiumView& found) {
  std::vector<Choice> firms;
  for (const auto& member : found.members)
    if (!member.former) firms.push_back({member.firm.id.text(), member.firm.name});
  return Form("dette", {{.name = "de", .kind = FieldKind::select, .choices = firms},
                        {.name = "vers", .kind = FieldKind::select, .choices = firms},
                        {.name = "heures", .width = "short"},
                        {.name = "document", .length_max = 300},
                        {.name = "demande", .kind = FieldKind::hidden, .optional = true}})
      .set("demande", app::random_token());
}

View members_view(const Wording& wording, const app::ConsortiumView& found) {
  return View::list_of(found.members, [&](const app::ConsortiumMember& member) {
    return View().set("name", member.firm.name).set("lead", member.lead ? wording.say("consortium.lead") : member.former ? wording.say("consortium.former") : "")
        .set("weight", member.former ? "–" : french_integer(member.weight)).set("share", hours_text(member.balance.share)).set("taken", hours_text(member.balance.taken))
        .set("passed", hours_text(member.balance.passed)).set("counted", hours_text(member.balance.counted))
        .set("balance", hours_text(member.balance.balance));
  });
}

View transfers_view(const Wording& wording, const app::ConsortiumView& found, const std::string& path) {
  return View::list_of(found.transfers, [&](const app::TransferLine& line) {
    const bool agreed = line.transfer.agreed_by_from && line.transfer.agreed_by_to;
    return View().set("id", line.transfer.id.text()).set("from", line.from_name).set("to", line.to_name).set("hours", hours_text(line.transfer.time))
        .set("document", line.document).set("author", line.author).set("when", app::french_instant(line.recorded_at))
        .set("history", View::list_of(line.history, [](const std::string& text) { return View().set("text", text); }))
        .set("state", line.withdrawn.empty() ? wording.say(agreed ? "consortium.transfer.done" : "consortium.transfer.waiting")
                                                     : wording.say("consortium.transfer.taken_back", {{"who", line.withdrawn}}))
        .set("awaits_me", line.awaits_me).set("may_withdraw", line.may_withdraw).set("path", path + "/accord").set("withdraw_path", path + "/retrait")
        .set("withdraw", wording.say(line.awaits_me ? "consortium.transfer.decline" : "consortium.transfer.take_back"));
  });
}

View keys_view(const app::ConsortiumView& found) {
  return View::list_of(found.keys, [&](const app::KeyVersion& version) {
    std::string weights;
    for (std::size_t i = 0; i < version.weights.size(); ++i)
      weights += (i ? ", " : "") + found.members[i].firm.name + "\u00A0: " + french_integer(version.weights[i]);
    return View().set("weights", weights).set("document", version.document).set("author", version.author).set("when", app::french_instant(version.recorded_at));
  });
}

struct Sent {
  const Form* key = nullptr;
  const Form* transfer = nullptr;
};

Response consortium_page(const SiteParts& parts, const Request& request, const app::ConsortiumView& found, const Sent& sent) {
  const auto& view = found.lot;
  const std::string lot_path = "/lots/" + view.lot.id.text(), path = lot_path + "/groupement";
  const bool several = std::count_if(found.members.begin(), found.members.end(), [](const auto& member) { return !member.former; }) > 1;
  const auto key = sent.key ? *sent.key : key_form(parts.wording, found);
  const auto transfer = sent.transfer ? *sent.transfer : transfer_form(found);
  View content;
  content.set("owed", hours_text(view.position.owed)).set("credited", hours_text(view.position.credited));
  content.set("members", members_view(parts.wording, found)).set("several", several).set("by_others", found.by_others == WorkTime::zero() ? "" : hours_text(found.by_others));
  content.set("keys", keys_view(found)).set("transfers", transfers_view(parts.wording, found, path));
  content.set("steps", steps_view(parts.wording, found.explanation));
  content.set("key", several && found.is_lead && !sent.transfer ? key.view(parts.wording, path) : View(false));
  content.set("transfer", several && !sent.key ? transfer.view(parts.wording, path + "/dettes") : View(false));
  const bool wrong = (sent.key && !sent.key->valid()) || (sent.transfer && !sent.transfer->valid());
  return parts.renderer.page(request, {.template_name = "consortium", .title = parts.wording.say("consortium.title"), .content = content,
                                       .context = lot_title(parts.wording, view),
                                       .crumbs = {{parts.wording.say("contracts.title"), "/marches"},
                                                  {view.contract_object, "/marches/" + view.contract.text()},
                                                  {lot_title(parts.wording, view), lot_path}},
                                       .notice = notice_of(parts, request), .has_errors = wrong, .status = wrong ? 422 : 200});
}

std::optional<std::int64_t> whole_number(const std::string& text) {
  if (text.empty() || text.size() > 12 || text.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  return std::stoll(text);
}

Response show_consortium(const SiteParts& parts, const Request& request) {
  const auto id = id_in<LotId>(request);
  if (!id) return not_found();
  const auto found = app::view_consortium(parts.services, actor_of(request), *id);
  if (!found) return refused_page(parts, found.refusal());
  return consortium_page(parts, request, found.value(), {});
}

Response submit_key(const SiteParts& parts, const Request& request) {
  const auto id = id_in<LotId>(request);
  if (!id) return not_found();
  const auto found = app::view_consortium(parts.services, actor_of(request), *id);
  if (!found) return refused_page(parts, found.refusal());
  auto form = key_form(parts.wording, found.value());
  form.fill(request);
  std::vector<MemberShare> key;
  for (const auto& member : found.value().members) {
    if (member.former) continue;
    const auto weight = whole_number(form.value(weight_field(member)));
    if (holds_nir(form.value(weight_field(member)))) form.refuse(weight_field(member), "person.nir");
    else if (weight) key.push_back({member.firm.id, *weight});
    else form.refuse(weight_field(member), Refusal{"consortium.part.unreadable", {{"firm", member.firm.name}}});
  }
  if (holds_nir(form.value("document"))) form.refuse("document", "person.nir");
  if (!form.valid()) return consortium_page(parts, request, found.value(), {.key = &form});
  const auto done = app::set_sharing_key(parts.services, actor_of(request), *id, key, form.value("document"));
  if (done) return see_other(done_path("/lots/" + id->text() + "/groupement", "consortium.key"));
  if (is_denial(done.refusal())) return refused_page(parts, done.refusal());
  return consortium_page(parts, request, found.value(), {.key = &form.refuse("", done.refusal())});
}

Response submit_transfer(const SiteParts& parts, const Request& request) {
  const auto id = id_in<LotId>(request);
  if (!id) return not_found();
  const auto found = app::view_consortium(parts.services, actor_of(request), *id);
  if (!found) return refused_page(parts, found.refusal());
  auto form = transfer_form(found.value());
  form.fill(request).check();
  const auto time = form.valid() ? typed_hours(form, "heures", "dette.heures.unreadable") : std::nullopt;
  const auto from = OrganisationId::parse(form.value("de")), to = OrganisationId::parse(form.value("vers"));
  if (!form.valid() || !from || !to) return consortium_page(parts, request, found.value(), {.transfer = &form});
  DebtTransfer transfer{.from = *from, .to = *to, .time = *time};
  const auto done = app::propose_transfer(parts.services, actor_of(request), *id, transfer, form.value("document"), form.value("demande"));
  if (done) return see_other(done_path("/lots/" + id->text() + "/groupement", "consortium.proposed"));
  if (is_denial(done.refusal())) return refused_page(parts, done.refusal());
  return consortium_page(parts, request, found.value(), {.transfer = &form.refuse("", done.refusal())});
}

Response submit_assent(const SiteParts& parts, const Request& request) {
  const auto id = id_in<LotId>(request);
  const auto transfer = TransferId::parse(request.form.get("dette"));
  if (!id || !transfer) return not_found();
  const auto done = app::agree_to_transfer(parts.services, actor_of(request), *id, *transfer);
  if (!done) return refused_page(parts, done.refusal());
  return see_other(done_path("/lots/" + id->text() + "/groupement", "consortium.agreed"));
}

Response submit_withdrawal(const SiteParts& parts, const Request& request) {
  const auto id = id_in<LotId>(request);
  const auto transfer = TransferId::parse(request.form.get("dette"));
  if (!id || !transfer) return not_found();
  const auto done = app::withdraw_transfer(parts.services, actor_of(request), *id, *transfer);
  if (!done) return refused_page(parts, done.refusal());
  return see_other(done_path("/lots/" + id->text() + "/groupement", "consortium.withdrawn"));
}

}  // namespace

std::vector<Route> consortium_routes(const SiteParts& parts) {
  const auto members = Access::only({"contractor"});
  const std::string path = "/lots/{id}/groupement";
  return {{Method::get, path, [&parts](const Request& r) { return show_consortium(parts, r); }, members},
          {Method::post, path, [&parts](const Request& r) { return submit_key(parts, r); }, members},
          {Method::post, path + "/dettes", [&parts](const Request& r) { return submit_transfer(parts, r); }, members},
          {Method::post, path + "/accord", [&parts](const Request& r) { return submit_assent(parts, r); }, members},
          {Method::post, path + "/retrait", [&parts](const Request& r) { return submit_withdrawal(parts, r); }, members}};
}

}  // namespace clausier::web
