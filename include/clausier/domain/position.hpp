#pragma once
// Where a lot stands at a date: owed, due, declared, counted, pending, rejected, uncountable, missing.
// Invariant: declared = counted + pending + rejected + uncountable. missing = max(0, due − credited),
// where credited is what was counted plus what else goes towards the obligation (Credits): nothing, most often.
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "clausier/domain/clause.hpp"
#include "clausier/domain/cutoff.hpp"
#include "clausier/domain/ledger.hpp"
#include "clausier/domain/obligation.hpp"
#include "clausier/domain/participant.hpp"
#include "clausier/domain/pooling.hpp"
#include "clausier/domain/rulebook.hpp"

namespace clausier {

enum class LineStatus { counted, pending, rejected, uncountable };
std::string_view line_status_code(LineStatus status);

struct HoursTotals {
  WorkTime declared = WorkTime::zero();
  WorkTime counted = WorkTime::zero();
  WorkTime pending = WorkTime::zero();
  WorkTime rejected = WorkTime::zero();
  WorkTime uncountable = WorkTime::zero();
  void add(LineStatus status, WorkTime time);
  HoursTotals& operator+=(const HoursTotals& other);
  bool operator==(const HoursTotals&) const = default;
};

struct Breakdown {
  HoursTotals hours;
  std::set<ParticipantId> people;  // distinct people of the lines; never summed across breakdowns
};

enum class LotState { no_clause, not_started, done, ahead, on_pace, to_watch, late, missed, indeterminate };
std::string_view lot_state_code(LotState state);  // "no_clause", …

inline constexpr std::string_view awaiting_decision = "status.awaiting_decision";  // why a line is pending that nobody decided on

struct DecidedEntry {  // a standing entry with what became of it, and why
  Entry entry;
  LineStatus status;
  // Message key: "status.<…>" (why pending or uncountable), "reason.<code>" (why rejected), "" when counted.
  std::string reason;
};

// What goes towards the obligation besides the hours counted on the lot, each apart.
struct Credits {
  WorkTime weighting = WorkTime::zero();   // bonus of weighted hours over raw ones
  WorkTime opening = WorkTime::zero();     // counted elsewhere before the lot was taken over
  WorkTime services = WorkTime::zero();    // services bought that stand for hours
  WorkTime pooled_in = WorkTime::zero();   // lines of other lots allocated here by a pooling agreement
  WorkTime pooled_out = WorkTime::zero();  // lines of this lot allocated elsewhere
  WorkTime sum() const { return weighting + opening + services + pooled_in - pooled_out; }
  bool operator==(const Credits&) const = default;
};

// Where a clause asks for people: distinct people with enough counted hours.
struct PeopleTest {
  std::optional<std::int64_t> owed = {};
  std::optional<std::int64_t> due = {};
  std::optional<std::int64_t> counted = 0;  // empty = too small a count for who reads
  std::optional<std::int64_t> missing = {};
};

// A share of the hours, or of the people, kept for one group and tested apart from the whole.
struct ReservedTest {
  std::string criterion;
  WorkTime owed = WorkTime::zero();
  WorkTime due = WorkTime::zero();
  std::optional<WorkTime> counted = WorkTime::zero();  // empty, as missing: a group that is not shown to who reads
  std::optional<WorkTime> missing = WorkTime::zero();
  std::optional<PeopleTest> people = {};    // for targets in people: the hours above are zero
  std::set<ParticipantId> members = {};     // people of the lot who belong to the group, whatever became of their lines
  bool misses() const { return missing.value_or(WorkTime::zero()) > WorkTime::zero() || (people && people->missing.value_or(0) > 0); }
};

struct Position {
  Cutoff cutoff = {Date::from_days(0), Instant::from_milliseconds(0)};
  LotState state = LotState::no_clause;
  std::optional<WorkTime> owed;
  std::optional<WorkTime> due;
  std::optional<WorkTime> missing;
  std::optional<WorkTime> forecast;               // what owed should reach at the end, from what is recorded
  std::optional<Money> exposure;
  WorkTime credited = WorkTime::zero();           // hours.counted + credits.sum()
  Credits credits;
  std::optional<PeopleTest> people_test;          // for targets in people: owed, due and missing above are empty
  std::vector<ReservedTest> reserved;
  std::optional<DateRange> execution;             // as amended at the cut-off
  HoursTotals hours;
  std::map<Month, Breakdown> by_month;            // month of the last day worked
  std::map<Modality, Breakdown> by_modality;
  std::map<std::string, Breakdown> by_group;      // eligibility criterion, "" = undecided
  std::map<std::string, Breakdown> by_contract_type;
  HoursTotals straddling;                         // entries across worked_until: shown apart
  std::set<ParticipantId> people;
  std::vector<DecidedEntry> entries;              // standing and inside the cut-off
  std::vector<std::string> journal;               // canonical lines of all that was considered (journal.hpp)
  Explanation explanation;
};

struct LotFacts {
  std::optional<Clause> clause;        // the version in force at the recorded cut-off
  std::vector<Entry> entries;          // of this lot, any instant
  std::vector<LineDecision> decisions;
  std::vector<EligibilityDecision> eligibility;  // of the people of the entries
  std::vector<ObligationFact> obligation = {};   // any instant
  std::vector<PooledHours> pooled = {};          // allocations of lines from and to this lot, any instant
};

// The clause decides on whole entries, never on parts: an entry counts when it was accepted, the person
// was declared eligible no later than its last day, and all its days are inside the execution and
// before the end of the person's window. Without a clause only acceptance and eligibility decide.
Position position_of(const LotFacts& facts, const Rulebook& rulebook, const Cutoff& cutoff);

}  // namespace clausier
