// Limits over several weeks and for people under age (domain.md §3.7): a sheet alone does not show the first,
// so what was declared in the weeks before is added.
#include <algorithm>

#include "timesheet_checks_sums.hpp"

namespace clausier::timesheet_check {
namespace {

struct Worked {
  DateRange days;
  WorkTime declared;
};
using WorkedByPerson = std::map<ParticipantId, std::vector<Worked>>;

WorkedByPerson everything_worked(const TimesheetDraft& draft, const CheckContext& context) {
  WorkedByPerson worked;
  for (const auto& line : draft.lines)
    if (line.participant && line.worked) worked[*line.participant].push_back({*line.worked, line.declared});
  for (const auto* entries : {&context.elsewhere, &context.before})
    for (const auto& entry : *entries)
      if (const auto found = worked.find(entry.participant); found != worked.end()) found->second.push_back({entry.worked, entry.declared});
  return worked;
}

// Hours of days partly outside the spell are shared by day.
WorkTime share_in(const DateRange& spell, const Worked& worked) {
  if (!spell.overlaps(worked.days)) return WorkTime::zero();
  const DateRange common{std::max(spell.first, worked.days.first), std::min(spell.last, worked.days.last)};
  return seconds(worked.declared.seconds() * common.days() / worked.days.days());
}

WorkTime sum_in(const DateRange& spell, const std::vector<Worked>& all) {
  WorkTime sum = WorkTime::zero();
  for (const auto& worked : all) sum += share_in(spell, worked);
  return sum;
}

// The Sundays of the month, and its last day.
std::vector<Date> ends_of_weeks(Month month) {
  std::vector<Date> ends;
  for (Date sunday = monday_of(month.first_day()).plus_days(days_in_week - 1); sunday < month.last_day(); sunday = sunday.plus_days(days_in_week))
    ends.push_back(sunday);
  ends.push_back(month.last_day());
  return ends;
}

bool is_minor(const CheckContext& context, ParticipantId participant, Date on, int years) {
  const auto* person = known_person(context, participant);
  return person && person->birth_date && on < person->birth_date->plus_months(12 * years);
}

}  // namespace

// The worst of the spells that end in the month; it is said once a person.
Findings hours_fit_on_average(const TimesheetDraft& draft, const CheckContext& context) {
  const auto weeks = limit(context, "hours.average.span_weeks");
  const auto allowed = limit(context, "hours.average.max_seconds");
  const auto month_max = seconds(limit(context, "hours.month.max_seconds"));
  const auto worked = everything_worked(draft, context);
  Findings found;
  for (const auto& [participant, sum] : sums_by_person(draft)) {
    if (sum.declared > month_max) continue;  // said of the month by its own check
    std::pair<WorkTime, Date> worst{WorkTime::zero(), context.subject.month.last_day()};
    for (const Date end : ends_of_weeks(context.subject.month)) {
      const auto total = sum_in({end.plus_days(1 - days_in_week * static_cast<int>(weeks)), end}, worked.at(participant));
      if (total > worst.first) worst = {total, end};
    }
    if (worst.first <= seconds(allowed * weeks)) continue;
    Sum average = sum;
    average.declared = seconds(worst.first.seconds() / weeks);
    found.push_back(too_long("cell.hours.average", context, participant, average, seconds(allowed),
                             {{"weeks", std::to_string(weeks)}, {"date", french_date(worst.second)}}));
  }
  return found;
}

// A month given as one sum is held to the weeks that it holds.
Findings hours_fit_minors(const TimesheetDraft& draft, const CheckContext& context) {
  const auto years = static_cast<int>(limit(context, "hours.minor.age_years"));
  const auto day_max = limit(context, "hours.minor.day.max_seconds"), week_max = limit(context, "hours.minor.week.max_seconds");
  Findings found;
  for (const auto& [key, sum] : sums_by<PersonDays>(draft, person_and_days)) {
    const auto& [participant, days] = key;
    const auto allowed = seconds(day_max * days.days());
    if (days.days() < days_in_week && sum.declared > allowed && is_minor(context, participant, days.first, years))
      found.push_back(too_long("cell.hours.day.minor", context, participant, sum, allowed,
                               {{"days", std::to_string(days.days())}, {"date", french_date(days.first)}, {"n", std::to_string(years)}}));
  }
  for (const auto& [key, sum] : sums_by<PersonDay>(draft, person_and_week))
    if (sum.declared > seconds(week_max) && is_minor(context, key.first, key.second, years))
      found.push_back(too_long("cell.hours.week.minor", context, key.first, sum, seconds(week_max),
                               {{"date", french_date(key.second)}, {"n", std::to_string(years)}}));
  const Month month = context.subject.month;
  const auto month_max = seconds(week_max * static_cast<std::int64_t>(month.last_day().day()) / days_in_week);
  for (const auto& [participant, sum] : sums_by_person(draft))
    if (sum.declared > month_max && is_minor(context, participant, month.first_day(), years))
      found.push_back(too_long("cell.hours.month.minor", context, participant, sum, month_max,
                               {{"month", french_month(month)}, {"n", std::to_string(years)}}));
  return found;
}

}  // namespace clausier::timesheet_check
