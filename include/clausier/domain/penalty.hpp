#pragma once
// What the buyer could ask for, as a proposal: hours not done, documents late, meetings missed (domain.md §1.6, §6.4).
// The buyer alone decides; paying does not extinguish the hours unless the contract writes so.
#include <optional>
#include <string>
#include <vector>

#include "clausier/domain/clause.hpp"
#include "clausier/domain/rulebook.hpp"

namespace clausier {

enum class PenaltyKind { hours, documents, absence };
std::string_view penalty_kind_code(PenaltyKind kind);
std::optional<PenaltyKind> parse_penalty_kind(std::string_view code);

// What was seen or done, recorded because a person saw or did it: nothing is decided by the program.
enum class PenaltyActKind {
  document_due,       // the day a document was due, in the words of the contract
  document_received,  // the day it came
  absence,            // from a meeting that the clause names
  formal_notice,
  applied,
  waived
};
// Seen by whoever follows the clause; the rest is decided, by the buyer alone.
bool is_observation(PenaltyActKind kind);
const std::vector<PenaltyActKind>& penalty_act_kinds();
std::string_view penalty_act_kind_code(PenaltyActKind kind);
std::optional<PenaltyActKind> parse_penalty_act_kind(std::string_view code);

struct PenaltyAct {
  PenaltyActId id = PenaltyActId::from_trusted(0);
  LotId lot = LotId::from_trusted(0);
  PenaltyActKind kind = PenaltyActKind::formal_notice;
  PenaltyKind about = PenaltyKind::hours;
  Date on = Date::from_days(0);
  std::optional<Money> amount = {};  // applied: what the buyer asks for
  std::string document = {};         // the document late, the meeting missed or the letter sent
  std::string reason = {};           // required of a waiver and of a cancellation
  std::string author = {};
  Instant recorded_at = Instant::from_milliseconds(0);
  std::optional<PenaltyActId> cancels = {};  // an act recorded by mistake: it no longer says anything
};

// A decision on a penalty, by the buyer: it settles what was late or missing on its day, and that alone. What is added
// later is proposed again.
bool is_decision(PenaltyActKind kind);

// A document asked for: when it was due, whether a formal notice was received for it, when it came.
struct DocumentDelay {
  std::string document;
  Date due_on;
  std::optional<Date> notice_on = {};    // formal notice (mise en demeure)
  std::optional<Date> received_on = {};  // empty = not yet
  std::optional<Date> settled_on = {};   // last decision on it: days up to that one are settled, that one included
};

struct MeetingAbsence {
  Date on;
  std::string meeting;
};

struct PenaltyFacts {
  std::optional<WorkTime> missing = {};    // of the position at the day asked; empty when indeterminate
  std::string missing_step = "position";   // step of the position that gives it
  std::optional<Date> hours_notice_on = {};  // formal notice for the hours, when the contract asks for one
  std::vector<DocumentDelay> documents = {};
  std::vector<MeetingAbsence> absences = {};  // that no decision settled
  WorkTime hours_settled = WorkTime::zero();  // missing hours that decisions already settled
  Money applied = Money::zero();              // what decisions already ask for: a cap holds both together
};

struct ProposedPenalty {
  PenaltyKind kind = PenaltyKind::hours;
  std::string about;         // document or meeting, "" for hours
  Money amount = Money::zero();
  bool notice_missing = false;  // nothing can be asked before a formal notice; amount is then what it would be
  bool index_missing = false;   // the index has no value on the day: the amount cannot be computed and stands at zero
};

struct PenaltyProposal {
  std::vector<ProposedPenalty> penalties;
  Money total = Money::zero();   // of those that can be asked, within the cap
  bool capped = false;
  bool liberatory = false;       // whether paying would extinguish the hours
  GroupPenalty group = GroupPenalty::lead;
  Explanation explanation;
};

// Days of delay from a start to an end: working days, or all of them (Saturdays, Sundays and holidays included). The day
// of the start counts only when the contract says so; an end before the start gives 0.
int delay_days(Date start, Date end, DayKind kind, bool first_day_counts);

// An index is that of the day.
PenaltyProposal propose_penalties(const Clause& clause, const PenaltyFacts& facts, const Rulebook& rulebook, Date day);

}  // namespace clausier
