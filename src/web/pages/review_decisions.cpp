// Decisions on lines: looked at once more before hours move, then recorded; or the timesheet goes back
// to the firm with a comment.
#include "review_parts.hpp"

namespace clausier::web {
namespace {

// The version of the timesheet that the page showed: another one since is a conflict.
int version_in(const Request& request) {
  const auto& text = request.form.get("version");
  const bool is_number = !text.empty() && text.size() <= 9 && text.find_first_not_of("0123456789") == std::string::npos;
  if (!is_number) throw RequestProblem(400, "version");
  return std::stoi(text);
}

struct Sum {
  std::size_t lines = 0;
  WorkTime hours = WorkTime::zero();
};

Sum sum_of(const std::vector<Chosen>& chosen, std::string_view verdict) {
  Sum sum;
  for (const auto& [line, choice] : chosen)
    if (choice->verdict == verdict) {
      ++sum.lines;
      sum.hours += line->entry.declared;
    }
  return sum;
}

std::string sentence(const Wording& wording, const std::string& key, const Sum& sum) {
  if (sum.lines == 0) return "";
  return wording.say(key, {{"n", std::to_string(sum.lines)}, {"count", french_integer(static_cast<std::int64_t>(sum.lines))}, {"hours", hours_text(sum.hours)}});
}

View rejected_view(const SiteParts& parts, const std::vector<Chosen>& chosen) {
  View lines = View::list();
  for (const auto& [line, choice] : chosen)
    if (choice->verdict == "rejected")
      lines.add(View().set("reference", line->reference).set("dates", line_dates(parts.wording, *line)).set("hours", hours_text(line->entry.declared))
                    .set("reason", parts.wording.say("reason." + choice->reason)).set("note", choice->note));
  return lines;
}

// What the grid held, carried to the next answer: nothing is recorded meanwhile.
View carried_view(const LineChoices& choices, const Request& request) {
  View fields = View::list();
  if (request.form.has(whole_field)) return fields.add(View().set("name", whole_field).set("value", request.form.get(whole_field)));
  for (const auto& [entry, choice] : choices) {
    if (!request.form.has("d-" + entry.text())) continue;
    const auto add = [&](const char* what, const std::string& value) {
      if (!value.empty()) fields.add(View().set("name", what + entry.text()).set("value", value));
    };
    add("d-", choice.verdict);
    add("m-", choice.reason);
    add("n-", choice.note);
  }
  return fields;
}

std::vector<app::LineVerdict> verdicts_of(const std::vector<Chosen>& chosen) {
  std::vector<app::LineVerdict> verdicts;
  for (const auto& [line, choice] : chosen)
    verdicts.push_back({line->entry.id, *parse_verdict(choice->verdict), choice->verdict == "rejected" ? choice->reason : "", choice->note});
  return verdicts;
}

// Counted hours over what is owed, one decimal.
std::string progress_text(WorkTime counted, WorkTime owed) {
  return french_percent(counted.seconds() * 1000 / owed.seconds());
}

// The lot before and after these decisions, figure by figure, and what the gauge becomes.
View effect_view(const SiteParts& parts, const Request& request, TimesheetId id, const std::vector<Chosen>& chosen) {
  const auto found = app::effect_of_verdicts(parts.services, actor_of(request), id, verdicts_of(chosen));
  if (!found) return View(false);
  const auto& effect = found.value();
  View figures = View::list();
  const auto add = [&](const char* key, WorkTime before, WorkTime after) {
    figures.add(View().set("label", parts.wording.say("figure." + std::string(key))).set("before", hours_text(before)).set("after", hours_text(after)));
  };
  add("counted", effect.before.counted, effect.after.counted);
  add("pending", effect.before.pending, effect.after.pending);
  add("rejected", effect.before.rejected, effect.after.rejected);
  add("uncountable", effect.before.uncountable, effect.after.uncountable);
  if (effect.missing_before && effect.missing_after) add("missing", *effect.missing_before, *effect.missing_after);
  View shown;
  shown.set("figures", std::move(figures)).set("gauge", "");
  if (effect.owed && *effect.owed > WorkTime::zero())
    shown.set("gauge", parts.wording.say("review.effect.gauge", {{"before", progress_text(effect.before.counted, *effect.owed)},
                                                                 {"after", progress_text(effect.after.counted, *effect.owed)},
                                                                 {"owed", hours_text(*effect.owed)}}));
  return shown;
}

Response confirmation_page(const SiteParts& parts, const Request& request, const app::ReviewView& view, const LineChoices& choices,
                           const std::vector<Chosen>& chosen) {
  const auto& head = view.head;
  const auto accepted = sum_of(chosen, "accepted"), rejected = sum_of(chosen, "rejected");
  View content;
  content.set("accepted", sentence(parts.wording, "review.accepting", accepted)).set("rejected", sentence(parts.wording, "review.rejecting", rejected));
  content.set("rejected_lines", rejected_view(parts, chosen)).set("fields", carried_view(choices, request));
  content.set("effect", effect_view(parts, request, head.id, chosen));
  content.set("action", address(review_path(head.id) + "/decisions", {{"page", request.query.get("page")}})).set("version", request.form.get("version")).set("firm", head.firm_name);
  content.set("button", sentence(parts.wording, "review.record", {accepted.lines + rejected.lines, accepted.hours + rejected.hours}));
  return parts.renderer.page(request, {.template_name = "review_confirm", .title = parts.wording.say("review.confirm.title"), .content = content,
                                       .context = head.lot_label,
                                       .crumbs = {{parts.wording.say("reviews.title"), "/releves"},
                                                  {parts.wording.say("review.title", {{"firm", head.firm_name}, {"month", french_month(head.subject.month)}}),
                                                   review_path(head.id)}}});
}

// What both answers to the grid begin with: the timesheet and what was chosen, or the page of what is wrong.
template <class Act>
Response with_choices(const SiteParts& parts, const Request& request, Act act) {
  const auto id = id_in<TimesheetId>(request);
  if (!id) return not_found();
  version_in(request);
  const auto view = app::view_review(parts.services, actor_of(request), *id);
  if (!view) return refused_page(parts, view.refusal());
  const auto choices = sent_choices(view.value(), request);
  const auto chosen = new_decisions(view.value(), choices, request);
  const bool resumed = request.form.get("suite") == "modifier";
  if (!chosen.empty() && view.value().refusal) return review_page(parts, request, view.value(), choices, nullptr, view.value().refusal);
  if (resumed || any_error(choices)) return review_page(parts, request, view.value(), choices);
  return act(view.value(), choices, chosen);
}

Response show_confirmation(const SiteParts& parts, const Request& request) {
  return with_choices(parts, request, [&](const app::ReviewView& view, const LineChoices& choices, const std::vector<Chosen>& chosen) {
    if (chosen.empty()) return review_page(parts, request, view, choices, nullptr, Refusal{"review.nothing"});
    return confirmation_page(parts, request, view, choices, chosen);
  });
}

// The timesheet as it stands now, with the choices or the message of who came second.
Response conflict_page(const SiteParts& parts, const Request& request, TimesheetId id, const Refusal& conflict, Form* send_back = nullptr) {
  const auto now = app::view_review(parts.services, actor_of(request), id);
  if (!now) return refused_page(parts, now.refusal());
  if (send_back) send_back->set("version", std::to_string(now.value().head.version));
  return review_page(parts, request, now.value(), sent_choices(now.value(), request), send_back,
                     Refusal{review_conflict, conflict.parameters});
}

Response submit_decisions(const SiteParts& parts, const Request& request) {
  return with_choices(parts, request, [&](const app::ReviewView& view, const LineChoices& choices, const std::vector<Chosen>& chosen) {
    const auto recorded = see_other(address(review_path(view.head.id), {{"page", request.query.get("page")}, {"fait", "review.recorded"}}));
    if (chosen.empty()) return recorded;  // a double click: all of it is there already
    const auto done = app::decide_lines(parts.services, actor_of(request), view.head.id, version_in(request), verdicts_of(chosen));
    if (done) return recorded;
    if (done.refusal().code == "conflict") return conflict_page(parts, request, view.head.id, done.refusal());
    if (is_denial(done.refusal())) return refused_page(parts, done.refusal());
    return review_page(parts, request, view, choices, nullptr, done.refusal());
  });
}

Response submit_send_back(const SiteParts& parts, const Request& request) {
  const auto id = id_in<TimesheetId>(request);
  if (!id) return not_found();
  const auto& actor = actor_of(request);
  const auto view = app::view_review(parts.services, actor, *id);
  if (!view) return refused_page(parts, view.refusal());
  auto form = send_back_form(version_in(request));
  form.fill(request).check();
  if (form.valid()) {
    const auto done = app::send_back(parts.services, actor, *id, version_in(request), form.value("message"));
    if (done) return see_other(done_path(review_path(*id), "review.sent_back"));
    if (is_denial(done.refusal())) return refused_page(parts, done.refusal());
    if (done.refusal().code == "conflict") return conflict_page(parts, request, *id, done.refusal(), &form);
    form.refuse("message", done.refusal());
  }
  return review_page(parts, request, view.value(), first_choices(view.value()), &form);
}

}  // namespace

Form send_back_form(int version) {
  return Form("sendback", {{.name = "message", .kind = FieldKind::textarea, .length_max = 1000, .about_people = true}, {.name = "version", .kind = FieldKind::hidden}})
      .set("version", std::to_string(version));
}

std::vector<Route> decision_routes(const SiteParts& parts) {
  const auto facilitators = Access::only({"facilitator"});
  return {
      {Method::post, "/releves/{id}/confirmer", [&parts](const Request& r) { return show_confirmation(parts, r); }, facilitators, grid_body},
      {Method::post, "/releves/{id}/decisions", [&parts](const Request& r) { return submit_decisions(parts, r); }, facilitators, grid_body},
      {Method::post, "/releves/{id}/renvoyer", [&parts](const Request& r) { return submit_send_back(parts, r); }, facilitators},
  };
}

}  // namespace clausier::web
