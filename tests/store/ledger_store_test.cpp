#include <catch2/catch.hpp>

#include "clausier/store/ledger_store.hpp"
#include "places.hpp"
#include "temporary_directory.hpp"

using namespace clausier;
using namespace clausier::store;

namespace {

// Not a hash: enough to see that links depend on each other.
std::string digest(std::string_view text) { return std::to_string(std::hash<std::string_view>{}(text)); }

struct Ledger {
  TemporaryDirectory directory;
  Database database{directory.path() / "base.sqlite", (clausier::test::source_folder() / "src/store/migrations/sqlite").string()};
  const TimesheetSubject subject{LotId::from_trusted(1), OrganisationId::from_trusted(1), *Month::of(2026, 5)};

  Ledger() {
    database.write([](Connection& c) {
      c.execute("INSERT INTO organisations VALUES (1, 'firm', '99900301500016', '999003015', 'Firme', 0)");
      c.execute("INSERT INTO imports (id, state, author, author_id, departments, social_only, base_generation, recorded_at, applied_at) VALUES (1, 'applied', 'x', NULL, '', 0, 0, 0, 0)");
      c.execute("INSERT INTO contracts VALUES (1, 1, '', 'contract', '', '', '', '', '', NULL, NULL, '', '', '', '', '', '', '', '', '',"
                " '', '', NULL, NULL, NULL, NULL, '', '', '', '', '', '')");
      c.execute("INSERT INTO lots VALUES (1, 1, 1, '', '', NULL, NULL, 0)");
      c.execute("INSERT INTO participants VALUES (1, 'P-AAAA-AAAA', 0)");
      for (const auto* sheet : {"(1", "(2"})
        c.execute("INSERT INTO timesheets (id, lot_id, firm_id, month, state, nil_reason, document_sha256, file_name, minutes_answers, sent_by, received_at, confirmed_at, comment, version) VALUES " + std::string(sheet) + ", 1, 1, '2026-05', 'draft', NULL, NULL, '', '', '', 0, NULL, '', 1)");
    });
  }

  Entry entry(int hours, int day = 4) const {
    const auto worked = *Date::of(2026, 5, static_cast<unsigned>(day));
    return {.timesheet = TimesheetId::from_trusted(1),
            .subject = subject,
            .participant = ParticipantId::from_trusted(1),
            .contract_type = "fixed_term",
            .employer_siret = "99900301500016",
            .worked = {worked, worked},
            .declared = WorkTime::from_hours(hours),
            .reverses = std::nullopt,
            .source = {"mai.csv", std::string(64, 'a'), Place{"mai", day, "F", 0, ""}},
            .recorded_at = Instant::from_milliseconds(1000)};
  }
  void post(const Posting& posting) {
    database.write([&](Connection& c) { append_posting(c, posting, digest); });
  }
  std::vector<Entry> standing() {
    return database.read([&](Connection& c) { return standing_entries_of(c, subject); });
  }
  LedgerCheck check() {
    return database.read([](Connection& c) { return check_ledger(c, digest); });
  }
  std::int64_t total() {
    return database.read([](Connection& c) {
      return c.query_one("SELECT coalesce(sum(declared_seconds), 0) AS n FROM lot_month_totals")->integer("n");
    });
  }
};

}  // namespace

TEST_CASE("An entry comes back from the ledger as it went in", "[store][ledger]") {
  Ledger ledger;
  ledger.post({{}, {ledger.entry(7)}, 0});
  const auto standing = ledger.standing();
  REQUIRE(standing.size() == 1);
  auto expected = ledger.entry(7);
  expected.id = EntryId::from_trusted(1);
  CHECK(canonical_line(standing.front()) == canonical_line(expected));
  CHECK(standing.front().source.place == expected.source.place);
  CHECK(standing.front().source.file_name == "mai.csv");
}

TEST_CASE("A reversal leaves nothing standing and brings the total back to zero", "[store][ledger]") {
  Ledger ledger;
  ledger.post({{}, {ledger.entry(7), ledger.entry(8, 5)}, 0});
  CHECK(ledger.total() == 15 * 3600);
  Posting back;
  for (const auto& entry : ledger.standing())
    back.reversals.push_back(reversal_of(entry, TimesheetId::from_trusted(2), Instant::from_milliseconds(2000)));
  ledger.post(back);
  CHECK(ledger.standing().empty());
  CHECK(ledger.total() == 0);
  CHECK(ledger.check().differences.empty());
}

TEST_CASE("A timesheet posted twice and an entry reversed twice are refused by the base", "[store][ledger]") {
  Ledger ledger;
  ledger.post({{}, {ledger.entry(7)}, 0});
  CHECK_THROWS_AS(ledger.post({{}, {ledger.entry(7)}, 0}), ConstraintViolation);
  const auto reversal = reversal_of(ledger.standing().front(), TimesheetId::from_trusted(2), Instant::from_milliseconds(2000));
  ledger.post({{reversal}, {}, 0});
  auto again = reversal;
  again.timesheet = TimesheetId::from_trusted(1);
  CHECK_THROWS_AS(ledger.post({{again}, {}, 0}), ConstraintViolation);
  CHECK(ledger.total() == 0);
}

TEST_CASE("Entries and decisions can be neither changed nor removed", "[store][ledger]") {
  Ledger ledger;
  ledger.post({{}, {ledger.entry(7)}, 0});
  ledger.database.write([](Connection& c) {
    append_decision(c, {EntryId::from_trusted(1), Verdict::accepted, "", "", "Aline", Instant::from_milliseconds(3000)}, digest);
  });
  const std::string sql = GENERATE("UPDATE ledger_entries SET declared_seconds = 1", "DELETE FROM ledger_entries",
                                   "UPDATE ledger_decisions SET note = 'x'", "DELETE FROM ledger_decisions");
  CHECK_THROWS(ledger.database.write([&](Connection& c) { c.execute(sql); }));
}

TEST_CASE("Recomputing the ledger shows an entry, a decision or a total tampered with", "[store][ledger]") {
  Ledger ledger;
  ledger.post({{}, {ledger.entry(7), ledger.entry(8, 5)}, 0});
  ledger.database.write([](Connection& c) {
    append_decision(c, {EntryId::from_trusted(1), Verdict::accepted, "", "", "Aline", Instant::from_milliseconds(3000)}, digest);
  });
  const auto clean = ledger.check();
  CHECK(clean.entries == 2);
  CHECK(clean.decisions == 1);
  CHECK(clean.totals == 1);
  REQUIRE(clean.differences.empty());

  struct Case {
    std::string table, change, code;
  };
  const auto c = GENERATE(Case{"ledger_entries", "UPDATE ledger_entries SET contract_type = 'permanent' WHERE id = 1", "verify.entry.chain"},
                          Case{"ledger_decisions", "UPDATE ledger_decisions SET recorded_at = 1", "verify.decision.chain"},
                          Case{"lot_month_totals", "UPDATE lot_month_totals SET declared_seconds = declared_seconds + 1", "verify.total"});
  ledger.database.write([&](Connection& connection) {
    if (c.table != "lot_month_totals") connection.execute("DROP TRIGGER " + c.table + "_no_update");
    connection.execute(c.change);
  });
  const auto differences = ledger.check().differences;
  REQUIRE_FALSE(differences.empty());
  CHECK(differences.front().code == c.code);
}

TEST_CASE("Former months are those before, newest first, as they stand", "[store][ledger]") {
  Ledger ledger;
  ledger.post({{}, {ledger.entry(7)}, 0});
  const auto months = [&](Month before) {
    return ledger.database.read([&](Connection& c) { return former_months(c, {ledger.subject.lot, ledger.subject.firm, before}, 6); });
  };
  CHECK(months(*Month::of(2026, 5)).empty());
  CHECK(months(*Month::of(2026, 6)) == std::vector<WorkTime>{WorkTime::from_hours(7)});
}
