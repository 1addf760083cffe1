#include <catch2/catch.hpp>

#include "sheet_support.hpp"

using namespace clausier;
using namespace clausier::read;
using namespace sheet_support;
using Codes = std::vector<std::string>;

namespace {

TimesheetDraft draft_of(const std::string& csv, const std::string& month = "2026-05") {
  return read_timesheet(read_grid(csv), context_of(month));
}

std::int64_t seconds(const TimesheetDraft& draft, std::size_t line) { return draft.lines.at(line).declared.seconds(); }

}  // namespace

TEST_CASE("Hours are read in every form of a column", "[read][timesheet]") {
  const auto draft = draft_of("Nom;Prénom;Heures\nA;a;35,5\nB;b;1 234,75\nC;c;7h30\nD;d;7 h 30\nE;e;07:30\nF;f;151:40\nG;g;151,67\nH;h;35.50\n");
  REQUIRE(draft.findings.empty());
  const std::vector<std::int64_t> expected = {127800, 4445100, 27000, 27000, 27000, 546000, 546012, 127800};
  REQUIRE(draft.lines.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) CHECK(seconds(draft, i) == expected[i]);
  CHECK(draft.lines[0].person.family_name == "A");
  CHECK(draft.lines[0].person.given_name == "a");
  CHECK(spot(draft.lines[7].place) == "C9");
}

TEST_CASE("A workbook's durations and decimals are the seconds that were typed", "[read][timesheet]") {
  const auto draft = read_timesheet(read_grid(fixture("durations.xlsx")), context_of("2026-05"));
  REQUIRE(draft.lines.size() == 4);
  CHECK(seconds(draft, 0) == 546000);
  CHECK(seconds(draft, 1) == 27000);
  CHECK(seconds(draft, 2) == 546012);
  CHECK(seconds(draft, 3) == 127800);
  CHECK(draft.lines[0].person.birth_date == Date::of(1990, 2, 28));
  CHECK(draft.lines[0].contract_type == "fixed_term");
  CHECK(codes(draft.findings) == Codes{"sheet.hidden", "row.hidden", "row.total.skipped"});
  REQUIRE(draft.totals.size() == 1);
  CHECK(draft.totals[0].stated == draft.totals[0].summed);
  CHECK(spot(draft.totals[0].place) == "Mai!C9");
}

TEST_CASE("Both formats of one LibreOffice workbook give the same timesheet", "[read][timesheet]") {
  const auto* name = GENERATE("libreoffice.ods", "libreoffice.xlsx");
  CAPTURE(name);
  const auto draft = read_timesheet(read_grid(fixture(name)), context_of("2026-05"));
  std::vector<std::int64_t> read;
  for (std::size_t i = 0; i < draft.lines.size(); ++i) read.push_back(seconds(draft, i));
  CHECK(read == std::vector<std::int64_t>{27000, 30600, 26100, 26100, 546000, 27000});
  CHECK(draft.lines[1].person.family_name == "BROUETTE");
  CHECK(draft.lines[0].worked == DateRange{*Date::of(2026, 5, 4), *Date::of(2026, 5, 4)});
  CHECK(codes(draft.findings) == Codes{"sheet.hidden", "cell.formula", "cell.value_error", "cell.hours.format", "cell.formula", "row.hidden"});
  CHECK(spot(found(draft.findings, "cell.value_error")->place) == "Heures!E5");
  CHECK(spot(found(draft.findings, "cell.hours.format")->place) == "Heures!D6");
}

TEST_CASE("A dot before minutes is asked once per column, then obeyed", "[read][timesheet]") {
  const auto grid = read_grid("Nom;Prénom;Heures\nA;a;7.30\nB;b;8.15\nC;c;35.30\nD;d;7.75\n");
  auto context = context_of("2026-05");
  const auto asked = read_timesheet(grid, context);
  REQUIRE(codes(asked.findings) == Codes{"cell.hours.minutes"});
  CHECK(spot(asked.findings[0].place) == "C2");
  CHECK(asked.findings[0].severity == Severity::error);
  CHECK(asked.findings[0].parameters == Parameters{{"value", "7.30"}, {"minutes", "7\u00A0h\u00A030"}, {"decimal", "7,30"}, {"count", "2"}});
  CHECK(asked.lines.size() == 4);

  context.dot_means_minutes["C"] = false;
  const auto decimal = read_timesheet(grid, context);
  REQUIRE(codes(decimal.findings) == Codes{"cell.hours.minutes.answered"});
  CHECK(decimal.findings[0].severity == Severity::info);
  CHECK(decimal.findings[0].parameters.at("reading") == "7,30\u00A0h");
  CHECK(seconds(decimal, 0) == 26280);

  context.dot_means_minutes["C"] = true;
  const auto minutes = read_timesheet(grid, context);
  CHECK(seconds(minutes, 0) == 27000);
  CHECK(seconds(minutes, 2) == 35 * 3600 + 1800);
  REQUIRE(codes(minutes.findings) == Codes{"cell.hours.format", "cell.hours.minutes.answered"});  // 7.75 contradicts it
  CHECK(minutes.findings[1].parameters.at("reading") == "7\u00A0h\u00A030");
  CHECK(spot(minutes.findings[0].place) == "C5");
}

TEST_CASE("A total is read as its column is, once the dot is answered", "[read][timesheet]") {
  auto context = context_of("2026-05");
  context.dot_means_minutes["C"] = true;
  const auto draft = read_timesheet(read_grid("Nom;Prénom;Heures\nA;a;7.30\nB;b;8.15\nTotal;;15.45\n"), context);
  REQUIRE(draft.totals.size() == 1);
  CHECK(draft.totals[0].stated == draft.totals[0].summed);
}

TEST_CASE("A fraction of a day that lost its format is not taken for hours", "[read][timesheet]") {
  const auto* suspect = GENERATE("0,3125", "0.3125", "0,375", "6,31944444444444", "0,319444444444444");
  CAPTURE(suspect);
  CHECK(codes(draft_of("Nom;Prénom;Heures\nA;a;" + std::string(suspect) + "\n").findings) == Codes{"cell.hours.fraction"});
  const auto* honest = GENERATE("0,5", "0,25", "0,33", "7,58333333333333", "151,666666666667", "7,125", "0,333333333333333");
  CAPTURE(honest);
  CHECK(draft_of("Nom;Prénom;Heures\nA;a;" + std::string(honest) + "\n").findings.empty());
}

TEST_CASE("Every fault of a sheet is told with its cell, none hides another", "[read][timesheet]") {
  const auto draft = read_timesheet(read_grid(fixture("faults.xlsx")), context_of("2026-05"));
  std::vector<std::string> told;
  for (const auto& f : draft.findings) told.push_back(f.code + " " + spot(f.place));
  CHECK(told == std::vector<std::string>{
                    "cell.nir Mai!G13",
                    "col.ignored Mai!G1",
                    "cell.hours.format Mai!D2",
                    "cell.date.format Mai!C3",
                    "cell.date.month Mai!C4",
                    "cell.hours.negative Mai!D5",
                    "cell.person.missing Mai!A6",
                    "cell.value_error Mai!D7",
                    "cell.modality.unknown Mai!F8",
                    "cell.siret.destroyed Mai!E8",
                    "cell.siret.key Mai!E9",
                    "cell.siret Mai!E10",
                    "cell.hours.empty Mai!D11",
                    "cell.hours.fraction Mai!D12",
                    "cell.hours.format Mai!D13",
                });
  CHECK(found(draft.findings, "cell.hours.format")->value == "sept");
  CHECK(found(draft.findings, "cell.date.month")->value == "01/06/2026");
  // Rows whose hours or dates are at fault still name their person, for the checks of the same pass.
  CHECK(draft.lines.size() == 3);
  CHECK(draft.unread.size() == 7);
  for (const auto& line : draft.unread) CHECK(line.declared == WorkTime::zero());
}

TEST_CASE("A social security number is refused and repeated nowhere", "[read][timesheet]") {
  const auto draft = draft_of("Nom;Prénom;Heures;Observations\nPELLE 285059999900131;Ida;285059999900131;n° 2 85 05 99 999 001 31\nSEAU;Mia;7;ok\n");
  CHECK(count(draft.findings, "cell.nir") == 3);
  for (const auto& f : draft.findings) {
    CHECK(f.value.find("2850599") == std::string::npos);
    for (const auto& [name, value] : f.parameters) CHECK(value.find("2850599") == std::string::npos);
  }
  for (const auto* lines : {&draft.lines, &draft.unread})
    for (const auto& line : *lines) CHECK(line.person.full_name.find("285") == std::string::npos);
  const auto by_title = draft_of("Nom;Prénom;Heures;N° SS\nPELLE;Ida;7;\n");
  REQUIRE(codes(by_title.findings) == Codes{"cell.nir"});
  CHECK(by_title.findings[0].parameters.at("column") == "D");
}

TEST_CASE("Totals are skipped, announced and set beside the lines they cover", "[read][timesheet]") {
  const auto draft = draft_of(
      "Nom;Prénom;Heures\nA;a;10\nB;b;20\nSous-total;;30\nC;c;5\nS/Total équipe 2;;6\nTOTAL GÉNÉRAL;;35\nFait à Lille, le 2 juin 2026;;\n");
  CHECK(draft.lines.size() == 3);
  REQUIRE(draft.totals.size() == 3);
  CHECK(draft.totals[0].summed == WorkTime::from_hours(30));
  CHECK(draft.totals[1].stated == WorkTime::from_hours(6));
  CHECK(draft.totals[1].summed == WorkTime::from_hours(5));
  CHECK(draft.totals[2].summed == WorkTime::from_hours(35));
  CHECK(codes(draft.findings) == Codes{"row.total.skipped", "row.total.skipped", "row.total.skipped", "row.after_table"});
  CHECK(spot(draft.findings[1].place) == "C6");
}

TEST_CASE("A total per person and a total without a word are told from lines", "[read][timesheet]") {
  const auto each = draft_of("Salarié;Heures\nPELLE Ida;3\nPELLE Ida;4\nTotal PELLE Ida;7\nSEAU Mia;8\nCumul;8\nTotal;15\n");
  CHECK(each.lines.size() == 3);
  REQUIRE(each.totals.size() == 3);
  for (const auto& total : each.totals) CHECK(total.stated == total.summed);
  const auto mute = draft_of("Nom;Prénom;Heures\nA;a;10\nB;b;20\n;;30\n");
  CHECK(codes(mute.findings) == Codes{"row.total.skipped"});
  const auto other = draft_of("Nom;Prénom;Heures\nA;a;10\nB;b;20\n;;31\n");
  CHECK(codes(other.findings) == Codes{"cell.person.missing"});
}

TEST_CASE("A total over lines that could not be read is not compared", "[read][timesheet]") {
  const auto draft = draft_of("Nom;Prénom;Heures\nA;a;sept\nB;b;20\nTOTAL;;27\n");
  CHECK(codes(draft.findings) == Codes{"cell.hours.format", "row.total.skipped"});
  CHECK(draft.totals.empty());
}

TEST_CASE("Repeated titles and blank rows are passed over", "[read][timesheet]") {
  const auto draft = draft_of("Nom;Prénom;Heures\nA;a;10\n;;\nNom;Prénom;Heures\nB;b;20\n");
  CHECK(draft.findings.empty());
  CHECK(draft.lines.size() == 2);
  CHECK(draft.lines[1].place.row == 5);
}

TEST_CASE("A person without hours is told, not sent", "[read][timesheet]") {
  const auto* hours = GENERATE("", "-", "0", "0,00", "0:00");
  CAPTURE(hours);
  const auto draft = draft_of("Nom;Prénom;Heures\nA;a;" + std::string(hours) + "\nB;b;7\n");
  CHECK(codes(draft.findings) == Codes{"cell.hours.empty"});
  CHECK(draft.lines.size() == 1);
}

TEST_CASE("Identical lines are told with the row of the first", "[read][timesheet]") {
  const auto draft = draft_of("Nom;Prénom;Date;Heures\nPELLE;Ida;04/05/2026;7\nPelle;IDA;4/5/2026;7,00\nPELLE;Ida;05/05/2026;7\n");
  REQUIRE(codes(draft.findings) == Codes{"cell.duplicate"});
  CHECK(spot(draft.findings[0].place) == "D3");
  CHECK(draft.findings[0].parameters.at("row") == "2");
  CHECK(draft.lines.size() == 3);
}

TEST_CASE("A lost zero is restored and announced once", "[read][timesheet]") {
  const auto draft = draft_of("Nom;Prénom;Heures;SIRET\nA;a;7;1850799000002\nB;b;8;1850799000002\nC;c;9;20003019500115\n");
  REQUIRE(codes(draft.findings) == Codes{"cell.siret.repaired"});
  CHECK(draft.findings[0].parameters.at("count") == "2");
  CHECK(draft.lines[0].employer_siret == "01850799000002");
  CHECK(draft.lines[2].employer_siret == "20003019500115");
  CHECK(codes(draft_of("Nom;Prénom;Heures;SIRET\nA;a;7;1,23E+13\n").findings) == Codes{"cell.siret.destroyed"});
}

TEST_CASE("A person without hours is told, not an amount too small to count", "[read][timesheet]") {
  CHECK(codes(draft_of("Nom;Prénom;Heures\nA;a;\n").findings) == Codes{"cell.hours.empty"});
  CHECK(codes(draft_of("Nom;Prénom;Heures\nA;a;0,00\n").findings) == Codes{"cell.hours.empty"});
  const auto tiny = draft_of("Nom;Prénom;Heures\nA;a;0,0001\n");
  CHECK(codes(tiny.findings) == Codes{"cell.hours.tiny"});
  CHECK(tiny.findings[0].value == "0,0001");
  CHECK(draft_of("Nom;Prénom;Heures\nA;a;0,0002\n").declared() == WorkTime::from_seconds(1));
}

TEST_CASE("A line knows the cells of its person and of its days", "[read][timesheet]") {
  const auto by_day = draft_of("Lot;Nom;Prénom;Du;Au;Heures\nA;PELLE;Ida;04/05/2026;08/05/2026;35\n");
  REQUIRE(by_day.lines.size() == 1);
  CHECK(spot(by_day.lines[0].place) == "F2");
  CHECK(spot(person_place(by_day.lines[0])) == "B2");
  CHECK(spot(days_place(by_day.lines[0])) == "D2");
  const auto by_month = draft_of("Heures;Référence;Mois\n35;P-7K3F-92QX;mai\n");
  CHECK(spot(person_place(by_month.lines.at(0))) == "B2");
  CHECK(spot(days_place(by_month.lines[0])) == "C2");
  const auto no_day = draft_of("Salarié;Heures\nPELLE Ida;35\n");
  CHECK(spot(person_place(no_day.lines.at(0))) == "A2");
  CHECK(spot(days_place(no_day.lines[0])) == "B2");  // nothing tells the days: the hours do
}

TEST_CASE("Modality, contract and references are read beside the hours", "[read][timesheet]") {
  const auto draft = draft_of("Référence;Intérimaire;Date;Heures travaillées;Modalité;Type de contrat\n"
                              "P-7K3F-92QX;VERVEINE Mariam;04/05/2026;7;Mise à disposition;Contrat de mission\n");
  REQUIRE(draft.lines.size() == 1);
  CHECK(draft.findings.empty());
  CHECK(draft.lines[0].person.reference == "P-7K3F-92QX");
  CHECK(draft.lines[0].person.full_name == "VERVEINE Mariam");
  CHECK(draft.lines[0].modality == Modality::labour_supply);
  CHECK(draft.lines[0].contract_type == "agency_assignment");
}
