// One file for several lots, firms or months: each part stands or falls by itself.
#include <catch2/catch.hpp>

#include "clausier/app/split_timesheet.hpp"
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
