#include "clausier/app/timesheet_summary.hpp"

#include <algorithm>
#include <tuple>

#include "clausier/domain/contract.hpp"
#include "clausier/store/ledger_store.hpp"
#include "clausier/store/participant_store.hpp"
#include "own_hours.hpp"
#include "people_perimeter.hpp"

namespace clausier::app {
namespace {

std::optional<WorkTime> declared_in(store::Connection& connection, TimesheetSubject subject) {
  WorkTime sum = WorkTime::zero();
  for (const auto& entry : store::standing_entries_of(connection, subject)) sum += entry.declared;
  return sum > WorkTime::zero() ? std::optional(sum) : std::nullopt;
}

struct Change {
  ParticipantId participant;
  DateRange worked;
  std::optional<WorkTime> before, after;
};

// A reversal and an addition of the same person and days are one line whose hours change.
std::vector<Change> changes_of(const Posting& posting) {
  std::vector<Change> changes;
  for (const auto& reversal : posting.reversals)
    changes.push_back({reversal.participant, reversal.worked, WorkTime::from_seconds(-reversal.declared.seconds()), std::nullopt});
  for (const auto& addition : posting.additions) {
    const auto same = std::find_if(changes.begin(), changes.end(), [&](const Change& change) {
      return change.participant == addition.participant && change.worked == addition.worked && !change.after;
    });
    if (same != changes.end()) same->after = addition.declared;
    else changes.push_back({addition.participant, addition.worked, std::nullopt, addition.declared});
  }
  return changes;
}

auto by_person_and_day(const ReplacedLine& line) {
  return std::tuple(folded(line.identity.family_name), folded(line.identity.given_name), line.reference, line.worked);
}

std::vector<ReplacedLine> replaced_lines(Services& services, store::Connection& connection, const Actor& actor, const Posting& posting) {
  const auto changes = changes_of(posting);
  std::vector<ParticipantId> people;
  for (const auto& change : changes) people.push_back(change.participant);
  const auto names = names_within(services, connection, actor, people);
  std::vector<ReplacedLine> lines;
  for (const auto& change : changes) {
    const auto named = names.find(change.participant);
    auto reference = store::find_participant(connection, change.participant)->reference;
    lines.push_back({named == names.end() ? Identity{} : named->second, std::move(reference), change.worked, change.before, change.after});
  }
  std::stable_sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return by_person_and_day(a) < by_person_and_day(b); });
  return lines;
}

}  // namespace

TimesheetSummary summary_of(Services& services, const Actor& actor, const TimesheetReading& reading) {
  return services.database->read([&](store::Connection& c) {
    const auto& subject = reading.head.subject;
    const auto position = position_for(c, services, actor, subject.lot, current_cutoff(services));
    TimesheetSummary summary{.former_month = declared_in(c, {subject.lot, subject.firm, subject.month.previous()}),
                             .owed = position.owed,
                             .declared = position.hours.declared,
                             .replaced = {}};
    if (reading.replaces) summary.replaced = replaced_lines(services, c, actor, *reading.replaces);
    return summary;
  });
}

}  // namespace clausier::app
