#include "clausier/app/report_library.hpp"

#include <algorithm>
#include <tuple>

#include "account_rows.hpp"
#include "audit.hpp"
#include "clausier/app/reports.hpp"
#include "clausier/store/account_store.hpp"
#include "clausier/store/report_schedule_store.hpp"
#include "document_vault.hpp"
#include "lot_position.hpp"
#include "scope.hpp"

namespace clausier::app {
namespace {

constexpr int reports_listed = 200;
constexpr std::string_view formats[] = {"xlsx", "xml", "csv", "json", "html"};

bool has_library(const Actor& actor) { return actor.organisation && has_role(actor, {Role::facilitator, Role::officer}); }

bool asks_the_same(const ReportSchedule& a, const ReportSchedule& b) {
  const auto question = [](const ReportSchedule& s) { return std::tie(s.kind, s.format, s.programme, s.buyer_siret, s.cadence, s.days_after); };
  return !a.ended_at && !b.ended_at && question(a) == question(b);
}

std::optional<Actor> author_of(store::Connection& c, const ReportSchedule& schedule) {
  const auto user = store::find_user(c, schedule.author_id);
  if (!user || user->disabled) return std::nullopt;
  auto actor = actor_of(*user);
  return has_library(actor) ? std::optional(std::move(actor)) : std::nullopt;
}

ReportParameters question_of(const ReportSchedule& schedule, Date period_end) {
  return {.kind = schedule.kind, .format = schedule.format, .worked_until = period_end, .recorded_until = {}, .contract = {}, .lot = {},
          .programme = schedule.programme, .buyer_siret = schedule.buyer_siret};
}

std::vector<Date> missing_periods(store::Connection& c, const ReportSchedule& schedule, Date today) {
  const auto made = store::periods_reported(c, schedule.id);
  auto due = periods_due(schedule, paris_day(schedule.recorded_at), today);
  std::erase_if(due, [&](Date end) { return std::binary_search(made.begin(), made.end(), end); });
  return due;
}

// The file is on the disk before the library names it.
void make(Services& services, const Actor& author, const ReportSchedule& schedule, Date period_end) {
  const auto built = build_report(services, author, question_of(schedule, period_end));
  store::ScheduledReport made{.schedule = schedule.id, .period_end = period_end, .report = {}, .title = "", .file_name = "", .media_type = "",
                              .file_sha256 = "", .refusal = "", .recorded_at = services.clock()};
  if (built) {
    made.report = built.value().id;
    made.file_name = built.value().file_name;
    made.media_type = built.value().media_type;
    made.file_sha256 = services.vault->keep(built.value().bytes);
  } else {
    made.refusal = built.refusal().code;
  }
  services.database->write([&](store::Connection& c) {
    if (made.report)
      if (const auto row = c.query_one("SELECT title FROM reports WHERE id = ?1", store::values(*made.report))) made.title = row->text("title");
    made.recorded_at = store::next_instant(c, services.clock());
    store::append_scheduled_report(c, made);
  });
}

}  // namespace

Outcome<ReportLibrary> report_library(Services& services, const Actor& actor) {
  if (!has_library(actor)) return forbidden();
  return services.database->read([&](store::Connection& c) -> Outcome<ReportLibrary> {
    ReportLibrary library;
    for (auto& schedule : store::report_schedules_of(c, actor.organisation->id)) {
      const auto due = schedule.ended_at ? std::nullopt : std::optional(next_due(schedule, services.today()));
      library.schedules.push_back({std::move(schedule), due});
    }
    std::stable_sort(library.schedules.begin(), library.schedules.end(), [](const auto& a, const auto& b) { return a.next_due && !b.next_due; });
    for (auto& made : store::scheduled_reports_of(c, actor.organisation->id, reports_listed))
      library.reports.push_back({made.schedule, made.period_end, made.report, std::move(made.title), std::move(made.file_sha256),
                                 std::move(made.refusal), made.recorded_at});
    return library;
  });
}

Outcome<Done> schedule_report(Services& services, const Actor& actor, ReportSchedule schedule) {
  if (!has_library(actor)) return forbidden();
  if (const auto fault = fault_of(schedule)) return *fault;
  if (std::find(std::begin(formats), std::end(formats), schedule.format) == std::end(formats)) return Refusal{"report.format_unknown"};
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    for (const auto& known : store::report_schedules_of(c, actor.organisation->id))
      if (asks_the_same(known, schedule)) return Done{};
    schedule.id = ReportScheduleId::from_trusted(random_id());
    schedule.author = actor.display_name;
    schedule.author_id = actor.user;
    schedule.recorded_at = store::next_instant(c, services.clock());
    store::insert_report_schedule(c, actor.organisation->id, schedule);
    record_audit(c, actor, schedule.recorded_at, "report.scheduled", "organisation", actor.organisation->id.text(),
                 schedule.kind + " " + schedule.format + " " + std::string(cadence_code(schedule.cadence)));
    return Done{};
  });
}

Outcome<Done> end_report_schedule(Services& services, const Actor& actor, ReportScheduleId schedule) {
  if (!has_library(actor)) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    const auto known = store::report_schedules_of(c, actor.organisation->id);
    if (std::none_of(known.begin(), known.end(), [&](const auto& one) { return one.id == schedule; })) return not_found();
    const auto now = store::next_instant(c, services.clock());
    if (store::end_report_schedule(c, actor.organisation->id, schedule, now) == 0) return Done{};  // over already
    record_audit(c, actor, now, "report.unscheduled", "organisation", actor.organisation->id.text(), "");
    return Done{};
  });
}

Outcome<LibraryFile> library_file(Services& services, const Actor& actor, ReportId report) {
  if (!has_library(actor)) return forbidden();
  const auto made = services.database->read([&](store::Connection& c) { return store::find_scheduled_report(c, actor.organisation->id, report); });
  if (!made) return not_found();
  auto bytes = services.vault->bytes_of(made->file_sha256);
  if (!bytes) return not_found();
  return LibraryFile{std::move(*bytes), made->file_name, made->media_type, made->file_sha256};
}

std::int64_t make_due_reports(Services& services) {
  struct Due {
    Actor author;
    ReportSchedule schedule;
    Date period_end;
  };
  std::vector<Due> due;
  services.database->read([&](store::Connection& c) {
    for (const auto& schedule : store::active_report_schedules(c))
      if (const auto author = author_of(c, schedule))
        for (const auto end : missing_periods(c, schedule, services.today())) due.push_back({*author, schedule, end});
  });
  for (const auto& one : due) make(services, one.author, one.schedule, one.period_end);
  return static_cast<std::int64_t>(due.size());
}

}  // namespace clausier::app
