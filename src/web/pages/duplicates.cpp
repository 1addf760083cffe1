// Two publications that may be one contract: the list, and both side by side until a person decides.
#include "clausier/app/duplicates.hpp"

#include "contract_pages.hpp"

namespace clausier::web {
namespace {

constexpr int pairs_per_page = 25;

std::string amounts_text(const SiteParts& parts, const app::DuplicateView& pair) {
  if (pair.power_of_ten == 0) return parts.wording.say("duplicate.same_amount");
  std::string times = "1";
  for (int i = 0; i < std::abs(pair.power_of_ten); ++i) times += "0";
  return parts.wording.say("duplicate.power", {{"times", french_integer(std::stoll(times))}});
}

View side_view(const app::DuplicateSide& side) {
  return View().set("object", side.record.object).set("uid", side.uid).set("path", "/marches/" + side.contract.text())
      .set("amount", side.record.amount ? french_money(*side.record.amount) : "–").set("source", side.source).set("followed", side.followed);
}

View pair_view(const SiteParts& parts, const app::DuplicateView& pair) {
  const bool decided = !pair.decisions.empty();
  return View()
      .set("path", "/doublons/" + pair.id.text())
      .set("decided", decided).set("first", side_view(pair.first)).set("second", side_view(pair.second))
      .set("amounts", amounts_text(parts, pair)).set("holder", pair.common_holder)
      .set("notified", pair.first.record.notified_on ? french_date(*pair.first.record.notified_on) : "–")
      .set("state", decided ? tag(Tone::neutral, parts.wording.say("duplicate.decision." + pair.decisions.front().decision))
                            : tag(Tone::warning, parts.wording.say("duplicate.open")));
}

Response show_list(const SiteParts& parts, const Request& request) {
  const bool decided = !request.query.get("decides").empty();
  const auto found = app::duplicate_suggestions(parts.services, actor_of(request), decided, static_cast<int>(page_of(request)), pairs_per_page);
  if (!found) return refused_page(parts, found.refusal());
  View content;
  content.set("pairs", View::list_of(found.value().lines, [&](const auto& pair) { return pair_view(parts, pair); }));
  content.set("total", french_integer(found.value().total)).set("decided", decided);
  content.set("pagination", pagination(request, static_cast<std::size_t>(found.value().total), pairs_per_page));
  return parts.renderer.page(request, {.template_name = "duplicates", .title = parts.wording.say("duplicates.title"), .content = content,
                                       .crumbs = {{parts.wording.say("imports.title"), "/imports"}}, .notice = notice_of(parts, request)});
}

Form decision_form(const app::DuplicateView& pair) {
  Form form("duplicate", {{.name = "decision", .kind = FieldKind::radios, .choices = {{"first"}, {"second"}, {"different"}}},
                          {.name = "motif", .kind = FieldKind::textarea, .optional = true, .length_max = 1000}});
  if (pair.second.followed && !pair.first.followed) form.set("decision", "second");
  return form;
}

View fields_view(const SiteParts& parts, const app::DuplicateView& pair) {
  return View::list_of(pair.fields, [&](const FieldDifference& line) {
    return View().set("label", parts.wording.say("record." + line.field)).set("first", shown_field(parts, line.field, line.first))
        .set("second", shown_field(parts, line.field, line.second)).set("mark", line.differs ? parts.wording.say("duplicate.differs") : "");
  });
}

Response pair_page(const SiteParts& parts, const Request& request, const app::DuplicateView& pair, const Form* submitted) {
  const std::string path = "/doublons/" + pair.id.text();
  View content;
  content.set("pair", pair_view(parts, pair)).set("fields", fields_view(parts, pair));
  content.set("form", (submitted ? *submitted : decision_form(pair)).view(parts.wording, path));
  content.set("decisions", View::list_of(pair.decisions, [&](const app::DuplicateDecision& d) {
    return View().set("decision", parts.wording.say("duplicate.decision." + d.decision)).set("author", d.author)
        .set("when", app::french_instant(d.recorded_at)).set("reason", d.reason);
  }));
  const bool wrong = submitted && !submitted->valid();
  return parts.renderer.page(request, {.template_name = "duplicate", .title = parts.wording.say("duplicate.title"), .content = content,
                                       .crumbs = {{parts.wording.say("imports.title"), "/imports"}, {parts.wording.say("duplicates.title"), "/doublons"}},
                                       .notice = notice_of(parts, request), .has_errors = wrong, .status = wrong ? 422 : 200});
}

Response show_pair(const SiteParts& parts, const Request& request) {
  const auto id = id_in<app::DuplicateId>(request);
  if (!id) return not_found();
  const auto pair = app::view_duplicate(parts.services, actor_of(request), *id);
  if (!pair) return refused_page(parts, pair.refusal());
  return pair_page(parts, request, pair.value(), nullptr);
}

Response submit_decision(const SiteParts& parts, const Request& request) {
  const auto id = id_in<app::DuplicateId>(request);
  if (!id) return not_found();
  const auto& actor = actor_of(request);
  const auto pair = app::view_duplicate(parts.services, actor, *id);
  if (!pair) return refused_page(parts, pair.refusal());
  auto form = decision_form(pair.value());
  form.fill(request).check();
  if (!form.valid()) return pair_page(parts, request, pair.value(), &form);
  const std::string& decision = form.value("decision");
  const bool apart = decision == "different";
  const auto standing = decision == "second" ? pair.value().second.contract : pair.value().first.contract;
  const auto done = apart ? app::set_duplicates_apart(parts.services, actor, *id, form.value("motif"))
                          : app::tie_duplicates(parts.services, actor, *id, standing, form.value("motif"));
  if (done) return see_other(done_path("/doublons/" + id->text(), apart ? "duplicate.apart" : "duplicate.tied"));
  if (is_denial(done.refusal())) return refused_page(parts, done.refusal());
  return pair_page(parts, request, pair.value(), &form.refuse("decision", done.refusal()));
}

}  // namespace

std::vector<Route> duplicate_routes(const SiteParts& parts) {
  const auto facilitators = Access::only({"facilitator"});
  return {
      {Method::get, "/doublons", [&parts](const Request& r) { return show_list(parts, r); }, facilitators},
      {Method::get, "/doublons/{id}", [&parts](const Request& r) { return show_pair(parts, r); }, facilitators},
      {Method::post, "/doublons/{id}", [&parts](const Request& r) { return submit_decision(parts, r); }, facilitators},
  };
}

}  // namespace clausier::web
