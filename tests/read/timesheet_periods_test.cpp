#include <catch2/catch.hpp>

#include "sheet_support.hpp"

using namespace clausier;
using namespace clausier::read;
using namespace sheet_support;
using Codes = std::vector<std::string>;

namespace {

// The draft of one line of 7 hours with the given period columns, for May 2026.
TimesheetDraft draft_of(const std::string& titles, const std::string& cells, const std::string& month = "2026-05") {
  return read_timesheet(read_grid("Nom;Prénom;Heures;" + titles + "\nPELLE;Ida;7;" + cells + "\n"), context_of(month));
}

std::string days_of(const TimesheetDraft& draft) {
  if (draft.lines.empty()) return "no line";
  const auto& worked = draft.lines[0].worked;
  return worked ? worked->first.iso() + " " + worked->last.iso() : "month";
}

}  // namespace

TEST_CASE("Days, weeks, periods and months of the asked month are read", "[read][timesheet]") {
  struct Case {
    const char* titles;
    const char* cells;
    const char* days;
  };
  const auto test = GENERATE(values<Case>({
      {"Date", "04/05/2026", "2026-05-04 2026-05-04"},
      {"Date", "4.5.2026", "2026-05-04 2026-05-04"},
      {"Date", "2026-05-04", "2026-05-04 2026-05-04"},
      {"Date", "2026-05-04T00:00:00", "2026-05-04 2026-05-04"},
      {"Date", "04/05/2026 07:30", "2026-05-04 2026-05-04"},
      {"Date", "04052026", "2026-05-04 2026-05-04"},
      {"Date", "lundi 4 mai 2026", "2026-05-04 2026-05-04"},
      {"Date", "1er mai 2026", "2026-05-01 2026-05-01"},
      {"Date", "", "month"},
      {"Du;Au", "04/05/2026;08/05/2026", "2026-05-04 2026-05-08"},
      {"Période - Start;Période - End", "2026-05-01;2026-05-31", "2026-05-01 2026-05-31"},
      {"Semaine du", "04/05/2026", "2026-05-04 2026-05-10"},
      {"Semaine du;Au", "04/05/2026;08/05/2026", "2026-05-04 2026-05-08"},
      {"Semaine", "S19", "2026-05-04 2026-05-10"},
      {"Semaine", "19", "2026-05-04 2026-05-10"},
      {"N° semaine", "Semaine 18", "2026-04-27 2026-05-03"},  // a week belongs to the month of its last day
      {"Mois", "mai 2026", "month"},
      {"Mois", "05/2026", "month"},
      {"Mois", "2026-05", "month"},
      {"Mois", "Mai", "month"},
      {"Mois", "mai-26", "month"},
      {"Mois", "5", "month"},
      {"Mois", "01/05/2026", "month"},
      {"Mois", "", "month"},
  }));
  CAPTURE(test.titles, test.cells);
  const auto draft = draft_of(test.titles, test.cells);
  CHECK(draft.findings.empty());
  CHECK(days_of(draft) == test.days);
}

TEST_CASE("Dates at fault are told where they stand", "[read][timesheet]") {
  struct Case {
    const char* titles;
    const char* cells;
    const char* code;
    const char* place;
  };
  const auto test = GENERATE(values<Case>({
      {"Date", "31/02/2026", "cell.date.format", "D2"},
      {"Date", "31/04/26", "cell.date.format", "D2"},
      {"Date", "26-05-04", "cell.date.format", "D2"},  // which end is the year?
      {"Date", "demain", "cell.date.format", "D2"},
      {"Date", "#N/A", "cell.value_error", "D2"},
      {"Date", "30/04/2026", "cell.date.month", "D2"},
      {"Date", "04/05/2025", "cell.date.month", "D2"},
      {"Du;Au", "08/05/2026;04/05/2026", "cell.date.order", "E2"},
      {"Du;Au", "20/04/2026;31/05/2026", "cell.date.month", "D2"},
      {"Semaine", "S54", "cell.date.format", "D2"},
      {"Semaine", "S23", "cell.date.month", "D2"},
      {"Mois", "avril 2026", "cell.date.month", "D2"},
      {"Mois", "mai 2025", "cell.date.month", "D2"},
      {"Mois", "T2 2026", "cell.date.quarter", "D2"},
      {"Mois", "le premier", "cell.date.format", "D2"},
  }));
  CAPTURE(test.titles, test.cells);
  const auto draft = draft_of(test.titles, test.cells);
  REQUIRE(codes(draft.findings) == Codes{test.code});
  CHECK(spot(draft.findings[0].place) == test.place);
  CHECK(draft.lines.empty());
  CHECK(draft.unread.size() == 1);
}

TEST_CASE("Bare serial numbers are dates, and announced", "[read][timesheet]") {
  const auto draft = draft_of("Date;Né(e) le", "46146;28914");
  CHECK(days_of(draft) == "2026-05-04 2026-05-04");
  CHECK(draft.lines[0].person.birth_date == Date::of(1979, 2, 28));
  REQUIRE(codes(draft.findings) == Codes{"cell.date.serial", "cell.date.serial"});
  CHECK(draft.findings[0].parameters.at("count") == "1");
}

TEST_CASE("Columns of months give the hours of the asked month", "[read][timesheet]") {
  const auto grid = read_grid(fixture("months_as_columns.xlsx"));
  const auto may = read_timesheet(grid, context_of("2026-05"));
  CHECK(codes(may.findings) == Codes{"row.total.skipped"});
  REQUIRE(may.lines.size() == 1);  // the other person did not work in May
  CHECK(may.lines[0].person.full_name == "RATEAU Éli");
  CHECK(may.lines[0].declared == WorkTime::from_seconds(267300));
  CHECK(spot(may.lines[0].place) == "Année!F2");
  CHECK(may.totals.at(0).stated == may.totals.at(0).summed);
  CHECK(read_timesheet(grid, context_of("2026-06")).declared() == WorkTime::from_hours(90));
  CHECK(codes(read_timesheet(grid, context_of("2026-07")).findings) == Codes{"col.required"});
}

TEST_CASE("A year beside the month of a column must be the asked one", "[read][timesheet]") {
  const std::string csv = "Nom;Prénom;mai-25;mai-26\nPELLE;Ida;7;8\n";
  CHECK(read_timesheet(read_grid(csv), context_of("2026-05")).declared() == WorkTime::from_hours(8));
  CHECK(read_timesheet(read_grid(csv), context_of("2025-05")).declared() == WorkTime::from_hours(7));
}

TEST_CASE("The tab of the asked month is read, and the choice announced", "[read][timesheet]") {
  const auto grid = read_grid(fixture("sheet_per_month.xlsx"));
  const auto may = read_timesheet(grid, context_of("2026-05"));
  CHECK(may.declared() == WorkTime::from_hours(50));
  REQUIRE(codes(may.findings) == Codes{"sheet.several"});
  CHECK(may.findings[0].parameters.at("sheets") == "Mai 2026");
  const auto july = read_timesheet(grid, context_of("2026-07"));
  CHECK(july.lines.empty());  // that no line was found is said by the checks
  CHECK(july.findings.empty());
  CHECK(read_timesheet(grid, context_of("2025-05")).lines.empty());
}

TEST_CASE("Tabs of people are all read, a tab that sums them up is not", "[read][timesheet]") {
  auto grid = read_grid("Nom;Prénom;Heures\nPELLE;Ida;7\n");
  grid.sheets[0].name = "Ida";
  grid.sheets.push_back(grid.sheets[0]);
  grid.sheets[1].name = "Mia";
  grid.sheets[1].rows[1].cells[1].text = "Mia";
  grid.sheets.push_back(grid.sheets[0]);
  grid.sheets[2].name = "Récapitulatif";
  const auto draft = read_timesheet(grid, context_of("2026-05"));
  CHECK(draft.lines.size() == 2);
  REQUIRE(codes(draft.findings) == Codes{"sheet.several"});
  CHECK(draft.findings[0].parameters.at("sheets") == "Ida, Mia");
}

TEST_CASE("Dates of a 1904 workbook fall in their month", "[read][timesheet]") {
  const auto draft = read_timesheet(read_grid(fixture("mac_1904.xlsx")), context_of("2026-05"));
  CHECK(draft.findings.empty());
  CHECK(days_of(draft) == "2026-05-28 2026-05-28");
}

TEST_CASE("Columns named « début » and « fin » are the days worked when their dates can be", "[read][timesheet]") {
  struct Case {
    const char* titles;
    const char* cells;
    const char* days;
    Codes codes;
  };
  const auto test = GENERATE(values<Case>({
      {"Date de début;Date de fin", "04/05/2026;08/05/2026", "2026-05-04 2026-05-08", {}},
      {"Début;Fin", "04/05/2026;08/05/2026", "2026-05-04 2026-05-08", {}},
      {"Début;Fin", "04/05/2026;", "2026-05-04 2026-05-04", {}},
      // Of another month: said as an error, never widened to the month in silence.
      {"Date de début;Date de fin", "01/06/2026;02/06/2026", "no line", {"cell.date.month"}},
      {"Début;Fin", "01/04/2026;02/04/2026", "no line", {"cell.date.month"}},
      // A work contract: the hours are of the whole month, and somebody ticks that.
      {"Date de début;Date de fin", "01/03/2026;31/12/2026", "month", {"col.dates", "col.dates"}},
      {"Début;Fin", "15/04/2026;14/06/2026", "month", {"col.dates", "col.dates"}},
      {"Date de début", "04/05/2026", "month", {"col.dates"}},
      {"Date de fin", "31/05/2026", "month", {"col.dates"}},
      {"Date de début;Date de fin", ";", "month", {"col.ignored", "col.ignored"}},
      // The days are said elsewhere, or the title speaks of the contract.
      {"Date;Date de début;Date de fin", "04/05/2026;01/05/2026;31/05/2026", "2026-05-04 2026-05-04", {"col.ignored", "col.ignored"}},
      {"Mois;Début;Fin", "mai;04/05/2026;08/05/2026", "month", {"col.ignored", "col.ignored"}},
      {"Date de début du contrat;Date de fin prévisionnelle", "04/05/2026;08/05/2026", "month", {"col.ignored", "col.ignored"}},
  }));
  CAPTURE(test.titles, test.cells);
  const auto draft = draft_of(test.titles, test.cells);
  CHECK(codes(draft.findings) == test.codes);
  CHECK(days_of(draft) == test.days);
}

TEST_CASE("The warning about dates left aside names the column, a date and the month", "[read][timesheet]") {
  const auto draft = draft_of("Date de début;Date de fin", "01/03/2026;31/12/2026");
  REQUIRE(draft.findings.size() == 2);
  const auto& warning = draft.findings.front();
  CHECK(warning.severity == Severity::warning);
  CHECK(warning.place.column == "D");
  CHECK(warning.parameters.at("title") == "Date de début");
  CHECK(warning.parameters.at("date") == "01/03/2026");
  CHECK(warning.parameters.at("month") == "mai 2026");
}
