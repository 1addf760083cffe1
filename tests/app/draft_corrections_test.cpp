// What a person may say of a draft on screen, without sending the file again.
#include <catch2/catch.hpp>

#include <algorithm>

#include "clausier/app/draft_corrections.hpp"
#include "sample_base.hpp"

using namespace clausier;
using namespace clausier::app;

namespace {

struct Draft : sample::Base {
  const TimesheetSubject may = subject(earthworks, holder, "2026-05");
  Draft() {
    make_eligible(person(holder, earthworks, "MARTIN", "Zoé"));
    make_eligible(person(holder, earthworks, "LAMPION", "Iris"));
  }
  TimesheetId receive(const std::string& bytes) { return receive_timesheet(**this, holder, may, "mai.csv", bytes).value().timesheet; }
  TimesheetReading reading(TimesheetId id) { return view_timesheet(**this, holder, id).value(); }

  // The repair of the first fault with that code, as the page would send it.
  CellRepair typed(const TimesheetReading& reading, const std::string& code, const std::string& text, bool everywhere = false) {
    const auto at = std::find_if(reading.findings.begin(), reading.findings.end(), [&](const Finding& f) { return f.code == code; });
    REQUIRE(at != reading.findings.end());
    return {static_cast<std::size_t>(at - reading.findings.begin()), at->place.row, at->place.column, text, everywhere};
  }
  Outcome<Done> repair(TimesheetId id, DraftRepairs repairs) {
    repairs.version = reading(id).head.version;
    return repair_draft(**this, holder, id, repairs);
  }
};

}  // namespace

TEST_CASE("A cell typed again is read instead of the file's, and the hours go through", "[app][draft]") {
  Draft base;
  const auto id = base.receive("Nom;Prénom;Heures\nMARTIN;Zoé;7h9x\nLAMPION;Iris;7\n");
  const auto before = base.reading(id);
  REQUIRE(before.cells.size() == before.findings.size());
  const auto cell = base.typed(before, "cell.hours.format", "7h30");
  CHECK(before.cells[cell.finding] == "7h9x");
  REQUIRE(base.repair(id, {.cells = {cell}}));
  const auto after = base.reading(id);
  CHECK(after.can_confirm);
  CHECK(after.cells_corrected == 1);
  CHECK(after.declared == WorkTime::from_seconds(14 * 3600 + 1800));
  CHECK(confirm_timesheet(*base, base.holder, id, true).value().entries_added == 2);
  CHECK(base.number("count(*) FROM audit_events WHERE action = 'timesheet.corrected'") == 1);
}

TEST_CASE("The same fault is mended in all its cells at once", "[app][draft]") {
  Draft base;
  const auto id = base.receive("Nom;Prénom;Jour;Heures\nMARTAIN;Zoé;04/05/2026;7\nMARTAIN;Zoé;05/05/2026;7\nLAMPION;Iris;05/05/2026;7\nMARTAIN;Zoé;06/05/2026;7\n");
  REQUIRE(base.repair(id, {.cells = {base.typed(base.reading(id), "cell.person.unknown", "MARTIN", true)}}));
  const auto after = base.reading(id);
  CHECK(after.can_confirm);
  CHECK(after.cells_corrected == 3);
  CHECK(after.persons == 2);
}

TEST_CASE("A row is left out with a reason of the list, and without one nothing changes", "[app][draft]") {
  Draft base;
  const auto id = base.receive("Nom;Prénom;Heures\nMARTIN;Zoé;7\nINCONNU;Jean;7\n");
  const auto cell = base.typed(base.reading(id), "cell.person.unknown", "");
  const DraftRepairs without{.version = 0, .cells = {}, .rows = {{cell.finding, cell.row, cell.column}}, .reason = ""};
  CHECK(base.repair(id, without).refusal() == Refusal{"form.reason.required"});
  auto with = without;
  with.reason = "not_on_lot";
  REQUIRE(base.repair(id, with));
  const auto after = base.reading(id);
  CHECK(after.can_confirm);
  CHECK(after.rows_left_out == 1);
  CHECK(after.rows == 1);
}

TEST_CASE("A correction of a page that is no longer true, or that holds a social security number, is refused", "[app][draft]") {
  Draft base;
  const auto id = base.receive("Nom;Prénom;Heures\nMARTIN;Zoé;7h9x\n");
  const auto reading = base.reading(id);
  auto cell = base.typed(reading, "cell.hours.format", "7");
  CHECK(repair_draft(*base, base.holder, id, {.version = reading.head.version + 1, .cells = {cell}}).refusal() == Refusal{"timesheet.answers.changed"});
  ++cell.row;
  CHECK(base.repair(id, {.cells = {cell}}).refusal() == Refusal{"timesheet.answers.changed"});
  CHECK(base.repair(id, {.cells = {base.typed(reading, "cell.hours.format", "1 84 12 76 451 089 46")}}).refusal() == Refusal{"person.nir"});
  CHECK(base.repair(id, {}).refusal() == Refusal{"repair.nothing"});
  CHECK(repair_draft(*base, base.agency, id, {.version = reading.head.version, .cells = {cell}}).refusal() == Refusal{"not_found"});
  CHECK(base.number("count(*) FROM timesheets WHERE version = 1") == 1);
}

TEST_CASE("What a firm says of its columns is remembered for its next file with the same titles", "[app][draft]") {
  Draft base;
  const std::string titles = "Colonne un;Colonne deux;Colonne trois\n";
  const auto id = base.receive(titles + "MARTIN;Zoé;7\n");
  CHECK_FALSE(base.reading(id).can_confirm);
  const auto columns = view_columns(*base, base.holder, id);
  REQUIRE(columns);
  REQUIRE(columns.value().columns.size() == 3);
  CHECK(columns.value().columns[0].samples == std::vector<std::string>{"MARTIN"});
  CHECK(choose_columns(*base, base.holder, id, {{"A", "nonsense"}}).refusal() == Refusal{"timesheet.column"});
  REQUIRE(choose_columns(*base, base.holder, id, {{"A", "last_name"}, {"B", "first_name"}, {"C", "hours"}}));
  CHECK(base.reading(id).can_confirm);
  const auto june = receive_timesheet(*base, base.holder, base.subject(base.earthworks, base.holder, "2026-06"), "juin.csv", titles + "LAMPION;Iris;14\n").value().timesheet;
  CHECK(base.reading(june).can_confirm);
  CHECK(base.reading(june).declared == WorkTime::from_hours(14));
}

TEST_CASE("A draft that nobody sends is given up after thirty days", "[app][draft]") {
  Draft base;
  const auto old = base.receive("Nom;Prénom;Heures\nMARTIN;Zoé;7\n");
  base.on("2026-08-05T07:00:00Z");
  receive_timesheet(*base, base.holder, base.subject(base.earthworks, base.holder, "2026-06"), "juin.csv", "Nom;Prénom;Heures\nMARTIN;Zoé;7\n").value();
  CHECK(base.reading(old).head.state == TimesheetState::draft);
  base.on("2026-08-05T09:00:00Z");
  receive_timesheet(*base, base.holder, base.subject(base.earthworks, base.holder, "2026-07"), "juillet.csv", "Nom;Prénom;Heures\nMARTIN;Zoé;7\n").value();
  CHECK(base.reading(old).head.state == TimesheetState::abandoned);
}
