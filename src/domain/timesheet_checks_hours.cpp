#include "clausier/domain/wording.hpp"
#include "timesheet_checks_sums.hpp"

namespace clausier::timesheet_check {
namespace {

WorkTime declared_elsewhere(const CheckContext& context, ParticipantId participant, const DateRange& days) {
  WorkTime sum = WorkTime::zero();
  for (const auto& entry : context.elsewhere)
    if (entry.participant == participant && days.contains(entry.worked)) sum += entry.declared;
  return sum;
}

// Too much only because of what was declared elsewhere: what is too much here alone is said apart.
bool overflows(WorkTime here, WorkTime elsewhere, WorkTime allowed) {
  return elsewhere > WorkTime::zero() && here <= allowed && here + elsewhere > allowed;
}

Finding overlap(const char* code, const CheckContext& context, ParticipantId participant, const Sum& sum, WorkTime allowed, std::string when) {
  auto found = too_long(code, context, participant, sum, allowed, {{"when", std::move(when)}});
  found.place = sum.person;
  return found;
}

}  // namespace

Findings hours_are_positive(const TimesheetDraft& draft, const CheckContext&) {
  Findings found;
  for (const auto& line : draft.lines)
    if (line.declared < WorkTime::zero())
      found.push_back(finding("cell.hours.negative", line.place, french_hours(line.declared)));
  return found;
}

Findings hours_fit_in_days(const TimesheetDraft& draft, const CheckContext& context) {
  const auto possible = limit(context, "hours.day.possible_seconds");
  const auto usual = limit(context, "hours.day.max_seconds");
  Findings found;
  for (const auto& [key, sum] : sums_by<PersonDays>(draft, person_and_days)) {
    const int days = key.second.days();
    const Parameters parameters = {{"days", std::to_string(days)}, {"date", french_date(key.second.first)}};
    if (sum.declared > seconds(possible * days))
      found.push_back(too_long("cell.hours.day", context, key.first, sum, seconds(possible * days), parameters));
    else if (days < days_in_week && sum.declared > seconds(usual * days))
      found.push_back(too_long("cell.hours.day.long", context, key.first, sum, seconds(usual * days), parameters));
  }
  return found;
}

Findings hours_fit_in_weeks(const TimesheetDraft& draft, const CheckContext& context) {
  const auto usual = seconds(limit(context, "hours.week.max_seconds"));
  Findings found;
  for (const auto& [key, sum] : sums_by<PersonDay>(draft, person_and_week))
    if (sum.declared > usual)
      found.push_back(too_long("cell.hours.week", context, key.first, sum, usual, {{"date", french_date(key.second)}}));
  return found;
}

Findings hours_fit_in_month(const TimesheetDraft& draft, const CheckContext& context) {
  const Month month = context.subject.month;
  const auto possible = seconds(limit(context, "hours.day.possible_seconds") * static_cast<std::int64_t>(month.last_day().day()));
  const auto usual = seconds(limit(context, "hours.month.max_seconds"));
  const Parameters parameters = {{"month", french_month(month)}};
  Findings found;
  for (const auto& [participant, sum] : sums_by_person(draft)) {
    if (sum.declared > possible)
      found.push_back(too_long("cell.hours.month", context, participant, sum, possible, parameters));
    else if (sum.declared > usual)
      found.push_back(too_long("cell.hours.month.long", context, participant, sum, usual, parameters));
  }
  return found;
}

// At most one finding a person: the first day that is too full, else the first week, else the month. What was declared
// elsewhere is not told: it may be another firm's business.
Findings hours_fit_with_elsewhere(const TimesheetDraft& draft, const CheckContext& context) {
  const auto day_max = seconds(limit(context, "hours.day.max_seconds"));
  const auto week_max = seconds(limit(context, "hours.week.max_seconds")), month_max = seconds(limit(context, "hours.month.max_seconds"));
  const Month month = context.subject.month;
  if (context.elsewhere.empty()) return {};
  std::map<ParticipantId, Finding> found;
  for (const auto& [key, sum] : sums_by_day(draft)) {
    const auto& [participant, day] = key;
    if (overflows(sum.declared, declared_elsewhere(context, participant, {day, day}), day_max))
      found.emplace(participant, overlap("cell.person.overlap", context, participant, sum, day_max, french_date(day)));
  }
  for (const auto& [key, sum] : sums_by<PersonDay>(draft, person_and_week)) {
    const auto& [participant, monday] = key;
    if (overflows(sum.declared, declared_elsewhere(context, participant, {monday, monday.plus_days(days_in_week - 1)}), week_max))
      found.emplace(participant, overlap("cell.person.overlap.week", context, participant, sum, week_max, french_date(monday)));
  }
  for (const auto& [participant, sum] : sums_by_person(draft))
    if (overflows(sum.declared, declared_elsewhere(context, participant, {month.first_day(), month.last_day()}), month_max))
      found.emplace(participant, overlap("cell.person.overlap", context, participant, sum, month_max, french_month(month)));
  Findings all;
  for (auto& [participant, fault] : found) all.push_back(std::move(fault));
  return all;
}

}  // namespace clausier::timesheet_check
