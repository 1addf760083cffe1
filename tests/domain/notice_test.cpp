// Clues of social clauses in free text, table by table.
#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

#include "clausier/domain/notice.hpp"
#include "places.hpp"

using namespace clausier;

namespace {

NoticeClues shipped_clues() {
  std::ifstream file(clausier::test::source_folder() / "src/store/reference/notice_clues.csv");
  REQUIRE(file);
  return parse_notice_clues(std::string(std::istreambuf_iterator<char>(file), {}));
}

std::string reading_of(std::string_view field, std::string_view text) {
  std::string out;
  for (const auto& m : mentions_in_text(shipped_clues(), field, text))
    out += std::string(social_consideration_code(m.kind)) + " " + std::string(certainty_code(m.certainty)) + " : " + m.quotation + "|";
  return out;
}

}  // namespace

TEST_CASE("A sentence that speaks of insertion is quoted whole, and only that one", "[domain][notice]") {
  const auto [text, expected] = GENERATE(table<std::string, std::string>({
      {"", ""},
      {"Travaux de voirie.", ""},
      {"Insertion urbaine et paysagère du projet.", ""},
      {"Insertion d’un aménagement cyclable. Formation minière.", ""},
      {"Les marchés comportent des dispositions environnementales décrites à l'article 1.5.2 du CCAP.", ""},
      {"Délai : 3 mois. Une clause d'insertion s’applique au lot 1. Prix fermes.",
       "clause stated : Une clause d'insertion s’applique au lot 1.|"},
      {"Conformément à l'art. L. 2112-2 et à l’ordonnance no 2015-899, une CLAUSE SOCIALE s’applique.",
       "clause stated : Conformément à l'art. L. 2112-2 et à l’ordonnance no 2015-899, une CLAUSE SOCIALE s’applique.|"},
      {"Prix\nClause sociale\nDélais", "clause stated : Clause sociale|"},
      {"Action en faveur de l’insertion professionnelle des jeunes.",
       "clause hint : Action en faveur de l’insertion professionnelle des jeunes.|"},
      {"Ce marché ne comporte pas de clause d’insertion.", ""},
      {"Marché sans clause sociale ni clause d’insertion.", ""},
      {"Il n’y a aucune clause sociale au lot 1. Le lot 2 a une clause sociale.", "clause stated : Le lot 2 a une clause sociale.|"},
  }));
  CAPTURE(text);
  CHECK(reading_of("BT-70", text) == expected);
}

TEST_CASE("A description is only a hint, a criterion is a criterion", "[domain][notice]") {
  CHECK(reading_of("BT-24", "Le marché comprend une clause d’insertion.") == "clause hint : Le marché comprend une clause d’insertion.|");
  CHECK(reading_of("BT-540", "Heures d’insertion proposées") == "criterion stated : Heures d’insertion proposées|");
}

TEST_CASE("A code says what the list says of it", "[domain][notice]") {
  const auto clues = shipped_clues();
  const auto [field, code, expected] = GENERATE(table<std::string, std::string, std::string>({
      {"BT-06", "soc-obj", "clause stated"},
      {"BT-06", "env-imp", ""},
      {"BT-06", "none", ""},
      {"BT-775", "opp", "clause stated"},
      {"BT-775", "other", "clause hint"},
      {"BT-775", "acc-all", "clause hint"},
      {"BT-775", "et-eq", "clause hint"},
      {"BT-775", "gen-eq", "clause hint"},
      {"BT-775", "hum-right", "clause hint"},
      {"BT-775", "work-cond", "clause hint"},
      {"BT-736", "yes", "reserved stated"},
      {"BT-736", "no", ""},
      {"BT-736", "not-known", ""},
      {"BT-71", "res-ws", "reserved stated"},
      {"BT-71", "res-pub-ser", "reserved hint"},
      {"BT-71", "none", ""},
      {"CRITERES_SOCIAUX_ENV", "SOCIAUX", "criterion stated"},
      {"MARCHE_RESERVE", "OUI", "reserved stated"},
  }));
  CAPTURE(field, code);
  const auto found = mention_of_code(clues, field, code);
  CHECK((found ? std::string(social_consideration_code(found->kind)) + " " + std::string(certainty_code(found->certainty)) : "") == expected);
  if (found) CHECK_FALSE(found->quotation.empty());
}

TEST_CASE("Hours are taken from a quotation only when it gives one number of them", "[domain][notice]") {
  const auto [text, hours] = GENERATE(table<std::string, int>({
      {"1 200 heures d’insertion", 1200},
      {"Le lot 1 réserve 1\u202F200 heures d'insertion", 1200},
      {"au moins 850 h d’insertion", 850},
      {"1200 heures d'insertion, soit 1200 heures d’insertion", 1200},
      {"lot 2 : 1 200 heures d’insertion", 1200},
      {"200,50 heures d’insertion", 0},
      {"lot 1 : 300 heures d’insertion, lot 2 : 500 heures d’insertion", 0},
      {"des heures d’insertion", 0},
      {"2 % des heures", 0},
  }));
  CAPTURE(text);
  CHECK(announced_hours(text) == (hours == 0 ? std::nullopt : std::optional(WorkTime::from_hours(hours))));
}

TEST_CASE("A clue that cannot be read stops the program", "[domain][notice]") {
  const std::string header = "field;value;kind;certainty;label;source\n";
  CHECK_THROWS_AS(parse_notice_clues(header + "BT-06;soc-obj;clause;sure;x;y\n"), std::invalid_argument);
  CHECK_THROWS_AS(parse_notice_clues(header + "BT-06;soc-obj;klause;hint;x;y\n"), std::invalid_argument);
  CHECK_THROWS_AS(parse_notice_clues(header + "BT-06;;clause;hint;x;y\n"), std::invalid_argument);
}
