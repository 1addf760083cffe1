#include "clausier/store/report_schedule_store.hpp"

namespace clausier::store {
namespace {

ReportSchedule schedule_of(const Row& row) {
  const auto cadence = parse_cadence(row.text("cadence"));
  if (!cadence) throw CorruptData("unknown cadence");
  ReportSchedule schedule;
  schedule.id = row.id<ReportScheduleId>("id");
  schedule.kind = row.text("kind");
  schedule.format = row.text("format");
  schedule.programme = row.text("programme");
  schedule.buyer_siret = row.text("buyer_siret");
  schedule.cadence = *cadence;
  schedule.days_after = static_cast<int>(row.integer("days_after"));
  schedule.author_id = row.id<UserId>("author_id");
  schedule.author = row.text("author");
  schedule.recorded_at = row.instant("recorded_at");
  schedule.ended_at = row.instant_or_null("ended_at");
  return schedule;
}

std::vector<ReportSchedule> schedules_of(const std::vector<Row>& rows) {
  std::vector<ReportSchedule> schedules;
  for (const auto& row : rows) schedules.push_back(schedule_of(row));
  return schedules;
}

ScheduledReport report_of(const Row& row) {
  auto title = row.text("title"), file_name = row.text("file_name"), media_type = row.text("media_type"), sha256 = row.text("file_sha256"),
       refusal = row.text("refusal");
  return {row.id<ReportScheduleId>("schedule_id"), row.date("period_end"), row.id_or_null<ReportId>("report_id"), std::move(title),
          std::move(file_name), std::move(media_type), std::move(sha256), std::move(refusal), row.instant("recorded_at")};
}

constexpr std::string_view of_organisation =
    "SELECT r.* FROM scheduled_reports r JOIN report_schedules s ON s.id = r.schedule_id WHERE s.organisation_id = ?1";

}  // namespace

void insert_report_schedule(Connection& connection, OrganisationId organisation, const ReportSchedule& s) {
  connection.execute("INSERT INTO report_schedules (id, organisation_id, kind, format, programme, buyer_siret, cadence, days_after, author,"
                     " author_id, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                     values(s.id, organisation, s.kind, s.format, s.programme, s.buyer_siret, cadence_code(s.cadence), s.days_after, s.author,
                            s.author_id, s.recorded_at));
}

std::vector<ReportSchedule> report_schedules_of(Connection& connection, OrganisationId organisation) {
  return schedules_of(connection.query("SELECT * FROM report_schedules WHERE organisation_id = ?1 ORDER BY recorded_at DESC, id", values(organisation)));
}

std::vector<ReportSchedule> active_report_schedules(Connection& connection) {
  return schedules_of(connection.query("SELECT * FROM report_schedules WHERE ended_at IS NULL ORDER BY id", {}));
}

std::int64_t end_report_schedule(Connection& connection, OrganisationId organisation, ReportScheduleId schedule, Instant now) {
  return connection.execute("UPDATE report_schedules SET ended_at = ?3 WHERE id = ?2 AND organisation_id = ?1 AND ended_at IS NULL",
                            values(organisation, schedule, now));
}

bool append_scheduled_report(Connection& connection, const ScheduledReport& r) {
  return connection.execute("INSERT INTO scheduled_reports (schedule_id, period_end, report_id, title, file_name, media_type, file_sha256, refusal,"
                            " recorded_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT DO NOTHING",
                            values(r.schedule, r.period_end, r.report, r.title, r.file_name, r.media_type, r.file_sha256, r.refusal, r.recorded_at)) > 0;
}

void each_scheduled_report(Connection& connection, const std::function<void(const ScheduledReport&)>& take) {
  connection.each("SELECT * FROM scheduled_reports WHERE report_id IS NOT NULL ORDER BY recorded_at", {}, [&](const Row& row) { take(report_of(row)); });
}

std::vector<Date> periods_reported(Connection& connection, ReportScheduleId schedule) {
  std::vector<Date> ends;
  connection.each("SELECT period_end FROM scheduled_reports WHERE schedule_id = ?1 ORDER BY period_end", values(schedule),
                  [&](const Row& row) { ends.push_back(row.date("period_end")); });
  return ends;
}

std::vector<ScheduledReport> scheduled_reports_of(Connection& connection, OrganisationId organisation, int limit) {
  std::vector<ScheduledReport> reports;
  connection.each(std::string(of_organisation) + " ORDER BY r.period_end DESC, r.recorded_at DESC LIMIT ?2", values(organisation, limit),
                  [&](const Row& row) { reports.push_back(report_of(row)); });
  return reports;
}

std::optional<ScheduledReport> find_scheduled_report(Connection& connection, OrganisationId organisation, ReportId report) {
  const auto row = connection.query_one(std::string(of_organisation) + " AND r.report_id = ?2", values(organisation, report));
  return row ? std::optional(report_of(*row)) : std::nullopt;
}

}  // namespace clausier::store
