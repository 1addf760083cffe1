// Import of contracts: the file becomes a plan, the plan is looked at, then applied.
#include <fstream>

#include "clausier/app/duplicates.hpp"
#include "clausier/app/imports.hpp"
#include "clausier/app/quarantine.hpp"
#include "contract_pages.hpp"

namespace clausier::web {
namespace {

constexpr int records_per_page = 50;
constexpr int imports_shown = 50;

// The seven outcomes in the order of the page, with how each is counted.
struct OutcomeColumn {
  RecordOutcome outcome;
  std::int64_t app::OutcomeCounts::*count;
};
constexpr OutcomeColumn outcome_columns[] = {
    {RecordOutcome::created, &app::OutcomeCounts::created},     {RecordOutcome::amended, &app::OutcomeCounts::amended},
    {RecordOutcome::unchanged, &app::OutcomeCounts::unchanged}, {RecordOutcome::duplicate, &app::OutcomeCounts::duplicate},
    {RecordOutcome::doubtful, &app::OutcomeCounts::doubtful},   {RecordOutcome::refused, &app::OutcomeCounts::refused},
    {RecordOutcome::skipped, &app::OutcomeCounts::skipped}};

std::string state_code(app::ImportState state) {
  switch (state) {
    case app::ImportState::staging: return "staging";
    case app::ImportState::planned: return "planned";
    case app::ImportState::applied: return "applied";
    case app::ImportState::discarded: return "discarded";
  }
  return "";
}

Form upload_form() {
  return Form("import", {{.name = "fichier", .kind = FieldKind::file, .accept = ".json,.xml,.csv,.xlsx,.ods", .size_bytes_max = 100u * 1024 * 1024},
                         {.name = "departements", .optional = true, .length_max = 200, .width = "medium"},
                         {.name = "clause_seulement", .kind = FieldKind::checkbox, .optional = true}});
}

std::vector<std::string> departments_of(const std::string& text) {
  std::vector<std::string> departments;
  std::string word;
  for (const char c : text + ",") {
    if (c != ',' && c != ' ' && c != ';') { word += c; continue; }
    if (!word.empty()) departments.push_back(word);
    word.clear();
  }
  return departments;
}

OutcomeColumn column_of(std::string_view code) {
  for (const auto& column : outcome_columns)
    if (record_outcome_code(column.outcome) == code) return column;
  throw RequestProblem(400, "unknown outcome");
}

View counts_view(const SiteParts& parts, const app::ImportView& import) {
  View counts = View::list();
  for (const auto& column : outcome_columns) {
    std::int64_t sum = 0;
    for (const auto& file : import.files) sum += file.counts.*column.count;
    const std::string code(record_outcome_code(column.outcome));
    counts.add(View().set("label", parts.wording.say("outcome." + code)).set("hint", parts.wording.say("outcome." + code + ".hint"))
                   .set("count", french_integer(sum)).set("path", sum > 0 ? address("/imports/" + import.id.text(), {{"suite_donnee", code}}) : ""));
  }
  return counts;
}

View import_line(const SiteParts& parts, const app::ImportView& import) {
  std::string names;
  std::int64_t records = 0;
  for (const auto& file : import.files) {
    names += (names.empty() ? "" : ", ") + file.name;
    records += file.records;
  }
  return View().set("path", "/imports/" + import.id.text()).set("files", names).set("author", import.author)
      .set("when", app::french_instant(import.created_at)).set("records", french_integer(records))
      .set("state", tag(import.state == app::ImportState::applied ? Tone::success : Tone::warning,
                        parts.wording.say("import.state." + state_code(import.state))));
}

Response list_page(const SiteParts& parts, const Request& request, const Form& form) {
  const auto imports = app::list_imports(parts.services, actor_of(request), imports_shown);
  View content;
  content.set("form", form.view(parts.wording, "/imports"));
  content.set("tracker_path", actor_of(request).role == app::Role::facilitator ? "/reprises" : "");
  const auto waiting = app::quarantine(parts.services, actor_of(request), {.per_page = 0});
  const auto pairs = app::duplicate_suggestions(parts.services, actor_of(request), false, 1, 0);
  content.set("quarantined", waiting ? french_integer(waiting.value().total) : "");
  content.set("sees_duplicates", static_cast<bool>(pairs)).set("duplicates", pairs ? french_integer(pairs.value().total) : "");
  content.set("imports", View::list_of(imports, [&](const auto& import) { return import_line(parts, import); }));
  return parts.renderer.page(request, {.template_name = "imports", .title = parts.wording.say("imports.title"), .content = content,
                                       .notice = notice_of(parts, request), .has_errors = !form.valid(),
                                       .status = form.valid() ? 200 : 422});
}

Response submit_upload(const SiteParts& parts, const Request& request) {
  auto form = upload_form();
  form.fill(request).check();
  if (!form.valid()) return list_page(parts, request, form);
  const auto& actor = actor_of(request);
  if (const auto wait = parts.throttles.uploads.take(actor.user.text())) return too_many(parts.wording, *wait);
  const auto* file = form.file("fichier");
  std::filesystem::path path;
  SpooledFile copy;  // small uploads sit in memory: the importer reads files
  if (file->spooled) {
    path = file->spooled->path();
  } else {
    path = copy.path();
    std::ofstream(path, std::ios::binary) << file->bytes;
  }
  const auto planned = app::plan_import(parts.services, actor, {{file->file_name, path}},
                                        {departments_of(form.value("departements")), form.ticked("clause_seulement")});
  if (!planned) {
    if (is_denial(planned.refusal())) return refused_page(parts, planned.refusal());
    return list_page(parts, request, form.refuse("fichier", planned.refusal()));
  }
  return see_other("/imports/" + planned.value().text());
}

// A contract can be looked at once its import is applied, by those who may look at contracts.
View record_view(const SiteParts& parts, const app::ImportRecordLine& line, bool can_look) {
  const std::string code(record_outcome_code(line.outcome));
  return View()
      .set("position", french_integer(line.position))
      .set("uid", line.uid)
      .set("object", line.object)
      .set("path", can_look && line.contract ? "/marches/" + line.contract->text() : "")
      .set("outcome", parts.wording.say("outcome." + code + ".one"))
      .set("findings", View::list_of(line.findings, [&](const Finding& f) { return finding_view(parts.wording, f); }))
      .set("reason", line.reason.empty() ? "" : parts.wording.say(line.reason))
      .set("conformity", conformity_view(parts, line.raw.empty() ? std::nullopt : app::record_conformity(parts.services, line.raw)))
      .set("raw", line.raw.substr(0, 4000));
}

Response show_import(const SiteParts& parts, const Request& request) {
  const auto id = id_in<ImportId>(request);
  if (!id) return not_found();
  const auto import = app::view_import(parts.services, actor_of(request), *id);
  if (!import) return refused_page(parts, import.refusal());
  std::optional<RecordOutcome> shown;
  if (const auto code = request.query.get("suite_donnee"); !code.empty()) shown = column_of(code).outcome;
  const auto page = page_of(request);
  const auto records = app::import_records(parts.services, actor_of(request), *id, shown, static_cast<int>(page), records_per_page);
  if (!records) return refused_page(parts, records.refusal());

  const auto& view = import.value();
  View content;
  content.set("state", tag(view.state == app::ImportState::applied ? Tone::success : Tone::warning,
                           parts.wording.say("import.state." + state_code(view.state))));
  content.set("author", view.author).set("when", app::french_instant(view.created_at));
  content.set("counts", counts_view(parts, view));
  content.set("files", View::list_of(view.files, [&](const app::ImportedFile& file) {
    return View().set("name", file.name).set("format", file.format.empty() ? "" : parts.wording.say("format." + file.format))
        .set("records", french_integer(file.records)).set("sha256", file.sha256)
        .set("findings", View::list_of(file.findings, [&](const Finding& f) { return finding_view(parts.wording, f); }));
  }));
  content.set("can_apply", view.state == app::ImportState::planned && !view.refused);
  const auto waiting = app::quarantine(parts.services, actor_of(request), {.import = *id, .per_page = 0});
  content.set("quarantined", waiting && waiting.value().total > 0 ? french_integer(waiting.value().total) : "");
  content.set("quarantine_path", address("/quarantaine", {{"import", id->text()}}));
  content.set("is_refused", view.refused).set("is_planned", view.state == app::ImportState::planned);
  content.set("apply_path", "/imports/" + id->text() + "/appliquer").set("discard_path", "/imports/" + id->text() + "/abandonner");
  content.set("filter", shown ? parts.wording.say("outcome." + std::string(record_outcome_code(*shown))) : "");
  content.set("all_path", "/imports/" + id->text());
  const bool can_look = view.state == app::ImportState::applied && actor_of(request).role == app::Role::facilitator;
  content.set("records", View::list_of(records.value().lines, [&](const auto& line) { return record_view(parts, line, can_look); }));
  content.set("record_count", french_integer(records.value().total));
  content.set("pagination", pagination(request, static_cast<std::size_t>(records.value().total), records_per_page));
  return parts.renderer.page(request, {.template_name = "import", .title = parts.wording.say("import.title"), .content = content,
                                       .crumbs = {{parts.wording.say("imports.title"), "/imports"}}, .notice = notice_of(parts, request)});
}

Response submit_apply(const SiteParts& parts, const Request& request) {
  const auto id = id_in<ImportId>(request);
  if (!id) return not_found();
  const auto applied = app::apply_import(parts.services, actor_of(request), *id);
  if (!applied) return refused_page(parts, applied.refusal());
  return see_other(done_path("/imports/" + id->text(), "import.applied"));
}

Response submit_discard(const SiteParts& parts, const Request& request) {
  const auto id = id_in<ImportId>(request);
  if (!id) return not_found();
  const auto discarded = app::discard_import(parts.services, actor_of(request), *id);
  if (!discarded) return refused_page(parts, discarded.refusal());
  return see_other(done_path("/imports", "import.discarded"));
}

}  // namespace

std::vector<Route> import_routes(const SiteParts& parts) {
  const auto importers = Access::only({"facilitator", "administrator"});
  return {
      {Method::get, "/imports", [&parts](const Request& r) { return list_page(parts, r, upload_form()); }, importers},
      {Method::post, "/imports", [&parts](const Request& r) { return submit_upload(parts, r); }, importers, contracts_body},
      {Method::get, "/imports/{id}", [&parts](const Request& r) { return show_import(parts, r); }, importers},
      {Method::post, "/imports/{id}/appliquer", [&parts](const Request& r) { return submit_apply(parts, r); }, importers},
      {Method::post, "/imports/{id}/abandonner", [&parts](const Request& r) { return submit_discard(parts, r); }, importers},
  };
}

}  // namespace clausier::web
