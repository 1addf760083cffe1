// An old tracker brought over: the file, its columns, what would be created, then the batch and its undoing.
#include "clausier/app/trackers.hpp"

#include <algorithm>

#include "tracker_pages.hpp"

namespace clausier::web {
namespace {

constexpr int batches_shown = 50;
constexpr std::size_t contracts_shown = 500;
constexpr std::size_t findings_shown = 500;

Form upload_form() {
  return Form("tracker_upload", {{.name = "fichier", .kind = FieldKind::file, .accept = ".csv,.xlsx,.ods", .size_bytes_max = 5u * 1024 * 1024}});
}

std::string field_of(int column) { return "colonne_" + read::column_letters(column); }

// A choice per column, then what the file does not say of its clauses.
Form columns_form(const Wording& wording, const app::TrackerView& view) {
  std::vector<Choice> targets = {{"", wording.say("tracker.target.none")}};
  for (const auto& target : read::tracker_targets()) targets.push_back({target, wording.say("tracker.target." + target)});
  std::vector<Choice> bases = {{"", wording.say("tracker.base.none")}};
  for (const auto& code : legal_basis_codes()) bases.push_back({code, wording.say("legal." + code)});
  std::vector<Field> fields;
  for (const auto& column : view.columns)
    fields.push_back({.name = field_of(column.index), .kind = FieldKind::select, .optional = true, .choices = targets,
                      .label = wording.say("tracker.column", {{"letters", read::column_letters(column.index)}, {"title", column.title}}),
                      .conditional = true});
  fields.push_back({.name = "rythme", .kind = FieldKind::radios, .optional = true, .choices = {{"linear", wording.say("schedule.linear")}, {"at_end", wording.say("schedule.at_end")}},
                    .conditional = true});
  fields.push_back({.name = "base", .kind = FieldKind::select, .optional = true, .choices = bases, .conditional = true});
  return Form("tracker", std::move(fields));
}

Form filled_form(const Wording& wording, const app::TrackerView& view) {
  auto form = columns_form(wording, view);
  for (const auto& column : view.columns) form.set(field_of(column.index), column.target == "ignore" ? "" : column.target);
  if (view.terms.schedule) form.set("rythme", std::string(due_schedule_code(*view.terms.schedule)));
  form.set("base", view.terms.legal_basis);
  return form;
}

View batch_view(const Wording& wording, const app::TrackerView& view) {
  const std::string code(app::tracker_state_code(view.state));
  return View().set("path", "/reprises/" + view.id.text()).set("file", view.file_name).set("author", view.author)
      .set("when", app::french_instant(view.recorded_at))
      .set("state", tag(view.state == app::TrackerState::applied ? Tone::success : view.state == app::TrackerState::planned ? Tone::warning : Tone::neutral,
                        wording.say("tracker.state." + code)));
}

Response list_page(const SiteParts& parts, const Request& request, const Form& form) {
  const auto batches = app::list_trackers(parts.services, actor_of(request), batches_shown);
  View content;
  content.set("form", form.view(parts.wording, "/reprises"));
  content.set("batches", View::list_of(batches, [&](const auto& batch) { return batch_view(parts.wording, batch); }));
  return parts.renderer.page(request, {.template_name = "trackers", .title = parts.wording.say("trackers.title"), .content = content,
                                       .crumbs = {{parts.wording.say("imports.title"), "/imports"}}, .notice = notice_of(parts, request),
                                       .has_errors = !form.valid(), .status = form.valid() ? 200 : 422});
}

Response submit_file(const SiteParts& parts, const Request& request) {
  auto form = upload_form();
  form.fill(request).check();
  if (!form.valid()) return list_page(parts, request, form);
  const auto& actor = actor_of(request);
  if (const auto wait = parts.throttles.uploads.take(actor.user.text())) return problem(429, {{"n", std::to_string(wait->count())}});
  const auto* file = form.file("fichier");
  const auto received = app::receive_tracker(parts.services, actor, file->file_name, file->bytes);
  if (received) return see_other("/reprises/" + received.value().text());
  if (is_denial(received.refusal())) return refused_page(parts, received.refusal());
  return list_page(parts, request, form.refuse("fichier", received.refusal()));
}

std::string holders_text(const ContractRecord& record) {
  std::string text;
  for (const auto& party : record.parties) {
    const auto siret = Siret::parse(party.identifier);
    const auto name = party.name.empty() && siret ? french_siret(*siret) : party.name;
    text += (text.empty() ? "" : ", ") + name;
  }
  return text;
}

View lot_view(const Wording& wording, const app::TrackedLotLine& line) {
  const auto& lot = line.lot;
  return View()
      .set("lot", lot.number.empty() ? wording.say("published.lot.only") : wording.say("published.lot", {{"number", lot.number}}))
      .set("label", lot.label).set("row", std::to_string(lot.place.row))
      .set("amount", lot.amount ? french_money(*lot.amount) : "–")
      .set("hours", line.gets_clause ? hours_text(lot.hours) : "–")
      .set("execution", lot.execution ? french_date(lot.execution->first) + " – " + french_date(lot.execution->last) : "–");
}

View contract_view(const Wording& wording, const app::TrackedContractLine& line) {
  const auto& record = line.record;
  const auto buyer = record.buyer_name.empty() && record.buyer ? french_siret(*record.buyer) : record.buyer_name;
  return View().set("number", record.source_id).set("object", record.object).set("buyer", buyer)
      .set("holders", holders_text(record)).set("known_path", line.known ? "/marches/" + line.known->text() : "")
      .set("lots", View::list_of(line.lots, [&](const auto& lot) { return lot_view(wording, lot); }));
}

template <class Items>
Items first(const Items& items, std::size_t count) {
  return Items(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(std::min(items.size(), count)));
}

Response batch_page(const SiteParts& parts, const Request& request, const app::TrackerView& view, const Form* submitted) {
  const auto& wording = parts.wording;
  const std::string path = "/reprises/" + view.id.text();
  const bool planned = view.state == app::TrackerState::planned;
  const bool wrong = submitted && !submitted->valid();
  View content = batch_view(wording, view);
  content.set("is_planned", planned).set("is_applied", view.state == app::TrackerState::applied).set("is_undone", view.state == app::TrackerState::undone);
  content.set("sheet", view.sheet).set("header_row", std::to_string(view.header_row)).set("has_titles", view.header_row > 0);
  content.set("remembered", view.remembered).set("may_apply", view.may_apply);
  content.set("needs_terms", view.totals.clauses > 0 && (!view.terms.schedule || view.terms.legal_basis.empty()));
  content.set("form", planned && !view.columns.empty() ? (submitted ? *submitted : filled_form(wording, view)).view(wording, path + "/colonnes") : View(false));
  content.set("apply_path", path + "/appliquer").set("discard_path", path + "/abandonner").set("undo_path", path + "/annuler");
  const auto& totals = view.totals;
  content.set("summary", wording.say("tracker.summary", {{"contracts", french_integer(static_cast<std::int64_t>(totals.contracts))},
                                                         {"known", french_integer(static_cast<std::int64_t>(totals.known))},
                                                         {"lots", french_integer(static_cast<std::int64_t>(totals.lots))},
                                                         {"clauses", french_integer(static_cast<std::int64_t>(totals.clauses))},
                                                         {"hours", hours_text(totals.hours)}}));
  content.set("has_errors_in_file", any_error(view.findings));
  content.set("findings", View::list_of(first(view.findings, findings_shown), [&](const Finding& f) { return finding_view(wording, f); }));
  content.set("contracts", View::list_of(first(view.contracts, contracts_shown), [&](const auto& line) { return contract_view(wording, line); }));
  content.set("is_cut", view.contracts.size() > contracts_shown);
  return parts.renderer.page(request, {.template_name = "tracker", .title = wording.say("tracker.title"), .content = content,
                                       .crumbs = {{wording.say("imports.title"), "/imports"}, {wording.say("trackers.title"), "/reprises"}}, .notice = notice_of(parts, request),
                                       .has_errors = wrong, .status = wrong ? 422 : 200});
}

Response with_batch(const SiteParts& parts, const Request& request, const Refusal& refusal) {
  const auto id = id_in<TrackerBatchId>(request);
  const auto view = app::view_tracker(parts.services, actor_of(request), *id);
  if (!view || view.value().state != app::TrackerState::planned || is_denial(refusal)) return refused_page(parts, view ? refusal : view.refusal());
  auto form = filled_form(parts.wording, view.value());
  return batch_page(parts, request, view.value(), &form.refuse("", refusal));
}

Response show_batch(const SiteParts& parts, const Request& request) {
  const auto id = id_in<TrackerBatchId>(request);
  if (!id) return not_found();
  const auto view = app::view_tracker(parts.services, actor_of(request), *id);
  if (!view) return refused_page(parts, view.refusal());
  return batch_page(parts, request, view.value(), nullptr);
}

Response submit_columns(const SiteParts& parts, const Request& request) {
  const auto id = id_in<TrackerBatchId>(request);
  if (!id) return not_found();
  const auto view = app::view_tracker(parts.services, actor_of(request), *id);
  if (!view) return refused_page(parts, view.refusal());
  auto form = columns_form(parts.wording, view.value());
  form.fill(request).check();
  if (!form.valid()) return batch_page(parts, request, view.value(), &form);
  std::map<std::string, std::string> columns;
  for (const auto& column : view.value().columns) {
    const auto& target = form.value(field_of(column.index));
    columns[read::column_letters(column.index)] = target.empty() ? "ignore" : target;
  }
  const auto done = app::choose_tracker_columns(parts.services, actor_of(request), *id, columns,
                                                {parse_due_schedule(form.value("rythme")), form.value("base")});
  if (done) return see_other(done_path("/reprises/" + id->text(), "tracker.columns"));
  if (is_denial(done.refusal())) return refused_page(parts, done.refusal());
  return batch_page(parts, request, view.value(), &form.refuse("", done.refusal()));
}

using Action = Outcome<Done> (*)(app::Services&, const app::Actor&, TrackerBatchId);

Response act(const SiteParts& parts, const Request& request, Action action, const char* notice, bool leaves) {
  const auto id = id_in<TrackerBatchId>(request);
  if (!id) return not_found();
  const auto done = action(parts.services, actor_of(request), *id);
  if (done) return see_other(done_path(leaves ? "/reprises" : "/reprises/" + id->text(), notice));
  return with_batch(parts, request, done.refusal());
}

}  // namespace

std::vector<Route> tracker_routes(const SiteParts& parts) {
  const auto facilitators = Access::only({"facilitator"});
  return {
      {Method::get, "/reprises", [&parts](const Request& r) { return list_page(parts, r, upload_form()); }, facilitators},
      {Method::post, "/reprises", [&parts](const Request& r) { return submit_file(parts, r); }, facilitators, timesheet_body},
      {Method::get, "/reprises/{id}", [&parts](const Request& r) { return show_batch(parts, r); }, facilitators},
      {Method::post, "/reprises/{id}/colonnes", [&parts](const Request& r) { return submit_columns(parts, r); }, facilitators},
      {Method::post, "/reprises/{id}/appliquer", [&parts](const Request& r) { return act(parts, r, app::apply_tracker, "tracker.applied", false); }, facilitators},
      {Method::post, "/reprises/{id}/abandonner", [&parts](const Request& r) { return act(parts, r, app::discard_tracker, "tracker.discarded", true); }, facilitators},
      {Method::post, "/reprises/{id}/annuler", [&parts](const Request& r) { return act(parts, r, app::undo_tracker, "tracker.undone", false); }, facilitators},
  };
}

}  // namespace clausier::web
