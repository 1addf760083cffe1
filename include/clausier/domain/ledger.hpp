#pragma once
// The ledger of hours: append-only entries, corrected by reversal, decided line by line.
#include <optional>
#include <string>
#include <vector>

#include "clausier/domain/calendar.hpp"
#include "clausier/domain/ids.hpp"
#include "clausier/domain/timesheet.hpp"

namespace clausier {

// Where an entry comes from, years later: original file by hash, then the cell.
struct EntrySource {
  std::string file_name;
  std::string file_sha256;
  Place place;
};

// A fact: these hours were declared. Two dates: the days worked and the instant recorded.
struct Entry {
  EntryId id = EntryId::from_trusted(0);
  TimesheetId timesheet = TimesheetId::from_trusted(0);
  TimesheetSubject subject;          // lot, declaring firm, month
  ParticipantId participant;
  Modality modality = Modality::direct_hire;
  std::string contract_type;
  std::string employer_siret;
  WorkKind kind = WorkKind::work;
  DateRange worked;
  WorkTime declared = WorkTime::zero();  // negative in a reversal
  std::optional<EntryId> reverses;
  EntrySource source;
  Instant recorded_at = Instant::from_milliseconds(0);
};

enum class Verdict { accepted, rejected };
std::string_view verdict_code(Verdict verdict);
std::optional<Verdict> parse_verdict(std::string_view code);

// Reasons a facilitator may give for rejecting a line (interface.md §3.3); labels "reason.<code>".
const std::vector<std::string>& rejection_reason_codes();

// A facilitator's dated decision on one entry; the latest recorded one prevails.
struct LineDecision {
  EntryId entry;
  Verdict verdict;
  std::string reason;  // code when rejected
  std::string note;
  std::string decided_by;
  Instant decided_at;
};

// What confirming a timesheet appends: reversals of entries that the new file no longer holds, then
// new entries. Lines equal to standing entries are left alone, so their decisions stay.
struct Posting {
  std::vector<Entry> reversals;
  std::vector<Entry> additions;
  std::size_t unchanged = 0;
};

// Precondition: every line has a participant, a modality and a worked range (checks passed).
// `standing` = entries of the same subject that are not reversed. Ids are given by the store.
Posting plan_posting(const TimesheetDraft& draft, const TimesheetSubject& subject, TimesheetId timesheet,
                     const std::string& file_name, const std::string& file_sha256,
                     const std::vector<Entry>& standing, Instant now);

Entry reversal_of(const Entry& entry, TimesheetId timesheet, Instant now);

// Entries that no later entry reverses (among those given), reversals themselves left out.
std::vector<Entry> standing_entries(const std::vector<Entry>& entries);

// One line of text per entry, exact and stable: what is hashed, chained and printed in a journal.
std::string canonical_line(const Entry& entry);
std::string canonical_line(const LineDecision& decision);

}  // namespace clausier
