// The editor of a clause, the facts of its execution and the proposal of penalties, as people use them.
#include <catch2/catch.hpp>

#include "clausier/app/accounts.hpp"
#include "clausier/app/contracts.hpp"
#include "client.hpp"
#include "places.hpp"
#include "sample_base.hpp"

using namespace clausier;
using clausier::test::Answer;
using clausier::test::Client;
using clausier::test::FormValues;

namespace {

const std::string password = "grue treuil palan nacelle 42";

class World {
public:
  World() : site(*base, {.templates = clausier::test::source_folder() / "templates", .log = [](const std::string& line) { WARN(line); }}) {}
  Client of(const app::Actor& actor) {
    REQUIRE(app::add_user_with_password(*base, {actor.email, actor.display_name, actor.role, actor.organisation->siret, ""}, password));
    return signed_in(actor);
  }
  Client signed_in(const app::Actor& actor) {
    Client client(site);
    client.use_session(app::sign_in(*base, actor.email, password, "test").value().session_token);
    return client;
  }
  std::string clause_path() const { return "/lots/" + base.earthworks.text() + "/clause"; }
  std::string execution_path() const { return "/lots/" + base.earthworks.text() + "/execution"; }
  std::string penalty_path() const { return "/lots/" + base.earthworks.text() + "/penalites"; }
  std::size_t versions() { return app::view_clause(*base, base.facilitator, base.earthworks).value().versions.size(); }

  sample::Base base;
  web::Site site;
};

// What a button with a name sends beside the fields of its form.
Answer press(Client& client, const std::string& action, FormValues fields, const FormValues& button) {
  FormValues all;
  for (const auto& known : client.form(action).values) {
    const auto same = [&](const auto& given) { return given.first == known.first; };
    if (std::none_of(fields.begin(), fields.end(), same)) all.push_back(known);
  }
  all.insert(all.end(), fields.begin(), fields.end());
  all.insert(all.end(), button.begin(), button.end());
  const auto answer = client.post(action, all);
  return answer.status == 303 ? client.get(answer.response.header("Location")) : answer;
}

const FormValues beyond_a_threshold = {{"objectif", "hours_per_amount"}, {"seuil", "2 700 000"}, {"tranche", "2 000"}, {"heures", "1"}};

}  // namespace

TEST_CASE("A clause is computed before it is recorded, and nothing is kept of it", "[web][clause]") {
  World world;
  auto aline = world.of(world.base.facilitator);
  aline.get(world.clause_path());
  const auto shown = press(aline, world.clause_path(), {{"heures", "1 250"}}, {{"action", "calculer"}});
  CHECK(shown.status == 200);
  CHECK(shown.says("Rien n’est enregistré"));
  CHECK(shown.says("1\u202F250,00"));
  CHECK(world.versions() == 1);
}

TEST_CASE("A version that replaces another is not recorded without its reason, asked at its field", "[web][clause]") {
  World world;
  auto aline = world.of(world.base.facilitator);
  aline.get(world.clause_path());
  const auto refused = press(aline, world.clause_path(), {{"heures", "1 250"}}, {{"action", "enregistrer"}});
  CHECK(refused.status == 422);
  CHECK(refused.says("Dites pourquoi cette version remplace la précédente"));
  CHECK(world.versions() == 1);
  aline.see(refused);
  CHECK(press(aline, world.clause_path(), {{"motif", "avenant 1"}}, {{"action", "enregistrer"}}).says("La clause est enregistrée"));
  CHECK(world.versions() == 2);
}

TEST_CASE("What is typed and has no effect on the clause is refused at its field", "[web][clause]") {
  World world;
  auto aline = world.of(world.base.facilitator);
  aline.get(world.clause_path());
  const auto refused = press(aline, world.clause_path(), {{"objectif", "fixed_hours"}, {"heures", "1 250"}, {"personnes", "4"}, {"retard_premier", "oui"}},
                             {{"action", "enregistrer"}});
  CHECK(refused.status == 422);
  CHECK(refused.says("«\u00A0Nombre de personnes\u00A0» n’a pas d’effet sur cette clause"));
  CHECK(refused.says("La page contient 2 erreurs"));
  CHECK(world.versions() == 1);
}

TEST_CASE("A figure with two readings is asked again, a percentage may carry its sign", "[web][clause]") {
  World world;
  auto aline = world.of(world.base.facilitator);
  aline.get(world.clause_path());
  const auto refused = press(aline, world.clause_path(), {{"heures", "7.30"}, {"penalite", "1e3"}}, {{"action", "calculer"}});
  CHECK(refused.status == 422);
  CHECK(refused.says("«\u00A07.30\u00A0» se lit de deux façons"));
  CHECK(refused.says("«\u00A01e3\u00A0» se lit de deux façons"));

  aline.get(world.clause_path());
  const auto computed = press(aline, world.clause_path(), {{"objectif", "amount_formula"}, {"heures", ""}, {"montant", "1 000 000,00"}, {"part", "50 %"},
                                                           {"taux", "7,5 %"}, {"cout", "30"}, {"arrondi", "nearest"}}, {{"action", "calculer"}});
  CHECK(computed.status == 200);
  CHECK(computed.says("1\u202F250,00"));
}

TEST_CASE("The same form sent twice records one version", "[web][clause]") {
  World world;
  auto aline = world.of(world.base.facilitator);
  auto other = world.signed_in(world.base.facilitator);
  aline.get(world.clause_path());
  other.get(world.clause_path());
  const FormValues first = {{"heures", "1 300"}, {"motif", "avenant 1"}};
  CHECK(press(aline, world.clause_path(), first, {{"action", "enregistrer"}}).says("La clause est enregistrée"));
  CHECK(world.versions() == 2);

  const auto again = press(other, world.clause_path(), first, {{"action", "enregistrer"}});  // says the same: nothing to write
  CHECK(again.says("La clause est enregistrée"));
  CHECK(world.versions() == 2);
}

TEST_CASE("A clause changed meanwhile is shown before it is replaced", "[web][clause]") {
  World world;
  auto aline = world.of(world.base.facilitator);
  auto other = world.signed_in(world.base.facilitator);
  aline.get(world.clause_path());
  other.get(world.clause_path());
  press(aline, world.clause_path(), {{"heures", "1 300"}, {"motif", "avenant 1"}}, {{"action", "enregistrer"}});

  const auto refused = other.see(press(other, world.clause_path(), {{"heures", "1 400"}, {"motif", "avenant 2"}}, {{"action", "enregistrer"}}));
  CHECK(refused.status == 422);
  CHECK(refused.says("pendant votre saisie"));
  CHECK(refused.says("avenant 1"));
  CHECK(world.versions() == 2);

  const auto saved = press(other, world.clause_path(), {}, {{"action", "enregistrer"}});  // knowingly: what was typed is kept
  CHECK(saved.says("La clause est enregistrée"));
  CHECK(saved.says("1\u202F400,00"));
  CHECK(world.versions() == 3);
}

TEST_CASE("A clause on what is invoiced is recorded, compared, and follows the invoices", "[web][clause]") {
  World world;
  auto aline = world.of(world.base.facilitator);
  aline.get(world.clause_path());
  auto asked = beyond_a_threshold;
  asked.emplace_back("motif", "avenant 1");
  const auto saved = press(aline, world.clause_path(), asked, {{"action", "enregistrer"}});
  CHECK(saved.says("La clause est enregistrée"));
  CHECK(saved.says("Heures par tranche de montant"));
  CHECK(saved.says("avenant 1"));
  CHECK(world.versions() == 2);

  aline.get(world.execution_path());
  const auto invoiced = aline.submit(world.execution_path(), {{"nature", "invoice"}, {"date", "01/03/2026"}, {"montant", "10 000 000"}, {"reference", "F-1"}});
  CHECK(invoiced.says("Le fait est enregistré"));
  CHECK(invoiced.says("3\u202F650,00"));
  const auto again = aline.submit(world.execution_path(), {{"nature", "invoice"}, {"date", "01/03/2026"}, {"montant", "10"}, {"reference", "F-1"}});
  CHECK(again.status == 422);
  CHECK(again.says("déjà enregistré"));
}

TEST_CASE("What cannot be read in a clause is said at its field", "[web][clause]") {
  World world;
  auto aline = world.of(world.base.facilitator);
  aline.get(world.clause_path());
  const auto wrong = press(aline, world.clause_path(), {{"objectif", "bracket_grid"}, {"montant", "150 000"}, {"paliers", "cent mille"}, {"durees", "CDI"}},
                           {{"action", "enregistrer"}});
  CHECK(wrong.status == 422);
  CHECK(wrong.says("Paliers du barème"));
  CHECK(world.versions() == 1);
}

TEST_CASE("A template prefills what is sourced and offers the rest to be confirmed", "[web][clause]") {
  World world;
  auto aline = world.of(world.base.facilitator);
  const auto page = aline.get(world.clause_path() + "?modele=NPNRU");
  CHECK(page.says("charte nationale d’insertion 2014-2024"));
  CHECK(page.says("À confirmer, non repris"));
  CHECK(aline.get(world.clause_path() + "?modele=INCONNU").status == 200);
}

TEST_CASE("A simulation says what a clause would ask for and whether one is required, and records nothing", "[web][simulation]") {
  World world;
  auto officer = world.of(world.base.officer);
  CHECK(officer.get("/simulation").says("À confirmer\u00A0: ordre de grandeur"));
  const auto required = officer.submit("/simulation/obligation", {{"date", "01/09/2026"}, {"valeur", "216 000"}, {"acheteur", "other_authority"},
                                                                  {"nature", "supplies_services"}, {"derogation", "none"}});
  CHECK(required.says("Clause sociale obligatoire"));
  officer.get("/simulation");
  const auto undecidable = officer.submit("/simulation/obligation", {{"valeur", "216 000"}, {"acheteur", "other_authority"},
                                                                     {"nature", "supplies_services"}, {"derogation", "none"}});
  CHECK(undecidable.says("Indécidable"));
  officer.get("/simulation");
  officer.see(press(officer, "/simulation", {{"objectif", "amount_formula"}}, {{"action", "suivant"}}));
  const auto computed = officer.submit("/simulation", {{"montant", "1 000 000"}, {"part", "50"}, {"taux", "5"}, {"cout", "30"}, {"arrondi", "floor"},
                                                       {"debut", "01/01/2027"}, {"fin", "31/12/2027"}});
  CHECK(computed.says("833,00"));
  CHECK_FALSE(computed.says("1970"));  // each figure says who typed it, today
  officer.get("/simulation");
  officer.see(press(officer, "/simulation", {{"objectif", "hours_per_amount"}}, {{"action", "suivant"}}));
  const auto billed = officer.submit("/simulation", {{"seuil", "2 700 000"}, {"tranche", "2 000"}, {"heures", "1"}, {"attendu", "10 000 000"},
                                                     {"debut", "01/01/2027"}, {"fin", "31/12/2027"}});
  CHECK(billed.says("3\u202F650,00"));
  CHECK(world.versions() == 1);
}

TEST_CASE("The editor asks the kind first, then its own figures only, and carries the rest from page to page", "[web][clause]") {
  World world;
  auto aline = world.of(world.base.facilitator);
  const auto first = aline.get(world.clause_path());
  CHECK(first.says("Étape 1 sur 6"));
  CHECK_FALSE(first.says("Seuil de déclenchement HT"));
  const auto figures = press(aline, world.clause_path(), {{"objectif", "hours_per_amount"}}, {{"action", "suivant"}});
  CHECK(figures.says("Étape 2 sur 6"));
  CHECK(figures.says("Seuil de déclenchement HT"));
  CHECK_FALSE(figures.says("Nombre de personnes"));
  aline.see(figures);
  const auto missing = press(aline, world.clause_path(), {{"seuil", "2 700 000"}}, {{"action", "suivant"}});
  CHECK(missing.status == 422);
  CHECK(missing.says("Il manque\u00A0: montant d’une tranche HT"));
  aline.see(missing);
  auto page = press(aline, world.clause_path(), {{"tranche", "2 000"}}, {{"action", "suivant"}});
  CHECK(page.says("Étape 3 sur 6"));
  CHECK(page.says("Calcul de cette saisie"));  // the server computes again at each step
  aline.see(page);
  page = press(aline, world.clause_path(), {}, {{"action", "vers:documents"}});
  CHECK(page.says("Étape 6 sur 6"));
  aline.see(page);
  const auto saved = press(aline, world.clause_path(), {{"motif", "clause signée"}}, {{"action", "enregistrer"}});
  CHECK(saved.says("La clause est enregistrée"));
  CHECK(saved.says("2\u202F700\u202F000,00"));
  CHECK(world.versions() == 2);
  CHECK(saved.says("Versions précédentes\u00A0: 1"));
}

TEST_CASE("Any two versions are compared, not only neighbours", "[web][clause]") {
  World world;
  auto aline = world.of(world.base.facilitator);
  for (const char* hours : {"1 300", "1 400"}) {
    aline.get(world.clause_path());
    press(aline, world.clause_path(), {{"heures", hours}, {"motif", std::string("avenant ") + hours}}, {{"action", "enregistrer"}});
  }
  const auto all = app::view_clause(*world.base, world.base.facilitator, world.base.earthworks).value().versions;
  REQUIRE(all.size() == 3);
  const auto compared = aline.get(world.clause_path() + "?avant=" + all[2].id.text() + "&apres=" + all[0].id.text());
  CHECK(compared.says("Ce qui diffère entre les deux versions choisies"));
  CHECK(aline.get(world.clause_path() + "?avant=" + all[0].id.text() + "&apres=" + all[0].id.text()).says("Aucun terme ne diffère"));
}

TEST_CASE("The position of a lot is asked at two dates, and says its chart, its thresholds and its steps", "[web][position]") {
  World world;
  auto aline = world.of(world.base.facilitator);
  const std::string path = "/lots/" + world.base.earthworks.text() + "/position";
  const auto page = aline.get(path + "?au=31/03/2026");
  CHECK(page.status == 200);
  for (const char* said : {"31 mars 2026", "Reste à faire, mois par mois", "Seuils", "à confirmer avec les facilitateurs", "Le calcul, étape par étape"}) CHECK(page.says(said));
  CHECK(page.holds("<svg"));
  CHECK(aline.get(path + "?enregistre=01/01/2000").says("Aucune clause n’est enregistrée"));
  CHECK(aline.get(path + "?au=hier").status == 400);
}

TEST_CASE("A fact that the clause does not read is kept, and said to change nothing", "[web][clause]") {
  World world;
  auto aline = world.of(world.base.facilitator);
  aline.get(world.execution_path());
  const auto recorded = aline.submit(world.execution_path(), {{"nature", "invoice"}, {"date", "01/03/2026"}, {"montant", "10 000"}, {"reference", "F-1"}});
  CHECK(recorded.says("la clause en vigueur ne le lit pas"));
  CHECK(recorded.says("Sans effet sur la clause en vigueur"));
  aline.get(world.execution_path());
  const auto unknown = aline.submit(world.execution_path(), {{"nature", "affirmation"}, {"date", "01/03/2026"}, {"reference", "XX"}});
  CHECK(unknown.says("Aucune tranche optionnelle"));
}

TEST_CASE("The officer reads the proposal and alone records what was decided", "[web][penalty]") {
  World world;
  auto aline = world.of(world.base.facilitator);
  aline.get(world.clause_path());
  press(aline, world.clause_path(), {{"penalite", "45"}, {"motif", "avenant 1"}}, {{"action", "enregistrer"}});
  CHECK_FALSE(aline.get(world.penalty_path()).says("Enregistrer l’acte"));
  auto officer = world.of(world.base.officer);
  const auto page = officer.get(world.penalty_path());
  CHECK(page.says("Heures non réalisées"));
  CHECK(page.says("mettons en demeure"));
  const auto unexplained = officer.submit(world.penalty_path(), {{"acte", "waived"}, {"objet", "hours"}, {"date", "06/07/2026"}});
  CHECK(unexplained.says("motif de la renonciation"));
  officer.get(world.penalty_path());
  const auto form = officer.form(world.penalty_path()).values;
  const auto waived = officer.submit(world.penalty_path(), {{"acte", "waived"}, {"objet", "hours"}, {"date", "06/07/2026"}, {"motif", "chantier arrêté"}});
  CHECK(waived.says("L’acte est enregistré"));
  CHECK(waived.says("chantier arrêté"));

  FormValues again = {{"acte", "waived"}, {"objet", "hours"}, {"date", "06/07/2026"}, {"motif", "chantier arrêté"}};  // a double click
  for (const auto& [name, value] : form)
    if (name == "jeton") again.emplace_back(name, value);
  CHECK(officer.post(world.penalty_path(), again).status == 303);
  CHECK(world.base.number("count(*) FROM penalty_acts WHERE kind = 'waived'") == 1);
}

TEST_CASE("A clause or an invoice that leads to figures without measure is refused, and every page still opens", "[web][clause]") {
  World world;
  auto aline = world.of(world.base.facilitator);
  aline.get(world.clause_path());
  press(aline, world.clause_path(), {{"objectif", "hours_per_amount"}, {"tranche", "0,01"}, {"heures", "10 000 000"}, {"assiette", "invoiced"}, {"motif", "avenant 1"}},
        {{"action", "enregistrer"}});
  CHECK(world.versions() == 2);
  aline.get(world.execution_path());
  const auto refused = aline.submit(world.execution_path(), {{"nature", "invoice"}, {"date", "01/03/2026"}, {"montant", "100 000 000 000"}, {"reference", "F-1"}});
  CHECK(refused.status == 422);
  CHECK(refused.says("plus d’heures qu’il n’en peut exister"));
  for (const auto& path : {world.clause_path(), world.execution_path(), world.penalty_path(), std::string("/tableau")})
    CHECK(aline.get(path).status == 200);

  aline.get(world.clause_path());
  const auto penalty = press(aline, world.clause_path(), {{"objectif", "fixed_hours"}, {"heures", "10 000 000"}, {"tranche", ""}, {"assiette", ""},
                                                          {"penalite", "900 000 000 000 000"}, {"motif", "avenant 2"}}, {{"action", "enregistrer"}});
  CHECK(penalty.status == 422);
  CHECK(world.versions() == 2);
}

TEST_CASE("A contract type weighted twice is refused", "[web][clause]") {
  World world;
  auto aline = world.of(world.base.facilitator);
  aline.get(world.clause_path());
  const auto refused = press(aline, world.clause_path(), {{"ponderations", "CDI = 200\nCDI = 200"}}, {{"action", "enregistrer"}});
  CHECK(refused.status == 422);
  CHECK(refused.says("donné deux fois"));
}

TEST_CASE("Several groups have each their reserved share, and none is lost by the next version", "[web][clause]") {
  World world;
  auto aline = world.of(world.base.facilitator);
  const auto kept = [&] { return app::view_clause(*world.base, world.base.facilitator, world.base.earthworks).value().versions.front().terms.reserved; };
  aline.get(world.clause_path());
  press(aline, world.clause_path(), {{"reserves", "QPV = 50\nrsa = 12,5"}, {"motif", "avenant 1"}}, {{"action", "enregistrer"}});
  const std::vector<ReservedShare> both = {{"QPV", 5'000}, {"RSA", 1'250}};
  CHECK(kept() == both);
  aline.get(world.clause_path());
  press(aline, world.clause_path(), {{"penalite", "40"}, {"motif", "avenant 2"}}, {{"action", "enregistrer"}});
  CHECK(kept() == both);
  for (const char* wrong : {"QPV = 50\nQPV = 10", "INCONNU = 10", "QPV = beaucoup"}) {
    aline.get(world.clause_path());
    CHECK(press(aline, world.clause_path(), {{"reserves", wrong}}, {{"action", "enregistrer"}}).says("ne peut pas être lu"));
  }
}
