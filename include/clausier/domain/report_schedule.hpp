#pragma once
// A report that an organisation has made for it at the end of each month, quarter or year, some days later so that the
// timesheets of the period had time to come (domain.md §6.2).
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clausier/domain/calendar.hpp"
#include "clausier/domain/ids.hpp"
#include "clausier/domain/outcome.hpp"

namespace clausier {

using ReportScheduleId = Id<struct ReportScheduleKind>;

enum class Cadence { monthly, quarterly, yearly };
std::string_view cadence_code(Cadence cadence);
std::optional<Cadence> parse_cadence(std::string_view code);

struct ReportSchedule {
  ReportScheduleId id = ReportScheduleId::from_trusted(0);
  std::string kind = "portfolio";  // portfolio, programme or office
  std::string format = "xlsx";
  std::string programme = {};      // of a programme
  std::string buyer_siret = {};    // "" = everything the organisation may see
  Cadence cadence = Cadence::quarterly;
  int days_after = 15;             // from the last day of the period to the day of the report
  UserId author_id = UserId::from_trusted(0);
  std::string author = {};
  Instant recorded_at = Instant::from_milliseconds(0);
  std::optional<Instant> ended_at = {};
};

inline constexpr int schedule_days_after_max = 120;

// Refused: schedule.kind, schedule.programme of a programme that is not said, schedule.days.
std::optional<Refusal> fault_of(const ReportSchedule& schedule);

// Last days of the periods whose report was to be made from `from` to `until`, oldest first.
std::vector<Date> periods_due(const ReportSchedule& schedule, Date from, Date until);

// When the report of the period that runs on that day is to be made.
Date next_due(const ReportSchedule& schedule, Date today);

}  // namespace clausier
