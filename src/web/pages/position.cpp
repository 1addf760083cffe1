// Where one lot stands at two dates, and where it is heading: figures, what is left month by month, forecast, thresholds.
#include <algorithm>

#include "clausier/app/obligations.hpp"
#include "clausier/web/charts.hpp"
#include "lot_pages.hpp"

namespace clausier::web {
namespace {

std::string curve_figure(std::optional<std::int64_t> value, bool people) {
  if (!value) return "–";
  return people ? french_integer(*value) : hours_text(WorkTime::from_seconds(*value));
}

View curve_view(const std::vector<CurvePoint>& curve, bool people) {
  return View::list_of(curve, [&](const CurvePoint& point) {
    return View().set("day", french_date(point.day)).set("due", curve_figure(point.due, people))
        .set("counted", point.counted && !people ? hours_text(WorkTime::from_seconds(*point.counted)) : "–");
  });
}

View burn_down_view(const SiteParts& parts, const Position& position, const std::vector<CurvePoint>& curve) {
  if (!position.owed || *position.owed <= WorkTime::zero() || curve.empty()) return Html::from_own_markup("");
  BurnDown chart{.id = "reste", .title = parts.wording.say("burn_down.title"),
                 .description = parts.wording.say("burn_down.description", {{"owed", hours_text(position.owed)}, {"credited", hours_text(position.credited)}}),
                 .owed = *position.owed, .whole_label = hours_text(position.owed),
                 .half_label = hours_text(WorkTime::from_seconds(position.owed->seconds() / 2))};
  for (const auto& point : curve) {
    const auto left = [&](std::int64_t seconds) { return std::max(WorkTime::zero(), *position.owed - WorkTime::from_seconds(seconds)); };
    chart.points.push_back({parts.wording.say("month.short." + std::to_string(point.day.month())), left(point.due.value_or(0)),
                            point.counted ? std::optional(left(*point.counted)) : std::nullopt});
  }
  return burn_down_svg(chart);
}

// The thresholds of the states, the highest first, each with where it comes from.
View thresholds_view(const SiteParts& parts, Date day) {
  static const std::vector<std::string> states = {"ahead", "on_pace", "to_watch"};
  return View::list_of(states, [&](const std::string& state) {
    const auto& rule = parts.services.reference.rulebook.at("state." + state + ".min_basis_points", day);
    return View().set("state", parts.wording.say("state." + state)).set("from", french_percent(rule.value / 10)).set("source", rule.source);
  });
}

View figures_view(const Wording& wording, const Position& position) {
  View figures = View::list();
  const auto add = [&](const char* key, const std::string& value) {
    figures.add(View().set("label", wording.say(std::string("figure.") + key)).set("value", value));
  };
  add("owed", hours_text(position.owed));
  add("due", hours_text(position.due));
  add("declared", hours_text(position.hours.declared));
  add("counted", hours_text(position.hours.counted));
  add("pending", hours_text(position.hours.pending));
  add("rejected", hours_text(position.hours.rejected));
  add("uncountable", hours_text(position.hours.uncountable));
  add("credited", hours_text(position.credited));
  add("missing", hours_text(position.missing));
  add("forecast", hours_text(position.forecast));
  return figures;
}

Response show_position(const SiteParts& parts, const Request& request) {
  const auto id = id_in<LotId>(request);
  if (!id) return not_found();
  const auto recorded = asked_day(request, "enregistre");
  const auto found = app::view_obligation(parts.services, actor_of(request), *id, {asked_day(request, "au"), recorded});
  if (!found) return refused_page(parts, found.refusal());
  const auto& view = found.value().lot;
  const auto& position = view.position;
  const auto forecast = app::forecast_of(parts.services, found.value());
  const bool people = view.clause && asks_for_people(view.clause->target);
  const std::string lot_path = "/lots/" + id->text(), code(lot_state_code(position.state));
  View content;
  content.set("state", tag(tone_of(code), parts.wording.say("state." + code))).set("object", view.contract_object);
  content.set("path", lot_path + "/position").set("until", french_long_date(position.cutoff.worked_until));
  content.set("until_value", french_date(position.cutoff.worked_until)).set("recorded_value", recorded ? french_date(*recorded) : "");
  content.set("has_clause", view.clause.has_value()).set("in_people", people);
  content.set("figures", figures_view(parts.wording, position)).set("curve", curve_view(forecast.curve, people));
  content.set("burn_down", people ? View(Html::from_own_markup("")) : burn_down_view(parts, position, forecast.curve));
  content.set("rhythm", steps_view(parts.wording, forecast.rhythm.explanation, "rythme-"));
  content.set("thresholds", thresholds_view(parts, position.cutoff.worked_until));
  content.set("steps", steps_view(parts.wording, position.explanation));
  return parts.renderer.page(request, {.template_name = "position", .title = parts.wording.say("position.title"), .content = content,
                                       .context = lot_title(parts.wording, view),
                                       .crumbs = {{parts.wording.say("contracts.title"), "/marches"},
                                                  {view.contract_object, "/marches/" + view.contract.text()},
                                                  {lot_title(parts.wording, view), lot_path}},
                                       .notice = notice_of(parts, request)});
}

}  // namespace

std::vector<Route> position_routes(const SiteParts& parts) {
  return {{Method::get, "/lots/{id}/position", [&parts](const Request& r) { return show_position(parts, r); }, Access::only({"facilitator", "officer"})}};
}

}  // namespace clausier::web
