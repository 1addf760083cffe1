#include <functional>
#include <limits>
#include <set>

#include "clausier/domain/wording.hpp"
#include "timesheet_checks_parts.hpp"

namespace clausier::timesheet_check {
namespace {

// One finding a person, on the first line that shows the fault: a sheet has a line a day.
using FaultOf = std::function<std::optional<Finding>(const DraftLine& line, ParticipantId participant)>;

Findings once_a_person(const TimesheetDraft& draft, const FaultOf& fault_of) {
  Findings found;
  std::set<ParticipantId> told;
  for (const auto* lines : {&draft.lines, &draft.unread}) {
    for (const auto& line : *lines) {
      if (!line.participant || !line.worked || told.contains(*line.participant)) continue;
      auto fault = fault_of(line, *line.participant);
      if (!fault) continue;
      told.insert(*line.participant);
      found.push_back(std::move(*fault));
    }
  }
  return found;
}

const EligibilityDecision* decision_for(const CheckContext& context, ParticipantId participant) {
  const auto* person = known_person(context, participant);
  if (!person) return nullptr;
  const auto ever = Instant::from_milliseconds(std::numeric_limits<std::int64_t>::max());
  return eligibility_at(person->eligibility, participant, ever);
}

bool is_employed(const CheckContext& context, ParticipantId participant, const DateRange& worked) {
  const auto* person = known_person(context, participant);
  if (!person) return false;
  for (const auto& employment : person->employments)
    if (employed_here(employment, context.subject) && employment.covers(worked)) return true;
  return false;
}

Finding about(const char* code, const DraftLine& line, const CheckContext& context, std::optional<Date> date = {}) {
  const std::string reference = reference_of(context, *line.participant);
  Parameters parameters = {{"reference", reference}};
  if (date) parameters["date"] = french_date(*date);
  return finding(code, person_place(line), reference, std::move(parameters));
}

}  // namespace

Findings people_are_employed(const TimesheetDraft& draft, const CheckContext& context) {
  return once_a_person(draft, [&](const DraftLine& line, ParticipantId participant) -> std::optional<Finding> {
    if (is_employed(context, participant, *line.worked)) return std::nullopt;
    return about("cell.person.employment", line, context, line.worked->first);
  });
}

Findings people_are_eligible(const TimesheetDraft& draft, const CheckContext& context) {
  return once_a_person(draft, [&](const DraftLine& line, ParticipantId participant) -> std::optional<Finding> {
    const auto* decision = decision_for(context, participant);
    if (!decision) return about("cell.person.notyet", line, context);
    if (decision->verdict == EligibilityVerdict::refused) return about("cell.person.refused", line, context);
    if (line.worked->last < decision->effective_on) return about("cell.person.notyet", line, context, decision->effective_on);
    return std::nullopt;
  });
}

Findings people_are_still_countable(const TimesheetDraft& draft, const CheckContext& context) {
  return once_a_person(draft, [&](const DraftLine& line, ParticipantId participant) -> std::optional<Finding> {
    const auto* decision = decision_for(context, participant);
    if (!decision || decision->verdict == EligibilityVerdict::refused) return std::nullopt;
    if (context.execution && !context.execution->contains(*line.worked)) return std::nullopt;  // said by its own check
    const auto last = context.clause ? countable_until(*decision, *context.clause, line.contract_type) : decision->countable_until;
    if (!last || line.worked->last <= *last) return std::nullopt;
    return about("cell.person.expired", line, context, *last);
  });
}

}  // namespace clausier::timesheet_check
