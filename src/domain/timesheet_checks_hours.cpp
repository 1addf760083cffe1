#include <map>
#include <utility>

#include "clausier/domain/wording.hpp"
#include "timesheet_checks_parts.hpp"

namespace clausier::timesheet_check {
namespace {

constexpr int days_in_week = 7;
constexpr int shortest_month = 28;  // longer ranges are held by the limits of the month

// Hours of one person over the same days, whatever the number of lines; the fault stands on the last.
struct Sum {
  WorkTime declared = WorkTime::zero();
  Place place;
  Place person;
  void add(const DraftLine& line) {
    declared += line.declared;
    place = line.place;
    person = person_place(line);
  }
};

template <class Key, class KeyOf>
std::map<Key, Sum> sums_by(const TimesheetDraft& draft, KeyOf key_of) {
  std::map<Key, Sum> sums;
  for (const auto& line : draft.lines)
    if (line.participant && line.worked)
      if (const std::optional<Key> key = key_of(line)) sums[*key].add(line);
  return sums;
}

Date monday_of(Date day) { return day.plus_days(1 - static_cast<int>(day.iso_weekday())); }

WorkTime seconds(std::int64_t value) { return WorkTime::from_seconds(value); }

Finding too_long(const char* code, const CheckContext& context, ParticipantId participant, const Sum& sum, WorkTime allowed,
                 Parameters parameters) {
  parameters["reference"] = reference_of(context, participant);
  parameters["hours"] = french_hours(sum.declared);
  parameters["limit"] = french_hours(allowed);
  return finding(code, sum.place, french_hours(sum.declared), std::move(parameters));
}

using PersonDays = std::pair<ParticipantId, DateRange>;
using PersonDay = std::pair<ParticipantId, Date>;

std::optional<PersonDays> person_and_days(const DraftLine& line) {
  if (line.worked->days() >= shortest_month) return std::nullopt;
  return PersonDays{*line.participant, *line.worked};
}

std::optional<PersonDay> person_and_week(const DraftLine& line) {
  const Date monday = monday_of(line.worked->first);
  if (monday_of(line.worked->last) != monday) return std::nullopt;
  return PersonDay{*line.participant, monday};
}

std::map<ParticipantId, Sum> sums_by_person(const TimesheetDraft& draft) {
  return sums_by<ParticipantId>(draft, [](const DraftLine& line) { return line.participant; });
}

std::map<PersonDay, Sum> sums_by_day(const TimesheetDraft& draft) {
  return sums_by<PersonDay>(draft, [](const DraftLine& line) -> std::optional<PersonDay> {
    if (line.worked->days() > 1) return std::nullopt;
    return PersonDay{*line.participant, line.worked->first};
  });
}

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

Finding overlap(const CheckContext& context, ParticipantId participant, const Sum& sum, WorkTime allowed, std::string when) {
  auto found = too_long("cell.person.overlap", context, participant, sum, allowed, {{"when", std::move(when)}});
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

// At most one finding a person: the first day that is too full, else the month. What was declared
// elsewhere is not told: it may be another firm's business.
Findings hours_fit_with_elsewhere(const TimesheetDraft& draft, const CheckContext& context) {
  const auto day_max = seconds(limit(context, "hours.day.max_seconds"));
  const auto month_max = seconds(limit(context, "hours.month.max_seconds"));
  const Month month = context.subject.month;
  std::map<ParticipantId, Finding> found;
  for (const auto& [key, sum] : sums_by_day(draft)) {
    const auto& [participant, day] = key;
    if (overflows(sum.declared, declared_elsewhere(context, participant, {day, day}), day_max))
      found.emplace(participant, overlap(context, participant, sum, day_max, french_date(day)));
  }
  for (const auto& [participant, sum] : sums_by_person(draft))
    if (overflows(sum.declared, declared_elsewhere(context, participant, {month.first_day(), month.last_day()}), month_max))
      found.emplace(participant, overlap(context, participant, sum, month_max, french_month(month)));
  Findings all;
  for (auto& [participant, fault] : found) all.push_back(std::move(fault));
  return all;
}

}  // namespace clausier::timesheet_check
