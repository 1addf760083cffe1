// One lot: its gauge, its months, the whole computation; and the months that are closed.
#include <algorithm>

#include "clausier/app/contracts.hpp"
#include "clausier/app/origins.hpp"
#include "clausier/domain/explanation.hpp"
#include "clausier/web/charts.hpp"
#include "lot_pages.hpp"

namespace clausier::web {
namespace {

bool has_clause(const app::LotView& view) { return view.position.state != LotState::no_clause; }

// A firm that does not answer for the clause is given its own hours only.
bool shows_own_hours(const app::Actor& actor, const app::LotView& view) {
  return actor.role == app::Role::contractor && std::none_of(view.grants.begin(), view.grants.end(), [&](const app::Grant& grant) {
    return actor.organisation && grant.firm.id == actor.organisation->id && (grant.role == "holder" || grant.role == "joint_holder");
  });
}

// Elapsed part of the execution, in thousandths; empty without a clause.
std::optional<int> elapsed_per_mille(const app::LotView& view) {
  if (!view.position.execution) return std::nullopt;
  const auto& execution = *view.position.execution;
  const int elapsed = view.position.cutoff.worked_until.days_since_1970() - execution.first.days_since_1970() + 1;
  return std::clamp(elapsed * 1000 / execution.days(), 0, 1000);
}

View gauge_view(const SiteParts& parts, const app::LotView& view) {
  const auto& position = view.position;
  if (!position.owed) return Html::from_own_markup("");
  return gauge_svg({.id = "jauge", .title = parts.wording.say("lot.gauge.title"),
                    .description = parts.wording.say("lot.gauge.description", {{"credited", hours_text(position.credited)},
                                                                               {"pending", hours_text(position.hours.pending)},
                                                                               {"owed", hours_text(position.owed)}}),
                    .owed = *position.owed, .counted = position.credited, .pending = position.hours.pending,
                    .elapsed_per_mille = elapsed_per_mille(view)});
}

View figures_view(const SiteParts& parts, const Position& position, bool of_whole_lot, bool with_exposure) {
  View figures = View::list();
  const auto add = [&](const std::string& key, const std::string& value) {
    figures.add(View().set("label", parts.wording.say("figure." + key)).set("value", value));
  };
  if (const auto& people = position.people_test) {
    const auto told = [&](const std::optional<std::int64_t>& count) { return count ? std::to_string(*count) : parts.wording.say("mask.withheld"); };
    add("people_owed", people->owed ? std::to_string(*people->owed) : "–");
    add("people_due", people->due ? std::to_string(*people->due) : "–");
    add("people_counted", told(people->counted));
    if (people->due) add("people_missing", told(people->missing));
  } else {
    add("owed", hours_text(position.owed));
    if (of_whole_lot) add("due", hours_text(position.due));
  }
  add("declared", hours_text(position.hours.declared));
  add("counted", hours_text(position.hours.counted));
  add("pending", hours_text(position.hours.pending));
  add("rejected", hours_text(position.hours.rejected));
  add("uncountable", hours_text(position.hours.uncountable));
  if (of_whole_lot && position.credited != position.hours.counted) add("credited", hours_text(position.credited));
  if (of_whole_lot && !position.people_test) {
    add("missing", hours_text(position.missing));
    if (position.forecast != position.owed) add("forecast", hours_text(position.forecast));
  }
  if (position.hours.declared != WorkTime::zero() || position.straddling.declared != WorkTime::zero())
    if (position.straddling.declared != WorkTime::zero()) add("straddling", hours_text(position.straddling.declared));
  if (with_exposure && position.exposure) add("exposure", french_money(*position.exposure));
  return figures;
}

View months_view(const SiteParts& parts, const app::LotView& view) {
  const Month current = parts.services.today().month_of();
  return View::list_of(view.months, [&](const app::MonthRow& row) {
    return View()
        .set("month", french_month(row.month)).set("iso", row.month.iso())
        .set("declared", hours_text(row.hours.declared)).set("counted", hours_text(row.hours.counted))
        .set("pending", hours_text(row.hours.pending)).set("rejected", hours_text(row.hours.rejected))
        .set("uncountable", hours_text(row.hours.uncountable))
        .set("is_closed", row.closed).set("can_close", view.may_edit && !row.closed && row.month < current && row.undecided == 0)
        .set("to_decide", view.may_edit && !row.closed && row.month < current && row.undecided > 0
                              ? parts.wording.say("month.to_decide", {{"n", std::to_string(row.undecided)}}) : "")
        .set("can_reopen", view.may_edit && row.closed).set("path", "/lots/" + view.lot.id.text() + "/mois");
  });
}

View month_chart(const SiteParts& parts, const app::LotView& view) {
  if (view.months.empty()) return Html::from_own_markup("");
  MonthChart chart{"mois", parts.wording.say("lot.months.title"), parts.wording.say("lot.months.description"), {}};
  for (const auto& row : view.months) chart.months.push_back({parts.wording.say("month.short." + std::to_string(row.month.number())), row.hours.counted, row.hours.pending});
  return month_bars_svg(chart);
}

// Whether the firm is one of several that hold the lot together: alone, it has nothing to share out.
bool shares(const app::LotView& view, const app::Organisation& firm) {
  const auto holds = [](const app::Grant& grant) { return grant.role == "holder" || grant.role == "joint_holder"; };
  return std::count_if(view.grants.begin(), view.grants.end(), holds) > 1 &&
         std::any_of(view.grants.begin(), view.grants.end(), [&](const app::Grant& grant) { return grant.firm.id == firm.id && holds(grant); });
}

Response show_lot(const SiteParts& parts, const Request& request) {
  const auto id = id_in<LotId>(request);
  if (!id) return not_found();
  const auto& actor = actor_of(request);
  const auto found = app::view_lot(parts.services, actor, *id, asked_day(request, "au"));
  if (!found) return refused_page(parts, found.refusal());
  const auto& view = found.value();
  const auto& position = view.position;
  const std::string code(lot_state_code(position.state));
  const std::string path = "/lots/" + id->text();
  View content;
  content.set("state", tag(tone_of(code), parts.wording.say("state." + code)));
  content.set("object", view.contract_object).set("buyer", view.buyer_name);
  content.set("until", french_long_date(position.cutoff.worked_until)).set("until_value", french_date(position.cutoff.worked_until));
  const auto& execution = position.execution;
  content.set("execution", execution ? french_date(execution->first) + " – " + french_date(execution->last) : "");
  content.set("gauge", gauge_view(parts, view)).set("has_clause", has_clause(view)).set("own_hours", shows_own_hours(actor, view));
  content.set("figures", figures_view(parts, position, !shows_own_hours(actor, view), actor.role != app::Role::contractor));
  content.set("months", months_view(parts, view)).set("month_chart", month_chart(parts, view));
  content.set("steps", steps_view(parts.wording, position.explanation));
  content.set("firms", View::list_of(view.grants, [&](const app::Grant& grant) {
    return View().set("name", grant.firm.name).set("siret", french_siret(grant.firm.siret))
        .set("role", parts.wording.say("grant." + grant.role)).set("id", grant.firm.id.text())
        .set("may_edit", view.may_edit).set("path", path + "/acces");
  }));
  content.set("may_edit", view.may_edit).set("clause_path", path + "/clause").set("pooling_path", path + "/globalisation").set("consortium_path", path + "/groupement");
  content.set("lot_path", path).set("position_path", path + "/position");
  content.set("is_member", actor.role == app::Role::contractor && shares(view, *actor.organisation));
  content.set("is_contractor", actor.role == app::Role::contractor);
  content.set("report_path", address("/rapports/nouveau", {{"lot", id->text()}}));
  content.set("people_path", address("/participants", {{"lot", id->text()}}));
  content.set("is_facilitator", actor.role == app::Role::facilitator);
  return parts.renderer.page(request, {.template_name = "lot", .title = lot_title(parts.wording, view), .content = content,
                                       .context = view.contract_uid,
                                       .crumbs = {{parts.wording.say("contracts.title"), "/marches"},
                                                  {view.contract_object, "/marches/" + view.contract.text()}},
                                       .notice = notice_of(parts, request)});
}

Response submit_month(const SiteParts& parts, const Request& request) {
  const auto id = id_in<LotId>(request);
  const auto month = Month::parse_iso(request.form.get("mois"));
  if (!id) return not_found();
  if (!month) throw RequestProblem(400, "month");
  const auto& decision = request.form.get("decision");
  if (decision != "clore" && decision != "rouvrir") throw RequestProblem(400, "what to do with a month");
  const bool closed = decision == "clore";
  const auto done = app::set_month_closed(parts.services, actor_of(request), *id, *month, closed);
  if (!done) return refused_page(parts, done.refusal());
  return see_other(done_path("/lots/" + id->text(), closed ? "month.closed" : "month.reopened"));
}

Response submit_revoke(const SiteParts& parts, const Request& request) {
  const auto id = id_in<LotId>(request);
  const auto firm = OrganisationId::parse(request.form.get("entreprise"));
  if (!id || !firm) return not_found();
  const auto done = app::revoke_grant(parts.services, actor_of(request), *id, *firm);
  if (!done) return refused_page(parts, done.refusal());
  return see_other(done_path("/lots/" + id->text(), "grant.revoked"));
}

// A step names its legal bases by code; people read their articles.
std::string legal_text(const Wording& wording, const std::string& legal) {
  std::string text;
  for (std::size_t at = 0; at < legal.size();) {
    const auto comma = legal.find(',', at);
    std::string code = legal.substr(at, comma == std::string::npos ? comma : comma - at);
    if (code.starts_with(' ')) code.erase(0, 1);
    text += (text.empty() ? "" : ", ") + (wording.has("legal." + code) ? wording.say("legal." + code) : code);
    at = comma == std::string::npos ? legal.size() : comma + 1;
  }
  return text;
}

}  // namespace

std::string lot_title(const Wording& wording, const app::LotView& view) {
  if (view.lot.number.empty() && view.lot.label.empty()) return wording.say("lot.whole");
  auto title = wording.say("lot.title", {{"number", view.lot.number}, {"label", view.lot.label}});
  while (title.ends_with(' ')) title.pop_back();  // a lot without label
  return title;
}

std::optional<Date> asked_day(const Request& request, std::string_view name) {
  const auto& text = request.query.get(name);
  if (text.empty()) return std::nullopt;
  const auto day = Date::parse_iso(text) ? Date::parse_iso(text) : Date::parse_french(text);
  if (!day || !is_plausible(*day)) throw RequestProblem(400, "date");
  return day;
}

View steps_view(const Wording& wording, const Explanation& explanation, const std::string& id_prefix) {
  return View::list_of(explanation.steps(), [&](const Step& step) {
    return View()
        .set("id", id_prefix + step.id)
        .set("text", sentence_of(wording, step))
        .set("legal", legal_text(wording, step.legal))
        .set("inputs", View::list_of(step.inputs, [&](const StepInput& input) {
               return View().set("label", wording.say("input." + input.name)).set("value", shown_value(wording, input.value, input.unit))
                   .set("from", app::origin_text(wording, input.from));
             }));
  });
}

std::vector<Route> lot_routes(const SiteParts& parts) {
  const auto readers = Access::only({"facilitator", "contractor", "officer"});
  const auto facilitators = Access::only({"facilitator"});
  std::vector<Route> routes = clause_routes(parts);
  for (auto more : {execution_routes(parts), position_routes(parts), penalty_routes(parts), pooling_routes(parts), consortium_routes(parts), simulation_routes(parts)})
    std::move(more.begin(), more.end(), std::back_inserter(routes));
  routes.push_back({Method::get, "/lots/{id}", [&parts](const Request& r) { return show_lot(parts, r); }, readers});
  routes.push_back({Method::post, "/lots/{id}/mois", [&parts](const Request& r) { return submit_month(parts, r); }, facilitators});
  routes.push_back({Method::post, "/lots/{id}/acces", [&parts](const Request& r) { return submit_revoke(parts, r); }, facilitators});
  return routes;
}

}  // namespace clausier::web
