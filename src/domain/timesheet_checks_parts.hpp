#pragma once
// The checks of timesheets, one fault each, and what they share.
#include "clausier/domain/timesheet_checks.hpp"

namespace clausier::timesheet_check {

using Findings = std::vector<Finding>;

// Of the month (timesheet_checks_dates.cpp)
Findings month_is_open(const TimesheetDraft&, const CheckContext&);
Findings month_has_come(const TimesheetDraft&, const CheckContext&);
Findings month_is_in_execution(const TimesheetDraft&, const CheckContext&);
Findings lines_are_of_the_month(const TimesheetDraft&, const CheckContext&);
Findings lines_are_in_execution(const TimesheetDraft&, const CheckContext&);

// Of the hours (timesheet_checks_hours.cpp)
Findings hours_are_positive(const TimesheetDraft&, const CheckContext&);
Findings hours_fit_in_days(const TimesheetDraft&, const CheckContext&);
Findings hours_fit_in_weeks(const TimesheetDraft&, const CheckContext&);
Findings hours_fit_in_month(const TimesheetDraft&, const CheckContext&);
Findings hours_fit_with_elsewhere(const TimesheetDraft&, const CheckContext&);

// Of the hours over several weeks, and of the young (timesheet_checks_spells.cpp)
Findings hours_fit_on_average(const TimesheetDraft&, const CheckContext&);
Findings hours_fit_minors(const TimesheetDraft&, const CheckContext&);

// Of the people (timesheet_checks_people.cpp)
Findings people_are_employed(const TimesheetDraft&, const CheckContext&);
Findings people_are_eligible(const TimesheetDraft&, const CheckContext&);
Findings people_are_still_countable(const TimesheetDraft&, const CheckContext&);

// Of the sheet as a whole (timesheet_checks_sheet.cpp)
Findings sheet_has_lines(const TimesheetDraft&, const CheckContext&);
Findings lines_are_distinct(const TimesheetDraft&, const CheckContext&);
Findings lines_are_new(const TimesheetDraft&, const CheckContext&);
Findings totals_agree(const TimesheetDraft&, const CheckContext&);
Findings hours_do_not_jump(const TimesheetDraft&, const CheckContext&);
Findings former_sheet_is_kept(const TimesheetDraft&, const CheckContext&);

// The value of a rule on the last day of the sheet's month: of the office when it set one.
std::int64_t limit(const CheckContext& context, std::string_view rule);

// Null when nothing is known of the person.
const KnownPerson* known_person(const CheckContext& context, ParticipantId participant);
std::string reference_of(const CheckContext& context, ParticipantId participant);

bool employed_here(const Employment& employment, const TimesheetSubject& subject);

}  // namespace clausier::timesheet_check
