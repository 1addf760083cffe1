// The firm's own space: what is expected month by month, and where its lots stand.
#include <algorithm>

#include "draft_parts.hpp"
#include "firm_parts.hpp"
#include "hours_grid_parts.hpp"

namespace clausier::web {
namespace {

bool is_sent(const app::ExpectedMonth& expected) { return expected.timesheet && !expected.is_draft && !app::is_awaited(expected); }

// The draft of a month that can still be sent.
bool is_resumed(const app::ExpectedMonth& expected) { return expected.is_draft && app::is_awaited(expected); }

std::string task_path(const app::ExpectedMonth& expected) {
  if (is_resumed(expected)) return reading_path(*expected.timesheet);
  return is_sent(expected) ? receipt_path(*expected.timesheet) : month_path(expected.lot, expected.month);
}

std::string task_action(const Wording& wording, const app::ExpectedMonth& expected) {
  const auto* key = expected.status == "faulty"       ? "firm.action.repair"
                    : is_resumed(expected)            ? "firm.action.resume"
                    : expected.status == "to_correct" ? "firm.action.correct"
                    : app::is_awaited(expected)       ? "firm.action.send"
                    : is_sent(expected)               ? "firm.action.receipt"
                                                      : "";
  return *key ? wording.say(key, {{"month", french_month(expected.month)}, {"of_month", of_month(wording, expected.month)}}) : "";
}

View month_view(const SiteParts& parts, const app::ExpectedMonth& expected) {
  return View()
      .set("month", french_month(expected.month)).set("of_month", of_month(parts.wording, expected.month)).set("lot", expected.lot_label).set("object", expected.contract_object)
      .set("buyer", expected.buyer_name).set("due_on", french_date(expected.due_on))
      .set("status", tag(tone_of(expected.status), parts.wording.say("expected." + expected.status)))
      .set("path", task_path(expected)).set("action", task_action(parts.wording, expected))
      .set("correction_path", is_sent(expected) && expected.status != "closed" ? month_path(expected.lot, expected.month) : "");
}

View lot_view(const SiteParts& parts, const app::FirmLot& lot) {
  return View()
      .set("path", "/lots/" + lot.lot.text()).set("label", lot.lot_label).set("object", lot.contract_object).set("buyer", lot.buyer_name)
      .set("role", parts.wording.say("grant." + lot.role)).set("owed", hours_text(lot.owed))
      .set("declared", hours_text(lot.hours.declared)).set("counted", hours_text(lot.hours.counted))
      .set("pending", hours_text(lot.hours.pending));
}

Response show_space(const SiteParts& parts, const Request& request) {
  const auto& actor = actor_of(request);
  View to_do = View::list(), sent = View::list();
  auto months = app::expected_months(parts.services, actor);  // the most urgent first
  for (const auto& expected : months)
    if (app::is_awaited(expected)) to_do.add(month_view(parts, expected));
  std::stable_sort(months.begin(), months.end(), [](const auto& a, const auto& b) { return b.month < a.month; });
  for (const auto& expected : months)
    if (!app::is_awaited(expected)) sent.add(month_view(parts, expected));
  View content;
  content.set("to_do", to_do).set("sent", sent);
  content.set("lots", View::list_of(app::firm_lots(parts.services, actor), [&](const auto& lot) { return lot_view(parts, lot); }));
  return parts.renderer.page(request, {.template_name = "firm_space", .title = parts.wording.say("firm.title"), .content = content,
                                       .notice = notice_of(parts, request)});
}

// The titles that every reading recognises, and nobody's name. A byte order mark tells spreadsheets
// that the accents are UTF-8.
Response send_model(const SiteParts& parts) {
  return attachment("\xEF\xBB\xBF" + parts.wording.say("firm.model.titles") + "\r\n", "text/csv; charset=utf-8",
                    parts.wording.say("firm.model.file"));
}

}  // namespace

std::vector<Route> firm_routes(const SiteParts& parts) {
  std::vector<Route> routes = {
      {Method::get, "/espace", [&parts](const Request& r) { return show_space(parts, r); }, Access::only({"contractor"})},
      {Method::get, "/espace/modele.csv", [&parts](const Request&) { return send_model(parts); }, Access::only({"facilitator", "contractor"})},
  };
  for (const auto& some : {month_routes, reading_routes, grid_routes, deposit_link_routes, draft_routes, split_routes, file_routes})
    for (auto& route : some(parts)) routes.push_back(std::move(route));
  return routes;
}

}  // namespace clausier::web
