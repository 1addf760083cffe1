#include <catch2/catch.hpp>

#include "clausier/domain/sensitive_words.hpp"

using clausier::sensitive_words_in;
using Words = std::vector<std::string>;

TEST_CASE("Words on health, disability and justice are found, whatever their accents and case", "[domain][privacy]") {
  CHECK(sensitive_words_in("Problème de SANTÉ, en détention jusqu’en mai.") == Words{"SANTÉ", "détention"});
  CHECK(sensitive_words_in("malade ; malade, hospitalisée") == Words{"malade", "hospitalisée"});
  CHECK(sensitive_words_in("RQTH depuis 2024") == Words{"RQTH"});
  CHECK(sensitive_words_in("suivi par le service de probation") == Words{"probation"});
}

TEST_CASE("An ordinary comment holds none of them", "[domain][privacy]") {
  for (const char* text : {"", "Les heures du 3 mars manquent.", "Enceinte du chantier, porte B", "Il vaut la peine de vérifier", "Absence prolongée", "emprise du lot"}) {
    INFO(text);
    CHECK(sensitive_words_in(text).empty());
  }
}
