#pragma once
// The calendar by which a clause asks for documents, spread over its execution (domain.md §6.2).
#include <vector>

#include "clausier/domain/clause_terms.hpp"
#include "clausier/domain/penalty.hpp"

namespace clausier {

struct ReportingPeriod {
  Date ends_on;
  Date due_on;
};
// Every period that the execution touches, oldest first. Quarter ends + 15 days: due on 15 April, 15 July, 15 October,
// 15 January of the next year. None on request: each request is then a fact of its own.
std::vector<ReportingPeriod> reporting_periods(const ReportingCalendar& calendar, const DateRange& execution);

// The documents of the periods that are due from one day to another: they bear the last day of their period as a name, in
// ISO form. Nobody has to note that they are due.
std::vector<DocumentDelay> periodic_documents(const ReportingCalendar& calendar, const DateRange& execution, Date from, Date until);

}  // namespace clausier
