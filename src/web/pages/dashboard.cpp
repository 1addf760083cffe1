// The first page of each role: what must be done first, then how things stand.
#include "clausier/app/contract_file.hpp"
#include "clausier/app/reports.hpp"

#include <algorithm>

#include "people_parts.hpp"

namespace clausier::web {
namespace {

constexpr std::size_t shown_max = 12;  // the rest is one link away

View task(const std::string& text, const std::string& detail, const std::string& path, const std::string& action, View state) {
  return View().set("text", text).set("detail", detail).set("path", path).set("action", action).set("state", std::move(state));
}

View review_tasks(const SiteParts& parts, const app::Dashboard& board) {
  View tasks = View::list();
  for (std::size_t i = 0; i < board.to_review.size() && i < shown_max; ++i) {
    const auto& head = board.to_review[i];
    const std::string month = french_month(head.subject.month);
    tasks.add(task(parts.wording.say("task.review", {{"firm", head.firm_name}, {"month", month}}), head.lot_label,
                   "/releves/" + head.id.text(), parts.wording.say("task.review.action", {{"firm", head.firm_name}, {"month", month}}),
                   tag(Tone::progress, parts.wording.say("task.waiting", {{"when", app::french_instant(head.received_at)}}))));
  }
  return tasks;
}

// One line per firm and lot: a firm that is silent for months is called once, or sent for from its first month.
struct SilentFirm {
  std::string firm;
  LotId lot;
  std::string lot_label;
  std::string months;
  Month first;
  std::size_t count = 0;
  int days_late = 0;  // of the oldest
};

std::vector<SilentFirm> silent_firms(const std::vector<app::MissingTimesheet>& missing) {
  std::vector<SilentFirm> firms;
  for (const auto& m : missing) {
    auto found = std::find_if(firms.begin(), firms.end(), [&](const auto& f) { return f.firm == m.firm_name && f.lot == m.expected.lot; });
    if (found == firms.end()) found = firms.insert(firms.end(), {m.firm_name, m.expected.lot, m.expected.lot_label, "", m.expected.month, 0, m.days_late});
    found->months += (found->count++ == 0 ? "" : ", ") + french_month(m.expected.month);
  }
  return firms;
}

View missing_tasks(const SiteParts& parts, const app::Dashboard& board) {
  return View::list_of(silent_firms(board.missing), [&](const SilentFirm& silent) {
    return task(parts.wording.say("task.missing", {{"firm", silent.firm}, {"lot", silent.lot_label}}), silent.months,
                "/espace/" + silent.lot.text() + "/" + silent.first.iso(), parts.wording.say("task.missing.action", {{"lot", silent.lot_label}, {"firm", silent.firm}}),
                tag(Tone::danger, parts.wording.say("task.months_late", {{"n", std::to_string(silent.count)},
                                                                         {"days", std::to_string(silent.days_late)}})));
  });
}

View expected_tasks(const SiteParts& parts, const app::Dashboard& board) {
  View tasks = View::list();
  std::size_t shown = 0;
  for (const auto& expected : board.expected) {
    if (!app::is_awaited(expected) || shown++ >= shown_max) continue;
    const Parameters about = {{"of_month", of_month(parts.wording, expected.month)}, {"lot", expected.lot_label}};
    tasks.add(task(parts.wording.say("task.send", about), expected.contract_object,
                   "/espace/" + expected.lot.text() + "/" + expected.month.iso(), parts.wording.say(expected.status == "to_correct" ? "task.correct.action" : "task.send.action", about),
                   tag(expected.status == "late" ? Tone::danger : tone_of(expected.status),
                       parts.wording.say("task.due." + expected.status, {{"date", french_date(expected.due_on)}}))));
  }
  return tasks;
}

View standings_view(const SiteParts& parts, const app::Dashboard& board, bool sees_exposure) {
  return View::list_of(board.lots, [&](const app::LotStanding& lot) {
    const std::string code(lot_state_code(lot.state));
    std::string programmes;
    for (const auto& programme : lot.programmes) programmes += (programmes.empty() ? "" : ", ") + programme;
    return View()
        .set("path", "/lots/" + lot.lot.text()).set("label", lot.lot_label).set("object", lot.contract_object)
        .set("buyer", lot.buyer_name).set("programmes", programmes)
        .set("state", tag(tone_of(code), parts.wording.say("state." + code)))
        .set("owed", hours_text(lot.owed)).set("due", hours_text(lot.due)).set("counted", hours_text(lot.hours.counted))
        .set("pending", hours_text(lot.hours.pending)).set("missing", hours_text(lot.missing))
        .set("sees_exposure", sees_exposure).set("exposure", lot.exposure ? french_money(*lot.exposure) : "–");
  });
}

View ending_tasks(const SiteParts& parts, const app::FileTasks& file) {
  return View::list_of(file.ending, [&](const app::EndingContract& one) {
    const bool passed = one.days_left < 0;
    return task(parts.wording.say("task.ending", {{"number", one.number}}), one.object, "/marches/" + one.id.text() + "/dossier",
                parts.wording.say("task.ending.action", {{"number", one.number}}),
                tag(passed ? Tone::danger : one.last_notice ? Tone::warning : Tone::neutral,
                    parts.wording.say(passed ? "task.ending.passed" : "task.ending.in_days",
                                      {{"date", french_date(one.ends_on)}, {"days", std::to_string(one.days_left)}})));
  });
}

View offered_tasks(const SiteParts& parts, const app::FileTasks& file) {
  return View::list_of(file.offered, [&](const auto& one) {
    return task(parts.wording.say("task.offered", {{"object", one.object}}), parts.wording.say("task.offered.detail", {{"from", one.from}}),
                "/marches/" + one.id.text(), parts.wording.say("task.offered.action", {{"object", one.object}}), View(false));
  });
}

Response show_dashboard(const SiteParts& parts, const Request& request) {
  const auto& actor = actor_of(request);
  const auto board = app::dashboard(parts.services, actor, static_cast<int>(std::min<std::size_t>(page_of(request), 1'000'000)));
  View content;
  content.set("is_facilitator", actor.role == app::Role::facilitator).set("is_contractor", actor.role == app::Role::contractor);
  content.set("is_administrator", actor.role == app::Role::administrator).set("is_officer", actor.role == app::Role::officer);
  const bool sees_exposure = actor.role != app::Role::contractor;
  content.set("sees_exposure", sees_exposure);
  content.set("to_review", review_tasks(parts, board)).set("to_review_count", french_integer(static_cast<std::int64_t>(board.to_review.size())));
  content.set("missing", missing_tasks(parts, board)).set("missing_count", french_integer(static_cast<std::int64_t>(board.missing.size())));
  content.set("undecided", View::list_of(board.undecided_references, [](const std::string& reference) {
    return View().set("reference", reference).set("path", "/participants/" + reference + "/eligibilite");
  }));
  content.set("to_acknowledge", View::list_of(board.references_to_acknowledge, [](const std::string& reference) {
    return View().set("reference", reference).set("path", "/participants/" + reference);
  }));
  content.set("expected", expected_tasks(parts, board)).set("lots", standings_view(parts, board, sees_exposure));
  content.set("lots_count", french_integer(board.lots_total));
  content.set("pagination", pagination(request, static_cast<std::size_t>(board.lots_total), app::lots_per_page));
  content.set("users", french_integer(board.users)).set("pending_links", french_integer(board.pending_links));
  content.set("amended", View::list_of(board.amended_lots, [](const app::AmendedLot& lot) {
    return View().set("label", lot.lot_label).set("path", "/lots/" + lot.lot.text() + "/avenants");
  }));
  content.set("stray_pooling", View::list_of(board.stray_pooling, [](const app::AmendedLot& lot) {
    return View().set("label", lot.lot_label).set("path", "/lots/" + lot.lot.text() + "/globalisation");
  }));
  content.set("quarantined", board.quarantined > 0 ? french_integer(board.quarantined) : "");
  content.set("duplicates", board.duplicates > 0 ? french_integer(board.duplicates) : "");
  const auto file = app::contract_file_tasks(parts.services, actor);
  content.set("ending", ending_tasks(parts, file)).set("offered", offered_tasks(parts, file));
  content.set("planned_imports", board.planned_imports > 0 ? french_integer(board.planned_imports) : "");
  content.set("today", french_long_date(parts.services.today()));
  return parts.renderer.page(request, {.template_name = "dashboard", .title = parts.wording.say("dashboard.title"), .content = content,
                                       .notice = notice_of(parts, request)});
}

}  // namespace

std::vector<Route> dashboard_routes(const SiteParts& parts) {
  return {{Method::get, "/tableau", [&parts](const Request& r) { return show_dashboard(parts, r); }, Access::signed_in()}};
}

}  // namespace clausier::web
