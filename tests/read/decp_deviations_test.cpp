// Structure, labels, text and ids of real files (formats.md §2.1, §2.5, §2.6, §2.8): one row per
// deviation, with what is read and what is said about it.
#include <catch2/catch.hpp>

#include "decp_fixtures.hpp"

using namespace decp_fixtures;

namespace {

using Codes = std::vector<std::string>;

SourceRecord changed_2019(const std::string& from, const std::string& to) {
  return read_one(with(record_2019, from, to));
}
SourceRecord changed_2022(const std::string& from, const std::string& to) {
  return read_one(with(record_2022, from, to));
}

const Finding& finding_of(const SourceRecord& record, std::string_view code) {
  const auto found =
      std::find_if(record.findings.begin(), record.findings.end(), [&](const auto& f) { return f.code == code; });
  if (found == record.findings.end()) throw std::logic_error("no finding " + std::string(code));
  return *found;
}

}  // namespace

TEST_CASE("The buyer may be flat, alone or in a list", "[read][decp][structure]") {
  for (const auto* buyer : {"\"acheteur.id\": \"20003019500115\"", "\"acheteur_id\": \"20003019500115\"",
                            "\"acheteur\": \"20003019500115\"", "\"acheteur\": [{\"id\": \"20003019500115\"}]"}) {
    const auto read = changed_2019(R"("acheteur": {"id": "20003019500115", "nom": "Ville de Fictive"})", buyer);
    INFO(buyer);
    CHECK(read.record.buyer == Siret::parse(buyer_siret));
    CHECK(codes(read.findings) == Codes{"record.structure"});
  }
  const auto named =
      changed_2019(R"("acheteur": {"id": "20003019500115", "nom": "Ville de Fictive"})", R"("acheteur": "Ville")");
  CHECK(named.record.buyer_name == "Ville");
}

TEST_CASE("Types of identifiers keep to the schema", "[read][decp][labels]") {
  const auto [published, id, expected] = GENERATE(table<std::string, std::string, std::string>({
      {"Siret", "99900022700010", "SIRET"},
      {"", "99900022700010", "SIRET"},
      {"TVA_INTRACOMMUNAUTAIRE", "BE0123456789", "TVA"},
      {"TVA-intracommunautaire", "BE0123456789", "TVA"},
      {"HORS_UE", "CH-1", "HORS-UE"},
      {"FRW", "123", "FRWF"},
      {"UE", "DE1", "UE"},
  }));
  const auto read =
      read_one(with(with(record_2019, R"("typeIdentifiant": "SIRET")", "\"typeIdentifiant\": \"" + published + "\""),
                    "99900022700010", id));
  INFO(published);
  REQUIRE(read.record.parties.size() == 1);
  CHECK(read.record.parties[0].identifier_type == expected);
  CHECK(read.record.parties[0].identifier == id);
}

TEST_CASE("Holders are found in every wrapping", "[read][decp][structure]") {
  const std::string firm = R"({"typeIdentifiant": "SIRET", "id": "99900022700010"})";
  const std::string other = R"({"typeIdentifiant": "SIRET", "id": "90000012600012"})";
  const auto [published, expected, said] = GENERATE_COPY(table<std::string, std::size_t, std::string>({
      {"[" + firm + "]", 1, ""},
      {"[{\"titulaire\": " + firm + "}]", 1, ""},
      {"[{\"titulaire\": [" + firm + "," + other + "]}]", 2, "record.structure"},
      {"{\"titulaire\": " + firm + "}", 1, "record.structure"},
      {"{\"titulaire\": [" + firm + "," + other + "]}", 2, "record.structure"},
      {"[[[" + firm + "]]]", 1, "record.structure"},
      {firm, 1, "record.structure"},
      {"[{\"titulaire\":{\"titulaire\": " + firm + "}}]", 1, "record.structure"},
      {"[" + firm + "," + firm + "]", 1, "record.structure"},
      {"[" + firm + ", null]", 1, ""},
      {"[null]", 0, "record.holders.none"},
      {"[]", 0, "record.holders.none"},
      {"{}", 0, "record.holders.none"},
      {"\"\"", 0, "record.holders.none"},
      {"null", 0, "record.holders.none"},
      {"[{\"typeIdentifiant\": null, \"id\": null}]", 0, "record.holders.none"},
      {"[{\"titulaire\": \"typeIdentifiant\"}, {\"titulaire\": \"id\"}]", 0, "record.holder.lost"},
  }));
  const auto read = changed_2019(
      R"([{"typeIdentifiant": "SIRET", "id": "99900022700010", "denominationSociale": "Peintres Imaginaires"}])",
      published);
  INFO(published);
  CHECK(read.record.parties.size() == expected);
  if (said.empty()) CHECK(read.findings.empty());
  else CHECK(has(read.findings, said));
}

TEST_CASE("Firms together are holder and joint holders only in a consortium", "[read][decp]") {
  const auto roles = [](const SourceRecord& read) {
    return std::pair(read.record.parties[0].role, read.record.parties[1].role);
  };
  CHECK(roles(changed_2022("Solidaire", "Conjoint")) == std::pair(PartyRole::holder, PartyRole::joint_holder));
  CHECK(roles(changed_2022("Solidaire", "Pas de groupement")) == std::pair(PartyRole::holder, PartyRole::holder));
}

TEST_CASE("Social considerations are read in every wrapping, and unknown is not none", "[read][decp][social]") {
  using enum SocialConsideration;
  const auto [published, expected, said] = GENERATE(table<std::string, std::vector<SocialConsideration>, std::string>({
      {R"({"considerationSociale": ["Clause sociale"]})", {clause}, ""},
      {R"({"considerationSociale": "Clause sociale"})", {clause}, "record.structure"},
      {R"([{"considerationSociale": "Clause sociale"}])", {clause}, ""},
      {R"(["Clause sociale"])", {clause}, "record.structure"},
      {R"("Clause sociale")", {clause}, "record.structure"},
      {R"("Clause sociale, Critère social")", {clause, criterion}, "record.structure"},
      {R"("['Clause sociale', 'Critère social']")", {clause, criterion}, "record.structure"},
      {R"({"considerationSociale": ["CLAUSE SOCIALE"]})", {clause}, "record.label.old"},
      {R"({"considerationSociale": ["Clause sociale", "Clause sociale"]})", {clause}, ""},
      {R"({"considerationSociale": ["Marché réservé"]})", {reserved}, ""},
      {R"({"considerationSociale": ["Pas de considération sociale"]})", {none}, ""},
      {R"({"considerationSociale": ["Pas de consid?ration sociale"]})", {none}, "record.label.old"},
      {R"({"considerationSociale": ["Clause sociale", "Pas de considération sociale"]})",
       {clause, none},
       "record.social.contradictory"},
      {R"({"considerationSociale": []})", {}, ""},
      {R"({"considerationSociale": ["Sans objet"]})", {}, "record.label.unknown"},
      {R"("Oui")", {}, "record.label.unknown"},
      {R"("NC")", {}, ""},
      {"null", {}, ""},
  }));
  const auto read = changed_2022(R"({"considerationSociale": ["Clause sociale", "Critère social"]})", published);
  INFO(published);
  CHECK(read.record.social == expected);
  if (said.empty()) CHECK(read.findings.empty());
  else CHECK(has(read.findings, said));
}

TEST_CASE("Old and damaged labels become those of the schema", "[read][decp][labels]") {
  const auto [published, expected, said] = GENERATE(table<std::string, std::string, std::string>({
      {"Appel d'offres ouvert", "Appel d'offres ouvert", ""},
      {"Appel d’offres ouvert", "Appel d'offres ouvert", "record.label.old"},
      {"Appel d offres ouvert", "Appel d'offres ouvert", "record.label.old"},
      {"Appel d?offres ouvert", "Appel d'offres ouvert", "record.label.old"},
      {"PROCEDURE ADAPTEE", "Procédure adaptée", "record.label.old"},
      {"Proc\uFFFDdure adapt\uFFFDe", "Procédure adaptée", "record.label.old"},
      {"Marché négocié sans publicité ni mise en concurrence préalable",
       "Marché passé sans publicité ni mise en concurrence préalable", "record.label.old"},
      {"Marché public négocié sans publicité ni mise en concurrence préalable",
       "Marché passé sans publicité ni mise en concurrence préalable", "record.label.old"},
      {"Procédure concurrentielle avec négociation", "Procédure avec négociation", "record.label.old"},
      {"Procédure négociée avec mise en concurrence préalable", "Procédure avec négociation", "record.label.old"},
      {"Tirage au sort", "Tirage au sort", "record.label.unknown"},
      {"", "", ""},
  }));
  const auto read = changed_2019("Procédure adaptée", published);
  INFO(published);
  CHECK(read.record.procedure == expected);
  if (said.empty()) CHECK(read.findings.empty());
  else CHECK(has(read.findings, said));
}

TEST_CASE("Natures keep their meaning whatever their case", "[read][decp][labels]") {
  const auto [published, expected] =
      GENERATE(table<std::string, std::string>({{"marché", "Marché"},
                                                {"MARCHE", "Marché"},
                                                {"ACCORD-CADRE", "Accord-cadre"},
                                                {"MARCHE SUBSEQUENT", "Marché subséquent"},
                                                {"subsequent", "Marché subséquent"},
                                                {"", ""}}));
  CHECK(changed_2019(R"("nature": "Marché")", "\"nature\": \"" + published + "\"").record.nature == expected);
}

TEST_CASE("Objects become one line of readable text", "[read][decp][text]") {
  const auto [published, expected, said] = GENERATE(table<std::string, std::string, std::string>({
      {"  Murs  et\\n\\ttoits\\r\\n", "Murs et toits", ""},
      {"Murs<br />toits<BR>", "Murs toits", "record.html"},
      {"<p class='x'>Murs</p>", "Murs", "record.html"},
      {"A &amp; B", "A & B", "record.html"},
      {"l&#8217;&eacute;cole", "l’école", "record.html"},
      {"l&#146;&oelig;uvre", "l’œuvre", "record.html"},
      {"&amp;quot;A&amp;quot;", "\"A\"", "record.html"},
      {"&lt;br&gt;A", "A", "record.html"},
      {"a < b et c > d", "a < b et c > d", ""},
      {"R&D; A&B", "R&D; A&B", ""},
      {"l\u0092\u0153uvre \u0096 A", "l’œuvre – A", "record.encoding.repaired"},
      {"\u009Cuvre \u0095 B", "œuvre • B", "record.encoding.repaired"},
      {"Pr\uFFFDstation", "Pr\uFFFDstation", "record.encoding.lost"},
      {"Pas?de?Calais", "Pas?de?Calais", "record.encoding.lost"},
      {"Où ? Ici", "Où ? Ici", ""},
      {"A\u00A0B\u200B", "A B", ""},
  }));
  const auto read = changed_2019("Peinture de l'école, lot 2", published);
  INFO(published);
  CHECK(read.record.object == expected);
  CHECK(codes(read.findings) == (said.empty() ? Codes{} : Codes{said}));
}

TEST_CASE("The root id of 2019 loses its counter only when the counter is right", "[read][decp][id]") {
  const std::string one = R"([{"objetModification": "x", "dateNotificationModification": "2019-06-01", "montant": 5}])";
  const auto [id, modifications, root] = GENERATE_COPY(table<std::string, std::string, std::string>({
      {"2019S0100", "[]", "2019S01"},
      {"2019S0101", one, "2019S01"},
      {"2019S0100", one, "2019S0100"},
      {"2019S0103", "[]", "2019S0103"},
      {"S010000", "[]", "S010000"},
      {"20190", "[]", "20190"},
      {"000000000000", "[]", "000000000000"},
  }));
  const auto read = read_one(
      with(with(record_2019, "2019S0100", id), "\"modifications\": []", "\"modifications\": " + modifications));
  INFO(id);
  CHECK(read.record.root_id == root);
  CHECK(read.record.source_id == id);
  CHECK(has(read.findings, "record.id.meaningless") == (id == "000000000000"));
}

TEST_CASE("Ids may be numbers, empty or NC", "[read][decp][id]") {
  CHECK(changed_2022("\"M2024-7\"", "202407").record.source_id == "202407");
  for (const auto* id : {"\"\"", "null", "\"NC\"", "\"000\""}) {
    const auto read = changed_2022("\"M2024-7\"", id);
    CHECK(codes(read.findings) == Codes{"record.id.meaningless"});
    CHECK(check_record(read.record).empty());
  }
}

TEST_CASE("Amendments are read in every wrapping and put in order", "[read][decp][amendments]") {
  const std::string first =
      R"({"id": 1, "dateNotificationModification": "2019-06-01", "datePublicationDonneesModification": "2019-06-02", "montant": 50000})";
  const std::string second =
      R"({"id": 2, "dateNotificationModification": "2019-09-01", "datePublicationDonneesModification": "2019-09-02", "dureeMois": 9})";
  const auto [published, expected, said] = GENERATE_COPY(table<std::string, std::vector<std::string>, std::string>({
      {"[" + first + "," + second + "]", {"1", "2"}, ""},
      {"[{\"modification\": " + first + "}]", {"1"}, ""},
      {"{\"modification\": [" + first + "," + second + "]}", {"1", "2"}, "record.structure"},
      {"{\"modification\": {\"modification\": " + first + "}}", {"1"}, "record.structure"},
      {"[" + second + "," + first + "]", {"1", "2"}, "record.modification.order"},
      {"[" + first + "," + first + "]", {"1"}, "record.structure"},
      {R"([{"id": 1, "montant": 7}])", {"1"}, "record.modification.undated"},
      {R"([{"id": 3, "dateSignatureModification": "2019-06-01", "montant": 7}])", {"3"}, ""},
      {"[\"\"]", {}, ""},
      {"[{}]", {}, ""},
      {"\"\"", {}, ""},
      {"[\"avenant\"]", {}, "record.structure"},
      {"[{\"id\": 4}]", {}, "record.structure"},
      {R"([{"id": 1, "dateNotificationModification": "0019-06-01", "datePublicationDonneesModification": "2019-06-02", "montant": 7}])",
       {"1"},
       "record.date.repaired"},
  }));
  const auto read = changed_2019("\"modifications\": []", "\"modifications\": " + published);
  INFO(published);
  std::vector<std::string> numbers;
  for (const auto& amendment : read.record.amendments) numbers.push_back(amendment.source_number);
  CHECK(numbers == expected);
  if (said.empty()) CHECK(read.findings.empty());
  else CHECK(has(read.findings, said));
}

TEST_CASE("Holders destroyed in an amendment leave the holders unchanged", "[read][decp][amendments]") {
  const auto read =
      changed_2019("\"modifications\": []", R"("modifications": [{"dateNotificationModification": "2019-06-01",
    "datePublicationDonneesModification": "2019-06-02", "montant": 1, "titulaires": [{"titulaire": "typeIdentifiant"}, {"titulaire": "id"}]}])");
  REQUIRE(read.record.amendments.size() == 1);
  CHECK(read.record.amendments[0].new_holders.empty());
  CHECK(has(read.findings, "record.holder.lost"));
  CHECK(finding_of(read, "record.holder.lost").place.path == "modifications[0].titulaires[0]");
}

TEST_CASE("Fields the format does not know are listed once", "[read][decp][structure]") {
  const auto read =
      changed_2019("\"id\": \"2019S0100\"",
                   R"("id": "2019S0100", "source": "plateforme", "uuid": "1", "valeurGlobale": 0, "created_at": "")");
  REQUIRE(codes(read.findings) == Codes{"record.field.extra"});
  CHECK(read.findings[0].value == "source, uuid, valeurGlobale");
  CHECK(read.findings[0].place.record == 1);
}

TEST_CASE("A key with a space at its end is the key", "[read][decp][structure]") {
  const auto read = changed_2019("\"nom\": \"Fictive\"", "\"nom \": \"Fictive\"");
  CHECK(read.record.place_name == "Fictive");
  CHECK(codes(read.findings) == Codes{"record.structure"});
}

TEST_CASE("A record of nothing is read, and told unusable by the rules", "[read][decp]") {
  for (const auto* record : {"{}", R"({"id": "", "acheteur": null, "objet": "NC", "titulaires": [null]})"}) {
    const auto read = read_one(record);
    CHECK(read.readable);
    CHECK(codes(check_record(read.record)) == Codes{"record.no_buyer", "record.no_identity"});
  }
}

TEST_CASE("Concession fields inside a contract do not make it a concession", "[read][decp]") {
  CHECK(changed_2019("\"id\": \"2019S0100\"", R"("id": "1", "autoriteConcedante": "", "concessionnaires": "")")
            .record.kind == ContractNature::contract);
  CHECK(read_one(with(concession_2022, "\"id\"", "\"typeContrat\": \"CONTRAT_DE_CONCESSION\", \"id\"")).record.kind ==
        ContractNature::concession);
  CHECK(read_one(concession_2022).record.kind == ContractNature::concession);
}
