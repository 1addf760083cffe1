// One file for several lots, firms or months: each part stands or falls by itself.
#include <catch2/catch.hpp>

#include <algorithm>

#include "clausier/app/draft_corrections.hpp"
#include "clausier/app/hours_grid.hpp"
#include "clausier/app/split_timesheet.hpp"
#include "clausier/app/timesheet_files.hpp"
#include "clausier/read/grid.hpp"
#include "sample_base.hpp"

using namespace clausier;
using namespace clausier::app;

namespace {

struct Several : sample::Base {
  Several() {
    make_eligible(person(agency, earthworks, "LAMPION", "Zoé"));
    make_eligible(person(agency, masonry, "BOUSSOLE", "Iris"));
    make_eligible(person(holder, earthworks, "CADRAN", "Paul"));
  }
  std::vector<ReceivedPart> parts(const Actor& actor, const std::string& bytes) {
    auto received = receive_parts(**this, actor, sample::month("2026-05"), "tout.csv", bytes);
    REQUIRE(received);
    return received.value();
  }
  TimesheetReading reading(const Actor& actor, const ReceivedPart& part) { return view_timesheet(**this, actor, part.outcome.value().timesheet).value(); }
};

}  // namespace

TEST_CASE("A file of two lots and two months becomes a draft for each, and the lot nobody knows is refused alone", "[app][split]") {
  Several base;
  const auto parts = base.parts(base.agency, "Lot;Mois;Nom;Prénom;Heures\n"
                                             "2;05/2026;LAMPION;Zoé;7\n"
                                             "Maçonnerie;05/2026;BOUSSOLE;Iris;14\n"
                                             "2;avril 2026;LAMPION;Zoé;21\n"
                                             "lot 9;05/2026;LAMPION;Zoé;28\n"
                                             "TOTAL;;;;70\n");
  REQUIRE(parts.size() == 4);
  REQUIRE(parts[0].outcome);
  REQUIRE(parts[1].outcome);
  REQUIRE(parts[2].outcome);
  CHECK(parts[3].outcome.refusal() == Refusal{"split.lot.unknown"});
  const auto may = base.reading(base.agency, parts[0]), masonry = base.reading(base.agency, parts[1]), april = base.reading(base.agency, parts[2]);
  CHECK(may.declared == WorkTime::from_hours(7));
  CHECK(may.head.subject == base.subject(base.earthworks, base.agency, "2026-05"));
  CHECK(masonry.declared == WorkTime::from_hours(14));
  CHECK(masonry.head.subject == base.subject(base.masonry, base.agency, "2026-05"));
  CHECK(april.declared == WorkTime::from_hours(21));
  CHECK(april.head.subject == base.subject(base.earthworks, base.agency, "2026-04"));
  for (const auto* reading : {&may, &masonry, &april}) CHECK(reading->can_confirm);
  CHECK(confirm_timesheet(*base, base.agency, masonry.head.id, true));  // by itself
  CHECK(base.reading(base.agency, parts[0]).head.state == TimesheetState::draft);
}

TEST_CASE("A fault of one part leaves the others alone", "[app][split]") {
  Several base;
  const auto parts = base.parts(base.agency, "Lot;Nom;Prénom;Heures\n2;LAMPION;Zoé;7h9x\n3;BOUSSOLE;Iris;14\n");
  REQUIRE(parts.size() == 2);
  CHECK_FALSE(base.reading(base.agency, parts[0]).can_confirm);
  CHECK(base.reading(base.agency, parts[1]).can_confirm);
}

TEST_CASE("A facilitator's file of several firms is told apart by the employer's SIRET", "[app][split]") {
  Several base;
  const auto holder = base.holder.organisation->siret.digits(), agency = base.agency.organisation->siret.digits();
  const auto parts = base.parts(base.facilitator, "Lot;SIRET;Nom;Prénom;Heures\n2;" + agency + ";LAMPION;Zoé;7\n2;" + holder + ";CADRAN;Paul;14\n2;;CADRAN;Paul;1\n");
  REQUIRE(parts.size() == 3);
  CHECK(base.reading(base.facilitator, parts[0]).head.subject.firm == base.agency.organisation->id);
  CHECK(base.reading(base.facilitator, parts[1]).head.subject.firm == base.holder.organisation->id);
  CHECK(base.reading(base.facilitator, parts[1]).declared == WorkTime::from_hours(14));
  CHECK(parts[2].outcome.refusal() == Refusal{"split.firm.unknown"});
}

TEST_CASE("Months as columns make a part each, and another firm's lots are nobody's here", "[app][split]") {
  Several base;
  const auto parts = base.parts(base.holder, "Nom;Prénom;Avril 2026;Mai 2026\nCADRAN;Paul;7;14\n");
  REQUIRE(parts.size() == 2);
  CHECK(base.reading(base.holder, parts[0]).declared == WorkTime::from_hours(7));
  CHECK(base.reading(base.holder, parts[1]).declared == WorkTime::from_hours(14));
  CHECK(base.parts(base.holder, "Lot;Nom;Prénom;Heures\n3;CADRAN;Paul;7\n")[0].outcome.refusal() == Refusal{"split.lot.unknown"});
}

TEST_CASE("Two spellings of one lot are one draft with the rows of both", "[app][split]") {
  Several base;
  const auto parts = base.parts(base.agency, "Lot;Nom;Prénom;Heures\n2;LAMPION;Zoé;7\nlot 2;LAMPION;Zoé;14\n");
  REQUIRE(parts.size() == 1);
  CHECK(parts[0].rows == 2);
  REQUIRE(parts[0].outcome);
  CHECK_FALSE(parts[0].outcome.value().already_received);
  CHECK(base.reading(base.agency, parts[0]).declared == WorkTime::from_hours(21));
}

TEST_CASE("A file that came whole is received again for a part of it", "[app][split]") {
  Several base;
  const std::string bytes = "Lot;Nom;Prénom;Heures\n2;LAMPION;Zoé;7\n3;BOUSSOLE;Iris;14\n";
  const auto whole = receive_timesheet(*base, base.agency, base.subject(base.earthworks, base.agency, "2026-05"), "tout.csv", bytes).value().timesheet;
  const auto parts = base.parts(base.agency, bytes);
  CHECK(parts[0].outcome.value().timesheet != whole);
  CHECK(base.reading(base.agency, parts[0]).declared == WorkTime::from_hours(7));
  CHECK(base.parts(base.agency, bytes)[0].outcome.value().already_received);
}

TEST_CASE("A remark or a name that begins like a total is no total", "[app][split]") {
  Several base;
  base.make_eligible(base.person(base.agency, base.earthworks, "TOTAIN", "Luc"));
  const auto parts = base.parts(base.agency, "Lot;Nom;Prénom;Heures;Commentaire\n"
                                             "2;LAMPION;Zoé;7;Totalité du mois sur le chantier\n"
                                             "2;TOTAIN;Luc;14;cumul d’emplois\n"
                                             "3;BOUSSOLE;Iris;28;total\n"
                                             ";TOTAL;;49;\n");
  REQUIRE(parts.size() == 2);
  const auto reading = base.reading(base.agency, parts[0]);
  CHECK(reading.declared == WorkTime::from_hours(21));
  CHECK(base.reading(base.agency, parts[1]).declared == WorkTime::from_hours(28));
  const auto left = std::find_if(reading.findings.begin(), reading.findings.end(), [](const Finding& f) { return f.code == "sheet.part.left"; });
  REQUIRE(left != reading.findings.end());
  CHECK(left->parameters.at("count") == "1");
}

TEST_CASE("Of a file of several lots, who reads one draft sees nothing of the rows of the others", "[app][split]") {
  Several base;
  const auto parts = base.parts(base.agency, "Relevé de BOUSSOLE Iris\nMois : mai 2026\nLot;Nom;Prénom;Heures\n3;BOUSSOLE;Iris;14\n2;LAMPION;Zoé;7h9x\nSigné : BOUSSOLE\n");
  REQUIRE(parts.size() == 2);
  const auto id = parts[1].outcome.value().timesheet;
  for (const auto& actor : {base.facilitator, base.agency}) {
    std::string shown;
    for (const auto& sheet : read::read_grid(annotated_timesheet(*base, actor, id).value()).sheets)
      for (const auto& row : sheet.rows)
        for (const auto& cell : row.cells) shown += cell.text + "\n";
    const auto columns = view_columns(*base, actor, id).value();
    for (const auto& column : columns.columns)
      for (const auto& sample : column.samples) shown += sample + "\n";
    const auto reading = view_timesheet(*base, actor, id).value();
    for (const auto& finding : reading.findings) {
      shown += finding.value + "\n";
      for (const auto& [name, value] : finding.parameters) shown += value + "\n";
    }
    for (const auto& cell : reading.cells) shown += cell + "\n";
    CHECK(shown.find("LAMPION") != std::string::npos);
    CHECK(shown.find("7h9x") != std::string::npos);
    CHECK(shown.find("BOUSSOLE") == std::string::npos);
    CHECK(shown.find("Iris") == std::string::npos);
  }
  // A column said to hold something else moves no row of another lot here.
  REQUIRE(choose_columns(*base, base.facilitator, id, {{"A", "ignore"}}));
  CHECK(view_timesheet(*base, base.facilitator, id).value().rows == 1);
}

TEST_CASE("A part of a file called like typed hours is not put back in the table", "[app][split]") {
  Several base;
  const auto received = receive_parts(*base, base.agency, sample::month("2026-05"), typed_file_name(*base),
                                      "Lot;Nom;Prénom;Heures\n3;BOUSSOLE;Iris;14\n2;LAMPION;Zoé;7\n").value();
  REQUIRE(received.size() == 2);
  CHECK(lines_typed_before(*base, base.facilitator, base.subject(base.earthworks, base.agency, "2026-05")).value().empty());
}
