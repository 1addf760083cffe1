#pragma once
// A social clause on a lot: what is owed, how it is computed, under which law, on which terms.
// Rules: domain.md §1.1 (legal bases), §2 (hours), §3.5 (counting window), §1.6 (penalties).
#include <optional>
#include <string>
#include <vector>

#include "clausier/domain/calendar.hpp"
#include "clausier/domain/clause_terms.hpp"
#include "clausier/domain/explanation.hpp"
#include "clausier/domain/finding.hpp"
#include "clausier/domain/ids.hpp"
#include "clausier/domain/money.hpp"
#include "clausier/domain/target.hpp"
#include "clausier/domain/work_time.hpp"

namespace clausier {

// How the hours owed become due: in proportion to the days elapsed, or all at the end.
enum class DueSchedule { linear, at_end };
std::string_view due_schedule_code(DueSchedule schedule);
std::optional<DueSchedule> parse_due_schedule(std::string_view code);

struct Clause {
  ClauseId id;
  LotId lot;
  Target target;
  DateRange execution;                 // hours count from first to last day, both included
  DueSchedule schedule = DueSchedule::linear;
  std::vector<std::string> legal_bases;  // codes of domain.md §1.1, at least one
  std::optional<Money> penalty_per_missing_hour;
  // A person's hours count for so many months from hiring, and never past the execution (§3.5).
  std::optional<int> counting_months;
  bool training_counts = true;
  std::string source_document;         // "CCAP article 5.3", as the author gives it
  std::string author;                  // display name of who set it
  Instant recorded_at;
  ClauseTerms terms = {};
};

// Codes of legal bases offered, in the order of domain.md §1.1; labels under "legal.<code>".
const std::vector<std::string>& legal_basis_codes();

struct Owed {
  WorkTime hours;           // what binds
  WorkTime computed;        // before a contractual figure took over
  Explanation explanation;
};

// What the clause obliges to over its whole life, for a target that does not accrue. Exact integer arithmetic, rounded once as chosen.
Owed owed_by(const Clause& clause);

// What is due on a day, within the execution; adds its steps. Zero before, all after.
WorkTime due_on(const Clause& clause, WorkTime owed, Date day, Explanation& explanation, const std::string& owed_step);

// Penalty that the missing hours would cost if the buyer applied it; empty when the clause has none.
std::optional<Money> penalty_exposure(const Clause& clause, WorkTime missing);

// Faults of a clause as entered, with form field names as path (clause.*). Empty = acceptable.
std::vector<Finding> check_clause(const Clause& clause);

}  // namespace clausier
