#pragma once
// Contracts as a buyer publishes them (DECP, 2022 format), and the way of such a file into a real
// base: plan, then application. Plainly fictive; the SIRETs pass their key.
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "clausier/app/imports.hpp"
#include "clausier/store/database.hpp"
#include "temporary_directory.hpp"

namespace contract_files {

using namespace clausier;

inline const std::string canal_siret = "99900201700013", housing_siret = "99900202500016";

struct Published {
  std::string id;
  std::string object = "Réfection de la halle d’exemple";
  std::string buyer = canal_siret;
  std::string notified = "2025-05-19";
  std::string amount = "100000";
  std::string department = "59";
  std::string social = "Clause sociale";
  std::string amended_amount = "";  // of an amendment notified on 2026-01-10; "" = none
  std::string holder = "99900301500016";
};

inline std::string record(const Published& p) {
  const std::string amendment =
      p.amended_amount.empty()
          ? ""
          : R"(,"modifications":[{"modification":{"id":1,"dateNotificationModification":"2026-01-10","datePublicationDonneesModification":"2026-01-15","montant":)" +
                p.amended_amount + "}}]";
  return R"({"id":")" + p.id + R"(","acheteur":{"id":")" + p.buyer + R"("},"nature":"Marché","objet":")" + p.object +
         R"(","codeCPV":"45000000","procedure":"Appel d'offres ouvert","lieuExecution":{"code":")" + p.department +
         R"(","typeCode":"Code département"},"dureeMois":12,"dateNotification":")" + p.notified +
         R"(","datePublicationDonnees":"2025-06-05","montant":)" + p.amount +
         R"(,"titulaires":[{"titulaire":{"typeIdentifiant":"SIRET","id":")" + p.holder +
         R"("}}],"considerationsSociales":{"considerationSociale":[")" + p.social + "\"]}" + amendment + "}";
}

inline std::string file_of(const std::vector<Published>& contracts) {
  std::string text;
  for (const auto& contract : contracts) text += (text.empty() ? "" : ",") + record(contract);
  return R"({"marches":{"marche":[)" + text + "]}}";
}

inline std::string many(int count) {
  std::vector<Published> contracts;
  for (int i = 1; i <= count; ++i) contracts.push_back({.id = "N" + std::to_string(i)});
  return file_of(contracts);
}

// Files on disk, planned and applied.
class Importer {
public:
  Importer(app::Services& services, app::Actor who) : services_(services), who_(std::move(who)) {}

  Outcome<ImportId> try_plan(const std::string& bytes, const app::ImportOptions& options = {}, const app::Progress& progress = {},
                             const std::string& name = "publication.json") {
    const auto path = directory_.path() / ("file-" + std::to_string(++files_));
    std::ofstream(path, std::ios::binary) << bytes;
    return app::plan_import(services_, who_, {{name, path}}, options, progress);
  }
  ImportId plan(const std::string& bytes, const app::ImportOptions& options = {}, const std::string& name = "publication.json") {
    return try_plan(bytes, options, {}, name).value();
  }
  app::ImportView apply(ImportId id) { return app::apply_import(services_, who_, id).value(); }
  app::OutcomeCounts load(const std::string& bytes) { return apply(plan(bytes)).files.front().counts; }
  app::OutcomeCounts load(const std::vector<Published>& contracts) { return load(file_of(contracts)); }
  app::ImportView view(ImportId id) { return app::view_import(services_, who_, id).value(); }

private:
  app::Services& services_;
  app::Actor who_;
  TemporaryDirectory directory_;
  int files_ = 0;
};

inline app::Actor importing_administrator() {
  return {UserId::from_trusted(77), app::Role::administrator, "administration@exemple.example", "Jeanne TIROIR", std::nullopt};
}

}  // namespace contract_files
