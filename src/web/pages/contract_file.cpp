// The file of a contract that the office follows: contacts, documents, passage to another office, end.
#include "clausier/domain/nir.hpp"
#include "clausier/app/contract_file.hpp"

#include <fstream>

#include "contract_pages.hpp"

namespace clausier::web {
namespace {

constexpr BodyLimits document_body{.size_bytes_max = app::document_bytes_max + 64 * 1024, .files = true};

struct Forms {
  Form contact, document, hand_over, closure;
};

std::vector<Choice> coded_choices(const SiteParts& parts, const std::string& prefix, const std::vector<std::string>& codes) {
  std::vector<Choice> choices;
  for (const auto& code : codes) choices.push_back({code, parts.wording.say(prefix + code)});
  return choices;
}

Form exchange_form(const SiteParts& parts) {
  return Form("exchange", {{.name = "jour", .kind = FieldKind::date, .width = "short"},
                           {.name = "moyen", .kind = FieldKind::select, .choices = coded_choices(parts, "exchange.channel.", app::contact_channels)},
                           {.name = "note", .optional = true, .length_max = 500},
                           {.name = "contact", .kind = FieldKind::hidden}});
}

Forms forms_of(const SiteParts& parts, const app::ContractFile& file) {
  std::vector<Choice> offices;
  for (const auto& office : file.other_offices) offices.push_back({office.id.text(), office.name});
  return {Form("contact", {{.name = "role", .kind = FieldKind::select, .choices = coded_choices(parts, "contact.role.", app::contact_roles)},
                           {.name = "nom", .length_max = 120},
                           {.name = "organisme", .optional = true, .autocomplete = "organization", .length_max = 200},
                           {.name = "courriel", .kind = FieldKind::email, .optional = true, .length_max = 200},
                           {.name = "telephone", .kind = FieldKind::telephone, .optional = true, .length_max = 40, .width = "medium"},
                           {.name = "remplacant", .kind = FieldKind::checkbox, .optional = true}}),
          Form("document", {{.name = "titre", .length_max = 200},
                            {.name = "fichier", .kind = FieldKind::file, .accept = ".pdf,.docx,.xlsx,.odt,.ods,.csv,.txt,.png,.jpg,.jpeg",
                             .size_bytes_max = app::document_bytes_max}}),
          Form("handover", {{.name = "organisme", .kind = FieldKind::select, .choices = offices}, {.name = "motif", .length_max = 300}}),
          Form("closure", {{.name = "note", .kind = FieldKind::textarea, .optional = true, .length_max = 1000}})};
}

View contacts_view(const SiteParts& parts, const app::ContractFile& file, const std::string& path) {
  return View::list_of(file.contacts, [&](const app::Contact& contact) {
    auto form = exchange_form(parts);
    form.set("contact", contact.id.text()).set("jour", french_date(parts.services.today()));
    return View().set("role", parts.wording.say("contact.role." + contact.who.role)).set("is_fallback", contact.who.is_fallback)
        .set("name", contact.who.name).set("organisation", contact.who.organisation).set("email", contact.who.email)
        .set("telephone", contact.who.telephone).set("id", contact.id.text()).set("remove_path", path + "/contacts/retirer")
        .set("exchange_path", path + "/contacts/echange").set("today", french_date(parts.services.today()))
        .set("channels", View::list_of(app::contact_channels, [&](const std::string& code) {
               return View().set("value", code).set("label", parts.wording.say("exchange.channel." + code));
             }))
        .set("last", !contact.last ? parts.wording.say("contact.never_reached")
                                   : parts.wording.say("contact.last", {{"date", french_date(contact.last->reached_on)},
                                                                        {"channel", parts.wording.say("exchange.channel." + contact.last->channel)},
                                                                        {"author", contact.last->author}}))
        .set("note", contact.last ? contact.last->note : "");
  });
}

std::string size_text(std::int64_t bytes) {
  return bytes < 1024 * 1024 ? french_integer((bytes + 1023) / 1024) + "\u00A0Ko" : french_integer(bytes / (1024 * 1024)) + "\u00A0Mo";
}

View documents_view(const app::ContractFile& file, const std::string& path) {
  return View::list_of(file.documents, [&](const app::ContractDocument& document) {
    return View().set("title", document.title).set("file_name", document.file_name).set("size", size_text(document.size_bytes))
        .set("author", document.author).set("when", app::french_instant(document.recorded_at)).set("sha256", document.sha256)
        .set("path", path + "/documents/" + document.id.text());
  });
}

View hand_overs_view(const SiteParts& parts, const app::ContractFile& file) {
  return View::list_of(file.hand_overs, [&](const app::HandOver& one) {
    return View().set("from", one.from).set("to", one.to).set("reason", one.reason).set("state", parts.wording.say("handover.state." + one.state))
        .set("asked", parts.wording.say("handover.asked", {{"who", one.asked_by}, {"when", app::french_instant(one.asked_at)}}))
        .set("answered", one.answered_at ? parts.wording.say("handover.answered", {{"who", one.answered_by}, {"when", app::french_instant(*one.answered_at)}}) : "");
  });
}

Response file_page(const SiteParts& parts, const Request& request, const app::ContractFile& file, const Forms& forms) {
  const std::string path = "/marches/" + file.contract.text();
  const bool asked = !file.hand_overs.empty() && file.hand_overs.front().state == "asked";
  View content;
  content.set("contacts", contacts_view(parts, file, path)).set("contact_form", forms.contact.view(parts.wording, path + "/contacts"));
  content.set("documents", documents_view(file, path)).set("document_form", forms.document.view(parts.wording, path + "/documents"));
  content.set("hand_overs", hand_overs_view(parts, file)).set("is_asked", asked).set("withdraw_path", path + "/passage/retirer");
  content.set("hand_over_form", !asked && !file.other_offices.empty() ? forms.hand_over.view(parts.wording, path + "/passage") : View(false));
  content.set("checks", View::list_of(file.checks, [&](const app::CheckItem& item) {
    return View().set("label", parts.wording.say("closure.check." + item.code))
        .set("state", tag(item.met ? Tone::success : Tone::warning, parts.wording.say(item.met ? "closure.met" : "closure.unmet")));
  }));
  content.set("closures", View::list_of(file.closures, [&](const app::Closure& closure) {
    return View().set("text", parts.wording.say(closure.closed ? "closure.closed_by" : "closure.reopened_by",
                                                {{"who", closure.author}, {"when", app::french_instant(closure.recorded_at)}})).set("note", closure.note);
  }));
  View closure = forms.closure.view(parts.wording, path + "/cloture");
  content.set("closure_form", closure.set("is_closed", file.closed()));
  bool wrong = false;
  for (const auto* form : {&forms.contact, &forms.document, &forms.hand_over, &forms.closure}) wrong = wrong || !form->valid();
  return parts.renderer.page(request, {.template_name = "contract_file", .title = parts.wording.say("contract_file.title"), .content = content,
                                       .context = file.number,
                                       .crumbs = {{parts.wording.say("contracts.title"), "/marches"}, {file.object.empty() ? file.number : file.object, path}},
                                       .notice = notice_of(parts, request), .has_errors = wrong, .status = wrong ? 422 : 200});
}

// Every action works on the file it is shown on: what is not the office's is not there.
template <class Act>
Response on_file(const SiteParts& parts, const Request& request, Act act) {
  const auto id = id_in<ContractId>(request);
  if (!id) return not_found();
  const auto file = app::view_contract_file(parts.services, actor_of(request), *id);
  if (!file) return refused_page(parts, file.refusal());
  return act(file.value());
}

Response back_to(const app::ContractFile& file, std::string_view notice) {
  return see_other(done_path("/marches/" + file.contract.text() + "/dossier", notice));
}

template <class Done>
Response ended(const SiteParts& parts, const Request& request, const app::ContractFile& file, Forms& forms, Form& form, std::string_view field,
               const Outcome<Done>& done, std::string_view notice) {
  if (done) return back_to(file, notice);
  if (is_denial(done.refusal())) return refused_page(parts, done.refusal());
  form.refuse(field, done.refusal());
  return file_page(parts, request, file, forms);
}

Response show_file(const SiteParts& parts, const Request& request) {
  return on_file(parts, request, [&](const app::ContractFile& file) { return file_page(parts, request, file, forms_of(parts, file)); });
}

Response submit_contact(const SiteParts& parts, const Request& request) {
  return on_file(parts, request, [&](const app::ContractFile& file) {
    auto forms = forms_of(parts, file);
    auto& form = forms.contact.fill(request).check();
    if (form.value("courriel").empty() && form.value("telephone").empty()) form.refuse("courriel", "contact.means.missing");
    if (!form.valid()) return file_page(parts, request, file, forms);
    const app::NewContact who{form.value("role"), form.value("nom"), form.value("organisme"), form.value("courriel"), form.value("telephone"),
                              form.ticked("remplacant")};
    return ended(parts, request, file, forms, form, "nom", app::add_contact(parts.services, actor_of(request), file.contract, who), "contact.added");
  });
}

Response submit_removal(const SiteParts& parts, const Request& request) {
  return on_file(parts, request, [&](const app::ContractFile& file) {
    const auto contact = app::ContactId::parse(request.form.get("contact"));
    if (!contact) return not_found();
    const auto done = app::remove_contact(parts.services, actor_of(request), file.contract, *contact);
    return done ? back_to(file, "contact.removed") : refused_page(parts, done.refusal());
  });
}

Response submit_exchange(const SiteParts& parts, const Request& request) {
  return on_file(parts, request, [&](const app::ContractFile& file) {
    auto forms = forms_of(parts, file);
    auto form = exchange_form(parts);
    form.fill(request).check();
    const auto contact = app::ContactId::parse(form.value("contact"));
    if (!contact) return not_found();
    const auto day = Date::parse_french(form.value("jour"));
    // These small forms stand in a table: what is wrong is said at the top of the page.
    if (!day || !form.valid()) {
      const auto* fault = !day ? "exchange.jour.format" : holds_nir(form.value("note")) ? "person.nir" : "exchange.moyen.missing";
      forms.contact.refuse("", fault);
      return file_page(parts, request, file, forms);
    }
    const auto done = app::record_exchange(parts.services, actor_of(request), file.contract, *contact, *day, form.value("moyen"), form.value("note"));
    return ended(parts, request, file, forms, forms.contact, "", done, "contact.reached");
  });
}

Response submit_document(const SiteParts& parts, const Request& request) {
  return on_file(parts, request, [&](const app::ContractFile& file) {
    auto forms = forms_of(parts, file);
    auto& form = forms.document.fill(request).check();
    if (!form.valid()) return file_page(parts, request, file, forms);
    if (parts.throttles.uploads.take(actor_of(request).user.text())) return problem(429);
    const auto* upload = form.file("fichier");
    SpooledFile copy;  // a small upload sits in memory
    std::filesystem::path bytes = copy.path();
    if (upload->spooled) bytes = upload->spooled->path();
    else std::ofstream(bytes, std::ios::binary) << upload->bytes;
    const auto done = app::add_document(parts.services, actor_of(request), file.contract, {form.value("titre"), upload->file_name, bytes});
    return ended(parts, request, file, forms, form, "fichier", done, "document.added");
  });
}

Response send_document(const SiteParts& parts, const Request& request) {
  const auto contract = id_in<ContractId>(request);
  const auto document = id_in<app::DocumentId>(request, "document");
  if (!contract || !document) return not_found();
  auto file = app::open_document(parts.services, actor_of(request), *contract, *document);
  if (!file) return refused_page(parts, file.refusal());
  return attachment(std::move(file.value().bytes), "application/octet-stream", file.value().file_name);
}

Response submit_hand_over(const SiteParts& parts, const Request& request) {
  return on_file(parts, request, [&](const app::ContractFile& file) {
    auto forms = forms_of(parts, file);
    auto& form = forms.hand_over.fill(request).check();
    if (!form.valid()) return file_page(parts, request, file, forms);
    const auto done = app::ask_hand_over(parts.services, actor_of(request), file.contract, *OrganisationId::parse(form.value("organisme")), form.value("motif"));
    return ended(parts, request, file, forms, form, "organisme", done, "handover.asked");
  });
}

Response submit_withdrawal(const SiteParts& parts, const Request& request) {
  return on_file(parts, request, [&](const app::ContractFile& file) {
    const auto done = app::withdraw_hand_over(parts.services, actor_of(request), file.contract);
    return done ? back_to(file, "handover.withdrawn") : refused_page(parts, done.refusal());
  });
}

// The office that is asked does not follow the contract yet.
Response submit_answer(const SiteParts& parts, const Request& request) {
  const auto id = id_in<ContractId>(request);
  if (!id) return not_found();
  const bool accepted = request.form.get("decision") == "accepter";
  const auto done = app::answer_hand_over(parts.services, actor_of(request), *id, accepted);
  if (!done) return refused_page(parts, done.refusal());
  return see_other(done_path("/marches/" + id->text(), accepted ? "handover.accepted" : "handover.declined"));
}

Response submit_closure(const SiteParts& parts, const Request& request) {
  return on_file(parts, request, [&](const app::ContractFile& file) {
    auto forms = forms_of(parts, file);
    auto& form = forms.closure.fill(request).check();
    if (!form.valid()) return file_page(parts, request, file, forms);
    const auto& actor = actor_of(request);
    const auto done = file.closed() ? app::reopen_contract(parts.services, actor, file.contract, form.value("note"))
                                    : app::close_contract(parts.services, actor, file.contract, form.value("note"));
    return ended(parts, request, file, forms, form, "note", done, file.closed() ? "contract.reopened" : "contract.closed");
  });
}

}  // namespace

std::vector<Route> contract_file_routes(const SiteParts& parts) {
  const auto facilitators = Access::only({"facilitator"});
  return {
      {Method::get, "/marches/{id}/dossier", [&parts](const Request& r) { return show_file(parts, r); }, facilitators},
      {Method::post, "/marches/{id}/contacts", [&parts](const Request& r) { return submit_contact(parts, r); }, facilitators},
      {Method::post, "/marches/{id}/contacts/retirer", [&parts](const Request& r) { return submit_removal(parts, r); }, facilitators},
      {Method::post, "/marches/{id}/contacts/echange", [&parts](const Request& r) { return submit_exchange(parts, r); }, facilitators},
      {Method::post, "/marches/{id}/documents", [&parts](const Request& r) { return submit_document(parts, r); }, facilitators, document_body},
      {Method::get, "/marches/{id}/documents/{document}", [&parts](const Request& r) { return send_document(parts, r); }, facilitators},
      {Method::post, "/marches/{id}/passage", [&parts](const Request& r) { return submit_hand_over(parts, r); }, facilitators},
      {Method::post, "/marches/{id}/passage/retirer", [&parts](const Request& r) { return submit_withdrawal(parts, r); }, facilitators},
      {Method::post, "/marches/{id}/passage/reponse", [&parts](const Request& r) { return submit_answer(parts, r); }, facilitators},
      {Method::post, "/marches/{id}/cloture", [&parts](const Request& r) { return submit_closure(parts, r); }, facilitators},
  };
}

}  // namespace clausier::web
