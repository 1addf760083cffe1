#pragma once
// Hours of a sheet summed by person and days: what the limits are compared with.
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "clausier/domain/wording.hpp"
#include "timesheet_checks_parts.hpp"

namespace clausier::timesheet_check {

inline constexpr int days_in_week = 7;
inline constexpr int shortest_month = 28;  // longer ranges are held by the limits of the month

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

inline Date monday_of(Date day) { return day.plus_days(1 - static_cast<int>(day.iso_weekday())); }

inline WorkTime seconds(std::int64_t value) { return WorkTime::from_seconds(value); }

inline Finding too_long(const char* code, const CheckContext& context, ParticipantId participant, const Sum& sum, WorkTime allowed,
                 Parameters parameters) {
  parameters["reference"] = reference_of(context, participant);
  parameters["hours"] = french_hours(sum.declared);
  parameters["limit"] = french_hours(allowed);
  return finding(code, sum.place, french_hours(sum.declared), std::move(parameters));
}

using PersonDays = std::pair<ParticipantId, DateRange>;
using PersonDay = std::pair<ParticipantId, Date>;

inline std::optional<PersonDays> person_and_days(const DraftLine& line) {
  if (line.worked->days() >= shortest_month) return std::nullopt;
  return PersonDays{*line.participant, *line.worked};
}

inline std::optional<PersonDay> person_and_week(const DraftLine& line) {
  const Date monday = monday_of(line.worked->first);
  if (monday_of(line.worked->last) != monday) return std::nullopt;
  return PersonDay{*line.participant, monday};
}

inline std::map<ParticipantId, Sum> sums_by_person(const TimesheetDraft& draft) {
  return sums_by<ParticipantId>(draft, [](const DraftLine& line) { return line.participant; });
}

inline std::map<PersonDay, Sum> sums_by_day(const TimesheetDraft& draft) {
  return sums_by<PersonDay>(draft, [](const DraftLine& line) -> std::optional<PersonDay> {
    if (line.worked->days() > 1) return std::nullopt;
    return PersonDay{*line.participant, line.worked->first};
  });
}

}  // namespace clausier::timesheet_check
