// An old tracker brought over on the site: plan, columns, batch, undone.
#include <catch2/catch.hpp>

#include "golden.hpp"
#include "places.hpp"
#include "world.hpp"

using namespace clausier;
using namespace clausier::test;
using journey::Copy;

namespace {

std::string action_ending(const Answer& page, const std::string& ending) {
  for (const auto& form : forms_of(page.body))
    if (form.action.ends_with(ending)) return form.action;
  return "";
}

}  // namespace

TEST_CASE("An old tracker is looked over, brought over as one batch and taken back as one", "[journey][tracker]") {
  Copy copy;
  auto aline = copy.client("facilitator");
  CHECK(aline.get("/imports").says("Reprendre un ancien tableau de suivi"));
  aline.get("/reprises");
  CHECK(aline.submit("/reprises", {}, {{"fichier", "notes.csv", "a;b\n1;2\n"}}).says("Aucune ligne de titres reconnue"));
  aline.get("/reprises");
  const auto file = file_text(clausier::test::source_folder() / "tests/read/fixtures/trackers/ancien-suivi.xlsx");
  const auto plan = aline.submit("/reprises", {}, {{"fichier", "ancien-suivi.xlsx", file}});
  REQUIRE(plan.status == 200);
  CHECK(plan.says("Gymnase des Coquelicots"));
  CHECK(plan.says("Choisissez plus bas le rythme"));
  CHECK(action_ending(plan, "/appliquer").empty());
  const auto columns = action_ending(plan, "/colonnes");
  REQUIRE_FALSE(columns.empty());
  const auto unsure = aline.submit(columns, {{"base", "L2112_2"}});  // no radio chosen: kept, still to choose
  CHECK(unsure.says("Choisissez plus bas le rythme"));
  const auto ready = aline.submit(columns, {{"rythme", "linear"}, {"base", "L2112_2"}});
  CHECK(ready.says("le plan a été relu"));
  const auto apply = action_ending(ready, "/appliquer");
  REQUIRE_FALSE(apply.empty());
  const auto done = aline.submit(apply);
  CHECK(done.says("La reprise est faite"));
  CHECK(aline.get("/marches?texte=coquelicots").says("Gymnase des Coquelicots"));
  aline.get(done.path);
  const auto undone = aline.submit(action_ending(done, "/annuler"));
  CHECK(undone.says("La reprise a été annulée"));
  CHECK_FALSE(aline.get("/marches?texte=coquelicots").says("Gymnase des Coquelicots"));
}
