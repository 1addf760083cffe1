#include "clausier/store/ledger_store.hpp"

#include <map>
#include <set>
#include <tuple>

namespace clausier::store {
namespace {

template <class T> T known(std::optional<T> value, std::string_view column) {
  if (!value) throw CorruptData("unknown code in column " + std::string(column));
  return *value;
}

// What may throw is read before the braces: GCC 12 frees the members of a half-built value twice.
Entry entry_of(const Row& row) {
  const auto id = row.id<EntryId>("id");
  const auto timesheet = row.id<TimesheetId>("timesheet_id");
  const TimesheetSubject subject{row.id<LotId>("lot_id"), row.id<OrganisationId>("firm_id"), row.month("month")};
  const auto participant = row.id<ParticipantId>("participant_id");
  const auto modality = known(parse_modality(row.text("modality")), "modality");
  const auto kind = known(parse_work_kind(row.text("work_kind")), "work_kind");
  const DateRange worked{row.date("worked_from"), row.date("worked_to")};
  const auto declared = WorkTime::from_seconds(row.integer("declared_seconds"));
  const auto reverses = row.id_or_null<EntryId>("reverses_entry_id");
  const auto source_row = static_cast<int>(row.integer("source_row"));
  const auto recorded_at = row.instant("recorded_at");
  auto contract_type = row.text("contract_type"), employer_siret = row.text("employer_siret");
  auto file_name = row.text("file_name"), file_sha256 = row.text("file_sha256");
  auto sheet = row.text("sheet"), column = row.text("source_column");
  return {.id = id,
          .timesheet = timesheet,
          .subject = subject,
          .participant = participant,
          .modality = modality,
          .contract_type = std::move(contract_type),
          .employer_siret = std::move(employer_siret),
          .kind = kind,
          .worked = worked,
          .declared = declared,
          .reverses = reverses,
          .source = {std::move(file_name), std::move(file_sha256), Place{std::move(sheet), source_row, std::move(column), 0, ""}},
          .recorded_at = recorded_at};
}

LineDecision decision_of(const Row& row) {
  const auto entry = row.id<EntryId>("entry_id");
  const auto verdict = known(parse_verdict(row.text("verdict")), "verdict");
  const auto recorded_at = row.instant("recorded_at");
  auto reason = row.text("reason"), note = row.text("note"), author = row.text("author");
  return {entry, verdict, std::move(reason), std::move(note), std::move(author), recorded_at};
}

template <class T> std::vector<T> all_of(const std::vector<Row>& rows, T (*one)(const Row&)) {
  std::vector<T> values;
  values.reserve(rows.size());
  for (const auto& row : rows) values.push_back(one(row));
  return values;
}

constexpr std::string_view standing =
    " e.reverses_entry_id IS NULL AND NOT EXISTS (SELECT 1 FROM ledger_entries r WHERE r.reverses_entry_id = e.id)";

struct ChainEnd {
  std::int64_t id = 0;
  std::string sha256;
};

// The end of a chain, and what the next link hashes to.
ChainEnd end_of_chain(Connection& connection, std::string_view sql) {
  const auto row = connection.query_one(sql);
  return row ? ChainEnd{row->integer("id"), row->text("chain_sha256")} : ChainEnd{};
}

std::string linked(const std::string& previous, const std::string& line, const Digest& digest) {
  return digest(previous + "\n" + line);
}

void insert_entry(Connection& connection, const Entry& e, std::int64_t line, const std::string& chain) {
  connection.execute(
      "INSERT INTO ledger_entries (id, timesheet_id, timesheet_line, lot_id, firm_id, month, participant_id, modality,"
      " contract_type, employer_siret, work_kind, worked_from, worked_to, declared_seconds, reverses_entry_id, file_name,"
      " file_sha256, sheet, source_row, source_column, recorded_at, chain_sha256)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)",
      values(e.id, e.timesheet, line, e.subject.lot, e.subject.firm, e.subject.month, e.participant,
             modality_code(e.modality), e.contract_type, e.employer_siret, work_kind_code(e.kind), e.worked.first,
             e.worked.last, e.declared.seconds(), e.reverses, e.source.file_name, e.source.file_sha256,
             e.source.place.sheet, e.source.place.row, e.source.place.column, e.recorded_at, chain));
}

struct MonthTotal {
  WorkTime declared = WorkTime::zero();
  std::int64_t lines = 0;
};
using MonthTotals = std::map<std::tuple<LotId, Month, Modality>, MonthTotal>;

// A reversal takes back its line as well as its seconds: lines counts what stands.
void add(MonthTotals& totals, const Entry& e) {
  auto& total = totals[{e.subject.lot, e.worked.last.month_of(), e.modality}];
  total.declared += e.declared;
  total.lines += e.reverses ? -1 : 1;
}

// After the entries: what is kept of the lots follows the totals (triggers of lot_month_totals).
void add_to_totals(Connection& connection, const MonthTotals& totals) {
  for (const auto& [of, total] : totals)
    connection.execute(
        "INSERT INTO lot_month_totals (lot_id, month, modality, declared_seconds, entry_count) VALUES (?1, ?2, ?3, ?4, ?5)"
        " ON CONFLICT (lot_id, month, modality) DO UPDATE SET"
        " declared_seconds = declared_seconds + excluded.declared_seconds, entry_count = entry_count + excluded.entry_count",
        values(std::get<LotId>(of), std::get<Month>(of), modality_code(std::get<Modality>(of)), total.declared.seconds(), total.lines));
}

void check_entries(Connection& connection, const Digest& digest, LedgerCheck& check) {
  std::string chain;
  connection.each("SELECT * FROM ledger_entries ORDER BY id", {}, [&](const Row& row) {
    const auto entry = entry_of(row);
    const auto expected = linked(chain, canonical_line(entry), digest);
    chain = row.text("chain_sha256");
    ++check.entries;
    if (chain != expected || entry.id.value() != check.entries)
      check.differences.push_back({"verify.entry.chain", {{"entry", std::to_string(entry.id.value())}}});
  });
}

void check_decisions(Connection& connection, const Digest& digest, LedgerCheck& check) {
  std::string chain;
  connection.each("SELECT * FROM ledger_decisions ORDER BY id", {}, [&](const Row& row) {
    const auto expected = linked(chain, canonical_line(decision_of(row)), digest);
    chain = row.text("chain_sha256");
    ++check.decisions;
    if (chain != expected || row.integer("id") != check.decisions)
      check.differences.push_back({"verify.decision.chain", {{"decision", std::to_string(row.integer("id"))}}});
  });
}

void check_totals(Connection& connection, LedgerCheck& check) {
  check.totals = connection.query_one("SELECT count(*) AS n FROM lot_month_totals")->integer("n");
  // Stored and recomputed side by side; sums by key differ by 0 when both agree.
  connection.each(
      "SELECT lot_id, month, modality, sum(seconds) AS seconds, sum(lines) AS line_count FROM ("
      " SELECT lot_id, month, modality, declared_seconds AS seconds, entry_count AS lines FROM lot_month_totals"
      " UNION ALL SELECT lot_id, substr(worked_to, 1, 7), modality, -declared_seconds,"
      " CASE WHEN reverses_entry_id IS NULL THEN -1 ELSE 1 END FROM ledger_entries"
      ") GROUP BY lot_id, month, modality HAVING sum(seconds) <> 0 OR sum(lines) <> 0",
      {}, [&](const Row& row) {
        check.differences.push_back({"verify.total",
                                     {{"lot", row.id<LotId>("lot_id").text()},
                                      {"month", row.text("month")},
                                      {"modality", row.text("modality")},
                                      {"seconds", std::to_string(row.integer("seconds"))}}});
      });
}

}  // namespace

std::vector<Entry> entries_of_lot(Connection& connection, LotId lot) {
  return all_of(connection.query("SELECT * FROM ledger_entries WHERE lot_id = ?1 ORDER BY id", values(lot)), entry_of);
}

std::vector<Entry> entries_of_timesheet(Connection& connection, TimesheetId timesheet) {
  return all_of(connection.query("SELECT * FROM ledger_entries WHERE timesheet_id = ?1 ORDER BY timesheet_line", values(timesheet)), entry_of);
}

std::vector<Entry> standing_entries_of(Connection& connection, const TimesheetSubject& subject) {
  return all_of(connection.query("SELECT e.* FROM ledger_entries e WHERE e.lot_id = ?1 AND e.firm_id = ?2 AND e.month = ?3 AND" +
                                     std::string(standing) + " ORDER BY e.id",
                                 values(subject.lot, subject.firm, subject.month)),
                entry_of);
}

std::vector<Entry> standing_entries_of(Connection& connection, const std::vector<ParticipantId>& people,
                                       const DateRange& worked) {
  std::vector<Entry> entries;
  for (const auto person : std::set<ParticipantId>(people.begin(), people.end())) {
    auto of_person = all_of(
        connection.query("SELECT e.* FROM ledger_entries e WHERE e.participant_id = ?1 AND e.worked_from <= ?3"
                         " AND e.worked_to >= ?2 AND" + std::string(standing) + " ORDER BY e.id",
                         values(person, worked.first, worked.last)),
        entry_of);
    entries.insert(entries.end(), std::make_move_iterator(of_person.begin()), std::make_move_iterator(of_person.end()));
  }
  return entries;
}

std::vector<WorkTime> former_months(Connection& connection, const TimesheetSubject& subject, int months_max) {
  std::vector<WorkTime> months;
  for (const auto& row : connection.query("SELECT sum(declared_seconds) AS seconds FROM ledger_entries WHERE lot_id = ?1 AND firm_id = ?2"
                                          " AND month < ?3 GROUP BY month HAVING sum(declared_seconds) > 0 ORDER BY month DESC LIMIT ?4",
                                          values(subject.lot, subject.firm, subject.month, months_max)))
    months.push_back(WorkTime::from_seconds(row.integer("seconds")));
  return months;
}

std::vector<LineDecision> decisions_of_lot(Connection& connection, LotId lot) {
  return all_of(connection.query("SELECT d.* FROM ledger_decisions d JOIN ledger_entries e ON e.id = d.entry_id"
                                 " WHERE e.lot_id = ?1 ORDER BY d.id",
                                 values(lot)),
                decision_of);
}

std::vector<LineDecision> decisions_of(Connection& connection, const TimesheetSubject& subject) {
  return all_of(connection.query("SELECT d.* FROM ledger_decisions d JOIN ledger_entries e ON e.id = d.entry_id"
                                 " WHERE e.lot_id = ?1 AND e.firm_id = ?2 AND e.month = ?3 ORDER BY d.id",
                                 values(subject.lot, subject.firm, subject.month)),
                decision_of);
}

void append_posting(Connection& connection, const Posting& posting, const Digest& digest) {
  auto end = end_of_chain(connection, "SELECT id, chain_sha256 FROM ledger_entries ORDER BY id DESC LIMIT 1");
  std::int64_t line = 0;
  MonthTotals totals;
  for (const auto* entries : {&posting.reversals, &posting.additions}) {
    for (Entry entry : *entries) {
      entry.id = EntryId::from_trusted(++end.id);
      end.sha256 = linked(end.sha256, canonical_line(entry), digest);
      insert_entry(connection, entry, ++line, end.sha256);
      add(totals, entry);
    }
  }
  add_to_totals(connection, totals);
}

void append_decision(Connection& connection, const LineDecision& decision, const Digest& digest) {
  const auto end = end_of_chain(connection, "SELECT id, chain_sha256 FROM ledger_decisions ORDER BY id DESC LIMIT 1");
  connection.execute(
      "INSERT INTO ledger_decisions (id, entry_id, verdict, reason, note, author, recorded_at, chain_sha256)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
      values(end.id + 1, decision.entry, verdict_code(decision.verdict), decision.reason, decision.note,
             decision.decided_by, decision.decided_at, linked(end.sha256, canonical_line(decision), digest)));
}

LedgerCheck check_ledger(Connection& connection, const Digest& digest) {
  LedgerCheck check;
  check_entries(connection, digest, check);
  check_decisions(connection, digest, check);
  check_totals(connection, check);
  return check;
}

}  // namespace clausier::store
