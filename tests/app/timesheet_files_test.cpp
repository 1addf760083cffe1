#include <catch2/catch.hpp>

#include <algorithm>

#include "clausier/app/timesheet_files.hpp"
#include "clausier/read/timesheet_reader.hpp"
#include "row_counts.hpp"
#include "sample_base.hpp"
#include "zip_parts.hpp"

using namespace clausier;
using namespace clausier::app;

TEST_CASE("The model holds the people of the lot and reads back as it was given", "[app][files]") {
  sample::Base base;
  const auto zoe = base.person(base.holder, base.earthworks, "LAMPION", "Zoé");
  base.make_eligible(zoe);
  const auto may = base.subject(base.earthworks, base.holder, "2026-05");
  const auto model = timesheet_model(*base, base.holder, may);
  REQUIRE(model);
  auto grid = read::read_grid(model.value());
  REQUIRE(grid.sheets.size() == 1);
  REQUIRE(grid.sheets[0].rows.size() >= 2);
  CHECK(grid.sheets[0].rows[1].cells[0].text == zoe);
  CHECK(grid.sheets[0].rows[1].cells[1].text == "LAMPION");
  read::apply_changes(grid, {{grid.sheets[0].name, 2, "G", "35,5"}});
  const auto draft = read::read_timesheet(grid, {may.month, base->reference.header_synonyms});
  REQUIRE(draft.lines.size() == 1);
  CHECK(draft.lines[0].declared == WorkTime::from_seconds(35 * 3600 + 1800));
  CHECK(timesheet_model(*base, base.agency, may).refusal() == Refusal{"not_found"});
}

TEST_CASE("The annotated file is what was sent, with each fault on its cell", "[app][files]") {
  sample::Base base;
  base.person(base.holder, base.earthworks, "LAMPION", "Zoé");
  const auto id = receive_timesheet(*base, base.holder, base.subject(base.earthworks, base.holder, "2026-05"), "mai.csv",
                                    "Nom;Prénom;Heures\nLAMPION;Zoé;7h9x\n=cmd();Jean;7\n").value().timesheet;
  const auto file = annotated_timesheet(*base, base.holder, id);
  REQUIRE(file);
  const auto grid = read::read_grid(file.value());
  REQUIRE(grid.sheets.size() == 1);
  CHECK(grid.sheets[0].rows[1].cells[2].text == "7h9x");
  CHECK(grid.sheets[0].rows[2].cells[0].text == "=cmd()");
  CHECK_FALSE(grid.sheets[0].rows[2].cells[0].formula);
  const auto comments = test::zip_parts(file.value()).at("xl/comments1.xml");
  CHECK(comments.find("ref=\"C2\"") != std::string::npos);
  CHECK(comments.find("Heures doit être un nombre") != std::string::npos);
  CHECK(comments.find("ref=\"A3\"") != std::string::npos);
  CHECK(annotated_timesheet(*base, base.agency, id).refusal() == Refusal{"not_found"});
}

TEST_CASE("A file checked for anybody says its faults and leaves nothing behind", "[app][files]") {
  sample::Base base;
  const auto before = test::row_counts(*base);
  const auto reading = check_anonymously(*base, sample::month("2026-05"), "Nom;Prénom;Heures\nLAMPION;Zoé;7h9x\nLAMPION;Zoé;7\nTotal;;9\n");
  REQUIRE(reading);
  CHECK(reading.value().lines == 1);
  CHECK(std::any_of(reading.value().findings.begin(), reading.value().findings.end(), [](const Finding& f) { return f.code == "cell.hours.format"; }));
  CHECK(test::row_counts(*base) == before);
}
