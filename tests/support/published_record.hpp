#pragma once
// One published record on its way through the importer: the bytes of a file are planned and applied on a
// real base, then the line of the record and the contract it became are looked at.
#include <catch2/catch.hpp>

#include <set>

#include "clausier/app/contracts.hpp"
#include "clausier/app/quarantine.hpp"
#include "clausier/store/contract_store.hpp"
#include "contract_files.hpp"
#include "open_base.hpp"

namespace published_record {

using namespace clausier;

// Replaces the first occurrence; a text that does not hold it is a mistake of the test.
inline std::string with(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  if (at == std::string::npos) throw std::logic_error("the record does not hold: " + from);
  return text.replace(at, from.size(), to);
}

inline const std::string buyer_siret = "20003019500115", holder_siret = "99900022700010", other_siret = "90000012600012";

// Plainly fictive; without one deviation.
inline const std::string of_2019 =
    R"({"id":"2019S0100","_type":"Marché","acheteur":{"id":"20003019500115","nom":"Ville de Fictive"},"nature":"Marché",)"
    R"("objet":"Peinture de l'école","codeCPV":"45442100-8","procedure":"Procédure adaptée",)"
    R"("lieuExecution":{"code":"59350","typeCode":"Code commune","nom":"Fictive"},"dureeMois":6,"dateNotification":"2019-03-01",)"
    R"("datePublicationDonnees":"2019-03-15","montant":45000.5,"formePrix":"Ferme",)"
    R"("titulaires":[{"typeIdentifiant":"SIRET","id":"99900022700010","denominationSociale":"Peintres Imaginaires"}],"modifications":[]})";

inline const std::string of_2022 =
    R"({"id":"M2024-7","acheteur":{"id":"20003019500115"},"nature":"Marché","objet":"Réhabilitation de la piscine","codeCPV":"45212212",)"
    R"("techniques":{"technique":["Accord-cadre"]},"modalitesExecution":{"modaliteExecution":["Bons de commande"]},"marcheInnovant":false,)"
    R"("ccag":"Travaux","offresRecues":3,"attributionAvance":true,"typeGroupementOperateurs":"Pas de groupement",)"
    R"("sousTraitanceDeclaree":false,"procedure":"Appel d'offres ouvert","lieuExecution":{"code":"59000","typeCode":"Code postal"},)"
    R"("dureeMois":18,"dateNotification":"2024-05-02","datePublicationDonnees":"2024-06-01","montant":1250000,)"
    R"("typesPrix":{"typePrix":["Définitif ferme"]},"formePrix":"Forfaitaire",)"
    R"("titulaires":[{"titulaire":{"typeIdentifiant":"SIRET","id":"99900022700010"}}],)"
    R"("considerationsSociales":{"considerationSociale":["Clause sociale"]},)"
    R"("considerationsEnvironnementales":{"considerationEnvironnementale":["Clause environnementale"]},"modifications":[]})";

inline const std::string concession =
    R"({"id":"C2024-1","autoriteConcedante":{"id":"20003019500115"},"nature":"Concession de service","objet":"Mobilier urbain",)"
    R"("procedure":"Procédure négociée restreinte","dureeMois":120,"dateSignature":"2024-02-01","datePublicationDonnees":"2024-03-01",)"
    R"("dateDebutExecution":"2024-04-01","valeurGlobale":5000000,"montantSubventionPublique":0,)"
    R"("concessionnaires":[{"concessionnaire":{"typeIdentifiant":"SIRET","id":"99900022700010"}}],)"
    R"("considerationsSociales":{"considerationSociale":["Concession réservée"]},)"
    R"("considerationsEnvironnementales":{"considerationEnvironnementale":["Pas de considération environnementale"]}})";

inline std::string list_of(const std::vector<std::string>& records) {
  std::string text;
  for (const auto& record : records) text += (text.empty() ? "" : ",") + record;
  return R"({"marches":[)" + text + "]}";
}

struct Met {
  app::ImportRecordLine line;
  ContractRecord record;               // as the base holds it, or as quarantine does
  std::vector<Amendment> amendments = {};
  std::optional<ContractState> today = {};
  std::set<std::string> codes() const {
    std::set<std::string> all;
    for (const auto& found : line.findings) all.insert(found.code);
    if (!line.reason.empty()) all.insert(line.reason);
    return all;
  }
  bool says(const std::string& code) const { return codes().contains(code); }
  bool says_nothing() const { return codes().empty(); }
};

struct PublishedBase : OpenBase {
  app::Actor who{UserId::from_trusted(5), app::Role::facilitator, "", "Aline MODÈLE", std::nullopt};
  contract_files::Importer importer{*services, who};

  std::vector<Met> import(const std::string& bytes) {
    const auto id = importer.plan(bytes);
    importer.apply(id);
    std::vector<Met> all;
    auto page = app::import_records(*services, who, id, std::nullopt, 1, 1000).value();
    for (auto& line : page.lines) all.push_back(met(std::move(line)));
    return all;
  }
  // One record alone in the list of a file; its bytes must be kept as they were published.
  Met one(const std::string& record) {
    auto all = import(list_of({record}));
    if (all.size() != 1) throw std::logic_error("expected one record, met " + std::to_string(all.size()));
    CHECK(all[0].line.raw == record);
    return std::move(all[0]);
  }

private:
  Met met(app::ImportRecordLine line) {
    Met met{std::move(line), {}};
    if (met.line.contract) {
      const auto contract = services->database->read([&](store::Connection& c) { return store::find_contract(c, *met.line.contract); });
      if (!contract) return met;
      met.record = contract->initial;
      met.amendments = contract->amendments;
      met.today = contract_as_of(*contract, services->today());
    } else {
      const auto page = app::quarantine(*services, who, {.per_page = 1000}).value();
      for (const auto& waiting : page.lines)
        if (waiting.position == met.line.position && waiting.uid == met.line.uid)
          met.record = app::view_quarantined(*services, who, waiting.id).value().record;
    }
    return met;
  }
};

// The record alone in a base of its own.
inline Met imported(const std::string& record) { return PublishedBase().one(record); }
inline Met changed_2019(const std::string& from, const std::string& to) { return imported(with(of_2019, from, to)); }
inline Met changed_2022(const std::string& from, const std::string& to) { return imported(with(of_2022, from, to)); }

}  // namespace published_record
