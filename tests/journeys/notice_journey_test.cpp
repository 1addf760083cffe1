// A notice imported, its clause announced on the page of the contract, and the form that starts from it.
#include <catch2/catch.hpp>

#include "golden.hpp"
#include "places.hpp"
#include "world.hpp"

using namespace clausier;
using namespace clausier::test;
using journey::Copy;

namespace {

std::string own_notice(const std::string& name) {
  return file_text(clausier::test::source_folder() / "tests/read/fixtures/notices" / name);
}

// The addresses of the links whose words are these.
std::vector<std::string> links_named(const Answer& page, const std::string& words) {
  std::vector<std::string> found;
  for_each_tag(page.body, "a", [&](const Attributes& a, std::size_t at) {
    if (text_of(page.body.substr(at, page.body.find("</a>", at) - at)).find(words) != std::string::npos) found.push_back(a.at("href"));
  });
  return found;
}

}  // namespace

TEST_CASE("A notice is imported, its clause is quoted on the contract and starts the form, recorded by nobody", "[journey][notice]") {
  Copy copy;
  Client aline(*copy.site);
  aline.get("/connexion");
  aline.submit("/connexion", {{"courriel", "aline@plie.example"}, {"mot_de_passe", journey::password}});
  aline.get("/imports");
  const auto plan = aline.submit("/imports", {}, {{"fichier", "avis.xml", own_notice("boamp-eforms-appel.xml")}});
  REQUIRE(plan.status == 200);
  CHECK(plan.says("Avis BOAMP (eForms)"));
  CHECK(aline.submit(plan.path + "/appliquer").says("L’import a été appliqué"));
  const auto found = aline.get("/marches?texte=quais+exemple");
  const auto links = links_named(found, "Réaménagement des quais");
  REQUIRE(links.size() == 1);
  const auto before = aline.get(links.front());
  CHECK(before.says("Ce qu’annoncent les avis"));
  CHECK(before.says("Le titulaire du lot 1 réalise 1 200 heures d’insertion"));
  CHECK(before.says("Énoncé"));
  CHECK(before.says("Indice à vérifier"));
  CHECK(links_named(before, "Partir de cette clause").empty());  // not followed yet
  const auto followed = aline.submit(links.front() + "/suivre");
  const auto starts = links_named(followed, "Partir de cette clause");
  REQUIRE(starts.size() == 7);
  const auto form = aline.get(starts[2]);
  CHECK(form.says("Clause annoncée dans l’avis 26-000101"));
  CHECK(form.holds("value=\"1200,00\""));
  CHECK(form.says("Rien n’est enregistré"));
  CHECK(form.says("Aucune clause n’est enregistrée sur ce lot"));

  aline.get("/imports");
  const auto award = aline.submit("/imports", {}, {{"fichier", "attribution.xml", own_notice("ted-attribution.xml")}});
  CHECK(aline.submit(award.path + "/appliquer").status == 200);
  const auto after = aline.get(links.front());
  CHECK(after.says("Avis d’attribution 500111-2026"));
  CHECK(after.says("Terrassements de l’Exemple"));
  CHECK(after.says("M301"));
  CHECK(after.says("Sans suite ou infructueux"));

  Client hugo(*copy.site);
  hugo.get("/connexion");
  hugo.submit("/connexion", {{"courriel", "hugo@escaut.example"}, {"mot_de_passe", journey::password}});
  CHECK(hugo.get(starts[2]).status == 404);  // another office's lot, whatever the mention
}
