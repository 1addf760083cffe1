// The worked examples of docs/calcul-des-heures.md, read from the page itself and computed again.
#include <catch2/catch.hpp>

#include <algorithm>

#include "clausier/domain/consultation.hpp"
#include "clausier/domain/indicators.hpp"
#include "clausier/domain/penalty.hpp"
#include "obligation_samples.hpp"

using namespace samples;

namespace {

using Row = std::vector<std::string>;

const std::string& page() {
  static const std::string text = project_file("docs/calcul-des-heures.md");
  return text;
}

std::string trimmed(std::string text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

Row cells_of(const std::string& line) {
  Row cells;
  for (std::size_t at = 1; at < line.size();) {
    const auto bar = line.find('|', at);
    if (bar == std::string::npos) break;
    cells.push_back(trimmed(line.substr(at, bar - at)));
    at = bar + 1;
  }
  return cells;
}

// The rows of the first table under a heading, its own heading left out.
std::vector<Row> table_under(const std::string& heading) {
  const auto start = page().find("\n" + heading + "\n");
  REQUIRE(start != std::string::npos);
  std::vector<Row> rows;
  bool inside = false;
  for (auto at = start + heading.size() + 2; at < page().size();) {
    const auto end = std::min(page().find('\n', at), page().size());
    const auto line = page().substr(at, end - at);
    at = end + 1;
    if (line.starts_with("|")) {
      inside = true;
      rows.push_back(cells_of(line));
    } else if (inside || line.starts_with("#")) {
      break;
    }
  }
  REQUIRE(rows.size() > 2);
  rows.erase(rows.begin(), rows.begin() + 2);
  return rows;
}

// "1 000 000 €", "50 %", "30 €/h", "3 650": the figure alone.
Money money(const std::string& text) { return Money::parse(text.substr(0, std::min(text.find("€"), text.find('%')))).value(); }
std::int64_t number(const std::string& text) { return money(text).cents() / 100; }

std::int64_t whole(const std::string& text) { return number(text.substr(0, text.find("h"))); }  // "1 200 h"

std::vector<std::string> rules_said() {
  std::vector<std::string> rules;
  const auto text = project_file("templates/messages.fr/rules.txt");
  for (std::size_t at = 0; (at = text.find("\nrule.", at)) != std::string::npos;) {
    at += 6;
    rules.push_back(text.substr(at, text.find(" = ", at) - at));
  }
  return rules;
}

}  // namespace

TEST_CASE("The page's examples of the formula are what the engine computes", "[domain][docs]") {
  for (const auto& row : table_under("### Formule")) {
    INFO(row[0]);
    const auto share = static_cast<int>(number(row[2])) * 100, rate = static_cast<int>(number(row[3])) * 100;
    const auto cost = money(row[4]).cents() / 100;
    for (const auto& [cell, rounding] : {std::pair(6, Rounding::floor), std::pair(7, Rounding::nearest), std::pair(8, Rounding::ceil)})
      CHECK(owed_by(clause_of(formula(number(row[1]), share, rate, cost, rounding))).hours ==
            hours(number(row[static_cast<std::size_t>(cell)])));
  }
}

TEST_CASE("The page's examples of tranches are what the engine computes", "[domain][docs]") {
  auto started = beyond_threshold();
  started.started_tranche_counts = true;
  for (const auto& row : table_under("### Heures par tranche facturée")) {
    INFO(row[0]);
    const std::vector billed = {invoice(1, "2025-07-10", money(row[0]).cents() / 100)};
    CHECK(in_hours(obliged(clause_of(beyond_threshold()), billed, "2025-07-31").owed) == number(row[1]));
    CHECK(in_hours(obliged(clause_of(started), billed, "2025-07-31").owed) == number(row[2]));
  }
}

TEST_CASE("The page's examples of a grid are what the engine computes", "[domain][docs]") {
  for (const auto& row : table_under("### Barème")) {
    INFO(row[0]);
    CHECK(in_hours(obliged(clause_of(training_grid(money(row[0]).cents() / 100)), {}, "2026-06-30").owed) == number(row[1]));
  }
}

TEST_CASE("The page's examples of full-time equivalents are what the engine computes", "[domain][docs]") {
  for (const auto& row : table_under("### Équivalents temps plein")) {
    INFO(row[0]);
    CHECK(fte_tenths(hours(number(row[0])), hours(number(row[1]))) == Money::parse(row[2]).value().cents() / 10);
  }
}

TEST_CASE("The page's examples of late documents are what the engine computes", "[domain][docs]") {
  for (const auto& row : table_under("## Pénalités : une proposition")) {
    INFO(row[0] << " " << row[2]);
    const auto kind = row[2] == "ouvrés" ? DayKind::working : DayKind::calendar;
    const auto from = Date::parse_french(row[0]).value(), until = Date::parse_french(row[1]).value();
    CHECK(delay_days(from, until, kind, false) == number(row[4]));
    auto clause = clause_of(FixedHours{hours(1)});
    clause.terms.penalties.documents = DocumentPenalty{money(row[3]), kind};
    CHECK(propose_penalties(clause, {.documents = {{"relevé", from, from, until}}}, legal_values(), until).total == money(row[5]));
  }
}

TEST_CASE("The page's examples of decided penalties are what the engine proposes", "[domain][docs]") {
  for (const auto& row : table_under("### Heures réglées par une décision")) {
    INFO(row[0] << " " << row[1]);
    auto clause = clause_of(FixedHours{hours(1)});
    clause.penalty_per_missing_hour = euros(200);
    if (row[2] != "–") clause.terms.penalties.cap = money(row[2]);
    PenaltyFacts facts{.missing = hours(whole(row[0])), .hours_settled = hours(whole(row[1]))};
    if (row[3] != "–") facts.applied = money(row[3]);
    CHECK(propose_penalties(clause, facts, legal_values(), day("2026-06-30")).total == money(row[4]));
  }
}

TEST_CASE("The page's examples of the obligation are what the engine answers", "[domain][docs]") {
  for (const auto& row : table_under("## L’obligation d’une clause sociale (L.2112-2-1)")) {
    INFO(row[0]);
    const auto answer = test_obligation({.launched_on = Date::parse_french(row[0]), .estimated = money(row[1])}, legal_values()).answer;
    CHECK(obligation_answer_code(answer) ==
          (row[2] == "obligatoire" ? "required" : row[2] == "indécidable" ? "undecidable" : "not_required"));
  }
}

TEST_CASE("The page says how to do each rule again, and another program does each of them", "[domain][docs]") {
  const auto recomputed = project_file("tests/cli/recompute_steps.py");
  const auto rules = rules_said();
  REQUIRE(rules.size() > 70);
  for (const auto& rule : rules) {
    INFO(rule);
    CHECK(page().find("`" + rule + "`") != std::string::npos);
    const auto family = rule.substr(rule.find('.'));
    CHECK((recomputed.find("\"" + rule + "\"") != std::string::npos || recomputed.find("{family}" + family + "\"") != std::string::npos));
  }
}
