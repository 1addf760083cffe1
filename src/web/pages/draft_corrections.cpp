// Corrections on screen: cells typed again, rows left out with a reason, columns named by a person.
#include "clausier/app/draft_corrections.hpp"

#include <algorithm>
#include <charconv>

#include "draft_parts.hpp"
#include "firm_parts.hpp"

namespace clausier::web {
namespace {

// "12-7-C": rank of the finding, row, column. What a page showed, checked again when it comes back.
std::string key_of(const app::TimesheetReading& reading, std::size_t rank) {
  const auto& place = reading.findings[rank].place;
  return std::to_string(rank) + "-" + std::to_string(place.row) + "-" + place.column;
}

struct FaultKey {
  std::size_t rank = 0;
  int row = 0;
  std::string column;
};

template <class Number>
std::optional<Number> number_in(std::string_view text) {
  Number value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

std::optional<FaultKey> parse_key(std::string_view text) {
  const auto first = text.find('-'), last = text.rfind('-');
  if (first == std::string_view::npos || first == last) return std::nullopt;
  const auto rank = number_in<std::size_t>(text.substr(0, first));
  const auto row = number_in<int>(text.substr(first + 1, last - first - 1));
  if (!rank || !row) return std::nullopt;
  return FaultKey{*rank, *row, std::string(text.substr(last + 1))};
}

std::size_t like_it(const app::TimesheetReading& reading, std::size_t rank) {
  const auto& fault = reading.findings[rank];
  std::size_t count = 0;
  for (std::size_t i = 0; i < reading.findings.size(); ++i)
    count += reading.findings[i].code == fault.code && reading.findings[i].place.column == fault.place.column && reading.cells[i] == reading.cells[rank];
  return count;
}

// Only what was changed: a field left as it was shown says nothing.
app::DraftRepairs repairs_in(const Request& request) {
  app::DraftRepairs repairs;
  repairs.version = number_in<int>(request.form.get("version")).value_or(0);
  repairs.reason = request.form.get("motif");
  for (const auto& [name, value] : request.form) {
    const auto key = name.size() > 2 ? parse_key(std::string_view(name).substr(2)) : std::nullopt;
    if (!key) continue;
    const std::string rest = name.substr(2);
    if (name.starts_with("c-") && value != request.form.get("a-" + rest))
      repairs.cells.push_back({key->rank, key->row, key->column, value, !request.form.get("p-" + rest).empty()});
    if (name.starts_with("l-")) repairs.rows.push_back({key->rank, key->row, key->column});
  }
  return repairs;
}

Response submit_repairs(const SiteParts& parts, const Request& request) {
  const auto id = id_in<TimesheetId>(request);
  if (!id) return not_found();
  const auto done = app::repair_draft(parts.services, actor_of(request), *id, repairs_in(request));
  const auto back = [&](const std::string& notice) {  // to the faults that were being corrected, when some are left
    return see_other(address(reading_path(*id), {{"faute", request.query.get("faute")}, {"fait", notice}}));
  };
  if (done) return back("timesheet.corrected");
  const auto& code = done.refusal().code;
  if (code == "repair.nothing" || code == "form.reason.required" || code == "person.nir" || code == "repair.too_long" || code == "timesheet.answers.changed")
    return back(code);
  return refused_page(parts, done.refusal());
}

// ---- Columns ------------------------------------------------------------------------------------------------------

std::vector<Choice> target_choices(const Wording& wording) {
  std::vector<Choice> choices;
  for (const auto& target : app::column_targets()) choices.push_back({target, wording.say("column." + target)});
  return choices;
}

Form columns_form(const SiteParts& parts, const app::DraftColumns& draft) {
  std::vector<Field> fields;
  for (const auto& column : draft.columns) {
    std::string samples;
    for (const auto& sample : column.samples) samples += (samples.empty() ? "" : " · ") + sample;
    fields.push_back({.name = "colonne_" + column.column, .kind = FieldKind::select, .optional = true, .choices = target_choices(parts.wording),
                      .label = parts.wording.say("columns.label", {{"column", column.column}, {"title", column.title}}), .hint = samples, .conditional = true});
  }
  return Form("columns", std::move(fields));
}

Response columns_page(const SiteParts& parts, const Request& request, const app::DraftColumns& draft, const Form& form) {
  View content;
  content.set("sheet", draft.sheet).set("row", std::to_string(draft.header_row)).set("file", draft.head.file_name);
  content.set("form", form.view(parts.wording, "/espace/import/" + draft.head.id.text() + "/colonnes")).set("back_path", reading_path(draft.head.id));
  return parts.renderer.page(request, {.template_name = "timesheet_columns", .title = parts.wording.say("columns.title"), .content = content,
                                       .context = draft.head.lot_label, .crumbs = firm_crumbs(parts.wording, actor_of(request))});
}

Response show_columns(const SiteParts& parts, const Request& request) {
  const auto id = id_in<TimesheetId>(request);
  if (!id) return not_found();
  const auto draft = app::view_columns(parts.services, actor_of(request), *id);
  if (!draft) return is_denial(draft.refusal()) ? refused_page(parts, draft.refusal()) : see_other(reading_path(*id));
  auto form = columns_form(parts, draft.value());
  for (const auto& column : draft.value().columns) form.set("colonne_" + column.column, column.target == "month_hours" ? "" : column.target);
  return columns_page(parts, request, draft.value(), form);
}

Response submit_columns(const SiteParts& parts, const Request& request) {
  const auto id = id_in<TimesheetId>(request);
  if (!id) return not_found();
  const auto draft = app::view_columns(parts.services, actor_of(request), *id);
  if (!draft) return is_denial(draft.refusal()) ? refused_page(parts, draft.refusal()) : see_other(reading_path(*id));
  auto form = columns_form(parts, draft.value());
  form.fill(request).check();
  std::map<std::string, std::string> chosen;
  for (const auto& column : draft.value().columns)
    if (const auto& target = form.value("colonne_" + column.column); !target.empty()) chosen[column.column] = target;
  const auto done = app::choose_columns(parts.services, actor_of(request), *id, chosen);
  if (!done) return refused_page(parts, done.refusal());
  return see_other(done_path(reading_path(*id), "timesheet.columns"));
}

}  // namespace

View repair_view(const app::TimesheetReading& reading, std::size_t rank) {
  const auto& fault = reading.findings[rank];
  if (fault.severity == Severity::info || fault.place.row == 0 || fault.place.column.empty() || !fault.code.starts_with("cell.")) return false;
  const auto count = like_it(reading, rank);
  return View().set("key", key_of(reading, rank)).set("text", reading.cells[rank]).set("row", std::to_string(fault.place.row)).set("column", fault.place.column)
      .set("can_type", app::can_be_corrected(fault)).set("others", app::can_be_corrected(fault) && count > 1 ? std::to_string(count) : "");
}

View repairs_view(const SiteParts& parts, const app::TimesheetReading& reading, const Request& here) {
  return View().set("path", address("/espace/import/" + reading.head.id.text() + "/reparer", {{"faute", here.query.get("faute")}})).set("version", std::to_string(reading.head.version))
      .set("reasons", View::list_of(app::leaving_reasons(), [&](const std::string& code) {
        return View().set("value", code).set("label", parts.wording.say("leaving." + code));
      }));
}

std::string corrected_text(const Wording& wording, const app::TimesheetReading& reading) {
  if (reading.cells_corrected + reading.rows_left_out == 0) return "";
  return wording.say("reading.corrected", {{"cells", std::to_string(reading.cells_corrected)}, {"rows", std::to_string(reading.rows_left_out)}});
}

Date kept_until(const SiteParts& parts, const app::TimesheetReading& reading) {
  const auto& rulebook = parts.services.reference.rulebook;
  const auto days = rulebook.at("timesheet.draft.days", parts.services.today()).value;
  constexpr std::int64_t day = 86'400'000;
  return app::paris_day(Instant::from_milliseconds(reading.head.received_at.milliseconds() + days * day));
}

std::string grid_path(const app::Actor& actor, const app::TimesheetHead& head) {
  const auto firm = actor.role == app::Role::facilitator ? head.subject.firm.text() : "";
  return address(month_path(head.subject.lot, head.subject.month) + "/saisie", {{"entreprise", firm}});
}

std::vector<Route> draft_routes(const SiteParts& parts) {
  const auto senders = Access::only({"facilitator", "contractor"});
  return {
      {Method::post, "/espace/import/{id}/reparer", [&parts](const Request& r) { return submit_repairs(parts, r); }, senders, grid_body},
      {Method::get, "/espace/import/{id}/colonnes", [&parts](const Request& r) { return show_columns(parts, r); }, senders},
      {Method::post, "/espace/import/{id}/colonnes", [&parts](const Request& r) { return submit_columns(parts, r); }, senders, grid_body},
  };
}

}  // namespace clausier::web
