// Records that an import could not use: the list, and what a facilitator decides of each.
#include "clausier/app/quarantine.hpp"

#include "contract_pages.hpp"

namespace clausier::web {
namespace {

constexpr int lines_per_page = 50;
constexpr std::size_t raw_shown_max = 20'000;  // characters

std::optional<RecordOutcome> outcome_asked(const Request& request) {
  const auto& code = request.query.get("suite_donnee");
  if (code.empty()) return std::nullopt;
  const auto outcome = parse_record_outcome(code);
  if (outcome != RecordOutcome::doubtful && outcome != RecordOutcome::refused) throw RequestProblem(400, "unknown outcome");
  return outcome;
}

View line_view(const SiteParts& parts, const app::QuarantineLine& line) {
  return View()
      .set("path", "/quarantaine/" + line.id.text())
      .set("object", line.object.empty() ? parts.wording.say("quarantine.no_object") : line.object)
      .set("uid", line.uid)
      .set("outcome", tag(line.outcome == RecordOutcome::doubtful ? Tone::warning : Tone::danger,
                          parts.wording.say("outcome." + std::string(record_outcome_code(line.outcome)) + ".one")))
      .set("reason", parts.wording.say(line.reason))
      .set("source", parts.wording.say("source.record", {{"file", line.file}, {"rank", std::to_string(line.position)}}))
      .set("import_path", "/imports/" + line.import.text())
      .set("when", app::french_instant(line.met_at));
}

Response show_list(const SiteParts& parts, const Request& request) {
  app::QuarantineFilter filter{.outcome = outcome_asked(request), .page = static_cast<int>(page_of(request)), .per_page = lines_per_page};
  if (const auto& import = request.query.get("import"); !import.empty()) {
    filter.import = ImportId::parse(import);
    if (!filter.import) throw RequestProblem(400, "import that is no id");
  }
  const auto found = app::quarantine(parts.services, actor_of(request), filter);
  if (!found) return refused_page(parts, found.refusal());
  View content;
  content.set("lines", View::list_of(found.value().lines, [&](const auto& line) { return line_view(parts, line); }));
  content.set("total", french_integer(found.value().total));
  content.set("is_filtered", filter.import.has_value() || filter.outcome.has_value());
  content.set("pagination", pagination(request, static_cast<std::size_t>(found.value().total), lines_per_page));
  return parts.renderer.page(request, {.template_name = "quarantine", .title = parts.wording.say("quarantine.title"), .content = content,
                                       .crumbs = {{parts.wording.say("imports.title"), "/imports"}}, .notice = notice_of(parts, request)});
}

// ---- One record --------------------------------------------------------------------------------------

bool at_fault(const app::QuarantinedRecord& found, const std::string& field) {
  return std::any_of(found.findings.begin(), found.findings.end(), [&](const Finding& f) { return concerns(field, f); }) ||
         (found.known && field_text(found.record, field) != field_text(found.known_record, field));
}

// One field for each that can be corrected, under the text that was published.
Form settlement_form(const SiteParts& parts, const app::QuarantinedRecord& found) {
  std::vector<Field> fields;
  std::vector<Choice> decisions;
  const bool edition = found.line.reason == "record.edition.undated" && found.known;  // of a contract that is known, not another one
  if (found.readable) decisions = {{"accepted", edition ? parts.wording.say("quarantine.decision.choice.accepted.edition") : ""}, {"corrected"}};
  decisions.push_back({"rejected"});
  fields.push_back({.name = "decision", .kind = FieldKind::radios, .choices = decisions});
  if (found.readable)
    for (const auto& field : correctable_fields()) {
      const std::string text = field_text(found.record, field);
      fields.push_back({.name = field, .optional = true, .length_max = 1000, .width = field == "object" || field == "holders" ? "" : "medium",
                        .hint = parts.wording.say(text.empty() ? "quarantine.published.nothing" : "quarantine.published", {{"text", shown_field(parts, field, text)}}),
                        .conditional = true});
    }
  fields.push_back({.name = "motif", .kind = FieldKind::textarea, .optional = true, .length_max = 1000, .conditional = true});
  Form form("quarantine", std::move(fields));
  if (found.readable)
    for (const auto& field : correctable_fields()) form.set(field, field_text(found.record, field));
  return form;
}

// What the file says word for word, where reading it was remarked on.
std::string published_text(const app::QuarantinedRecord& found, const std::string& field) {
  for (const auto& f : found.findings)
    if (!f.value.empty() && concerns(field, f)) return f.value;
  return "";
}

View fields_view(const SiteParts& parts, const app::QuarantinedRecord& found) {
  return View::list_of(correctable_fields(), [&](const std::string& field) {
    const std::string read = field_text(found.record, field), known = found.known ? field_text(found.known_record, field) : "";
    return View().set("label", parts.wording.say("record." + field)).set("read", shown_field(parts, field, read))
        .set("published", published_text(found, field)).set("known", shown_field(parts, field, known)).set("has_known", found.known.has_value())
        .set("mark", at_fault(found, field) ? parts.wording.say("quarantine.look") : "");
  });
}

View settlement_view(const SiteParts& parts, const app::Settlement& settlement, bool can_look) {
  return View()
      .set("decision", parts.wording.say("quarantine.decision.choice." + settlement.decision))
      .set("reason", settlement.reason).set("author", settlement.author).set("when", app::french_instant(settlement.recorded_at))
      .set("contract", can_look && settlement.contract ? "/marches/" + settlement.contract->text() : "")
      .set("corrections", View::list_of(settlement.corrections, [&](const Correction& c) {
             return View().set("label", parts.wording.say("record." + c.field)).set("original", shown_field(parts, c.field, c.original))
                 .set("value", shown_field(parts, c.field, c.value));
           }));
}

Response record_page(const SiteParts& parts, const Request& request, const app::QuarantinedRecord& found, const Form* submitted) {
  const bool facilitator = actor_of(request).role == app::Role::facilitator;
  const bool open = facilitator && !found.settlement;
  View content;
  content.set("line", line_view(parts, found.line)).set("readable", found.readable);
  content.set("findings", View::list_of(found.findings, [&](const Finding& f) { return finding_view(parts.wording, f); }));
  content.set("conformity", conformity_view(parts, app::record_conformity(parts.services, found.raw)));
  content.set("raw", found.raw.substr(0, raw_shown_max));
  content.set("fields", found.readable ? fields_view(parts, found) : View::list());
  content.set("known_path", facilitator && found.known ? "/marches/" + found.known->text() : "");
  content.set("has_known", found.known.has_value());
  content.set("settlement", found.settlement ? settlement_view(parts, *found.settlement, facilitator) : View(false));
  content.set("form", open ? (submitted ? *submitted : settlement_form(parts, found)).view(parts.wording, "/quarantaine/" + found.line.id.text()) : View(false));
  const bool wrong = submitted && !submitted->valid();
  return parts.renderer.page(request, {.template_name = "quarantined", .title = parts.wording.say("quarantined.title"), .content = content,
                                       .crumbs = {{parts.wording.say("imports.title"), "/imports"}, {parts.wording.say("quarantine.title"), "/quarantaine"}},
                                       .notice = notice_of(parts, request), .has_errors = wrong, .status = wrong ? 422 : 200});
}

Response show_record(const SiteParts& parts, const Request& request) {
  const auto id = id_in<app::QuarantineId>(request);
  if (!id) return not_found();
  const auto found = app::view_quarantined(parts.services, actor_of(request), *id);
  if (!found) return refused_page(parts, found.refusal());
  return record_page(parts, request, found.value(), nullptr);
}

// What differs from what was read; an accepted or rejected record is not corrected.
std::vector<Correction> corrections_in(const Form& form, const app::QuarantinedRecord& found) {
  std::vector<Correction> corrections;
  if (form.value("decision") != "corrected") return corrections;
  for (const auto& field : correctable_fields()) {
    const std::string original = field_text(found.record, field);
    if (form.value(field) != original) corrections.push_back({field, original, form.value(field)});
  }
  return corrections;
}

std::string_view field_of(const Refusal& refusal) {
  if (refusal.code == "quarantine.reason") return "motif";
  if (refusal.code == "quarantine.correction") return refusal.parameters.at("field");
  return "decision";
}

Response submit_settlement(const SiteParts& parts, const Request& request) {
  const auto id = id_in<app::QuarantineId>(request);
  if (!id) return not_found();
  const auto found = app::view_quarantined(parts.services, actor_of(request), *id);
  if (!found) return refused_page(parts, found.refusal());
  auto form = settlement_form(parts, found.value());
  form.fill(request).check();
  if (!form.valid()) return record_page(parts, request, found.value(), &form);
  const auto settled = app::settle_record(parts.services, actor_of(request), *id,
                                          {form.value("decision"), form.value("motif"), corrections_in(form, found.value())});
  if (settled) return see_other(done_path("/quarantaine/" + id->text(), "record." + form.value("decision")));
  if (is_denial(settled.refusal())) return refused_page(parts, settled.refusal());
  return record_page(parts, request, found.value(), &form.refuse(field_of(settled.refusal()), settled.refusal()));
}

}  // namespace

std::vector<Route> quarantine_routes(const SiteParts& parts) {
  const auto importers = Access::only({"facilitator", "administrator"});
  return {
      {Method::get, "/quarantaine", [&parts](const Request& r) { return show_list(parts, r); }, importers},
      {Method::get, "/quarantaine/{id}", [&parts](const Request& r) { return show_record(parts, r); }, importers},
      {Method::post, "/quarantaine/{id}", [&parts](const Request& r) { return submit_settlement(parts, r); }, Access::only({"facilitator"})},
  };
}

}  // namespace clausier::web
