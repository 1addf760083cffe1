#include "clausier/domain/reporting_periods.hpp"

namespace clausier {

std::vector<ReportingPeriod> reporting_periods(const ReportingCalendar& calendar, const DateRange& execution) {
  std::vector<ReportingPeriod> periods;
  if (calendar.period == Reporting::on_request) return periods;
  const int months = calendar.period == Reporting::monthly ? 1 : calendar.period == Reporting::quarterly ? 3 : 6;
  for (auto month = execution.first.month_of(); periods.empty() || periods.back().ends_on < execution.last; month = month.next())
    if ((month.index() + 1) % months == 0) periods.push_back({month.last_day(), documents_due_on(calendar, month.last_day())});
  return periods;
}

std::vector<DocumentDelay> periodic_documents(const ReportingCalendar& calendar, const DateRange& execution, Date from, Date until) {
  std::vector<DocumentDelay> documents;
  for (const auto& period : reporting_periods(calendar, execution))
    if (period.due_on >= from && period.due_on <= until) documents.push_back({period.ends_on.iso(), period.due_on});
  return documents;
}

}  // namespace clausier
