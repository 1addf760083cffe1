// The three journeys of the product, page after page, without a socket.
#include <catch2/catch.hpp>

#include "row_counts.hpp"
#include "world.hpp"
#include "zip_parts.hpp"

using namespace clausier;
using namespace clausier::test;
using journey::Copy;

namespace {

// The link of the page in sight whose words are these.
std::string link_named(const Answer& page, const std::string& words) {
  std::string found;
  for_each_tag(page.body, "a", [&](const Attributes& a, std::size_t at) {
    if (found.empty() && text_of(page.body.substr(at, page.body.find("</a>", at) - at)).find(words) != std::string::npos) found = a.at("href");
  });
  INFO(page.text());
  REQUIRE_FALSE(found.empty());
  return found;
}

std::string form_ending(const Answer& page, const std::string& ending) {
  for (const auto& form : forms_of(page.body))
    if (form.action.ends_with(ending)) return form.action;
  INFO(page.text());
  FAIL("no form to …" << ending);
  return "";
}

// A button with a name, of a form whose page carries what the former ones asked.
Answer press(Client& client, const std::string& action, const FormValues& typed, const FormValues::value_type& button) {
  FormValues sent = typed;
  for (const auto& known : client.form(action).values)
    if (std::none_of(typed.begin(), typed.end(), [&](const auto& given) { return given.first == known.first; })) sent.push_back(known);
  sent.push_back(button);
  auto answer = client.post(action, sent);
  return answer.status == 303 ? client.get(answer.response.header("Location")) : client.see(std::move(answer));
}

std::string without_query(const std::string& address) { return address.substr(0, address.find('?')); }

}  // namespace

TEST_CASE("Journey 1: a file of contracts is planned, applied, followed, and gets its clause", "[journey]") {
  Copy copy;
  Client aline(*copy.site);
  CHECK(aline.get("/tableau").path.starts_with("/connexion"));  // nobody is signed in yet
  CHECK(aline.submit("/connexion", {{"courriel", "aline@plie.example"}, {"mot_de_passe", "faux"}}).status == 422);
  const auto board = aline.submit("/connexion", {{"courriel", "aline@plie.example"}, {"mot_de_passe", journey::password}});
  CHECK(board.path == "/tableau");

  aline.get("/imports");
  const std::string file = contract_files::file_of({{.id = "2026J1", .object = "Passerelle du canal d’exemple, ERBM", .amount = "1000000"},
                                                    {.id = "", .object = "", .buyer = ""}});
  const auto plan = aline.submit("/imports", {}, {{"fichier", "marches.json", file}});
  REQUIRE(plan.status == 200);
  CHECK(plan.says("marches.json"));
  CHECK(plan.says("Passerelle du canal d’exemple"));
  CHECK(copy.services->wording.has("record.no_buyer"));
  CHECK(plan.says(copy.services->wording.say("record.no_buyer")));  // the refused record is seen, with its reason
  CHECK_FALSE(aline.get("/marches?texte=passerelle").says("2026J1"));

  aline.get(plan.path);
  const auto applied = aline.submit(plan.path + "/appliquer");
  CHECK(applied.says("L’import a été appliqué"));
  const auto found = aline.get("/marches?texte=passerelle");
  const auto contract = aline.get(link_named(found, "Passerelle"));
  const auto path = without_query(contract.path);
  CHECK(forms_of(contract.body).size() == 2);  // sign out, take into follow-up: nothing more until it is followed
  const auto followed = aline.submit(path + "/suivre");
  CHECK(followed.says("Le marché est maintenant suivi"));
  CHECK(aline.submit(path + "/programme", {{"decision", "confirmer"}}).says("Le programme est confirmé"));
  CHECK(aline.submit(path + "/lots", {{"numero", "1"}, {"intitule", "Gros œuvre"}, {"montant", "800 000,00"}}).says("Le lot a été ajouté"));
  const auto lot_id = link_named(aline.page(), "Gros œuvre").substr(std::string("/lots/").size());
  const auto granted =
      aline.submit(path + "/acces",
                   {{"lot", lot_id}, {"siret", "999 003 015 00016"}, {"raison_sociale", "Terrassements de l’Exemple"}, {"role", "holder"}});
  CHECK(granted.says("L’entreprise peut maintenant agir"));

  const auto lot = aline.get(link_named(granted, "Gros œuvre"));
  CHECK(lot.says("Aucune clause"));
  const auto clause_path = link_named(lot, "Saisir la clause");
  aline.get(clause_path);
  const auto step = [&](const FormValues& typed, const char* button) { return press(aline, clause_path, typed, {"action", button}); };
  CHECK(step({{"objectif", "amount_formula"}}, "suivant").says("Étape 2 sur 6"));
  const auto refused = step({{"montant", "800 000"}, {"part", "beaucoup"}}, "suivant");
  CHECK(refused.status == 422);
  CHECK(refused.holds("value=\"beaucoup\""));  // what was typed is kept
  CHECK(step({{"part", "40"}, {"taux", "5"}, {"cout", "32"}, {"arrondi", "nearest"}}, "suivant").says("Étape 3 sur 6"));
  CHECK(step({{"debut", "01/07/2026"}, {"fin", "30/06/2027"}, {"rythme", "linear"}}, "vers:penalties").says("Étape 5 sur 6"));
  const auto saved = step({{"penalite", "45"}}, "enregistrer");
  CHECK(saved.says("La clause est enregistrée"));
  CHECK(saved.says("500,00"));  // 800,000 × 40 % × 5 % ÷ 32 = 500 h
  CHECK(saved.says("Compte aline"));
  const auto with_clause = aline.get(without_query(lot.path));
  CHECK(with_clause.says("500,00"));
  CHECK(with_clause.holds("<svg"));

  // The same file again: a plan that changes nothing.
  aline.get("/imports");
  const auto again = aline.submit("/imports", {}, {{"fichier", "marches.json", file}});
  aline.get(again.path);
  const auto before = table_contents(
      *copy.services, {"imports", "import_files", "import_records", "audit_events", "sessions", "recorded_clock", "contract_base"});
  CHECK(aline.submit(again.path + "/appliquer").status == 200);
  CHECK(table_contents(*copy.services, {"imports", "import_files", "import_records", "audit_events", "sessions", "recorded_clock",
                                        "contract_base"}) == before);
  CHECK(app::verify(*copy.services).ok);
}

TEST_CASE("Journey 2: a faulty timesheet is corrected, sent once, reviewed, sent back and counted", "[journey]") {
  Copy copy;
  auto sonia = copy.client("contractor");
  auto aline = copy.client("facilitator");
  const auto& t = copy.things;
  const std::string month = "/espace/" + t.lot_a1 + "/2026-06";

  const auto space = sonia.get("/espace");
  CHECK(space.says("juin 2026"));
  CHECK_FALSE(space.says("Maçonnerie"));  // the other firm's lot
  sonia.get(month);
  const auto faulty = sonia.submit(month + "/fichier", {},
                                   {{"fichier", "juin.csv",
                                     "Nom;Prénom;Date;Heures\nLAMPION;Zoé;03/06/2026;7,5\nINCONNU;Paul;03/06/2026;7\nLAMPION;Zoé;04/06/"
                                     "2026;30\nLAMPION;Zoé;05/06/2026;environ\n"}});
  REQUIRE(faulty.status == 200);
  CHECK(faulty.path.ends_with("/corriger"));
  for (const char* place : {"3", "4", "5"}) CHECK(faulty.holds(std::string(">") + place + "<"));  // every fault at once, with its row
  CHECK(faulty.says("INCONNU"));
  CHECK(faulty.says("environ"));
  CHECK(faulty.says("3 erreurs"));
  const auto draft = without_query(faulty.path).substr(0, faulty.path.rfind('/'));
  // A step cannot be skipped: what has errors is not sent, even by an address that no page offers.
  const auto entries = row_counts(*copy.services).at("ledger_entries");
  CHECK(sonia.post(draft + "/envoyer", {{"jeton", sonia.token()}, {"alertes", "oui"}}).status == 303);
  CHECK(row_counts(*copy.services).at("ledger_entries") == entries);

  sonia.get(faulty.path);
  const auto clean =
      sonia.submit(month + "/fichier", {},
                   {{"fichier", "juin-corrige.csv", "Nom;Prénom;Date;Heures\nLAMPION;Zoé;03/06/2026;7,5\nLAMPION;Zoé;04/06/2026;7h30\n"}});
  CHECK(clean.path.ends_with("/recapitulatif"));
  CHECK(clean.says("15,00"));
  const auto send = form_ending(clean, "/envoyer");
  const FormValues ticked =
      forms_of(clean.body).empty() || !sonia.form(send).names.contains("alertes") ? FormValues{} : FormValues{{"alertes", "oui"}};
  const auto sent = sonia.submit(send, ticked);
  CHECK(sent.path.find("/recu") != std::string::npos);
  CHECK(sent.says("Les heures sont transmises"));
  CHECK(row_counts(*copy.services).at("ledger_entries") == entries + 2);

  // A double click, and the same file again: nothing is posted twice.
  auto twice = sonia.post(send, {{"jeton", sonia.token()}, {"alertes", "oui"}});
  CHECK(twice.status == 303);
  CHECK(twice.response.header("Location").find("timesheet.already") != std::string::npos);
  sonia.get(month);
  CHECK(sonia
            .submit(month + "/fichier", {},
                    {{"fichier", "copie.csv", "Nom;Prénom;Date;Heures\nLAMPION;Zoé;03/06/2026;7,5\nLAMPION;Zoé;04/06/2026;7h30\n"}})
            .says("Ce fichier a déjà été déposé"));
  CHECK(row_counts(*copy.services).at("ledger_entries") == entries + 2);

  // The facilitator: queue, one timesheet, one line accepted and one sent back.
  const auto queue = aline.get("/releves");
  const auto review = aline.get(link_named(queue, "juin 2026"));
  CHECK(review.says("LAMPION Zoé"));
  CHECK(review.says("7,50"));
  const auto review_path = without_query(review.path);
  FormValues choices;
  for (const auto& [name, value] : aline.form(form_ending(review, "/confirmer")).values)
    if (name.starts_with("d-")) choices.emplace_back(name, choices.empty() ? "accepted" : "rejected");
  REQUIRE(choices.size() == 2);
  const auto incomplete = aline.submit(form_ending(review, "/confirmer"), choices);
  CHECK(incomplete.status == 422);  // a rejection says why
  choices.emplace_back("m-" + choices[1].first.substr(2), "other");
  choices.emplace_back("n-" + choices[1].first.substr(2), "Horaire à revoir avec le chef de chantier");
  const auto check = aline.submit(form_ending(aline.page(), "/confirmer"), choices);
  CHECK(check.says("Vous allez valider 7,50 h sur 1 ligne"));
  CHECK(row_counts(*copy.services).at("ledger_decisions") == 1);  // nothing recorded by looking: the world's own decision
  const auto recorded = aline.submit(form_ending(check, "/decisions"));
  CHECK(recorded.says("Les décisions sont enregistrées"));
  CHECK(row_counts(*copy.services).at("ledger_decisions") == 3);
  const auto back = aline.submit(review_path + "/renvoyer", {{"message", "Corrigez la ligne du 4 juin."}});
  CHECK(back.says("Le relevé est renvoyé"));

  CHECK(sonia.get("/tableau").says("juin 2026"));
  const auto asked = sonia.get(month);
  CHECK(asked.says("Corrigez la ligne du 4 juin."));
  const auto corrected =
      sonia.submit(month + "/fichier", {},
                   {{"fichier", "juin-3.csv", "Nom;Prénom;Date;Heures\nLAMPION;Zoé;03/06/2026;7,5\nLAMPION;Zoé;04/06/2026;6\n"}});
  const auto resend = form_ending(corrected, "/envoyer");
  CHECK(sonia.submit(resend, sonia.form(resend).names.contains("alertes") ? FormValues{{"alertes", "oui"}} : FormValues{})
            .says("Les heures sont transmises"));
  const auto fresh = aline.get(link_named(aline.get("/releves"), "juin 2026"));
  FormValues accepted;
  for (const auto& [name, value] : aline.form(form_ending(fresh, "/confirmer")).values)
    if (name.starts_with("d-")) accepted.emplace_back(name, "accepted");
  aline.submit(form_ending(fresh, "/confirmer"), accepted);
  CHECK(aline.submit(form_ending(aline.page(), "/decisions")).says("Les décisions sont enregistrées"));

  // Every page tells the same position.
  const auto position = app::view_lot(*copy.services, copy.actor("facilitator"), *LotId::parse(t.lot_a1)).value().position;
  CHECK(position.hours.counted == WorkTime::from_seconds(13 * 3600 + 1800));
  CHECK(aline.get("/lots/" + t.lot_a1).says(french_hours(position.hours.declared)));
  CHECK(sonia.get("/lots/" + t.lot_a1).says("13,50"));
  CHECK(copy.client("officer").get("/lots/" + t.lot_a1).says("13,50"));
  const auto verification = app::verify(*copy.services);
  CHECK(verification.ok);
  CHECK(copy.incidents.empty());
}

TEST_CASE("Journey 3: an officer takes the report of a contract away in four formats, and prints a fifth", "[journey]") {
  Copy copy;
  auto elodie = copy.client("officer");
  const auto contract = elodie.get("/marches/" + copy.things.contract_a);
  CHECK(contract.status == 200);
  CHECK(forms_of(contract.body).size() == 1);  // signing out: an officer changes nothing
  const auto form = elodie.get(link_named(contract, "Préparer un rapport"));
  CHECK(form.status == 200);
  CHECK(elodie.submit("/rapports", {{"au", "31 juin"}, {"format", "xml"}}).status == 422);
  const std::map<std::string, std::string> starts = {{"xlsx", "PK"}, {"xml", "<?xml"}, {"csv", ""}, {"json", "{"}};
  for (const auto& [format, start] : starts) {
    CAPTURE(format);
    elodie.get(form.path);
    const auto file = elodie.submit("/rapports", {{"au", "30/06/2026"}, {"format", format}});
    REQUIRE(file.status == 200);
    CHECK(file.body.starts_with(start));
    CHECK(file.response.header("Content-Disposition").starts_with("attachment"));
    CHECK(file.response.header("Content-Disposition").find("." + format) != std::string::npos);
    CHECK_FALSE(file.response.header("ETag").empty());
    const auto content = format == "xlsx" ? zip_parts(file.body).at("xl/sharedStrings.xml") : file.body;
    CHECK(content.find("Terrassement") != std::string::npos);
    for (const char* name : {"LAMPION", "Zoé", "MARGUERITE"}) CHECK(content.find(name) == std::string::npos);
    // The address holds both dates: asked again, the same bytes.
    CHECK(elodie.get(file.path).body == file.body);
  }
  const auto list = elodie.get("/rapports");
  CHECK(list.says("30/06/2026"));

  elodie.get(form.path);
  const auto page = elodie.submit("/rapports", {{"au", "30/06/2026"}, {"format", "html"}});
  REQUIRE(page.status == 200);
  CHECK(page.response.header("Content-Disposition").empty());
  const auto policy = page.response.header("Content-Security-Policy");
  CHECK(policy.starts_with("default-src 'none'; style-src 'sha256-"));
  CHECK(policy.find("unsafe") == std::string::npos);
  CHECK(page.body.find("Terrassement") != std::string::npos);

  // Who receives the file checks it without an account; one byte more and it is unknown.
  auto recipient = copy.client("anonymous");
  const auto check = [&](const std::string& bytes) {
    recipient.get("/verifier-rapport");
    return recipient.submit("/verifier-rapport", {}, {{"fichier", "rapport.html", bytes}});
  };
  CHECK(check(page.body).says("Rapport authentique"));
  CHECK(check(page.body + " ").says("Rapport inconnu"));
  recipient.get("/verifier-rapport");
  CHECK(recipient.submit("/verifier-rapport", {}).status == 422);
  CHECK(recipient.submit("/verifier-rapport", {{"empreinte", "abc"}}).status == 422);
  const auto dictionary = recipient.get("/indicateurs");
  CHECK(dictionary.says("counted_seconds"));
  CHECK(dictionary.body.find("[report.") == std::string::npos);
  CHECK(copy.incidents.empty());
}

TEST_CASE("Bad uploads are said in the page, keep the original and post nothing", "[journey]") {
  Copy copy;
  auto sonia = copy.client("contractor");
  const std::string month = "/espace/" + copy.things.lot_a1 + "/2026-06";
  const auto before = row_counts(*copy.services).at("ledger_entries");
  struct Case {
    std::string what, name, bytes, code;
  };
  const std::string header = "Nom;Prénom;Date;Heures\n";
  for (const auto& c : std::vector<Case>{
           {"empty", "juin.csv", "", "file.empty"},
           {"binary", "juin.csv",
            std::string("\x7F"
                        "ELF\x02\x01\x01\0\0\0\x3E\0\xFF\xFE",
                        15) +
                std::string(300, '\xC3'),
            "file.type"},
           {"old workbook", "juin.xls", std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") + std::string(600, '\0'), "file.legacy"},
           {"truncated archive", "juin.xlsx", std::string("PK\x03\x04") + std::string(40, '\x01'), "file.unreadable"},
           {"no titles", "juin.csv", "LAMPION;Zoé;7\n", "file.headers"},
           {"unknown person", "juin.csv", header + "INCONNU;Paul;03/06/2026;7\n", "cell.person.unknown"},
           {"30 hours", "juin.csv", header + "LAMPION;Zoé;03/06/2026;30\n", "cell.hours.day"},
           {"another month", "juin.csv", header + "LAMPION;Zoé;03/05/2026;7\n", "cell.date.month"}}) {
    CAPTURE(c.what);
    copy.start();
    sonia = copy.client("contractor");
    sonia.get(month);
    const auto answer = sonia.submit(month + "/fichier", {}, {{"fichier", c.name, c.bytes}});
    CHECK((answer.status == 200 || answer.status == 422));
    const auto sentence = copy.services->wording.say(c.code);
    INFO(sentence << "\n" << answer.text());
    CHECK(answer.says(sentence.substr(sentence.size() - 18)));  // its end: the beginning may be a value
    CHECK(row_counts(*copy.services).at("ledger_entries") == before);
  }
  // A closed month.
  REQUIRE(app::set_month_closed(*copy.services, copy.actor("facilitator"), *LotId::parse(copy.things.lot_a1), journey::month("2026-06"), true));
  const auto closed = sonia.submit(month + "/fichier", {}, {{"fichier", "juin.csv", header + "LAMPION;Zoé;03/06/2026;7\n"}});
  CHECK(closed.says("clos"));
  CHECK(row_counts(*copy.services).at("ledger_entries") == before);
  CHECK(app::verify(*copy.services).ok);
  CHECK(copy.incidents.empty());
}
