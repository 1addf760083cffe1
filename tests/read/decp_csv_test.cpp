#include <catch2/catch.hpp>

#include "decp_fixtures.hpp"

using namespace decp_fixtures;

TEST_CASE("One row per contract: holders stand together in a cell", "[read][decp][csv]") {
  const auto read = read_text(
      "id,_type,objet,nature,source,codeCPV,montant,dureeMois,formePrix,procedure,offresRecues,dateNotification,"
      "datePublicationDonnees,dateSignature,acheteur_id,acheteur_nom,titulaires_siret,titulaires_nom,lieuExecution_"
      "code,"
      "typeGroupementOperateurs,modifications\r\n"
      "000,Marché,Réhabilitation du quai,Marché,aws,45241100,422841600.0,10,Mixte,Appel d'offres "
      "ouvert,4,2025-11-20,2026-02-09,,"
      "20003019500115,,99900022700010;90000012600012,,60640,Conjoint,\r\n"
      "000,Marché,\"Étude \"\"amont\"\",\nphase 2\",Marché,aws,71321100,5000.5,48,Unitaire,Procédure "
      "adaptée,1,2026-05-12,2026-05-28,,"
      "20003019500115,,99900022700010,,60,Pas de groupement,\r\n");
  CHECK(read.summary.format == "decp-csv");
  CHECK(read.summary.findings.empty());
  REQUIRE(read.records.size() == 2);
  const auto& first = read.records[0];
  CHECK(first.record.source_format == "decp-2022");
  CHECK(first.record.buyer == Siret::parse(buyer_siret));
  CHECK(first.record.amount == Money::from_cents(422'841'600'00));
  CHECK(first.record.department == "60");
  REQUIRE(first.record.parties.size() == 2);
  CHECK(first.record.parties[0] == Party{PartyRole::holder, "SIRET", holder_siret, ""});
  CHECK(first.record.parties[1] == Party{PartyRole::joint_holder, "SIRET", other_siret, ""});
  CHECK(codes(first.findings) == std::vector<std::string>{"record.id.meaningless"});
  CHECK(first.findings[0].place.row == 2);
  CHECK(read.records[1].record.object == "Étude \"amont\", phase 2");
  CHECK(read.records[1].findings[0].place.row == 3);
  CHECK(identity_key(read.records[0].record) != identity_key(read.records[1].record));
}

TEST_CASE("One row per holder and modification: the contract is put together again", "[read][decp][csv]") {
  const std::string header =
      "id;uid;acheteur_id;acheteur_nom;nature;objet;codeCPV;procedure;lieuExecution_code;lieuExecution_typeCode;"
      "lieuExecution_nom;"
      "dureeMois;dateNotification;datePublicationDonnees;montant;formePrix;titulaire_id;titulaire_typeIdentifiant;"
      "titulaire_denominationSociale;objetModification;donneesActuelles\n";
  const auto row = [](const std::string& id, const std::string& months, const std::string& day, const std::string& firm,
                      const std::string& why) {
    return id + ";x;20003019500115;Fictive;Marché;Murs;45000000;Procédure adaptée;59350;Code commune;Fictive;" +
           months + ";" + day + ";2019-07-01;21800.10;Ferme;" + firm + ";SIRET;Firme;" + why + ";non\n";
  };
  const auto read = read_text(header + row("201900100", "3", "2019-04-27", holder_siret, "") +
                              row("201900100", "3", "2019-04-27", other_siret, "") +
                              row("201900200", "3", "2019-04-27", holder_siret, "") +
                              row("201900101", "6", "2019-05-30", holder_siret, "Durée portée à 6 mois") +
                              row("201900101", "6", "2019-05-30", other_siret, "Durée portée à 6 mois"));
  REQUIRE(read.records.size() == 2);
  const auto& contract = read.records[0].record;
  CHECK(contract.source_format == "decp-2019");
  CHECK(contract.parties.size() == 2);
  CHECK(contract.duration_months == 3);
  REQUIRE(contract.amendments.size() == 1);
  CHECK(contract.amendments[0].duration_months == 6);
  CHECK(contract.amendments[0].notified_on == Date::of(2019, 5, 30));
  CHECK(contract.amendments[0].object == "Durée portée à 6 mois");
  CHECK(contract.amendments[0].new_holders.empty());
  CHECK(read.records[1].record.source_id == "201900200");
  CHECK(read.records[1].record.amendments.empty());
}

TEST_CASE("Rows of one contract may be separated by a few others", "[read][decp][csv]") {
  std::string file = "uid,id,type,codeCPV,acheteur_id,titulaire_id,montant,dateNotification,dureeMois\n";
  const auto row = [](const std::string& id, const std::string& firm, const std::string& amount) {
    return "u" + id + "," + id + ",Travaux,45214200,20003019500115," + firm + "," + amount + ",2025-01-01,12\n";
  };
  file += row("A1", holder_siret, "10") + row("A2", holder_siret, "20") + row("A1", other_siret, "10") +
          row("A1", holder_siret, "11");
  const auto read = read_text(file);
  REQUIRE(read.records.size() == 3);
  CHECK(read.records[0].record.parties.size() == 2);
  CHECK(read.records[2].record.amount == Money::from_cents(11'00));
}

TEST_CASE("The ministry's table has three holders, lists as text and marks of absence", "[read][decp][csv]") {
  const auto read = read_text(
      "\xEF\xBB\xBFid;nature;acheteur.id;objet;montant;dateNotification;dureeMois;titulaire_id_1;titulaire_"
      "typeIdentifiant_1;titulaire_id_2;"
      "titulaire_typeIdentifiant_2;titulaire_id_3;titulaire_typeIdentifiant_3;considerationsSociales;ccag;codeCPV\n"
      "M1;Marché;20003019500115;Murs;INX 12;2024-02-01;MQ;99900022700010;SIRET;90000012600012;SIRET;CDL;CDL;"
      "['Clause sociale', 'Critère social'];Travaux;45000000-7\n");
  REQUIRE(read.records.size() == 1);
  const auto& record = read.records[0].record;
  CHECK(record.parties.size() == 2);
  CHECK(record.social == std::vector{SocialConsideration::clause, SocialConsideration::criterion});
  CHECK_FALSE(record.duration_months);
  CHECK(codes(read.records[0].findings) ==
        std::vector<std::string>{"record.amount.invalid", "record.date.missing", "record.duration.missing"});
}

TEST_CASE("A row with more cells than headings is refused, and the next is read", "[read][decp][csv]") {
  const auto read = read_text(
      "id;acheteur_id;objet;montant\nA;20003019500115;Murs &amp; "
      "toits;5\n\nB;20003019500115;Toits;6\nC;20003019500115;\n");
  REQUIRE(read.records.size() == 3);
  CHECK_FALSE(read.records[0].readable);
  CHECK(codes(read.records[0].findings) == std::vector<std::string>{"record.unreadable"});
  CHECK(read.records[1].record.source_id == "B");
  CHECK(read.records[2].readable);
}

TEST_CASE("A table in Windows-1252 is read", "[read][decp][csv]") {
  const auto read = read_text(
      "id;acheteur_id;objet;montant\nA;20003019500115;R\xE9"
      "fection d\x92un mur;5\n");
  REQUIRE(read.records.size() == 1);
  CHECK(read.records[0].record.object == "Réfection d’un mur");
}

TEST_CASE("A table that breaks off inside quotes says so", "[read][decp][csv]") {
  const auto read = read_text("id;acheteur_id;objet;montant\nA;20003019500115;Murs;5\nB;20003019500115;\"Toi");
  CHECK(has(read.summary.findings, "file.truncated"));
  REQUIRE(read.records.size() == 2);
  CHECK(read.records[0].readable);
  CHECK_FALSE(read.records[1].readable);
}

TEST_CASE("Rows that are states without number are a contract and its modifications, in order of dates", "[read][decp][csv]") {
  const std::string header = "uid,id,codeCPV,acheteur_id,acheteur_nom,titulaire_id,titulaire_nom,montant,dateNotification,procedure,dureeMois\n";
  const auto row = [](const std::string& id, const std::string& holder, const std::string& amount, const std::string& day) {
    return "x," + id + ",45214200,20003019500115,Ville de Fictive," + holder + ",Firme," + amount + "," + day + ",Procédure adaptée,12\n";
  };
  const std::string a = "99900022700010", b = "90000012600012";
  // Newest first, other contracts in between, two holders a state in another order.
  const auto file = read_text(header + row("2024-1", a, "553861.7", "2024-08-02") + row("2024-9", a, "1000", "2024-08-02") + row("2024-1", a, "342733.38", "2024-07-23") +
                              row("2024-1", a, "139310.37", "2024-07-04") + row("2024-2", a, "5000", "2024-10-29") + row("2024-2", b, "5000", "2024-10-29") +
                              row("2024-2", b, "4000", "2024-07-10") + row("2024-2", a, "4000", "2024-07-10"));
  REQUIRE(file.records.size() == 3);
  const auto& first = file.records[0];
  CHECK(first.record.amount == Money::from_cents(13'931'037));
  CHECK(first.record.notified_on == Date::parse_iso("2024-07-04"));
  REQUIRE(first.record.amendments.size() == 2);
  CHECK(first.record.amendments[0].amount == Money::from_cents(34'273'338));
  CHECK(first.record.amendments[1].notified_on == Date::parse_iso("2024-08-02"));
  CHECK(first.record.amendments[1].amount == Money::from_cents(55'386'170));
  CHECK(has(first.findings, "record.states.gathered"));
  CHECK(first.raw == row("2024-1", a, "139310.37", "2024-07-04") + row("2024-1", a, "342733.38", "2024-07-23") + row("2024-1", a, "553861.7", "2024-08-02"));
  const auto& second = file.records[2];
  CHECK(second.record.parties.size() == 2);
  REQUIRE(second.record.amendments.size() == 1);
  CHECK(second.record.amendments[0].new_holders.empty());  // the same, in another order

  // Two amounts of one day contradict each other, other holders are another contract: nothing is put together.
  CHECK(read_text(header + row("2024-1", a, "1", "2024-07-04") + row("2024-1", a, "2", "2024-07-04") + row("2024-1", a, "3", "2024-07-05")).records.size() == 3);
  CHECK(read_text(header + row("2024-1", a, "1", "2024-07-04") + row("2024-1", b, "2", "2024-07-05")).records.size() == 2);
}
