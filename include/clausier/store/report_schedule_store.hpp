#pragma once
// Scheduled reports and the library of those that were made. Runs inside the caller's transaction.
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "clausier/domain/report_schedule.hpp"
#include "clausier/store/database.hpp"

namespace clausier::store {

void insert_report_schedule(Connection& connection, OrganisationId organisation, const ReportSchedule& schedule);
std::vector<ReportSchedule> report_schedules_of(Connection& connection, OrganisationId organisation);  // latest first
std::vector<ReportSchedule> active_report_schedules(Connection& connection);
// Rows changed: 0 when it is unknown to the organisation or already over.
std::int64_t end_report_schedule(Connection& connection, OrganisationId organisation, ReportScheduleId schedule, Instant now);

struct ScheduledReport {
  ReportScheduleId schedule;
  Date period_end;
  std::optional<ReportId> report;  // none: nothing to report, `refusal` says why
  std::string title, file_name, media_type, file_sha256;
  std::string refusal;
  Instant recorded_at;
};
// False when the period has its report already.
bool append_scheduled_report(Connection& connection, const ScheduledReport& report);
void each_scheduled_report(Connection& connection, const std::function<void(const ScheduledReport&)>& take);  // those with a file
std::vector<Date> periods_reported(Connection& connection, ReportScheduleId schedule);
std::vector<ScheduledReport> scheduled_reports_of(Connection& connection, OrganisationId organisation, int limit);  // latest first
std::optional<ScheduledReport> find_scheduled_report(Connection& connection, OrganisationId organisation, ReportId report);

}  // namespace clausier::store
