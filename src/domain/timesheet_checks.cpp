#include "clausier/domain/timesheet_checks.hpp"

#include <algorithm>
#include <tuple>

#include "timesheet_checks_parts.hpp"

namespace clausier {
namespace timesheet_check {

std::int64_t limit(const CheckContext& context, std::string_view rule) {
  const Date day = context.subject.month.last_day();
  if (context.office_rules)
    if (const auto* own = context.office_rules->find(rule, day)) return own->value;
  return context.rulebook->at(rule, day).value;
}

const KnownPerson* known_person(const CheckContext& context, ParticipantId participant) {
  for (const auto& person : context.people)
    if (person.id == participant) return &person;
  return nullptr;
}

std::string reference_of(const CheckContext& context, ParticipantId participant) {
  const auto* person = known_person(context, participant);
  return person ? person->reference : "";
}

bool employed_here(const Employment& employment, const TimesheetSubject& subject) {
  return employment.lot == subject.lot && employment.firm == subject.firm;
}

}  // namespace timesheet_check

namespace {

using timesheet_check::employed_here;
using timesheet_check::known_person;

// The month when a file gives no days, cut to the execution: nobody works before it or after it.
DateRange days_of_month(const CheckContext& context) {
  DateRange days{context.subject.month.first_day(), context.subject.month.last_day()};
  if (!context.execution || !context.execution->overlaps(days)) return days;
  return {std::max(days.first, context.execution->first), std::min(days.last, context.execution->last)};
}

// The employment that covers the days; of several, the one that started last.
const Employment* employment_for(const CheckContext& context, ParticipantId participant, const DateRange& worked) {
  const auto* person = known_person(context, participant);
  if (!person) return nullptr;
  const Employment* found = nullptr;
  for (const auto& employment : person->employments)
    if (employed_here(employment, context.subject) && employment.covers(worked) &&
        (!found || employment.starts_on > found->starts_on))
      found = &employment;
  return found;
}

void complete_from(DraftLine& line, const Employment& employment) {
  if (!line.modality) line.modality = employment.modality;
  if (line.contract_type.empty()) line.contract_type = employment.contract_type;
  if (line.employer_siret.empty()) line.employer_siret = employment.employer_siret;
}

// Columns sort as a spreadsheet shows them: "B" before "AA".
auto order_of(const Finding& f) {
  const auto& p = f.place;
  return std::tuple(p.sheet, p.row, p.column.size(), p.column, p.record, p.path);
}

// The reading may have met the same fault in the same cell, in its own words.
bool same_fault(const Finding& a, const Finding& b) {
  return a.code == b.code && a.place == b.place && (a.place.row > 0 || a == b);
}

}  // namespace

void complete_lines(TimesheetDraft& draft, const CheckContext& context) {
  for (auto* lines : {&draft.lines, &draft.unread}) {
    for (auto& line : *lines) {
      if (!line.worked) line.worked = days_of_month(context);
      if (!line.participant) continue;
      if (const auto* employment = employment_for(context, *line.participant, *line.worked)) complete_from(line, *employment);
    }
  }
}

const std::vector<NamedCheck>& timesheet_checks() {
  using namespace timesheet_check;
  static const std::vector<NamedCheck> all = {
      {"month_open", month_is_open, {"timesheet.month.closed"}},
      {"month_come", month_has_come, {"timesheet.month.future"}},
      {"month_execution", month_is_in_execution, {"timesheet.month.outside"}},
      {"lines", sheet_has_lines, {"sheet.lines.none"}},
      {"line_month", lines_are_of_the_month, {"cell.date.month"}},
      {"line_execution", lines_are_in_execution, {"cell.date.outside"}},
      {"hours_positive", hours_are_positive, {"cell.hours.negative"}},
      {"day", hours_fit_in_days, {"cell.hours.day", "cell.hours.day.long"}, {"hours.day.possible_seconds", "hours.day.max_seconds"}},
      {"week", hours_fit_in_weeks, {"cell.hours.week"}, {"hours.week.max_seconds"}},
      {"month", hours_fit_in_month, {"cell.hours.month", "cell.hours.month.long"}, {"hours.day.possible_seconds", "hours.month.max_seconds"}},
      {"average", hours_fit_on_average, {"cell.hours.average"}, {"hours.average.max_seconds", "hours.average.span_weeks", "hours.month.max_seconds"}},
      {"minors", hours_fit_minors, {"cell.hours.day.minor", "cell.hours.week.minor", "cell.hours.month.minor"},
       {"hours.minor.day.max_seconds", "hours.minor.week.max_seconds", "hours.minor.age_years"}},
      {"elsewhere", hours_fit_with_elsewhere, {"cell.person.overlap", "cell.person.overlap.week"},
       {"hours.day.max_seconds", "hours.week.max_seconds", "hours.month.max_seconds"}},
      {"employed", people_are_employed, {"cell.person.employment"}},
      {"eligible", people_are_eligible, {"cell.person.notyet", "cell.person.refused"}},
      {"countable", people_are_still_countable, {"cell.person.expired"}},
      {"distinct", lines_are_distinct, {"cell.duplicate"}},
      {"new", lines_are_new, {"cell.already"}},
      {"totals", totals_agree, {"sheet.total.differs"}, {"timesheet.total.max_gap_seconds"}},
      {"jump", hours_do_not_jump, {"timesheet.jump"}, {"timesheet.jump.max_factor"}},
      {"replaces", former_sheet_is_kept, {"timesheet.replaces"}},
  };
  return all;
}

std::vector<Finding> check_timesheet(const TimesheetDraft& draft, const CheckContext& context) {
  std::vector<Finding> all = draft.findings;
  for (const auto& check : timesheet_checks())
    for (auto& found : check.run(draft, context))
      if (std::none_of(all.begin(), all.end(), [&](const Finding& f) { return same_fault(f, found); }))
        all.push_back(std::move(found));
  std::stable_sort(all.begin(), all.end(), [](const Finding& a, const Finding& b) { return order_of(a) < order_of(b); });
  return all;
}

}  // namespace clausier
