#include <catch2/catch.hpp>

#include "clausier/domain/timesheet.hpp"

using namespace clausier;

TEST_CASE("French words name the modality", "[domain][timesheet]") {
  struct Case {
    const char* words;
    Modality modality;
  };
  const auto [words, modality] = GENERATE(values<Case>({
      {"Embauche directe", Modality::direct_hire},
      {"EMBAUCHE DIRECTE (CDD)", Modality::direct_hire},
      {"Contrat de professionnalisation", Modality::direct_hire},
      {"Apprentissage", Modality::direct_hire},
      {"ETTI", Modality::labour_supply},
      {"Mise à disposition", Modality::labour_supply},
      {"mise a disposition - GEIQ", Modality::labour_supply},
      {"Intérim", Modality::labour_supply},
      {"CDI intérimaire", Modality::labour_supply},
      {"AI", Modality::labour_supply},
      {"Sous-traitance", Modality::subcontracting},
      {"Sous-traitance à une EI", Modality::subcontracting},
      {"ESAT", Modality::subcontracting},
      {"Régie de quartier", Modality::subcontracting},
  }));
  CAPTURE(words);
  CHECK(recognise_modality(words) == modality);
}

TEST_CASE("Unknown words name no modality", "[domain][timesheet]") {
  const auto* words = GENERATE("", "bénévolat", "mairie", "aide", "etuve", "?");
  CAPTURE(words);
  CHECK_FALSE(recognise_modality(words));
}

TEST_CASE("Codes of modalities and kinds of work come back", "[domain][timesheet]") {
  for (const auto modality : {Modality::direct_hire, Modality::labour_supply, Modality::subcontracting})
    CHECK(parse_modality(modality_code(modality)) == modality);
  for (const auto kind : {WorkKind::work, WorkKind::training, WorkKind::internship})
    CHECK(parse_work_kind(work_kind_code(kind)) == kind);
  CHECK(modality_code(Modality::labour_supply) == "labour_supply");
  CHECK_FALSE(parse_modality("Embauche directe"));
  CHECK_FALSE(parse_work_kind(""));
}

TEST_CASE("Words of work contracts become codes, the longest first", "[domain][timesheet]") {
  const std::pair<const char*, const char*> cases[] = {
      {"CDI", "permanent"},           {"CDI intérimaire", "permanent_agency"}, {"CDD", "fixed_term"},
      {"C.D.D.I.", ""},               {"CDDI", "fixed_term_insertion"},        {"CDD d’insertion", "fixed_term_insertion"},
      {"Contrat de professionnalisation", "professional_training"},            {"Apprentissage", "apprenticeship"},
      {"Contrat de mission", "agency_assignment"},                             {"bénévole", ""}};
  for (const auto& [words, code] : cases) {
    INFO(words);
    CHECK(clausier::recognise_contract_type(words).value_or("") == code);
  }
}
