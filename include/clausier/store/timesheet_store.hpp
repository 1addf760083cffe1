#pragma once
// Timesheets as received and what became of them. No line and no name is kept here: the original in
// the vault is read again at each look. Runs inside the caller's transaction.
#include <optional>
#include <string>

#include "clausier/domain/timesheet.hpp"
#include "clausier/store/database.hpp"

namespace clausier::store {

struct TimesheetRow {
  TimesheetId id;
  TimesheetSubject subject;
  std::string state;  // timesheet_state_code of app
  std::optional<std::string> nil_reason;
  std::optional<std::string> document_sha256;
  std::string file_name;
  std::string minutes_answers;
  std::string sent_by;
  Instant received_at;
  std::optional<Instant> confirmed_at;
  std::string comment;
  int version = 1;
  std::string part = {};            // which rows of the file: part_text of app; "" = all
  std::string chosen_columns = {};  // what a person said columns hold: "A=last_name,C=hours"
};

TimesheetRow timesheet_of(const Row& row);  // of "SELECT * FROM timesheets"

// A second active timesheet of the same subject throws ConstraintViolation.
void insert_timesheet(Connection& connection, const TimesheetRow& timesheet);
std::optional<TimesheetRow> find_timesheet(Connection& connection, TimesheetId id);
// Confirmed, to correct or reviewed: at most one a subject.
std::optional<TimesheetRow> active_timesheet(Connection& connection, const TimesheetSubject& subject);
// The former files of the subject that nobody confirmed; leaves `kept` alone.
void abandon_other_drafts(Connection& connection, const TimesheetSubject& subject, TimesheetId kept);
// The same bytes already received for the subject, unless another file took their place since.
std::optional<TimesheetRow> find_received(Connection& connection, const TimesheetSubject& subject, const std::string& sha256);

// State, comment, answers and instant of confirmation of the row, with the next version number.
// When the next confirmed timesheet of the same subject took the place of timesheet `t`; null before.
inline constexpr std::string_view replaced_at_sql =
    "SELECT min(n.confirmed_at) FROM timesheets n WHERE n.lot_id = t.lot_id AND n.firm_id = t.firm_id"
    " AND n.month = t.month AND n.confirmed_at > t.confirmed_at";

// The last timesheet of the subject with these bytes that another one has replaced.
struct ReplacedFile {
  TimesheetId timesheet;
  Instant received_at;
  Instant replaced_at;
};
std::optional<ReplacedFile> find_replaced(Connection& connection, const TimesheetSubject& subject, const std::string& sha256);

// What the firm once said that columns under these titles hold; "" when it never did.
std::string columns_chosen_before(Connection& connection, OrganisationId firm, const std::string& titles_sha256);
void remember_columns(Connection& connection, OrganisationId firm, const std::string& titles_sha256, const std::string& chosen_columns, Instant now);

// Drafts received before that instant are given up. Gives how many.
std::int64_t abandon_drafts_before(Connection& connection, Instant received_before);

void update_timesheet(Connection& connection, const TimesheetRow& timesheet);

// The original is in the vault; its hash is noted once, under the first name it came with.
void note_document(Connection& connection, const std::string& sha256, std::size_t size_bytes, const std::string& name, Instant now);

}  // namespace clausier::store
