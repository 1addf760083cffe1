// Hours typed on the page or pasted from a spreadsheet: both become a small file that is read like any other.
#include "hours_grid_parts.hpp"

#include <algorithm>

#include "deposit_parts.hpp"
#include "firm_parts.hpp"

namespace clausier::web {
namespace {

constexpr int spare_lines = 3;
constexpr int lines_max = 1200;  // four fields each, under what the route lets in

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t");
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string numbered(const char* field, int number) { return std::string(field) + "-" + std::to_string(number); }

View row_view(int number, const std::string& reference, const std::string& name, const app::TypedLine& line) {
  return View().set("number", std::to_string(number)).set("reference", reference).set("name", name).set("first", line.first).set("last", line.last)
      .set("hours", line.hours);
}

std::string label_of(const app::GridPerson& person) {
  const auto name = name_of(person.identity);
  return name.empty() ? person.reference : name + ", " + person.reference;
}

// ---- Typing ---------------------------------------------------------------------------------------------------

Response grid_page(const SiteParts& parts, const Request& request, const Deposit& deposit) {
  const auto subject = subject_of(deposit);
  const auto people = app::people_to_declare(parts.services, actor_of(request), subject);
  if (!people) return refused_page(parts, people.refusal());
  const auto typed = app::lines_typed_before(parts.services, actor_of(request), subject);
  View content;
  content.set("lot", lot_title(parts.wording, deposit.lot)).set("object", deposit.lot.contract_object);
  content.set("grid", hours_grid_view(parts, people.value(), typed ? typed.value() : std::vector<app::TypedLine>{}));
  content.set("has_people", !people.value().empty()).set("action", month_path(subject.lot, subject.month) + "/saisie");
  content.set("firm_id", acting_firm(actor_of(request), deposit)).set("declare_path", address("/participants/nouveau", {{"lot", subject.lot.text()}}));
  content.set("month_path", address(month_path(subject.lot, subject.month), {{"entreprise", acting_firm(actor_of(request), deposit)}}));
  return parts.renderer.page(request, {.template_name = "hours_grid",
                                       .title = parts.wording.say("grid.title", {{"of_month", of_month(parts.wording, subject.month)}}),
                                       .content = content, .context = lot_title(parts.wording, deposit.lot),
                                       .crumbs = firm_crumbs(parts.wording, actor_of(request)), .notice = notice_of(parts, request)});
}

Response show_grid(const SiteParts& parts, const Request& request) {
  const auto deposit = deposit_of(parts, request, request.query.get("entreprise"));
  if (!deposit) return refused_page(parts, deposit.refusal());
  if (!deposit.value().firm) return see_other(month_path(deposit.value().lot.lot.id, deposit.value().month));
  return grid_page(parts, request, deposit.value());
}

// ---- What was typed or pasted becomes a draft --------------------------------------------------------------------

Response receive(const SiteParts& parts, const Request& request, const Deposit& deposit, const std::string& file_name, const std::string& bytes) {
  const auto& actor = actor_of(request);
  if (const auto wait = parts.throttles.uploads.take(actor.organisation->id.text())) return too_many(parts.wording, *wait);
  const auto received = app::receive_timesheet(parts.services, actor, subject_of(deposit), file_name, bytes);
  if (!received) return refused_page(parts, received.refusal());
  const auto path = reading_path(received.value().timesheet);
  return see_other(received.value().already_received ? done_path(path, "timesheet.same") : path);
}

Response submit_grid(const SiteParts& parts, const Request& request) {
  const auto deposit = deposit_of(parts, request, request.form.get("entreprise"));
  if (!deposit) return refused_page(parts, deposit.refusal());
  if (!deposit.value().firm) return refused_page(parts, {"timesheet.firm.required"});
  const auto lines = typed_lines(request);
  if (!lines) return refused_page(parts, lines.refusal());
  return receive(parts, request, deposit.value(), app::typed_file_name(parts.services), app::typed_file(parts.services, lines.value()));
}

Response submit_paste(const SiteParts& parts, const Request& request) {
  const auto deposit = deposit_of(parts, request, request.form.get("entreprise"));
  if (!deposit) return refused_page(parts, deposit.refusal());
  auto form = paste_form();
  form.fill(request).check();
  if (!deposit.value().firm) form.refuse("", "timesheet.firm.required");
  if (!form.valid()) return month_page(parts, request, deposit.value(), {.paste = &form});
  // As it came: the first cell may be empty.
  return receive(parts, request, deposit.value(), parts.wording.say("paste.file"), request.form.get("tableau"));
}

}  // namespace

View hours_grid_view(const SiteParts& parts, const std::vector<app::GridPerson>& people, const std::vector<app::TypedLine>& typed) {
  View rows = View::list();
  int number = 0;
  auto left = typed;
  for (const auto& person : people) {
    const auto its = std::stable_partition(left.begin(), left.end(), [&](const auto& line) { return line.reference != person.reference; });
    const std::vector<app::TypedLine> lines(its, left.end());
    left.erase(its, left.end());
    for (const auto& line : lines.empty() ? std::vector<app::TypedLine>(1) : lines)
      rows.add(row_view(++number, person.reference, name_of(person.identity), line)
                   .set("former", person.in_former_month ? parts.wording.say("grid.former") : ""));
  }
  View spare = View::list();
  left.resize(left.size() + spare_lines);  // references that are nobody's here are shown again, to be corrected
  for (const auto& line : left) {
    View choices = View::list_of(people, [&](const app::GridPerson& person) {
      return View().set("value", person.reference).set("label", label_of(person)).set("selected", person.reference == line.reference);
    });
    spare.add(row_view(++number, line.reference, "", line).set("choices", choices));
  }
  return View().set("rows", rows).set("spare", spare);
}

Outcome<std::vector<app::TypedLine>> typed_lines(const Request& request) {
  if (request.form.has(numbered("ref", lines_max + 1))) return Refusal{"grid.lines", {{"count", std::to_string(lines_max)}}};
  std::vector<app::TypedLine> lines;
  for (int number = 1; request.form.has(numbered("ref", number)); ++number)
    lines.push_back({trimmed(request.form.get(numbered("ref", number))), trimmed(request.form.get(numbered("du", number))),
                     trimmed(request.form.get(numbered("au", number))), trimmed(request.form.get(numbered("heures", number)))});
  return lines;
}

std::vector<Route> grid_routes(const SiteParts& parts) {
  const auto senders = Access::only({"facilitator", "contractor"});
  return {
      {Method::get, "/espace/{lot}/{mois}/saisie", [&parts](const Request& r) { return show_grid(parts, r); }, senders},
      {Method::post, "/espace/{lot}/{mois}/saisie", [&parts](const Request& r) { return submit_grid(parts, r); }, senders, grid_body},
      {Method::post, "/espace/{lot}/{mois}/coller", [&parts](const Request& r) { return submit_paste(parts, r); }, senders, grid_body},
  };
}

}  // namespace clausier::web
