#include <catch2/catch.hpp>

#include <map>
#include <regex>

#include "clausier/app/accounts.hpp"
#include "client.hpp"
#include "golden.hpp"
#include "places.hpp"
#include "sample_base.hpp"

using namespace clausier;
using clausier::test::Answer;
using clausier::test::Client;
using clausier::test::FormValues;

namespace {

const std::string password = "grue treuil palan nacelle 42";

// The small world of sample::Base behind the real site.
class World {
public:
  World() : site(*base, {.templates = clausier::test::source_folder() / "templates", .log = [this](const std::string& line) { fail(line); }}) {}

  Client of(const app::Actor& actor) {
    if (!app::actor_by_email(*base, actor.email))
      REQUIRE(app::add_user_with_password(*base, {actor.email, actor.display_name, actor.role,
                                                  actor.organisation ? std::optional(actor.organisation->siret) : std::nullopt, ""},
                                          password));
    Client client(site);
    client.use_session(app::sign_in(*base, actor.email, password, "test").value().session_token);
    return client;
  }

  std::string month(LotId lot, const std::string& iso) const { return "/espace/" + lot.text() + "/" + iso; }
  std::string person(const char* family, const char* given, const char* birth, bool eligible = true) {
    const auto reference = base.person(base.holder, base.earthworks, family, given, birth);
    if (eligible) base.make_eligible(reference);
    return reference;
  }
  Answer upload(Client& client, const std::string& iso, const std::string& name, const std::string& bytes) {
    const auto path = month(base.earthworks, iso);
    client.get(path);
    return client.submit(path + "/fichier", {}, {{"fichier", name, bytes}});
  }

  void fail(const std::string& line) {
    log += line + "\n";
    WARN(line);
  }
  std::string log;  // unexpected failures
  sample::Base base;
  web::Site site;
};

// What a button with a name sends beside the fields of its form.
Answer press(Client& client, const std::string& action, FormValues button) {
  FormValues fields = client.form(action).values;
  fields.insert(fields.end(), button.begin(), button.end());
  const auto answer = client.post(action, fields);
  return answer.status == 303 ? client.get(answer.response.header("Location")) : answer;
}

// "/espace/import/<id>" of a page of a draft or a receipt.
std::string base_of(const std::string& path) { return path.substr(0, std::string("/espace/import/").size() + 13); }

std::string sample_file(const std::string& name) {
  return test::file_text(clausier::test::source_folder() / "samples" / "timesheets" / name);
}

// The words of a page; the spaces that French typography asks for are those of the keyboard here.
bool says(const Answer& answer, const std::string& words) {
  auto text = answer.text();
  for (const std::string space : {"\u00A0", "\u202F"})
    for (std::size_t at = 0; (at = text.find(space, at)) != std::string::npos;) text.replace(at, space.size(), " ");
  return text.find(words) != std::string::npos;
}

void check_page(const Answer& answer, int status = 200) {
  INFO(answer.path << "\n" << answer.body);
  CHECK(answer.status == status);
  CHECK(answer.holds("<h1>"));
  CHECK_FALSE(std::regex_search(answer.text(), std::regex("\\[[a-z_]+\\.[a-z_.]+\\]")));  // a message without text
  CHECK_FALSE(answer.holds("{{"));
}

const std::string two_people =
    "Nom;Prénom;Date de naissance;Heures;Type de contrat;Modalité\nLAMPION;Zoé;14/03/1988;7h30;CDD;Embauche directe\nTOURNESOL;Karim;02/11/1979;100,25;CDD;Embauche directe\n";

}  // namespace

TEST_CASE("A firm declares a person, and finds them again without their name in an address", "[web][people]") {
  World world;
  auto firm = world.of(world.base.holder);
  check_page(firm.get("/participants"));
  CHECK(says(firm.page(), "Personne n’est déclaré"));
  check_page(firm.get("/participants/nouveau"));
  const FormValues zoe = {{"nom", "LAMPION"}, {"prenom", "Zoé"}, {"naissance", "14/03/1988"}, {"contrat", "fixed_term"},
                          {"modalite", "direct_hire"}, {"debut", "5/1/2026"}, {"fin", "31/12/2026"}};
  const auto done = firm.submit("/participants/nouveau", zoe);
  check_page(done);
  CHECK(says(done, "La personne est déclarée"));
  CHECK(says(done, "LAMPION Zoé"));
  CHECK(says(done, "du 05/01/2026 au 31/12/2026"));
  CHECK(says(done, "À l’examen"));
  const auto reference = done.path.substr(14, 11);
  CHECK(reference.starts_with("P-"));

  check_page(firm.get("/participants"));
  const auto found = firm.submit("/participants", {{"recherche", "lampion"}});
  CHECK(found.path == "/participants/" + reference);
  firm.get("/participants");
  check_page(firm.submit("/participants", {{"recherche", "PERSONNE"}}));
  CHECK(says(firm.page(), "Personne ne correspond"));
  check_page(firm.get("/participants?statut=undecided&lot=" + world.base.earthworks.text()));
  CHECK(says(firm.page(), "1 personne"));
  CHECK(firm.get("/participants?statut=mauvais").status == 400);
  CHECK(firm.get("/participants/P-0000-0000").status == 404);
  CHECK(world.log.empty());
}

TEST_CASE("A declaration keeps what was typed and says each fault at its field", "[web][people]") {
  World world;
  auto firm = world.of(world.base.holder);
  firm.get("/participants/nouveau");
  const auto refused = firm.submit("/participants/nouveau", {{"nom", "1 85 05 59 350 123 42"}, {"naissance", "hier"}, {"modalite", "direct_hire"}});
  check_page(refused, 422);
  CHECK(says(refused, "Ne saisissez pas de numéro de sécurité sociale"));
  CHECK(says(refused, "Date de naissance doit être écrite JJ/MM/AAAA"));
  CHECK(says(refused, "Saisissez le prénom"));
  CHECK(refused.holds("<title>Erreur"));
  CHECK(refused.holds("value=\"hier\""));
  const auto dates = firm.submit("/participants/nouveau", {{"nom", "LAMPION"}, {"prenom", "Zoé"}, {"naissance", "14/03/1988"},
                                                           {"contrat", "fixed_term"}, {"modalite", "direct_hire"}, {"debut", "05/01/2026"}, {"fin", "04/01/2026"}});
  CHECK(dates.status == 422);
  CHECK(dates.holds("<a href=\"#person-fin\">La date de fin doit être"));
}

TEST_CASE("A facilitator decides eligibility; the firm sees until when, never why", "[web][people]") {
  World world;
  const auto reference = world.person("LAMPION", "Zoé", "1988-03-14", false);
  auto facilitator = world.of(world.base.facilitator);
  check_page(facilitator.get("/participants"));
  const auto path = "/participants/" + reference;
  check_page(facilitator.get(path + "/eligibilite"));
  CHECK(says(facilitator.page(), "(donnée sensible)"));
  CHECK_FALSE(facilitator.page().holds("name=\"decision\" value=\"eligible\" checked"));
  const auto without_proof = facilitator.submit(path + "/eligibilite", {{"decision", "eligible"}, {"critere", "PPSMJ"}});
  check_page(without_proof, 422);
  CHECK(says(without_proof, "Indiquez le justificatif vu"));
  const auto decided = facilitator.submit(path + "/eligibilite", {{"decision", "eligible"}, {"critere", "PPSMJ"}, {"justificatif", "attestation vue au bureau"}, {"vu_le", "15/12/2025"}});
  check_page(decided);
  CHECK(says(decided, "Personne sous main de justice"));
  CHECK(says(decided, "attestation vue au bureau, vu le 15/12/2025"));
  CHECK(says(decided, "Heures valorisables jusqu’au 31 décembre 2026"));

  auto firm = world.of(world.base.holder);
  check_page(firm.get(path));
  CHECK(says(firm.page(), "Public éligible"));
  CHECK(says(firm.page(), "31/12/2026"));
  CHECK_FALSE(says(firm.page(), "justice"));
  CHECK_FALSE(says(firm.page(), "attestation vue"));
  CHECK(firm.get(path + "/eligibilite").status == 403);
  CHECK(world.of(world.base.agency).get(path).status == 404);
  CHECK(world.of(world.base.other_facilitator).get(path + "/eligibilite").status == 404);
}

TEST_CASE("A facilitator chooses the lot, then the firm, and adds an employment", "[web][people]") {
  World world;
  const auto reference = world.person("LAMPION", "Zoé", "1988-03-14");
  auto facilitator = world.of(world.base.facilitator);
  check_page(facilitator.get("/participants/nouveau"));
  CHECK(says(facilitator.page(), "2025M214 · lot 2 Terrassement"));
  check_page(facilitator.get("/participants/nouveau?lot=" + world.base.masonry.text()));
  CHECK(says(facilitator.page(), "Intérim Modèle"));
  CHECK(facilitator.get("/participants/nouveau?lot=" + world.base.foreign_lot.text()).status == 404);
  const auto path = "/participants/" + reference + "/emplois";
  check_page(facilitator.get(path + "?lot=" + world.base.masonry.text()));
  const auto added = facilitator.submit(path, {{"contrat", "agency_assignment"}, {"modalite", "labour_supply"}, {"debut", "01/06/2026"}});
  check_page(added);
  CHECK(says(added, "L’emploi est ajouté"));
  CHECK(says(added, "Intérim"));
  CHECK(says(added, "depuis le 01/06/2026"));
}

TEST_CASE("A firm sees its months, uploads a file, checks it, sends it once and gets a receipt", "[web][firm]") {
  World world;
  world.person("LAMPION", "Zoé", "1988-03-14");
  world.person("TOURNESOL", "Karim", "1979-11-02");
  auto firm = world.of(world.base.holder);
  check_page(firm.get("/espace"));
  CHECK(says(firm.page(), "Transmettre mai 2026 , 2025M214 · lot 2 Terrassement"));
  check_page(firm.get(world.month(world.base.earthworks, "2026-05")));
  const auto summary = world.upload(firm, "2026-05", "mai.csv", two_people);
  check_page(summary);
  const auto draft = base_of(summary.path);
  CHECK(summary.path == draft + "/recapitulatif");
  CHECK(says(summary, "Vérifiez les heures de mai 2026 avant d’envoyer"));
  CHECK(says(summary, "7,50 (7 h 30)"));
  CHECK(says(summary, "107,75"));
  CHECK(says(firm.get("/espace"), "Reprendre le brouillon de mai 2026"));
  CHECK(says(world.upload(firm, "2026-05", "mai.csv", two_people), "Ce fichier a déjà été déposé : rien n’a changé."));

  const auto receipt = firm.submit(draft + "/envoyer");
  check_page(receipt);
  CHECK(says(receipt, "Les heures sont transmises"));
  CHECK(says(receipt, app::sha256_hex(two_people)));
  CHECK(says(receipt, "R-2026-05-"));
  CHECK(says(receipt, "2 Personnes"));
  CHECK(says(receipt, "Lignes ajoutées 2 Heures ajoutées 107,75 (107 h 45)"));
  CHECK_FALSE(says(receipt, "Lignes annulées"));
  const auto again = firm.post(draft + "/envoyer", {{"jeton", firm.token()}});
  CHECK(again.response.header("Location") == draft + "/recu?fait=timesheet.already");
  CHECK(world.base.number("count(*) FROM ledger_entries") == 2);
  CHECK(firm.get(draft + "/corriger").path == draft + "/recu");
  CHECK(says(firm.get("/espace"), "Voir le reçu de mai 2026"));
  CHECK(world.of(world.base.agency).get(draft + "/recu").status == 404);
  CHECK(world.log.empty());
}

TEST_CASE("Every fault is shown at once, and an unknown person can be declared from there", "[web][firm]") {
  World world;
  world.person("HORLOGE", "Ludovic", "1976-04-06");
  auto firm = world.of(world.base.holder);
  const auto faults = world.upload(firm, "2026-06", "juin.csv",
                                   "Nom et prénom;Né(e) le;Heures;Date\nHORLOGE Ludovic;06/04/1976;7h9x;03/06/2026\nBOUGEOIR Gaspard;12/09/1990;7,5;04/06/2026\nHORLOGE Ludovic;06/04/1976;30;05/06/2026\n");
  check_page(faults);
  CHECK(faults.path.ends_with("/corriger"));
  CHECK(says(faults, "Erreur – 2 C 7h9x"));
  CHECK(says(faults, "BOUGEOIR Gaspard n’est pas connu sur ce lot"));
  CHECK(says(faults, "Rien n’est transmis"));
  CHECK(faults.holds("<title>Erreur"));
  CHECK_FALSE(says(faults, "Envoyer les heures"));
  CHECK(faults.holds(faults.path + "?faute=cell.person.unknown\""));
  CHECK(says(faults, "Personnes inconnues sur ce lot (1)"));
  const auto of_one_kind = firm.get(faults.path + "?faute=cell.person.unknown");
  check_page(of_one_kind);
  CHECK(says(of_one_kind, "BOUGEOIR Gaspard n’est pas connu sur ce lot"));
  CHECK_FALSE(says(of_one_kind, "7h9x"));
  CHECK(says(firm.get(faults.path + "?faute=cell.unheard"), "7h9x"));
  std::string declare;
  for (const auto& link : test::links_of(faults.body))
    if (link.starts_with("/participants/nouveau?")) declare = link;
  REQUIRE_FALSE(declare.empty());
  CHECK(declare.find("BOUGEOIR") == std::string::npos);
  check_page(firm.get(declare));
  const auto& form = firm.form("/participants/nouveau");
  const auto holds = [&](const std::string& name, const std::string& value) {
    return std::find(form.values.begin(), form.values.end(), std::pair(name, value)) != form.values.end();
  };
  CHECK(holds("nom", "BOUGEOIR"));
  CHECK(holds("prenom", "Gaspard"));
  CHECK(holds("naissance", "12/09/1990"));
  const auto back = firm.submit("/participants/nouveau", {{"contrat", "fixed_term"}, {"modalite", "direct_hire"}, {"debut", "01/06/2026"}});
  check_page(back);
  CHECK(base_of(back.path) == base_of(faults.path));
  CHECK_FALSE(says(back, "n’est pas connu sur ce lot"));
  CHECK(says(back, "7h9x"));
  CHECK(firm.post(base_of(back.path) + "/envoyer", {{"jeton", firm.token()}}).response.header("Location") == base_of(back.path) + "/corriger");
  CHECK(world.base.number("count(*) FROM ledger_entries") == 0);
  const auto left = firm.get(back.path);
  CHECK(says(press(firm, base_of(back.path) + "/abandonner", {}), "Le brouillon est abandonné"));
}

TEST_CASE("A fault is corrected where it is shown, a line left out with its reason, and the hours are sent", "[web][firm]") {
  World world;
  world.person("HORLOGE", "Ludovic", "1976-04-06");
  auto firm = world.of(world.base.holder);
  const auto faults = world.upload(firm, "2026-06", "juin.csv",
                                   "Nom;Prénom;Heures;Date\nHORLOGE;Ludovic;7h9x;03/06/2026\nBOUGEOIR;Gaspard;7,5;04/06/2026\n");
  check_page(faults);
  const auto base = base_of(faults.path);
  std::map<std::string, std::string> keys;  // of the boxes, by cell
  for (const auto& name : firm.form(base + "/reparer").names)
    if (name.starts_with("l-")) keys[name.substr(name.find('-', 2) + 1)] = name.substr(2);
  REQUIRE(keys.contains("2-C"));
  REQUIRE(keys.contains("3-A"));
  CHECK(says(firm.submit(base + "/reparer", {{"l-" + keys["3-A"], "oui"}}), "Choisissez le motif des lignes ignorées"));
  firm.get(faults.path);
  const auto sent = firm.submit(base + "/reparer", {{"c-" + keys["2-C"], "7h30"}, {"l-" + keys["3-A"], "oui"}, {"motif", "not_on_lot"}});
  check_page(sent);
  CHECK(sent.path.find("/recapitulatif") != std::string::npos);
  CHECK(says(sent, "Corrigé à l’écran : 1 cellule, 1 ligne ignorée"));
  CHECK(says(sent, "7,50"));
  const auto receipt = firm.submit(base + "/envoyer");
  CHECK(receipt.path.find("/recu") != std::string::npos);
  CHECK(world.base.number("sum(declared_seconds) FROM ledger_entries") == 27000);
}

TEST_CASE("One kind of fault stays alone on the page while it is being corrected", "[web][firm]") {
  World world;
  world.person("HORLOGE", "Ludovic", "1976-04-06");
  auto firm = world.of(world.base.holder);
  const auto faults = world.upload(firm, "2026-06", "juin.csv",
                                   "Nom;Prénom;Heures;Date\nHORLOGE;Ludovic;7h9x;03/06/2026\nHORLOGE;Ludovic;beaucoup;04/06/2026\nBOUGEOIR;Gaspard;7,5;04/06/2026\n");
  REQUIRE(says(faults, "Gaspard BOUGEOIR n’est pas connu"));
  const auto alone = firm.get(faults.path + "?faute=cell.hours.format");
  REQUIRE(says(alone, "beaucoup"));
  REQUIRE_FALSE(says(alone, "Gaspard BOUGEOIR n’est pas connu"));
  const auto action = base_of(faults.path) + "/reparer?faute=cell.hours.format";
  std::string typed;
  for (const auto& name : firm.form(action).names)
    if (name.starts_with("c-") && name.ends_with("-2-C")) typed = name;
  const auto after = firm.submit(action, {{typed, "7h30"}});
  check_page(after);
  CHECK(after.path.find("faute=cell.hours.format") != std::string::npos);
  CHECK(says(after, "beaucoup"));
  CHECK_FALSE(says(after, "Gaspard BOUGEOIR n’est pas connu"));
}

TEST_CASE("A column of minutes or hundredths is asked about once", "[web][firm]") {
  World world;
  world.person("HORLOGE", "Ludovic", "1976-04-06");
  world.person("ÉGLANTINE", "Marie", "2004-02-18");
  auto firm = world.of(world.base.holder);
  const auto asked = world.upload(firm, "2026-06", "minutes.csv", sample_file("faulty/minutes-ambigues.csv"));
  check_page(asked);
  CHECK(says(asked, "Comment lire ces heures ?"));
  CHECK(says(asked, "7 h 30 pour la colonne C"));
  const auto path = base_of(asked.path);
  const auto answered = press(firm, path + "/minutes", {{"lecture", "minutes"}});
  check_page(answered);
  CHECK_FALSE(says(answered, "Comment lire ces heures ?"));
  CHECK(says(answered, "23,25 (23 h 15)"));
  CHECK(says(answered, "est lu 7 h 30"));
  const auto changed = press(firm, path + "/minutes", {{"lecture", "decimal"}});
  check_page(changed);
  CHECK(says(changed, "est lu 7,30 h"));
  CHECK_FALSE(says(changed, "23,25 (23 h 15)"));
  check_page(press(firm, path + "/minutes", {{"lecture", "minutes"}}));
  CHECK(firm.post(path + "/minutes", {{"jeton", firm.token()}, {"colonne", "C"}, {"lecture", "autre"}}).status == 400);
}

TEST_CASE("Warnings must be ticked, and a second file says what it replaces", "[web][firm]") {
  World world;
  world.person("LAMPION", "Zoé", "1988-03-14");
  world.person("TOURNESOL", "Karim", "1979-11-02", false);
  auto firm = world.of(world.base.holder);
  auto page = world.upload(firm, "2026-05", "mai.csv", two_people);
  check_page(page);
  CHECK(says(page, "J’ai vérifié l’alerte signalée"));
  const auto path = base_of(page.path);
  const auto unticked = firm.submit(path + "/envoyer");
  check_page(unticked, 422);
  CHECK(says(unticked, "Cochez la case pour confirmer"));
  CHECK(unticked.holds("<a href=\"#send-alertes\">"));
  check_page(firm.submit(path + "/envoyer", {{"alertes", "oui"}}));

  const std::string changed = "Nom;Prénom;Date de naissance;Heures;Type de contrat;Modalité\nLAMPION;Zoé;14/03/1988;7h30;CDD;Embauche directe\n";
  page = world.upload(firm, "2026-05", "mai-corrige.csv", changed);
  check_page(page);
  CHECK(says(page, "Un relevé de ce mois a déjà été transmis. Celui-ci le remplacera."));
  CHECK(says(page, "Remplacé par"));
  CHECK(says(page, "LAMPION Zoé"));
  CHECK(says(page, "Transmises pour avril 2026"));
  CHECK(says(page, "Lignes retirées 1"));
  CHECK(says(page, "Lignes inchangées 1"));
  check_page(firm.submit(base_of(page.path) + "/envoyer", {{"alertes", "oui"}}));
  CHECK(says(firm.page(), "Lignes ajoutées 0 Heures ajoutées 0,00 (0 h 00)"));
  CHECK(says(firm.page(), "Lignes annulées 1 Heures annulées 100,25 (100 h 15)"));
  check_page(firm.get(path + "/recu"));
  CHECK(says(firm.page(), "Un relevé plus récent a remplacé celui-ci le "));

  // The first file again: a new proposal, which says what became of it.
  page = world.upload(firm, "2026-05", "mai.csv", two_people);
  check_page(page);
  CHECK(base_of(page.path) != path);
  CHECK(says(page, "Ce fichier a déjà été transmis, déposé le "));
  CHECK(says(page, "Lignes ajoutées 1"));
  check_page(firm.submit(base_of(page.path) + "/envoyer"), 422);
  check_page(firm.submit(base_of(page.path) + "/envoyer", {{"alertes", "oui"}}));
  CHECK(says(firm.page(), "Lignes ajoutées 1 Heures ajoutées 100,25 (100 h 15)"));
}

TEST_CASE("A draft replaced from another tab says that nothing of it was sent", "[web][firm]") {
  World world;
  world.person("LAMPION", "Zoé", "1990-01-02");
  auto first = world.of(world.base.holder);
  auto second = world.of(world.base.holder);
  const auto draft = base_of(world.upload(first, "2026-05", "mai.csv", "Nom;Prénom;Heures\nLAMPION;Zoé;70\n").path);
  world.upload(second, "2026-05", "mai-2.csv", "Nom;Prénom;Heures\nLAMPION;Zoé;71\n");
  const auto refused = first.submit(draft + "/envoyer");
  check_page(refused);
  CHECK(says(refused, "Ce fichier a été remplacé par un autre dépôt"));
  CHECK(says(refused, "rien n’a été transmis"));
  CHECK(says(first.get(draft + "/corriger"), "Ce fichier a été remplacé par un autre dépôt"));
  CHECK(world.base.number("count(*) FROM ledger_entries") == 0);
}

TEST_CASE("Files that cannot be taken are refused at their field or with their fault", "[web][firm]") {
  World world;
  auto firm = world.of(world.base.holder);
  const auto path = world.month(world.base.earthworks, "2026-05");
  firm.get(path);
  check_page(firm.submit(path + "/fichier"), 422);
  CHECK(says(firm.page(), "Choisissez un fichier à déposer"));
  check_page(firm.submit(path + "/fichier", {}, {{"fichier", "vide.csv", ""}}), 422);
  check_page(firm.submit(path + "/fichier", {}, {{"fichier", "gros.csv", std::string(5 * 1024 * 1024 + 1, 'x')}}), 422);
  CHECK(says(firm.page(), "Le fichier doit peser moins de 5"));
  check_page(world.upload(firm, "2026-05", "binaire.csv", sample_file("faulty/binaire.csv")));
  CHECK(says(firm.page(), "Le fichier doit être au format CSV, XLSX ou ODS"));
  check_page(world.upload(firm, "2026-05", "nir.csv", sample_file("faulty/numero-de-securite-sociale.csv")), 422);
  CHECK(says(firm.page(), "le fichier n’a pas été conservé"));
  world.base.close(world.base.earthworks, *Month::parse_iso("2026-03"));
  check_page(world.upload(firm, "2026-03", "mars.csv", two_people));
  CHECK(says(firm.page(), "Le mois de mars 2026 est clos"));
  CHECK(firm.get("/espace/" + world.base.masonry.text() + "/2026-05").status == 404);
  CHECK(firm.get("/espace/" + world.base.earthworks.text() + "/mai").status == 404);
}

TEST_CASE("An organisation that uploads too often is asked to wait", "[web][firm]") {
  World world;
  auto firm = world.of(world.base.holder);
  for (int i = 0; i < 20; ++i) CHECK(world.upload(firm, "2026-05", "mai.csv", two_people).status == 200);
  const auto refused = world.upload(firm, "2026-05", "mai.csv", two_people);
  check_page(refused, 429);
  CHECK(says(refused, "Trop de demandes"));
  CHECK(says(refused, "Attendez 3 minutes, puis réessayez."));
  const int wait = std::stoi(refused.response.header("Retry-After"));  // 180 s, less what the uploads took
  CHECK((wait > 120 && wait <= 180));
}

TEST_CASE("A firm declares a month without hours; the model names nobody", "[web][firm]") {
  World world;
  auto firm = world.of(world.base.holder);
  const auto path = world.month(world.base.earthworks, "2026-04");
  firm.get(path);
  check_page(firm.submit(path + "/aucune"), 422);
  CHECK(says(firm.page(), "Choisissez la raison"));
  const auto nil = firm.submit(path + "/aucune", {{"raison", "site_stopped"}});
  check_page(nil);
  CHECK(says(nil, "L’absence d’heures est déclarée"));
  CHECK(says(nil, "Chantier arrêté"));
  const auto model = firm.get("/espace/modele.csv");
  CHECK(model.status == 200);
  CHECK(model.body == "\xEF\xBB\xBFRéférence;Nom;Prénom;Date de naissance;Date;Heures;Type de contrat;Modalité;SIRET employeur\r\n");
  CHECK(model.response.header("Content-Disposition").find("modele-releve.csv") != std::string::npos);
}

TEST_CASE("A facilitator sends for a firm once it is chosen", "[web][firm]") {
  World world;
  world.person("LAMPION", "Zoé", "1988-03-14");
  world.person("TOURNESOL", "Karim", "1979-11-02");
  auto facilitator = world.of(world.base.facilitator);
  CHECK(facilitator.get("/espace").status == 403);
  const auto path = world.month(world.base.earthworks, "2026-05");
  check_page(facilitator.get(path));
  CHECK(says(facilitator.page(), "Transmettre pour Terrassements d’Exemple"));
  check_page(facilitator.get(path + "?entreprise=" + world.base.holder.organisation->id.text()));
  const auto draft = facilitator.submit(path + "/fichier", {}, {{"fichier", "mai.csv", two_people}});
  check_page(draft);
  check_page(facilitator.submit(base_of(draft.path) + "/envoyer"));
  CHECK(says(facilitator.page(), "Terrassements d’Exemple"));
  CHECK(facilitator.get(path + "?entreprise=" + world.base.stranger_firm.id.text()).status == 404);
  CHECK(world.of(world.base.other_facilitator).get(path).status == 404);
}

// ---- Review ---------------------------------------------------------------------------------------------------

namespace {

struct Reviewed : World {
  Reviewed() : reference(person("LAMPION", "Zoé", "1988-03-14")), undecided(person("TOURNESOL", "Karim", "1979-11-02", false)) {
    auto firm = of(base.holder);
    const auto draft = base_of(upload(firm, "2026-05", "mai.csv", two_people).path);
    firm.submit(draft + "/envoyer", {{"alertes", "oui"}});
    id = draft.substr(draft.size() - 13);
  }
  std::string review() const { return "/releves/" + id; }
  std::string reference, undecided, id;
};

// The names of the radios of the page, in order: one per line.
std::vector<std::string> decisions_of(Client& client, const std::string& action) {
  std::vector<std::string> names;
  for (const auto& name : client.form(action).names)
    if (name.starts_with("d-")) names.push_back(name);
  return names;
}

}  // namespace

TEST_CASE("The queue shows what waits, oldest first, under tabs with counts", "[web][review]") {
  Reviewed world;
  auto facilitator = world.of(world.base.facilitator);
  check_page(facilitator.get("/releves"));
  CHECK(says(facilitator.page(), "À examiner (1)"));
  CHECK(says(facilitator.page(), "Renvoyés (0)"));
  CHECK(says(facilitator.page(), "Terrassements d’Exemple, mai 2026"));
  CHECK(says(facilitator.page(), "107,75"));
  check_page(facilitator.get("/releves?etat=examines"));
  CHECK(says(facilitator.page(), "Aucun relevé dans cet état"));
  CHECK(facilitator.get("/releves?etat=ailleurs").status == 400);
  CHECK(world.of(world.base.other_facilitator).get(world.review()).status == 404);
  CHECK(world.of(world.base.holder).get("/releves").status == 403);
}

TEST_CASE("Lines are decided one by one, after a look at what will move", "[web][review]") {
  Reviewed world;
  auto facilitator = world.of(world.base.facilitator);
  check_page(facilitator.get(world.review()));
  CHECK(says(facilitator.page(), "Points à vérifier"));
  CHECK(says(facilitator.page(), "L’éligibilité de " + world.undecided + " est en cours de vérification"));
  CHECK(says(facilitator.page(), "Décision pour " + world.reference));
  const auto action = world.review() + "/confirmer";
  const auto lines = decisions_of(facilitator, action);
  REQUIRE(lines.size() == 2);
  const auto shown = facilitator.form(action).values;
  const auto value = [&](const std::string& name) {
    for (const auto& [field, given] : shown)
      if (field == name) return given;
    return std::string();
  };
  CHECK(value(lines[0]) == "accepted");
  CHECK(value(lines[1]) == "later");

  const auto without_reason = facilitator.submit(action, {{lines[1], "rejected"}});
  check_page(without_reason, 422);
  CHECK(says(without_reason, "Choisissez un motif"));
  CHECK(without_reason.holds("href=\"#m-" + lines[1].substr(2) + "\""));
  const auto confirm = facilitator.submit(action, {{lines[1], "rejected"}, {"m-" + lines[1].substr(2), "eligibility_unverified"}});
  check_page(confirm);
  CHECK(says(confirm, "Vous allez valider 7,50 h sur 1 ligne."));
  CHECK(says(confirm, "Vous allez écarter 100,25 h sur 1 ligne."));
  CHECK(says(confirm, "Enregistrer 2 décisions"));
  CHECK(confirm.holds(R"(<th role="rowheader" scope="row">Comptées</th><td role="cell" class="number" data-label="Avant">0,00</td><td role="cell" class="number" data-label="Après">7,50</td>)"));
  CHECK(confirm.holds(R"(<th role="rowheader" scope="row">En attente</th><td role="cell" class="number" data-label="Avant">107,75</td><td role="cell" class="number" data-label="Après">0,00</td>)"));
  CHECK(confirm.holds(R"(<th role="rowheader" scope="row">Écartées</th><td role="cell" class="number" data-label="Avant">0,00</td><td role="cell" class="number" data-label="Après">100,25</td>)"));
  CHECK(world.base.number("count(*) FROM ledger_decisions") == 0);
  const auto again = press(facilitator, world.review() + "/decisions", {{"suite", "modifier"}});
  check_page(again);
  CHECK(again.holds("value=\"eligibility_unverified\" selected"));
  CHECK(world.base.number("count(*) FROM ledger_decisions") == 0);

  const auto fields = facilitator.form(world.review() + "/decisions").values;
  const auto recorded = facilitator.submit(world.review() + "/decisions");
  check_page(recorded);
  CHECK(says(recorded, "Les décisions sont enregistrées"));
  CHECK(says(recorded, "Examiné"));
  CHECK(world.base.number("count(*) FROM ledger_decisions") == 2);
  CHECK(facilitator.post(world.review() + "/decisions", fields).status == 303);  // a double click
  CHECK(world.base.number("count(*) FROM ledger_decisions") == 2);
  const auto nothing = facilitator.submit(action);
  check_page(nothing, 422);
  CHECK(says(nothing, "Aucune décision nouvelle"));
  CHECK(world.log.empty());
}

TEST_CASE("A note that cannot be kept is said at its line, and the other choices stay", "[web][review]") {
  Reviewed world;
  auto facilitator = world.of(world.base.facilitator);
  facilitator.get(world.review());
  const auto action = world.review() + "/confirmer";
  const auto lines = decisions_of(facilitator, action);
  const auto note = "n-" + lines[1].substr(2);
  struct Case {
    std::string note, said;
  };
  std::string accents;
  for (int i = 0; i < 1000; ++i) accents += "é";  // a thousand letters, two thousand bytes
  const auto c = GENERATE_COPY(Case{"n° 2 85 05 99 999 001 31", "Ne saisissez pas de numéro de sécurité sociale"},
                               Case{accents + "é", "La remarque doit tenir en 1 000 caractères"});
  const auto refused = facilitator.submit(action, {{lines[1], "rejected"}, {"m-" + lines[1].substr(2), "duplicate"}, {note, c.note}});
  check_page(refused, 422);
  CHECK(says(refused, c.said));
  CHECK(refused.holds("href=\"#" + note + "\""));
  CHECK(refused.holds("value=\"duplicate\" selected"));
  check_page(facilitator.submit(action, {{note, accents}}));
  CHECK(says(facilitator.page(), "Vous allez écarter 100,25 h sur 1 ligne."));
}

TEST_CASE("A closed month says at once that nothing can be decided, and keeps what was chosen before", "[web][review]") {
  Reviewed world;
  auto facilitator = world.of(world.base.facilitator);
  facilitator.get(world.review());
  const auto action = world.review() + "/confirmer";
  const auto lines = decisions_of(facilitator, action);
  facilitator.submit(action, {{lines[1], "rejected"}, {"m-" + lines[1].substr(2), "duplicate"}});
  world.base.close(world.base.earthworks, sample::month("2026-05"));
  const auto refused = facilitator.submit(world.review() + "/decisions");
  check_page(refused, 422);
  CHECK(says(refused, "Le mois de mai 2026 est clos"));
  CHECK(refused.holds("value=\"duplicate\" selected"));
  CHECK(world.base.number("count(*) FROM ledger_decisions") == 0);
  const auto shown = facilitator.get(world.review());
  check_page(shown);
  CHECK(says(shown, "Rouvrez-le depuis la page du lot"));
  CHECK(shown.holds("href=\"/lots/" + world.base.earthworks.text() + "#titre-mois\""));
  CHECK_FALSE(says(shown, "Vérifier les décisions"));
  CHECK_FALSE(says(shown, "Renvoyer à l’entreprise"));
}

TEST_CASE("A month closes from the page of the lot once its lines are decided, and by no other word than those of the page", "[web][lots]") {
  Reviewed world;
  auto facilitator = world.of(world.base.facilitator);
  const auto lot = "/lots/" + world.base.earthworks.text();
  const auto shown = facilitator.get(lot);
  CHECK(says(shown, "2 lignes à décider avant la clôture"));
  CHECK_FALSE(says(shown, "Clore mai 2026"));
  const FormValues fields = {{"jeton", facilitator.token()}, {"mois", "2026-05"}};
  const auto with = [&](const std::string& decision) {
    auto sent = fields;
    sent.emplace_back("decision", decision);
    return facilitator.post(lot + "/mois", sent);
  };
  for (const char* other : {"", "Clore", "fermer", "rouvrir "}) CHECK(with(other).status == 400);
  const auto refused = with("clore");
  CHECK(refused.status == 422);
  CHECK(says(refused, "En mai 2026, 2 lignes attendent une décision (107,75 h)"));
  CHECK(world.base.number("count(*) FROM month_closures") == 0);
}

TEST_CASE("Two facilitators do not overwrite each other", "[web][review]") {
  Reviewed world;
  auto first = world.of(world.base.facilitator);
  auto second = world.of(world.base.facilitator);
  for (auto* client : {&first, &second}) client->get(world.review());
  const auto lines = decisions_of(first, world.review() + "/confirmer");
  first.submit(world.review() + "/confirmer", {{lines[1], "accepted"}});
  second.submit(world.review() + "/confirmer", {{lines[0], "rejected"}, {"m-" + lines[0].substr(2), "duplicate"}});
  check_page(first.submit(world.review() + "/decisions"));
  const auto late = second.submit(world.review() + "/decisions");
  CHECK(late.status == 409);
  CHECK(says(late, "a modifié ce relevé"));
  CHECK(says(late, "vos choix sont repris ci-dessous"));
  CHECK(world.base.number("count(*) FROM ledger_decisions") == 2);

  // What the second chose is still there, on the timesheet as it stands now: it can be recorded.
  const auto values = second.form(world.review() + "/confirmer").values;
  const auto holds = [&](const std::string& name, const std::string& value) {
    return std::find(values.begin(), values.end(), std::pair(name, value)) != values.end();
  };
  CHECK(holds(lines[0], "rejected"));
  CHECK(holds("m-" + lines[0].substr(2), "duplicate"));
  CHECK(holds(lines[1], "accepted"));
  check_page(second.submit(world.review() + "/confirmer"));
  check_page(second.submit(world.review() + "/decisions"));
  CHECK(world.base.number("count(*) FROM ledger_decisions") == 3);
}

TEST_CASE("A message to the firm is kept when somebody decided meanwhile", "[web][review]") {
  Reviewed world;
  auto first = world.of(world.base.facilitator);
  auto second = world.of(world.base.facilitator);
  for (auto* client : {&first, &second}) client->get(world.review());
  const auto lines = decisions_of(first, world.review() + "/confirmer");
  first.submit(world.review() + "/confirmer", {{lines[0], "accepted"}});
  check_page(first.submit(world.review() + "/decisions"));
  const std::string message = "Les heures du 5 mai sont à expliquer.";
  const auto late = second.submit(world.review() + "/renvoyer", {{"message", message}});
  CHECK(late.status == 409);
  CHECK(says(late, message));
  check_page(second.submit(world.review() + "/renvoyer"));
  CHECK(says(second.page(), "Le relevé est renvoyé à l’entreprise"));
}

TEST_CASE("A timesheet goes back with a comment, which the firm reads where it sends again", "[web][review]") {
  Reviewed world;
  auto facilitator = world.of(world.base.facilitator);
  facilitator.get(world.review());
  check_page(facilitator.submit(world.review() + "/renvoyer", {{"message", "court"}}), 422);
  CHECK(says(facilitator.page(), "doit compter de 10"));
  const auto done = facilitator.submit(world.review() + "/renvoyer", {{"message", "Les heures du 5 mai sont à expliquer."}});
  check_page(done);
  CHECK(says(done, "Le relevé est renvoyé à l’entreprise"));
  CHECK_FALSE(says(done, "Décider plus tard"));
  check_page(facilitator.get("/releves?etat=renvoyes"));
  auto firm = world.of(world.base.holder);
  CHECK(says(firm.get("/espace"), "Corriger mai 2026"));
  check_page(firm.get(world.month(world.base.earthworks, "2026-05")));
  CHECK(says(firm.page(), "Les heures du 5 mai sont à expliquer."));
  check_page(firm.get("/espace/import/" + world.id + "/recu"));
  CHECK(says(firm.page(), "Déposer le fichier corrigé"));
}
