#pragma once
// The ledger of hours: entries and decisions are appended and chained, never changed. Totals by lot,
// month and modality follow in the same transaction. Everything here runs inside the caller's one.
#include <functional>
#include <string>
#include <vector>

#include "clausier/domain/ledger.hpp"
#include "clausier/store/database.hpp"

namespace clausier::store {

// SHA-256 in hexadecimal; hashing lives in `app`, so it is given.
using Digest = std::function<std::string(std::string_view)>;

std::vector<Entry> entries_of_lot(Connection& connection, LotId lot);
// Entries of the lot, firm and month that stand: neither reversals nor reversed. Oldest first.
std::vector<Entry> standing_entries_of(Connection& connection, const TimesheetSubject& subject);
// What one timesheet wrote: its reversals of former lines, then its additions.
std::vector<Entry> entries_of_timesheet(Connection& connection, TimesheetId timesheet);
// Standing entries of the people, on any lot and for any firm, worked between the two days.
std::vector<Entry> standing_entries_of(Connection& connection, const std::vector<ParticipantId>& people,
                                       const DateRange& worked);

// What the firm declared on the lot in each of its last months before that one, newest first.
std::vector<WorkTime> former_months(Connection& connection, const TimesheetSubject& subject, int months_max);

std::vector<LineDecision> decisions_of_lot(Connection& connection, LotId lot);
std::vector<LineDecision> decisions_of(Connection& connection, const TimesheetSubject& subject);

// Appends reversals then additions under the timesheet's lines 1, 2…; gives ids, chains, adds to the
// totals. A timesheet posted twice, or an entry reversed twice, throws ConstraintViolation: the
// unique indexes decide, whatever the callers checked before.
void append_posting(Connection& connection, const Posting& posting, const Digest& digest);
void append_decision(Connection& connection, const LineDecision& decision, const Digest& digest);

// What recomputing finds: chains of entries and decisions, and stored totals.
struct LedgerDifference {
  std::string code;  // message key: "verify.entry.chain", "verify.decision.chain", "verify.total"
  Parameters parameters;
};
struct LedgerCheck {
  std::int64_t entries = 0;
  std::int64_t decisions = 0;
  std::int64_t totals = 0;
  std::vector<LedgerDifference> differences;
};
LedgerCheck check_ledger(Connection& connection, const Digest& digest);

}  // namespace clausier::store
