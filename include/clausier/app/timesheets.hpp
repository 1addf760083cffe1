#pragma once
// Timesheets: received, checked, confirmed by the firm, decided line by line by the facilitator.
#include <optional>
#include <string>
#include <vector>

#include "clausier/app/actor.hpp"
#include "clausier/app/services.hpp"
#include "clausier/domain/finding.hpp"
#include "clausier/domain/ledger.hpp"
#include "clausier/domain/position.hpp"
#include "clausier/domain/timesheet.hpp"

namespace clausier::app {

// draft -> confirmed -> {reviewed | to_correct}; to_correct -> replaced by a newer confirmed one.
// nil = a confirmed timesheet without line. One active timesheet per lot, firm and month.
enum class TimesheetState { draft, confirmed, to_correct, reviewed, replaced, abandoned };
std::string_view timesheet_state_code(TimesheetState state);

struct TimesheetHead {
  TimesheetId id;
  TimesheetSubject subject;
  TimesheetState state;
  bool nil = false;
  std::string nil_reason;
  std::string firm_name;
  std::string lot_label;        // "M214 · lot 2 Terrassement"
  ContractId contract;
  std::string file_name;
  std::string file_sha256;
  std::string sent_by;          // display name of the account
  Instant received_at;
  std::optional<Instant> confirmed_at;
  std::optional<Instant> replaced_at = {};  // when another one took its place
  std::string comment = {};     // of the facilitator when sent back
  int version = 0;              // for optimistic locking of reviews
  WorkTime declared = WorkTime::zero();
  std::size_t people = 0;
  std::size_t lines = 0;
};

// What confirming a timesheet wrote in the ledger: its own lines, and those of former ones it took back.
struct PostedLines {
  std::size_t added = 0;
  WorkTime hours_added = WorkTime::zero();
  std::size_t reversed = 0;
  WorkTime hours_reversed = WorkTime::zero();
};

struct TimesheetReading {       // a draft as read now: checks are run again at every look
  TimesheetHead head;
  std::vector<Finding> findings;
  TimesheetDraft draft;         // mentions of people as the file has them: for the firm that sent it
  std::size_t rows = 0;
  std::size_t persons = 0;
  WorkTime declared = WorkTime::zero();
  bool can_confirm = false;     // no error
  bool needs_tick = false;      // warnings to be accepted
  std::optional<Posting> replaces;  // what confirming would change, when a former one stands
  std::vector<std::string> ambiguous_columns;  // columns where "7.30" must be answered
  std::optional<Instant> already_received;     // of a file only checked: the same bytes came before
  std::optional<PostedLines> posted;           // once confirmed
  std::vector<std::string> cells = {};         // text of the cell of each finding, in the same order
  std::size_t cells_corrected = 0;             // on screen, since the file came
  std::size_t rows_left_out = 0;
};

// Checks without storing anything: for the command line and the public validator.
Outcome<TimesheetReading> check_timesheet_file(Services&, const Actor&, const TimesheetSubject&,
                                               const std::string& file_name, const std::string& bytes);

struct Received {
  TimesheetId timesheet;
  bool already_received = false;  // same bytes for the same subject: nothing stored again
};
// A file that another one has replaced comes again: proposed anew, with a warning that says so; or known
// as received already, so that a command run twice changes nothing.
enum class FormerFile { proposed, known };

// Contractors need a grant on the lot; facilitators may send for a firm that has one.
// Keeps the original under its SHA-256 and stores a draft even when it has faults.
Outcome<Received> receive_timesheet(Services&, const Actor&, const TimesheetSubject&, const std::string& file_name,
                                    const std::string& bytes, FormerFile former = FormerFile::proposed);
Outcome<TimesheetReading> view_timesheet(Services&, const Actor&, TimesheetId);
Outcome<Done> answer_minutes(Services&, const Actor&, TimesheetId, const std::string& column, bool dot_means_minutes);
Outcome<Done> abandon_timesheet(Services&, const Actor&, TimesheetId);

struct Receipt {
  TimesheetHead head;
  std::size_t entries_added = 0;
  std::size_t entries_reversed = 0;
  bool already_posted = false;  // a double click: said, not an error
};
// Runs the checks again inside the transaction, then posts. Refusals: timesheet.has_errors,
// timesheet.warnings_unticked, timesheet.month.closed…
Outcome<Receipt> confirm_timesheet(Services&, const Actor&, TimesheetId, bool warnings_accepted);
Outcome<Receipt> declare_nil(Services&, const Actor&, const TimesheetSubject&, const std::string& reason);

// ---- The firm's side ----------------------------------------------------------------------------------

struct ExpectedMonth {
  LotId lot;
  std::string lot_label;
  std::string contract_object;
  std::string buyer_name;
  Month month;
  Date due_on;                  // 10th of the next month, next working day (rulebook)
  // expected, late, draft, faulty (a draft that cannot be sent as it is), sent, to_correct, reviewed, nil, closed.
  // What is past its date is late, with a draft or without.
  std::string status;
  std::optional<TimesheetId> timesheet;  // what was sent, else the draft
  bool is_draft = false;                 // the timesheet is a draft
};
std::vector<ExpectedMonth> expected_months(Services&, const Actor&);  // most urgent first
// True for what is still awaited from the firm: expected, late, draft, faulty, to_correct.
bool is_awaited(const ExpectedMonth& expected);
struct FirmLot { LotId lot; std::string lot_label; std::string contract_object; std::string buyer_name;
                 std::optional<WorkTime> owed; HoursTotals hours; std::string role; };
std::vector<FirmLot> firm_lots(Services&, const Actor&);

// ---- The facilitator's side ------------------------------------------------------------------------------

struct ReviewQuery { std::string status = "to_review"; /* to_review, to_correct, reviewed, all */ int page = 1; int per_page = 25; };
struct ReviewPage { std::vector<TimesheetHead> heads; std::int64_t total = 0; int page = 1; int pages = 1; };
Outcome<ReviewPage> review_queue(Services&, const Actor&, const ReviewQuery&);

struct ReviewLine {
  Entry entry;
  std::string reference;
  std::string person_name;      // facilitators only
  std::string eligibility;      // undecided, eligible, refused, expired
  LineStatus status;
  std::string status_reason;    // message key
  std::optional<LineDecision> decision;
  std::vector<std::string> remarks;  // finding codes that concern the line
};
struct ReviewView {
  TimesheetHead head;
  std::vector<ReviewLine> lines;
  std::vector<Finding> points;  // to verify, computed now
  HoursTotals lot_before;       // the lot's totals now
  std::vector<TimesheetHead> former_versions;
  std::optional<Refusal> refusal;  // why nothing can be decided: its state, or review.month.closed; empty when open
};
Outcome<ReviewView> view_review(Services&, const Actor&, TimesheetId);

struct LineVerdict { EntryId entry; Verdict verdict; std::string reason; std::string note; };
// What a verdict lacks or must not hold: a reason of the list, a note for « other », at most 1 000 letters, no NIR.
std::optional<Refusal> fault_of_verdict(const LineVerdict& verdict);
// The lot now, and as it would stand with those verdicts; nothing is written. not_found like view_review, and for a
// line that is not of the timesheet.
struct VerdictEffect {
  HoursTotals before, after;
  std::optional<WorkTime> missing_before, missing_after, owed;  // empty without a number of hours owed
};
Outcome<VerdictEffect> effect_of_verdicts(Services&, const Actor&, TimesheetId, const std::vector<LineVerdict>&);

// `version` is the one the page showed; another one -> refusal "conflict".
Outcome<Done> decide_lines(Services&, const Actor&, TimesheetId, int version, const std::vector<LineVerdict>&);
Outcome<Done> send_back(Services&, const Actor&, TimesheetId, int version, const std::string& comment);  // 10..1000 characters

}  // namespace clausier::app
