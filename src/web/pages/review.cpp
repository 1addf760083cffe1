// The facilitator's queue, and one timesheet with its points to verify and its lines.
#include <algorithm>
#include <map>

#include "draft_parts.hpp"
#include "review_parts.hpp"

namespace clausier::web {
namespace {

constexpr int heads_per_page = 25;
constexpr std::size_t points_per_kind = 5;
constexpr std::size_t lines_per_page = 100;  // what a browser draws at once; three fields a line

struct Tab {
  const char* code;   // of the use case
  const char* value;  // of the address
};
constexpr Tab tabs[] = {{"to_review", ""}, {"to_correct", "renvoyes"}, {"reviewed", "examines"}, {"all", "tous"}};

const Tab& tab_in(const Request& request) {
  for (const auto& tab : tabs)
    if (request.query.get("etat") == tab.value) return tab;
  throw RequestProblem(400, "state of the queue");
}

std::string text_of(std::size_t count) { return french_integer(static_cast<std::int64_t>(count)); }

// ---- The queue ------------------------------------------------------------------------------------------

View head_line(const SiteParts& parts, const app::TimesheetHead& head) {
  const int waiting = head.confirmed_at ? parts.services.today().days_since_1970() - head.confirmed_at->utc_date().days_since_1970() : 0;
  const bool waits = head.state == app::TimesheetState::confirmed && !head.nil;
  const std::string state = head.nil ? "nil" : std::string(app::timesheet_state_code(head.state));
  return View()
      .set("path", review_path(head.id)).set("firm", head.firm_name).set("lot", head.lot_label)
      .set("month", french_month(head.subject.month)).set("received", head.confirmed_at ? app::french_instant(*head.confirmed_at) : "–")
      .set("waiting", waits ? parts.wording.say("reviews.waiting", {{"n", std::to_string(std::max(0, waiting))}}) : "")
      .set("people", text_of(head.people)).set("hours", hours_text(head.declared))
      .set("state", tag(tone_of(state), parts.wording.say(head.nil ? "expected.nil" : "timesheet.state." + state)));
}

View tabs_view(const SiteParts& parts, const app::Actor& actor, const Tab& current) {
  View view = View::list();
  for (const auto& tab : tabs) {
    const auto found = app::review_queue(parts.services, actor, {tab.code, 1, 1});
    view.add(View().set("label", parts.wording.say("reviews.tab." + std::string(tab.code)))
                 .set("count", french_integer(found ? found.value().total : 0)).set("path", address("/releves", {{"etat", tab.value}}))
                 .set("is_current", &tab == &current));
  }
  return view;
}

Response show_queue(const SiteParts& parts, const Request& request) {
  const auto& actor = actor_of(request);
  const auto& tab = tab_in(request);
  const auto found = app::review_queue(parts.services, actor, {tab.code, static_cast<int>(page_of(request)), heads_per_page});
  if (!found) return refused_page(parts, found.refusal());
  View content;
  content.set("tabs", tabs_view(parts, actor, tab)).set("tab", parts.wording.say("reviews.tab." + std::string(tab.code)));
  content.set("is_to_review", tab.code == std::string_view("to_review"));
  content.set("heads", View::list_of(found.value().heads, [&](const auto& head) { return head_line(parts, head); }));
  content.set("pagination", pagination(request, static_cast<std::size_t>(found.value().total), heads_per_page));
  return parts.renderer.page(request, {.template_name = "reviews", .title = parts.wording.say("reviews.title"), .content = content,
                                       .notice = notice_of(parts, request)});
}

// ---- One timesheet --------------------------------------------------------------------------------------

View totals_view(const Wording& wording, const HoursTotals& hours) {
  View totals = View::list();
  const auto add = [&](const char* key, WorkTime time) {
    totals.add(View().set("label", wording.say("figure." + std::string(key))).set("value", hours_text(time)));
  };
  add("declared", hours.declared);
  add("counted", hours.counted);
  add("pending", hours.pending);
  add("rejected", hours.rejected);
  add("uncountable", hours.uncountable);
  return totals;
}

// The sentence of a remark is the one of the point found at the same cell.
View remarks_view(const SiteParts& parts, const app::ReviewView& view, const app::ReviewLine& line) {
  View remarks = View::list();
  for (const auto& code : line.remarks) {
    const auto point = std::find_if(view.points.begin(), view.points.end(), [&](const Finding& f) {
      return f.code == code && f.place == line.entry.source.place;
    });
    remarks.add(point == view.points.end() ? parts.wording.say(code) : finding_text(parts.wording, *point));
  }
  return remarks;
}

// What the checks found, a few places of each kind: a large file may repeat one kind on every line, and each
// line tells its own below.
void add_points(const SiteParts& parts, const std::vector<Finding>& points, View& content) {
  std::map<std::string, std::size_t> seen;
  View shown = View::list(), more = View::list();
  for (const auto& point : points)
    if (++seen[point.code] <= points_per_kind) shown.add(finding_view(parts.wording, point));
  for (const auto& [code, count] : seen) {
    if (count <= points_per_kind) continue;
    const auto left = count - points_per_kind;
    more.add(View(parts.wording.say("review.points.more", {{"n", std::to_string(left)}, {"count", text_of(left)}, {"kind", kind_of_fault(parts.wording, code)}})));
  }
  content.set("points", shown).set("more_points", more);
}

View reasons_view(const Wording& wording, const std::string& chosen) {
  return View::list_of(rejection_reason_codes(), [&](const std::string& code) {
    return View().set("value", code).set("label", wording.say("reason." + code)).set("selected", code == chosen);
  });
}

View line_view(const SiteParts& parts, const app::ReviewView& view, const app::ReviewLine& line, const LineChoice& choice, bool is_open) {
  const auto& entry = line.entry;
  const std::string status(line_status_code(line.status));
  View shown;
  shown.set("is_open", is_open).set("id", entry.id.text()).set("name", line.person_name).set("reference", line.reference).set("path", person_path(line.reference));
  shown.set("eligibility", line.eligibility.empty() ? View(false) : person_status_tag(parts.wording, line.eligibility));
  shown.set("dates", line_dates(parts.wording, line)).set("hours", hours_text(entry.declared)).set("clock", french_hours_minutes(entry.declared));
  shown.set("modality", parts.wording.say("modality." + std::string(modality_code(entry.modality))));
  shown.set("contract_type", parts.wording.say("contract_type." + entry.contract_type));
  shown.set("kind", entry.kind == WorkKind::work ? "" : parts.wording.say("kind." + std::string(work_kind_code(entry.kind))));
  shown.set("place", place_text(parts.wording, entry.source.place));
  shown.set("status", tag(tone_of(status), parts.wording.say("status." + status)));
  shown.set("status_reason", line.status_reason.empty() ? "" : parts.wording.say(line.status_reason));
  shown.set("decided", line.decision ? parts.wording.say("review.decided", {{"author", line.decision->decided_by},
                                                                            {"when", app::french_instant(line.decision->decided_at)}}) : "");
  shown.set("remarks", remarks_view(parts, view, line));
  shown.set("is_accepted", choice.verdict == "accepted").set("is_rejected", choice.verdict == "rejected").set("is_later", choice.verdict == "later");
  shown.set("may_wait", !line.decision).set("reasons", reasons_view(parts.wording, choice.reason)).set("note", choice.note);
  shown.set("shows_reason", choice.verdict == "rejected" || !choice.note.empty() || !choice.error.empty());
  shown.set("error", choice.error.empty() ? "" : parts.wording.say(choice.error));
  return shown;
}

// The summary of what is wrong in the grid, for the partial error_summary.
View errors_view(const SiteParts& parts, const app::ReviewView& view, const LineChoices& choices, const std::optional<Refusal>& refusal) {
  View errors = View::list();
  std::size_t count = 0;
  const auto add = [&](const std::string& target, const std::string& message) {
    errors.add(View().set("target", target).set("message", message));
    ++count;
  };
  if (refusal) add("", parts.wording.say(refusal->code, refusal->parameters));
  for (const auto& line : view.lines) {
    const auto& error = choices.at(line.entry.id).error;
    if (error.empty()) continue;
    const char* field = error == "form.reason.required" ? "#m-" : "#n-";
    add(field + line.entry.id.text(),
        parts.wording.say("review.error.line", {{"reference", line.reference}, {"dates", line_dates(parts.wording, line)}, {"message", parts.wording.say(error)}}));
  }
  return View().set("has_errors", count > 0).set("errors", errors)
      .set("error_title", parts.wording.say(count == 1 ? "form.summary.one" : "form.summary.many", {{"n", std::to_string(count)}}));
}

// A timesheet of several pages is validated in one act too, for the lines that nothing speaks against.
View whole_view(const SiteParts& parts, const app::ReviewView& view, bool is_open) {
  if (!is_open || view.lines.size() <= lines_per_page) return View(false);
  const auto ready = lines_ready(view);
  if (ready == 0) return View(false);
  return View().set("label", parts.wording.say("review.whole", {{"n", std::to_string(ready)}, {"count", text_of(ready)}}))
      .set("path", review_path(view.head.id) + "/confirmer").set("name", whole_field).set("version", std::to_string(view.head.version));
}

std::string next_path(const SiteParts& parts, const app::Actor& actor, TimesheetId current) {
  const auto queue = app::review_queue(parts.services, actor, {"to_review", 1, 2});
  if (!queue) return "";
  for (const auto& head : queue.value().heads)
    if (head.id != current) return review_path(head.id);
  return "";
}

View former_view(const SiteParts& parts, const std::vector<app::TimesheetHead>& former) {
  return View::list_of(former, [&](const app::TimesheetHead& head) {
    const std::string state(app::timesheet_state_code(head.state));
    return View().set("when", app::french_instant(head.confirmed_at.value_or(head.received_at))).set("file", head.file_name)
        .set("path", review_path(head.id)).set("state", parts.wording.say("timesheet.state." + state));
  });
}

void add_head(const SiteParts& parts, const app::TimesheetHead& head, View& content) {
  const std::string state(app::timesheet_state_code(head.state));
  content.set("state", tag(tone_of(state), parts.wording.say("timesheet.state." + state)));
  content.set("firm", head.firm_name).set("lot", head.lot_label).set("lot_path", "/lots/" + head.subject.lot.text());
  content.set("sent_by", head.sent_by).set("confirmed_at", head.confirmed_at ? app::french_instant(*head.confirmed_at) : "–");
  content.set("file", head.file_name).set("sha256", head.file_sha256).set("comment", head.comment);
  content.set("nil_reason", head.nil ? parts.wording.say("nil." + head.nil_reason) : "");
  content.set("receipt_path", "/espace/import/" + head.id.text() + "/recu").set("version", std::to_string(head.version));
}

Response show_review(const SiteParts& parts, const Request& request) {
  const auto id = id_in<TimesheetId>(request);
  if (!id) return not_found();
  const auto view = app::view_review(parts.services, actor_of(request), *id);
  if (!view) return refused_page(parts, view.refusal());
  return review_page(parts, request, view.value(), first_choices(view.value()));
}

}  // namespace

std::string review_path(TimesheetId id) { return "/releves/" + id.text(); }

std::string line_dates(const Wording& wording, const app::ReviewLine& line) {
  return period_text(wording, line.entry.worked.first, line.entry.worked.last);
}

Response review_page(const SiteParts& parts, const Request& request, const app::ReviewView& view, const LineChoices& choices,
                     const Form* send_back, const std::optional<Refusal>& refusal) {
  const auto& head = view.head;
  const auto path = review_path(head.id);
  const auto first = std::min(view.lines.size(), (page_of(request) - 1) * lines_per_page);
  const std::vector<app::ReviewLine> shown(view.lines.begin() + static_cast<std::ptrdiff_t>(first),
                                           view.lines.begin() + static_cast<std::ptrdiff_t>(std::min(view.lines.size(), first + lines_per_page)));
  // What somebody chose or wrote stays in the page that refuses it, also when nothing can be decided any more.
  const bool is_open = !view.refusal || refusal.has_value(), may_send_back = !view.refusal || send_back;
  HoursTotals hours;
  for (const auto& line : view.lines) hours.add(line.status, line.entry.declared);
  Request here{.path = path, .query = request.query};  // pages of lines, also when a refused form is shown again
  View content;
  add_head(parts, head, content);
  add_points(parts, view.points, content);
  content.set("lines", View::list_of(shown, [&](const auto& line) { return line_view(parts, view, line, choices.at(line.entry.id), is_open); }));
  content.set("pagination", pagination(here, view.lines.size(), lines_per_page));
  content.set("whole", whole_view(parts, view, is_open));
  content.set("grid_errors", errors_view(parts, view, choices, refusal));
  content.set("totals", totals_view(parts.wording, hours)).set("lot_totals", totals_view(parts.wording, view.lot_before));
  content.set("can_decide", is_open && !view.lines.empty()).set("can_send_back", may_send_back);
  const bool closed = view.refusal && view.refusal->code == "review.month.closed";
  content.set("month_closed", closed ? parts.wording.say(view.refusal->code, view.refusal->parameters) : "");
  content.set("confirm_path", address(path + "/confirmer", {{"page", request.query.get("page")}})).set("former", former_view(parts, view.former_versions));
  content.set("send_back", (send_back ? *send_back : send_back_form(head.version)).view(parts.wording, path + "/renvoyer"));
  content.set("next_path", next_path(parts, actor_of(request), head.id));
  const bool wrong = refusal || any_error(choices) || (send_back && !send_back->valid());
  const bool conflict = refusal && refusal->code == review_conflict;
  return parts.renderer.page(request, {.template_name = "review",
                                       .title = parts.wording.say("review.title", {{"firm", head.firm_name}, {"month", french_month(head.subject.month)}}),
                                       .content = content, .context = head.lot_label, .crumbs = {{parts.wording.say("reviews.title"), "/releves"}},
                                       .notice = notice_of(parts, request), .has_errors = wrong, .status = conflict ? 409 : wrong ? 422 : 200});
}

std::vector<Route> review_routes(const SiteParts& parts) {
  const auto facilitators = Access::only({"facilitator"});
  std::vector<Route> routes = {
      {Method::get, "/releves", [&parts](const Request& r) { return show_queue(parts, r); }, facilitators},
      {Method::get, "/releves/{id}", [&parts](const Request& r) { return show_review(parts, r); }, facilitators},
  };
  for (auto& route : decision_routes(parts)) routes.push_back(std::move(route));
  return routes;
}

}  // namespace clausier::web
