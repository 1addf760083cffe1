#pragma once
// Reports that an organisation has made for it, and the library where they stay. Facilitators and officers, each for their
// own organisation; a report holds what its author may read on the day it is made.
#include <optional>
#include <string>
#include <vector>

#include "clausier/app/actor.hpp"
#include "clausier/app/services.hpp"
#include "clausier/domain/outcome.hpp"
#include "clausier/domain/report_schedule.hpp"

namespace clausier::app {

struct ScheduleLine {
  ReportSchedule schedule;
  std::optional<Date> next_due;  // none when it is over
};
struct LibraryLine {
  ReportScheduleId schedule;
  Date period_end;
  std::optional<ReportId> report;
  std::string title;
  std::string sha256;
  std::string refusal;  // why there is none: code of a message
  Instant made_at;
};
struct ReportLibrary {
  std::vector<ScheduleLine> schedules;  // latest first, those that are over last
  std::vector<LibraryLine> reports;     // latest period first
};
Outcome<ReportLibrary> report_library(Services&, const Actor&);

// Refusals are those of fault_of, and report.format_unknown. The same schedule twice is recorded once.
Outcome<Done> schedule_report(Services&, const Actor&, ReportSchedule schedule);
Outcome<Done> end_report_schedule(Services&, const Actor&, ReportScheduleId);

// The file as it was made, whatever became of the program and of the facts since.
struct LibraryFile {
  std::string bytes, file_name, media_type, sha256;
};
Outcome<LibraryFile> library_file(Services&, const Actor&, ReportId);

// Makes every report that is due and not made yet; how many were. A server does it when it starts and from time to time. A
// schedule whose author may act no more makes nothing.
std::int64_t make_due_reports(Services&);

}  // namespace clausier::app
