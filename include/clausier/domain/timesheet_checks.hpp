#pragma once
// Checks of a timesheet against what is known: the month, the lot's execution, the people and their
// employments, what was declared elsewhere, and the limits of the rulebook (domain.md §3.4 to §3.7).
// Checks only report; what an error or a warning then allows is decided by whoever confirms.
#include <optional>
#include <string>
#include <vector>

#include "clausier/domain/clause.hpp"
#include "clausier/domain/finding.hpp"
#include "clausier/domain/ledger.hpp"
#include "clausier/domain/participant.hpp"
#include "clausier/domain/rulebook.hpp"
#include "clausier/domain/timesheet.hpp"

namespace clausier {

struct KnownPerson {
  ParticipantId id;
  std::string reference;  // "P-7K3F-92QX": how findings name the person
  std::vector<EligibilityDecision> eligibility;
  std::vector<Employment> employments;
  std::optional<Date> birth_date = std::nullopt;
};

struct CheckContext {
  TimesheetSubject subject;
  Date today;
  std::optional<DateRange> execution;       // of the clause, else of the contract
  std::vector<Month> closed_months;         // attested: nothing may be posted in them
  std::vector<KnownPerson> people;
  std::vector<Entry> standing;              // of the same subject: what this timesheet would replace
  std::vector<Entry> elsewhere;             // standing entries of the same people, other lots or firms
  std::optional<WorkTime> usual_month;      // median of former months declared, for the jump
  std::optional<Clause> clause;
  const Rulebook* rulebook = nullptr;       // never null; rules of the last day of the month apply
  std::vector<Entry> before = {};           // standing entries of the same people in the weeks before the month
  std::optional<Rulebook> office_rules = std::nullopt;  // what the office of the lot set; prevails over the rulebook
};

// Completes what a file may leave out, before the checks and before posting: days worked (the month,
// inside the execution), and from the employment the modality, contract type and employer's SIRET.
void complete_lines(TimesheetDraft& draft, const CheckContext& context);

using Check = std::vector<Finding> (*)(const TimesheetDraft& draft, const CheckContext& context);

// A check as people may read of it: what it may report, with the severity of the catalogue, and the dated rules
// that set its limits. Its words are under "check.<name>".
struct NamedCheck {
  std::string_view name;
  Check run = nullptr;
  std::vector<std::string_view> codes;
  std::vector<std::string_view> rules = {};
};

// Every check, in the order in which they are run; lines must be completed.
const std::vector<NamedCheck>& timesheet_checks();

// The findings of the reading and of all checks, sorted by place; a fault found twice is said once.
std::vector<Finding> check_timesheet(const TimesheetDraft& draft, const CheckContext& context);

}  // namespace clausier
