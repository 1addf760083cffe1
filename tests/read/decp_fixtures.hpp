#pragma once
// Contract files made by hand for the tests: plainly fictive records in both variants.
#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "clausier/read/decp_reader.hpp"

namespace decp_fixtures {

using namespace clausier;
using namespace clausier::read;

struct ReadFile {
  DecpSummary summary;
  std::vector<SourceRecord> records;
};

inline ReadFile read_text(const std::string& text) {
  std::istringstream input(text);
  ReadFile out;
  out.summary = read_decp(input, [&](SourceRecord&& record) { out.records.push_back(std::move(record)); });
  return out;
}

inline bool has(const std::vector<Finding>& findings, std::string_view code) {
  return std::any_of(findings.begin(), findings.end(), [code](const Finding& finding) { return finding.code == code; });
}

inline std::vector<std::string> codes(const std::vector<Finding>& findings) {
  std::vector<std::string> out;
  for (const auto& finding : findings) out.push_back(finding.code);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

// Replaces the first occurrence; a fixture that does not hold it is a mistake of the test.
inline std::string with(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  if (at == std::string::npos) throw std::logic_error("the fixture does not hold: " + from);
  return text.replace(at, from.size(), to);
}

// SIRETs whose key passes.
inline const std::string buyer_siret = "20003019500115";
inline const std::string holder_siret = "99900022700010";
inline const std::string other_siret = "90000012600012";

inline const std::string record_2019 = R"({
  "id": "2019S0100", "_type": "Marché",
  "acheteur": {"id": "20003019500115", "nom": "Ville de Fictive"},
  "nature": "Marché", "objet": "Peinture de l'école, lot 2", "codeCPV": "45442100-8",
  "procedure": "Procédure adaptée",
  "lieuExecution": {"code": "59350", "typeCode": "Code commune", "nom": "Fictive"},
  "dureeMois": 6, "dateNotification": "2019-03-01", "datePublicationDonnees": "2019-03-15",
  "montant": 45000.5, "formePrix": "Ferme",
  "titulaires": [{"typeIdentifiant": "SIRET", "id": "99900022700010", "denominationSociale": "Peintres Imaginaires"}],
  "modifications": []})";

inline const std::string record_2022 = R"({
  "id": "M2024-7", "acheteur": {"id": "20003019500115"},
  "nature": "Marché", "objet": "Réhabilitation de la piscine", "codeCPV": "45212212",
  "techniques": {"technique": ["Accord-cadre"]}, "modalitesExecution": {"modaliteExecution": ["Bons de commande"]},
  "marcheInnovant": false, "ccag": "Travaux", "offresRecues": 3, "attributionAvance": true,
  "typeGroupementOperateurs": "Solidaire", "sousTraitanceDeclaree": true,
  "actesSousTraitance": [{"acteSousTraitance": {"id": 1, "sousTraitant": {"typeIdentifiant": "SIRET", "id": "90000012600012"}}}],
  "procedure": "Appel d'offres ouvert", "lieuExecution": {"code": "59000", "typeCode": "Code postal"},
  "dureeMois": 18, "dateNotification": "2024-05-02", "datePublicationDonnees": "2024-06-01", "montant": 1250000,
  "typesPrix": {"typePrix": ["Définitif ferme"]}, "formePrix": "Forfaitaire",
  "titulaires": [{"titulaire": {"typeIdentifiant": "SIRET", "id": "99900022700010"}},
                 {"titulaire": {"typeIdentifiant": "TVA", "id": "BE0123456789"}}],
  "considerationsSociales": {"considerationSociale": ["Clause sociale", "Critère social"]},
  "considerationsEnvironnementales": {"considerationEnvironnementale": ["Clause environnementale"]},
  "modifications": [{"modification": {"id": 1, "dateNotificationModification": "2025-01-10",
    "datePublicationDonneesModification": "2025-01-20", "montant": 1300000, "dureeMois": 20}}]})";

inline const std::string concession_2019 = R"({
  "id": "2018C0100", "_type": "Contrat de concession", "autoriteConcedante": {"id": "20003019500115", "nom": "Ville de Fictive"},
  "nature": "Délégation de service public", "objet": "Exploitation du camping", "procedure": "Procédure négociée ouverte",
  "lieuExecution": {"code": "62", "typeCode": "Code département", "nom": "Pas-de-Calais"}, "dureeMois": 60,
  "dateSignature": "2018-02-01", "datePublicationDonnees": "2018-03-01", "dateDebutExecution": "2018-04-01",
  "valeurGlobale": 300000, "montantSubventionPublique": 0, "donneesExecution": [],
  "concessionnaires": [{"typeIdentifiant": "SIRET", "id": "99900022700010", "denominationSociale": "Campeurs Imaginaires"}],
  "modifications": []})";

inline const std::string concession_2022 = R"({
  "id": "C2024-1", "autoriteConcedante": {"id": "20003019500115"}, "nature": "Concession de service",
  "objet": "Mobilier urbain", "procedure": "Procédure négociée restreinte", "dureeMois": 120,
  "dateSignature": "2024-02-01", "datePublicationDonnees": "2024-03-01", "dateDebutExecution": "2024-04-01",
  "valeurGlobale": 5000000, "montantSubventionPublique": 0,
  "concessionnaires": [{"concessionnaire": {"typeIdentifiant": "SIRET", "id": "99900022700010"}}],
  "considerationsSociales": {"considerationSociale": ["Concession réservée"]},
  "considerationsEnvironnementales": {"considerationEnvironnementale": ["Pas de considération environnementale"]}})";

inline const std::string xml_2019 =
    R"(<marche><id>2019S0100</id><acheteur><id>20003019500115</id><nom>Ville de Fictive</nom></acheteur>
<nature>Marché</nature><objet>Peinture de l'école, lot 2</objet><codeCPV>45442100-8</codeCPV>
<procedure>Procédure adaptée</procedure><lieuExecution><code>59350</code><typeCode>Code commune</typeCode><nom>Fictive</nom></lieuExecution>
<dureeMois>6</dureeMois><dateNotification>2019-03-01+01:00</dateNotification><datePublicationDonnees>2019-03-15+01:00</datePublicationDonnees>
<montant>45000.5</montant><formePrix>Ferme</formePrix>
<titulaires><titulaire><typeIdentifiant>SIRET</typeIdentifiant><id>99900022700010</id><denominationSociale>Peintres Imaginaires</denominationSociale></titulaire></titulaires>
<modifications/></marche>)";

inline const std::string xml_2022 =
    R"(<marche><id>M2024-7</id><acheteur><id>20003019500115</id></acheteur><nature>Marché</nature>
<objet>Réhabilitation de la piscine</objet><codeCPV>45212212</codeCPV>
<techniques><technique>Accord-cadre</technique></techniques>
<modalitesExecution><modaliteExecution>Bons de commande</modaliteExecution></modalitesExecution>
<marcheInnovant>non</marcheInnovant><ccag>Travaux</ccag><offresRecues>3</offresRecues><attributionAvance>1</attributionAvance>
<typeGroupementOperateurs>Solidaire</typeGroupementOperateurs><sousTraitanceDeclaree>oui</sousTraitanceDeclaree>
<actesSousTraitance><acteSousTraitance><id>1</id><sousTraitant><id>90000012600012</id><typeIdentifiant>SIRET</typeIdentifiant></sousTraitant></acteSousTraitance></actesSousTraitance>
<procedure>Appel d'offres ouvert</procedure><lieuExecution><code>59000</code><typeCode>Code postal</typeCode></lieuExecution>
<dureeMois>18</dureeMois><dateNotification>2024-05-02</dateNotification><datePublicationDonnees>2024-06-01</datePublicationDonnees>
<montant>1250000</montant><typesPrix><typePrix>Définitif ferme</typePrix></typesPrix><formePrix>Forfaitaire</formePrix>
<titulaires><titulaire><typeIdentifiant>SIRET</typeIdentifiant><id>99900022700010</id></titulaire>
<titulaire><typeIdentifiant>TVA</typeIdentifiant><id>BE0123456789</id></titulaire></titulaires>
<considerationsSociales><considerationSociale>Clause sociale</considerationSociale><considerationSociale>Critère social</considerationSociale></considerationsSociales>
<considerationsEnvironnementales><considerationEnvironnementale>Clause environnementale</considerationEnvironnementale></considerationsEnvironnementales>
<modifications><modification><id>1</id><dateNotificationModification>2025-01-10</dateNotificationModification>
<datePublicationDonneesModification>2025-01-20</datePublicationDonneesModification><montant>1300000</montant><dureeMois>20</dureeMois></modification></modifications></marche>)";

// One record read alone under the root of its format; the test fails when it is not one record.
inline SourceRecord read_one(const std::string& record) {
  auto file = read_text("{\"marches\":[" + record + "]}");
  if (file.records.size() != 1) throw std::logic_error("expected one record");
  return std::move(file.records.front());
}

}  // namespace decp_fixtures
