#include <catch2/catch.hpp>

#include "clausier/store/timesheet_store.hpp"
#include "places.hpp"
#include "temporary_directory.hpp"

using namespace clausier;
using namespace clausier::store;

namespace {

struct Sheets {
  TemporaryDirectory directory;
  Database database{directory.path() / "base.sqlite", (clausier::test::source_folder() / "src/store/migrations/sqlite").string()};
  const TimesheetSubject subject{LotId::from_trusted(1), OrganisationId::from_trusted(1), *Month::of(2026, 5)};

  Sheets() {
    database.write([&](Connection& c) {
      c.execute("INSERT INTO organisations VALUES (1, 'firm', '99900301500016', '999003015', 'Firme', 0)");
      c.execute("INSERT INTO imports (id, state, author, author_id, departments, social_only, base_generation, recorded_at, applied_at) VALUES (1, 'applied', 'x', NULL, '', 0, 0, 0, 0)");
      c.execute("INSERT INTO contracts VALUES (1, 1, '', 'contract', '', '', '', '', '', NULL, NULL, '', '', '', '', '', '', '', '', '',"
                " '', '', NULL, NULL, NULL, NULL, '', '', '', '', '', '')");
      c.execute("INSERT INTO lots VALUES (1, 1, 1, '', '', NULL, NULL, 0)");
      note_document(c, sha, 12, "mai.csv", Instant::from_milliseconds(1));
    });
  }
  TimesheetRow sheet(std::int64_t id, const std::string& state) const {
    return {.id = TimesheetId::from_trusted(id), .subject = subject, .state = state, .nil_reason = std::nullopt,
            .document_sha256 = sha, .file_name = "mai.csv", .minutes_answers = "F=minutes", .sent_by = "Sonia",
            .received_at = Instant::from_milliseconds(id), .confirmed_at = std::nullopt, .comment = ""};
  }
  void insert(const TimesheetRow& row) {
    database.write([&](Connection& c) { insert_timesheet(c, row); });
  }

  const std::string sha = std::string(64, 'a');
};

}  // namespace

TEST_CASE("A second active timesheet of a lot, firm and month is refused by the base", "[store][timesheet]") {
  Sheets sheets;
  sheets.insert(sheets.sheet(1, "confirmed"));
  sheets.insert(sheets.sheet(2, "draft"));
  sheets.insert(sheets.sheet(3, "replaced"));
  const std::string state = GENERATE("confirmed", "to_correct", "reviewed");
  CHECK_THROWS_AS(sheets.insert(sheets.sheet(4, state)), ConstraintViolation);
  const auto active = sheets.database.read([&](Connection& c) { return active_timesheet(c, sheets.subject); });
  REQUIRE(active);
  CHECK(active->id == TimesheetId::from_trusted(1));
}

TEST_CASE("Each change of a timesheet gives it the next version", "[store][timesheet]") {
  Sheets sheets;
  sheets.insert(sheets.sheet(1, "draft"));
  sheets.database.write([&](Connection& c) {
    auto sheet = *find_timesheet(c, TimesheetId::from_trusted(1));
    sheet.state = "confirmed";
    sheet.comment = "commentaire";
    sheet.confirmed_at = Instant::from_milliseconds(9);
    update_timesheet(c, sheet);
  });
  const auto sheet = sheets.database.read([](Connection& c) { return find_timesheet(c, TimesheetId::from_trusted(1)); });
  REQUIRE(sheet);
  CHECK(sheet->version == 2);
  CHECK(sheet->state == "confirmed");
  CHECK(sheet->comment == "commentaire");
  CHECK(sheet->confirmed_at == Instant::from_milliseconds(9));
  CHECK(sheet->minutes_answers == "F=minutes");
}

TEST_CASE("The same bytes are known again until another file took their place", "[store][timesheet]") {
  Sheets sheets;
  const std::string state = GENERATE("draft", "confirmed", "to_correct", "reviewed", "replaced", "abandoned");
  sheets.insert(sheets.sheet(1, state));
  const auto known = sheets.database.read([&](Connection& c) { return find_received(c, sheets.subject, sheets.sha); });
  CHECK(known.has_value() == (state != "replaced" && state != "abandoned"));
}
