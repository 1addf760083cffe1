// Hours sent without a file: behind a link, typed in the table, pasted from a spreadsheet.
#include <catch2/catch.hpp>

#include "world.hpp"

using namespace clausier;
using namespace clausier::test;
using journey::Copy;

namespace {

constexpr auto july = "/2026-07";

// What a link may never show: who the people are.
void check_no_name(const Answer& page) {
  for (const char* name : {"LAMPION", "Zoé", "14/03/1988"}) CHECK_FALSE(page.holds(name));
}

}  // namespace

TEST_CASE("A firm without account opens its link, types the hours of a reference, and the link is done", "[journey][links]") {
  Copy copy;
  auto facilitator = copy.client("facilitator");
  const auto month = "/espace/" + copy.things.lot_a1 + july;
  facilitator.get(month + "?entreprise=" + copy.things.firm_a);
  const auto made = facilitator.submit(month + "/lien");
  CHECK(made.status == 200);
  const auto at = made.body.find("/d/");
  REQUIRE(at != std::string::npos);
  const auto path = made.body.substr(at, made.body.find('<', at) - at);
  CHECK_FALSE(facilitator.get(month + "?entreprise=" + copy.things.firm_a).holds(path));  // shown once

  auto firm = copy.client("anonymous");
  const auto looked = firm.get(path);
  CHECK(looked.says("Terrassements de l’Exemple"));
  CHECK_FALSE(looked.holds(copy.things.person_a));
  CHECK(looked.response.header("Referrer-Policy") == "no-referrer");
  CHECK(facilitator.get(month + "?entreprise=" + copy.things.firm_a).says("Pas encore ouvert"));
  const auto opened = firm.submit(path);
  CHECK(opened.holds(copy.things.person_a));
  check_no_name(opened);
  const auto refused = firm.submit(path + "/heures", {{"heures-1", "7h9x"}});
  CHECK(refused.status == 422);
  CHECK(refused.holds("7h9x"));  // what was typed is kept
  check_no_name(refused);
  const auto sent = firm.submit(path + "/heures", {{"heures-1", "35,5"}});
  CHECK(sent.says("ont été transmises avec ce lien"));
  CHECK(sent.says("35,50"));
  check_no_name(sent);
  CHECK_FALSE(firm.get(path).holds("heures-1"));
  CHECK(facilitator.get("/releves").says("juillet 2026"));
  CHECK(facilitator.get(month + "?entreprise=" + copy.things.firm_a).says("Heures transmises"));
}

TEST_CASE("Every answer on a link keeps its address from other sites, and hours sent before it is opened lead to its page", "[journey][links]") {
  Copy copy;
  auto firm = copy.client("anonymous");
  const auto path = "/d/" + copy.things.deposit_token;
  const auto early = firm.post(path + "/heures", {{"ref-1", copy.things.person_a}, {"heures-1", "7"}});
  CHECK(early.status == 303);
  CHECK(early.response.header("Location") == path);
  for (const auto& answer : {early, firm.get(path), firm.get("/d/inconnu"), firm.post("/d/inconnu/heures", {}), firm.get(path + "/heures")}) {
    INFO(answer.path << " " << answer.status);
    CHECK(answer.response.header("Referrer-Policy") == "no-referrer");
  }
}

TEST_CASE("A sign-in page left open while somebody signs in next to it leads in", "[journey][session]") {
  Copy copy;
  auto anonymous = copy.client("anonymous");
  anonymous.get("/connexion?suite=/marches");
  anonymous.use_session(copy.things.session.at("facilitator"));
  const auto answer = anonymous.submit("/connexion", {{"courriel", "aline@plie.example"}, {"mot_de_passe", journey::password}});
  CHECK(answer.status == 200);
  CHECK(answer.path == "/marches");
  auto invited = copy.client("anonymous");
  const auto link = "/mot-de-passe/" + copy.things.link;
  invited.get(link);
  invited.use_session(copy.things.session.at("facilitator"));
  CHECK(invited.submit(link, {{"mot_de_passe", "Un-autre-coquelicot-73"}}).path.starts_with("/connexion"));
  CHECK(invited.session().empty());
}

TEST_CASE("A firm types its hours, corrects what is wrong in the same table, and sends them", "[journey][grid]") {
  Copy copy;
  auto firm = copy.client("contractor");
  const auto grid = "/espace/" + copy.things.lot_a1 + july + "/saisie";
  CHECK(firm.get(grid).says("LAMPION Zoé"));
  const auto faulty = firm.submit(grid, {{"heures-1", "7h9x"}});
  CHECK(faulty.says("Heures doit être un nombre"));
  for (const char* words : {"fichier reçu", "Remplacer le fichier", "fichier annoté", "Le fichier"}) CHECK_FALSE(faulty.says(words));  // nothing was a file
  for (const char* words : {"Votre saisie reste telle quelle", "la saisie annotée", "Déposer plutôt un fichier"}) CHECK(faulty.says(words));
  const auto again = firm.get(grid);
  CHECK(again.holds("value=\"7h9x\""));
  const auto summary = firm.submit(grid, {{"heures-1", "7h30"}, {"du-1", "06/07/2026"}});
  CHECK(summary.says("Vérifiez les heures de juillet 2026 avant d’envoyer"));
  CHECK(summary.says("7,50"));
}

TEST_CASE("A typed table with more lines than are read is refused, none of them is left out", "[journey][grid]") {
  Copy copy;
  auto firm = copy.client("contractor");
  const auto grid = "/espace/" + copy.things.lot_a1 + july + "/saisie";
  firm.get(grid);
  auto fields = firm.form(grid).values;
  std::erase_if(fields, [](const auto& field) { return field.first.find('-') != std::string::npos; });
  const auto with_lines = [&](int count) {
    auto typed = fields;
    for (int number = 1; number <= count; ++number)
      for (const auto& [name, value] : {std::pair{"ref-", copy.things.person_a}, {"du-", std::string()}, {"au-", std::string()}, {"heures-", std::string("1")}})
        typed.emplace_back(name + std::to_string(number), value);
    return firm.post(grid, typed);
  };
  CHECK(with_lines(1200).status == 303);
  const auto refused = with_lines(1201);
  CHECK(refused.status >= 400);
  CHECK(refused.says("dépasse 1200 lignes"));
}

TEST_CASE("A table copied from a spreadsheet is read as it is pasted", "[journey][grid]") {
  Copy copy;
  auto firm = copy.client("contractor");
  const auto month = "/espace/" + copy.things.lot_a1 + july;
  firm.get(month);
  const auto summary = firm.submit(month + "/coller", {{"tableau", "Nom\tPrénom\tHeures\r\nLAMPION\tZoé\t151,67\r\n"}});
  CHECK(summary.says("Vérifiez les heures de juillet 2026 avant d’envoyer"));
  CHECK(summary.says("151,67"));
  firm.get(month);
  CHECK(firm.submit(month + "/coller", {{"tableau", "   "}}).says("Collez le tableau"));
}
