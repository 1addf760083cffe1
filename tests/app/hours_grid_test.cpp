#include <catch2/catch.hpp>

#include "clausier/app/hours_grid.hpp"
#include "sample_base.hpp"

using namespace clausier;
using namespace clausier::app;

TEST_CASE("The grid proposes who is employed on the lot in the month, those of the month before first", "[app][grid]") {
  sample::Base base;
  const auto zoe = base.person(base.holder, base.earthworks, "LAMPION", "Zoé");
  const auto iris = base.person(base.holder, base.earthworks, "BOUSSOLE", "Iris");
  base.person(base.agency, base.earthworks, "AUTRE", "Firme");
  const auto april = receive_timesheet(*base, base.holder, base.subject(base.earthworks, base.holder, "2026-04"), "avril.csv",
                                       "Référence;Heures\n" + iris + ";7\n");
  REQUIRE(confirm_timesheet(*base, base.holder, april.value().timesheet, true));
  const auto people = people_to_declare(*base, base.holder, base.subject(base.earthworks, base.holder, "2026-05"));
  REQUIRE(people);
  REQUIRE(people.value().size() == 2);
  CHECK(people.value()[0].reference == iris);
  CHECK(people.value()[0].in_former_month);
  CHECK(people.value()[0].identity.family_name == "BOUSSOLE");
  CHECK(people.value()[1].reference == zoe);
  CHECK_FALSE(people.value()[1].in_former_month);
  CHECK(people_to_declare(*base, base.holder, base.subject(base.earthworks, base.holder, "2025-11")).value().empty());  // before they were hired
  CHECK(people_to_declare(*base, base.other_facilitator, base.subject(base.earthworks, base.holder, "2026-05")).refusal() == Refusal{"not_found"});
}

TEST_CASE("What is typed is read like a file, and shown again as it was typed", "[app][grid]") {
  sample::Base base;
  const auto zoe = base.person(base.holder, base.earthworks, "LAMPION", "Zoé");
  base.make_eligible(zoe);
  const auto may = base.subject(base.earthworks, base.holder, "2026-05");
  const std::vector<TypedLine> typed = {{zoe, "04/05/2026", "05/05/2026", "14"}, {zoe, "", "", ""}, {"", "", "", "a;\"b\""}};
  const auto draft = receive_timesheet(*base, base.holder, may, typed_file_name(*base), typed_file(*base, typed)).value().timesheet;
  const auto reading = view_timesheet(*base, base.holder, draft).value();
  REQUIRE(reading.draft.lines.size() == 1);
  CHECK(reading.draft.lines[0].declared == WorkTime::from_hours(14));
  CHECK(reading.draft.lines[0].worked == DateRange{sample::day("2026-05-04"), sample::day("2026-05-05")});
  CHECK_FALSE(reading.can_confirm);
  const auto again = lines_typed_before(*base, base.holder, may).value();
  REQUIRE(again.size() == 2);  // the line that said nothing is left out
  CHECK(again[0].hours == "14");
  CHECK(again[0].first == "04/05/2026");
  CHECK(again[1].hours == "a;\"b\"");
  receive_timesheet(*base, base.holder, may, "mai.csv", "Référence;Heures\n" + zoe + ";7\n").value();
  CHECK(lines_typed_before(*base, base.holder, may).value().empty());  // a file is not the grid
}
