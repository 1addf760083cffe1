// Attacks typed in every text that a page shows again: they must stay text, in every page of every role.
#include <catch2/catch.hpp>

#include "crawl.hpp"

using namespace clausier;
using namespace clausier::test;
using journey::Copy;

namespace {

const std::string attack = "\"><img src=x onerror=alert(1)>' onload='x' {{7*7}}&lt;b&gt;<script>alert(3)</script> ";

struct AttackedWorld {
  static const journey::World& get() {
    static const journey::World world(attack);
    return world;
  }
};

void check_escaped(const std::string& where, const std::string& body) {
  CAPTURE(where);
  for (const char* live : {"<img src=x", "<script>alert", "\"><img", "' onload='x", "49&", "<b>"}) {
    CAPTURE(live);
    CHECK(body.find(live) == std::string::npos);
  }
}

}  // namespace

TEST_CASE("What people type is shown as text in every page of every role", "[crawl][escape]") {
  Copy copy(AttackedWorld::get());
  std::map<std::string, std::set<std::string>> shown;  // pattern of page -> roles that saw the attack there, harmless
  for (const char* role : {"facilitator", "contractor", "officer", "administrator"})
    for (const auto& [address, answer] : journey::crawl(copy, role)) {
      if (!answer.response.header("Content-Type").starts_with("text/html")) continue;
      check_escaped(std::string(role) + " " + address, answer.body);
      if (answer.body.find("&lt;img src=x") != std::string::npos) shown[address.substr(0, address.find_first_of("/?", 1))].insert(role);
    }
  // The test proves nothing where the attack is not shown.
  for (const char* part : {"/tableau", "/marches", "/lots", "/imports", "/participants", "/releves", "/espace", "/rapports", "/admin",
                           "/journal", "/compte"}) {
    CAPTURE(part);
    CHECK_FALSE(shown[part].empty());
  }
  for (const auto& incident : copy.incidents) FAIL_CHECK(incident);
}

TEST_CASE("What a form refuses is shown again as text", "[escape]") {
  Copy copy(AttackedWorld::get());
  const auto& t = copy.things;
  struct Refused {
    std::string role, address;
    FormValues fields;
  };
  const std::vector<Refused> refusals = {
      {"facilitator",
       "/lots/" + t.lot_a1 + "/clause",
       {{"objectif", "fixed_hours"},
        {"heures", attack},
        {"penalite", attack},
        {"document", attack},
        {"rythme", "linear"},
        {"debut", attack},
        {"fin", attack}}},
      {"facilitator",
       "/marches/" + t.contract_a + "/lots",
       {{"numero", attack.substr(0, 15)}, {"intitule", attack}, {"montant", attack.substr(0, 20)}}},
      {"facilitator",
       "/marches/" + t.contract_a + "/acces",
       {{"lot", t.lot_a1}, {"siret", attack.substr(0, 25)}, {"raison_sociale", attack}, {"role", "holder"}}},
      {"facilitator",
       "/participants/" + t.person_a + "/eligibilite",
       {{"decision", "refused"}, {"appreciation", attack}, {"motif", attack}, {"justificatif", attack}}},
      {"facilitator", "/releves/" + t.sheet_a + "/renvoyer", {{"version", "1"}, {"message", attack + std::string(1000, 'x')}}},
      {"facilitator", "/rapports", {{"perimetre", "portfolio"}, {"acheteur", attack.substr(0, 25)}, {"au", attack}, {"format", "xml"}}},
      {"contractor", "/participants/nouveau", {{"nom", attack}, {"prenom", attack}, {"naissance", attack}, {"lot", t.lot_a1}}},
      {"contractor", "/participants", {{"recherche", attack}}},
      {"administrator",
       "/admin/utilisateurs",
       {{"courriel", attack}, {"nom", attack.substr(0, 100)}, {"role", "administrator"}, {"organisme", attack}}}};
  for (const auto& refusal : refusals) {
    auto client = copy.client(refusal.role);
    auto fields = refusal.fields;
    fields.emplace_back("jeton", client.token());
    const auto answer = client.post(refusal.address, fields);
    CAPTURE(refusal.address, answer.status);
    CHECK(answer.status != 500);
    check_escaped(refusal.address, answer.body);
    if (answer.status == 422) CHECK(answer.body.find("&lt;img src=x") != std::string::npos);
  }
  auto client = copy.client("facilitator");
  for (const char* address : {"/marches?texte=", "/marches?departement=", "/marches?acheteur=", "/journal?objet=", "/participants?statut=",
                              "/tableau?fait=", "/nulle-part/"}) {
    const auto answer = client.get(address + web::percent_encoded(attack));
    check_escaped(address, answer.body);
    CHECK(answer.status != 500);
  }
  for (const auto& incident : copy.incidents) FAIL_CHECK(incident);
}
