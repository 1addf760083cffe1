#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "clausier/domain/finding.hpp"
#include "clausier/domain/wording.hpp"
#include "places.hpp"

using namespace clausier;

namespace {

std::string file_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

const std::filesystem::path messages = clausier::test::source_folder() / "templates/messages.fr";

Wording findings_wording() {
  Wording wording;
  wording.add(file_text(messages / "findings.txt"));
  return wording;
}

}  // namespace

// Bytes measured with CLDR 48 (interface.md §1.6): U+202F groups digits, U+00A0 stands before a unit.
TEST_CASE("French numbers, amounts and dates are formatted to the byte", "[domain][wording]") {
  CHECK(french_integer(1234567) == "1\xE2\x80\xAF" "234\xE2\x80\xAF" "567");
  CHECK(french_integer(999) == "999");
  CHECK(french_integer(-1000) == "-1\xE2\x80\xAF" "000");
  CHECK(french_hours(WorkTime::from_seconds(1820 * 3600 + 1800)) == "1\xE2\x80\xAF" "820,50");
  CHECK(french_hours(WorkTime::zero()) == "0,00");
  CHECK(french_hours(WorkTime::from_seconds(-18)) == "-0,01");
  CHECK(french_hours_minutes(WorkTime::from_seconds(27000)) == "7\xC2\xA0h\xC2\xA0" "30");
  CHECK(french_hours_minutes(WorkTime::from_seconds(546000)) == "151\xC2\xA0h\xC2\xA0" "40");
  CHECK(french_hours_minutes(WorkTime::from_seconds(59)) == "0\xC2\xA0h\xC2\xA0" "01");
  CHECK(french_money(Money::from_cents(123450)) == "1\xE2\x80\xAF" "234,50\xC2\xA0\xE2\x82\xAC");
  CHECK(french_money(Money::from_cents(-5)) == "-0,05\xC2\xA0\xE2\x82\xAC");
  CHECK(french_percent(625) == "62,5\xC2\xA0%");
  CHECK(french_percent(1000) == "100,0\xC2\xA0%");
  CHECK(french_date(*Date::of(2026, 11, 3)) == "03/11/2026");
  CHECK(french_long_date(*Date::of(2026, 11, 1)) == "1er novembre 2026");
  CHECK(french_long_date(*Date::of(2026, 8, 15)) == "15 ao\xC3\xBBt 2026");
  CHECK(french_month(*Month::of(2026, 10)) == "octobre 2026");
  CHECK(french_month(*Month::of(2026, 2)) == "f\xC3\xA9vrier 2026");
  CHECK(french_siret(*Siret::parse("20003019500115")) == "200\xE2\x80\xAF" "030\xE2\x80\xAF" "195\xE2\x80\xAF" "00115");
}

TEST_CASE("No sign of punctuation is left to begin a line", "[domain][wording]") {
  CHECK(french_spaces("Mot de passe oublié ? Non ; merci !") == "Mot de passe oublié\u202F? Non\u202F; merci\u202F!");
  CHECK(french_spaces("Compte : « ici » à 50 % de 3 €") == "Compte\u00A0: «\u00A0ici\u00A0» à 50\u00A0% de 3\u00A0€");
  CHECK(french_spaces("déjà\u202F? 12:30, a;b «x»") == "déjà\u202F? 12:30, a;b «x»");
  Wording wording;
  wording.add("compte = Heures : {hours} ?");
  CHECK(wording.say("compte", {{"hours", "7 : 30"}}) == "Heures\u00A0: 7 : 30\u202F?");
}

TEST_CASE("Messages fill their holes and choose singular or plural", "[domain][wording]") {
  Wording wording;
  wording.add("# words\nhello = Bonjour {name}\ncount = {n} {n|erreur|erreurs}\n\nequals = a = b\n");
  CHECK(wording.say("hello", {{"name", "Zoé"}}) == "Bonjour Zoé");
  CHECK(wording.say("hello") == "Bonjour ");
  CHECK(wording.say("count", {{"n", "0"}}) == "0 erreur");
  CHECK(wording.say("count", {{"n", "1"}}) == "1 erreur");
  CHECK(wording.say("count", {{"n", "2"}}) == "2 erreurs");
  CHECK(wording.say("equals") == "a = b");
  CHECK(wording.say("missing.key") == "[missing.key]");
  CHECK(wording.has("hello"));
  CHECK_FALSE(wording.has("hell"));
}

TEST_CASE("A value with braces is not filled again", "[domain][wording]") {
  Wording wording;
  wording.add("say = « {value} » {other}\n");
  CHECK(wording.say("say", {{"value", "{other}"}, {"other", "x"}}) == "«\u00A0{other}\u00A0» x");
}

TEST_CASE("A key given twice and a line without sign are refused", "[domain][wording]") {
  Wording wording;
  wording.add("a = 1\n");
  CHECK_THROWS_AS(wording.add("a = 2\n"), std::invalid_argument);
  CHECK_THROWS_AS(wording.add("no sign\n"), std::invalid_argument);
}

TEST_CASE("Every code of the catalogue has its French text, in one file of messages or another", "[domain][wording]") {
  Wording wording;
  for (const auto& entry : std::filesystem::directory_iterator(messages)) wording.add(file_text(entry.path()));
  for (const auto& entry : finding_catalogue()) {
    CAPTURE(entry.code);
    CHECK(wording.has(entry.code));
  }
}

TEST_CASE("A report names every dated rule", "[domain][wording]") {
  Wording wording;
  wording.add(file_text(messages / "report.txt"));
  std::istringstream rules(file_text(clausier::test::source_folder() / "src/store/reference/rules.csv"));
  int seen = 0;
  for (std::string line; std::getline(rules, line);) {
    const auto code = line.substr(0, line.find(';'));
    if (line.starts_with('#') || code == "code" || code.empty()) continue;
    CAPTURE(code);
    CHECK(wording.has("report.rule." + code));
    ++seen;
  }
  CHECK(seen > 10);
}

TEST_CASE("Texts of findings keep French typography and the house's words", "[domain][wording]") {
  const auto wording = findings_wording();
  std::set<std::string, std::less<>> codes;
  for (const auto& entry : finding_catalogue()) codes.emplace(entry.code);
  for (const auto& [code, text] : wording.entries()) {
    CAPTURE(code, text);
    CHECK(codes.contains(code));
    for (const auto* wrong : {" ;", " !", " ?", " :", "« ", " »", "'", "  ", "invalide", "euillez", "interdit", "..."})
      CHECK(text.find(wrong) == std::string::npos);
  }
}
