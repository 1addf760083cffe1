#include <catch2/catch.hpp>

#include "clausier/app/contracts.hpp"
#include "clausier/app/register.hpp"
#include "contract_files.hpp"
#include "open_base.hpp"

using namespace clausier;
using namespace clausier::app;
using contract_files::canal_siret;

namespace {

const Siret canal = *Siret::parse(canal_siret);

struct Named : OpenBase {
  Actor facilitator{UserId::from_trusted(5), Role::facilitator, "", "Aline MODÈLE", std::nullopt};
  contract_files::Importer importer{*services, contract_files::importing_administrator()};

  std::int64_t found(const std::string& words) {
    ContractQuery query;
    query.words = words;
    return search_contracts(*services, facilitator, query).value().total;
  }
  // A contract in the format of 2019, which names its buyer and its holder.
  static std::string with_names(const std::string& id, const std::string& buyer_name, const std::string& holder_name) {
    return R"({"marches":[{"id":")" + id + R"(","_type":"Marché","acheteur":{"id":")" + canal_siret + R"(","nom":")" + buyer_name +
           R"("},"objet":"Étude géotechnique","codeCPV":"71332000","lieuExecution":{"code":"59","typeCode":"Code département","nom":"Nord"},)"
           R"("dureeMois":6,"dateNotification":"2024-03-01","datePublicationDonnees":"2024-04-01","montant":50000,"formePrix":"Ferme",)"
           R"("titulaires":[{"typeIdentifiant":"SIRET","id":"99900301500016","denominationSociale":")" + holder_name + R"("}]}]})";
  }
  OrganisationSheet sheet() { return view_organisation(*services, facilitator, canal).value(); }
};

}  // namespace

TEST_CASE("A contract without names is found by those that another source gives later", "[app][register]") {
  Named base;
  base.importer.load({{.id = "2025A1", .object = "Passerelle"}});  // 2022 format: SIRET alone
  CHECK(base.found("canal exemple passerelle") == 0);
  CHECK(base.found("terrassements") == 0);
  base.importer.load(Named::with_names("2024Z", "Société du Canal d’Exemple", "Terrassements de l’Exemple"));
  CHECK(base.found("canal exemple passerelle") == 1);
  CHECK(base.found("terrassements") == 2);
  ContractQuery query;
  query.words = "passerelle";
  const auto line = search_contracts(*base, base.facilitator, query).value().lines.front();
  CHECK(line.buyer_name == "Société du Canal d’Exemple");
  CHECK(line.buyer_name_origin == "import");
}

TEST_CASE("A contract without names is found by those that another source gave before it", "[app][register]") {
  Named base;
  base.importer.load(Named::with_names("2024Z", "Société du Canal d’Exemple", "Terrassements de l’Exemple"));
  base.importer.load({{.id = "2025A1", .object = "Passerelle"}});  // 2022 format: SIRET alone
  CHECK(base.found("societe canal passerelle") == 1);
}

TEST_CASE("The register says which source gave a name, how often and when", "[app][register]") {
  Named base;
  base.importer.load(Named::with_names("2024Z", "Société du Canal d’Exemple", "Terrassements de l’Exemple"));
  base.importer.load(Named::with_names("2024Y", "Société du Canal d’Exemple", "Terrassements de l’Exemple"));
  base.importer.load(Named::with_names("2024X", "SOC CANAL", "Terrassements de l’Exemple"));
  const auto sheet = base.sheet();
  CHECK(sheet.shown.name == "Société du Canal d’Exemple");
  CHECK(sheet.shown.origin == "import");
  CHECK(sheet.shown.detail == "publication.json");
  REQUIRE(sheet.seen.size() == 2);
  CHECK(sheet.seen[0].times == 2);
  CHECK(sheet.seen[1].name == "SOC CANAL");
  CHECK(sheet.bought == 3);
  CHECK(sheet.held == 0);
}

TEST_CASE("A name given by more records takes the place of the first one seen, a person’s stands", "[app][register]") {
  Named base;
  base.importer.load(Named::with_names("2024A", "SOC CANAL", "X"));
  for (const char* id : {"2024B", "2024C"}) base.importer.load(Named::with_names(id, "Société du Canal d’Exemple", "X"));
  CHECK(base.sheet().shown.name == "Société du Canal d’Exemple");
  CHECK(base.sheet().history.size() == 2);

  REQUIRE(name_organisation(*base, base.facilitator, canal, "Canal d’Exemple (EPIC)", "statuts"));
  for (const char* id : {"2024D", "2024E", "2024F"}) base.importer.load(Named::with_names(id, "Société du Canal d’Exemple", "X"));
  const auto sheet = base.sheet();
  CHECK(sheet.shown.name == "Canal d’Exemple (EPIC)");
  CHECK(sheet.shown.origin == "person");
  CHECK(sheet.shown.detail == "Aline MODÈLE");
  CHECK(sheet.history.front().reason == "statuts");
  CHECK(base.count("audit_events WHERE action = 'organisation.named'") == 1);
}

TEST_CASE("A corrected name is one to search by, at once", "[app][register]") {
  Named base;
  base.importer.load({{.id = "2025A1", .object = "Passerelle"}});
  REQUIRE(name_organisation(*base, base.facilitator, canal, "Voies de l’Exemple", "statuts"));
  CHECK(base.found("voies exemple") == 1);
  REQUIRE(name_organisation(*base, base.facilitator, canal, "Chemins de l’Exemple", "erreur"));
  CHECK(base.found("chemins") == 1);
  CHECK(base.found("voies") == 0);
}

TEST_CASE("The register is kept by facilitators and administrators, and names nobody out of nothing", "[app][register]") {
  Named base;
  base.importer.load({{.id = "2025A1"}});
  const Actor officer{UserId::from_trusted(6), Role::officer, "", "Élodie", std::nullopt};
  CHECK(view_organisation(*base, officer, canal).refusal().code == "forbidden");
  CHECK(name_organisation(*base, officer, canal, "X", "y").refusal().code == "forbidden");
  CHECK(view_organisation(*base, base.facilitator, *Siret::parse("99900303100013")).refusal().code == "not_found");
  CHECK(name_organisation(*base, base.facilitator, canal, "", "y").refusal().code == "organisation.nom.missing");
  CHECK(name_organisation(*base, base.facilitator, canal, "X", "").refusal().code == "organisation.motif.missing");
  REQUIRE(name_organisation(*base, base.facilitator, canal, "Société du Canal", "statuts"));
  CHECK(list_organisations(*base, base.facilitator, {.words = "canal"}).value().total == 1);
  CHECK(list_organisations(*base, base.facilitator, {.words = "999002"}).value().total == 1);
  CHECK(list_organisations(*base, base.facilitator, {.words = "absent"}).value().total == 0);
}
