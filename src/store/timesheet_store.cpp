#include "clausier/store/timesheet_store.hpp"

namespace clausier::store {
namespace {

std::optional<TimesheetRow> one_of(const std::optional<Row>& row) {
  return row ? std::optional(timesheet_of(*row)) : std::nullopt;
}

}  // namespace

// What may throw is read before the braces: GCC 12 frees the members of a half-built value twice.
TimesheetRow timesheet_of(const Row& row) {
  const TimesheetSubject subject{row.id<LotId>("lot_id"), row.id<OrganisationId>("firm_id"), row.month("month")};
  const auto id = row.id<TimesheetId>("id");
  auto state = row.text("state"), file_name = row.text("file_name"), minutes_answers = row.text("minutes_answers");
  auto nil_reason = row.text_or_null("nil_reason"), document_sha256 = row.text_or_null("document_sha256");
  auto sent_by = row.text("sent_by"), comment = row.text("comment"), part = row.text("part"), chosen_columns = row.text("chosen_columns");
  const auto received_at = row.instant("received_at");
  const auto confirmed_at = row.instant_or_null("confirmed_at");
  const auto version = static_cast<int>(row.integer("version"));
  return {.id = id,
          .subject = subject,
          .state = std::move(state),
          .nil_reason = std::move(nil_reason),
          .document_sha256 = std::move(document_sha256),
          .file_name = std::move(file_name),
          .minutes_answers = std::move(minutes_answers),
          .sent_by = std::move(sent_by),
          .received_at = received_at,
          .confirmed_at = confirmed_at,
          .comment = std::move(comment),
          .version = version,
          .part = std::move(part),
          .chosen_columns = std::move(chosen_columns)};
}

void insert_timesheet(Connection& connection, const TimesheetRow& t) {
  connection.execute(
      "INSERT INTO timesheets (id, lot_id, firm_id, month, state, nil_reason, document_sha256, file_name, minutes_answers,"
      " sent_by, received_at, confirmed_at, comment, version, part, chosen_columns)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
      values(t.id, t.subject.lot, t.subject.firm, t.subject.month, t.state, t.nil_reason, t.document_sha256, t.file_name,
             t.minutes_answers, t.sent_by, t.received_at, t.confirmed_at, t.comment, t.version, t.part, t.chosen_columns));
}

std::optional<TimesheetRow> find_timesheet(Connection& connection, TimesheetId id) {
  return one_of(connection.query_one("SELECT * FROM timesheets WHERE id = ?1", values(id)));
}

std::optional<TimesheetRow> active_timesheet(Connection& connection, const TimesheetSubject& subject) {
  return one_of(connection.query_one("SELECT * FROM timesheets WHERE lot_id = ?1 AND firm_id = ?2 AND month = ?3"
                                     " AND state IN ('confirmed', 'to_correct', 'reviewed')",
                                     values(subject.lot, subject.firm, subject.month)));
}

void abandon_other_drafts(Connection& connection, const TimesheetSubject& subject, TimesheetId kept) {
  connection.execute("UPDATE timesheets SET state = 'abandoned', version = version + 1 WHERE lot_id = ?1 AND firm_id = ?2"
                     " AND month = ?3 AND state = 'draft' AND id <> ?4",
                     values(subject.lot, subject.firm, subject.month, kept));
}

std::optional<TimesheetRow> find_received(Connection& connection, const TimesheetSubject& subject, const std::string& sha256) {
  return one_of(connection.query_one("SELECT * FROM timesheets WHERE lot_id = ?1 AND firm_id = ?2 AND month = ?3"
                                     " AND document_sha256 = ?4 AND state NOT IN ('replaced', 'abandoned')"
                                     " ORDER BY received_at DESC LIMIT 1",
                                     values(subject.lot, subject.firm, subject.month, sha256)));
}

std::optional<ReplacedFile> find_replaced(Connection& connection, const TimesheetSubject& subject, const std::string& sha256) {
  const auto row = connection.query_one("SELECT id, received_at, (" + std::string(replaced_at_sql) + ") AS replaced_at"
                                        " FROM timesheets t WHERE lot_id = ?1 AND firm_id = ?2 AND month = ?3"
                                        " AND document_sha256 = ?4 AND state = 'replaced' ORDER BY received_at DESC LIMIT 1",
                                        values(subject.lot, subject.firm, subject.month, sha256));
  if (!row) return std::nullopt;
  return ReplacedFile{row->id<TimesheetId>("id"), row->instant("received_at"), row->instant("replaced_at")};
}

void update_timesheet(Connection& connection, const TimesheetRow& t) {
  connection.execute("UPDATE timesheets SET state = ?2, minutes_answers = ?3, confirmed_at = ?4, comment = ?5,"
                     " chosen_columns = ?6, version = version + 1 WHERE id = ?1",
                     values(t.id, t.state, t.minutes_answers, t.confirmed_at, t.comment, t.chosen_columns));
}

std::string columns_chosen_before(Connection& connection, OrganisationId firm, const std::string& titles_sha256) {
  const auto row = connection.query_one("SELECT chosen_columns FROM column_choices WHERE firm_id = ?1 AND titles_sha256 = ?2", values(firm, titles_sha256));
  return row ? row->text("chosen_columns") : "";
}

void remember_columns(Connection& connection, OrganisationId firm, const std::string& titles_sha256, const std::string& chosen_columns, Instant now) {
  connection.execute("INSERT INTO column_choices VALUES (?1, ?2, ?3, ?4) ON CONFLICT (firm_id, titles_sha256)"
                     " DO UPDATE SET chosen_columns = excluded.chosen_columns, recorded_at = excluded.recorded_at",
                     values(firm, titles_sha256, chosen_columns, now));
}

std::int64_t abandon_drafts_before(Connection& connection, Instant received_before) {
  return connection.execute("UPDATE timesheets SET state = 'abandoned', version = version + 1 WHERE state = 'draft' AND received_at < ?1",
                            values(received_before));
}

void note_document(Connection& connection, const std::string& sha256, std::size_t size_bytes, const std::string& name, Instant now) {
  connection.execute("INSERT INTO documents (sha256, size_bytes, kind, first_name, recorded_at) VALUES (?1, ?2, 'timesheet', ?3, ?4)"
                     " ON CONFLICT (sha256) DO NOTHING",
                     values(sha256, static_cast<std::int64_t>(size_bytes), name, now));
}

}  // namespace clausier::store
