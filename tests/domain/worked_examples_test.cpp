// The worked examples of docs/calcul-des-heures.md, read from the page itself and computed again.
#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <set>

#include "clausier/domain/consultation.hpp"
#include "clausier/domain/indicators.hpp"
#include "clausier/domain/penalty.hpp"
#include "clausier/domain/timesheet_checks.hpp"
#include "page_tables.hpp"
#include "position_samples.hpp"

using namespace samples;
using clausier::test::Row;
using clausier::test::page_text;

namespace {

const std::string& page() {
  static const std::string text = page_text("docs/calcul-des-heures.md");
  return text;
}

std::vector<Row> table_under(const std::string& heading) { return test::table_under(page(), heading); }

// "1 000 000 €", "50 %", "30 €/h", "3 650": the figure alone.
Money money(const std::string& text) { return Money::parse(text.substr(0, std::min(text.find("€"), text.find('%')))).value(); }
std::int64_t number(const std::string& text) { return money(text).cents() / 100; }

std::string plain_spaces(std::string text) {
  for (const std::string space : {"\u00a0", "\u202f"})
    for (std::size_t at = 0; (at = text.find(space, at)) != std::string::npos;) text.replace(at, space.size(), " ");
  return text;
}

// The whole numbers of a cell, spaces inside them left out: "4 × 2 900" gives 4 and 2900.
std::vector<std::int64_t> numbers_in(const std::string& printed) {
  const auto text = plain_spaces(printed);
  std::vector<std::int64_t> found;
  bool inside = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto digit = [&](std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
    if (digit(i)) {
      if (!inside) found.push_back(0);
      found.back() = found.back() * 10 + (text[i] - '0');
      inside = true;
    } else if (!(inside && text[i] == ' ' && digit(i + 1))) {
      inside = false;
    }
  }
  return found;
}

Date french_day(const std::string& text) { return Date::parse_french(text).value(); }

std::string without_marks(std::string text) {
  std::erase(text, '`');
  return text;
}

// Each printed step is one of the engine, in the same order, with the same rule and the same result.
void check_steps(const std::vector<Row>& rows, std::size_t rule_at, const Explanation& explanation) {
  std::size_t at = 0;
  for (const auto& row : rows) {
    const auto rule = without_marks(row[rule_at]);
    INFO(rule);
    while (at < explanation.steps().size() && explanation.steps()[at].rule != rule) ++at;
    REQUIRE(at < explanation.steps().size());
    const auto& result = explanation.steps()[at].result;
    const auto& printed = row.back();
    if (rule.starts_with("state.by")) CHECK(printed == french().say("state." + result));
    else if (result.find('/') != std::string::npos) CHECK(plain_spaces(printed).starts_with(result + " "));
    else CHECK(numbers_in(printed).at(0) == std::stoll(result));
  }
}

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
    PenaltyFacts facts{.missing = hours(numbers_in(row[0]).at(0)), .hours_settled = hours(numbers_in(row[1]).at(0))};
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

TEST_CASE("The page's steps of the formula are those of the engine", "[domain][docs]") {
  const auto owed = owed_by(clause_of(formula(1'000'000, 5000, 500, 30, Rounding::floor)));
  check_steps(table_under("#### Étapes du premier exemple, arrondi inférieur"), 1, owed.explanation);
}

TEST_CASE("The page's examples of what is due are what the engine computes", "[domain][docs]") {
  for (const auto& row : table_under("## Heures dues à ce jour")) {
    INFO(row[0] << " " << row[4]);
    auto clause = clause_of(FixedHours{hours(numbers_in(row[0]).at(0))});
    clause.execution = {french_day(row[1]), french_day(row[2])};
    clause.schedule = row[3] == "prorata" ? DueSchedule::linear : DueSchedule::at_end;
    CHECK(obligation_on(clause, {}, {french_day(row[4]), instant("2030-01-01T00:00:00Z")}).due == numbers_in(row[5]).at(0));
  }
}

TEST_CASE("The page's examples of the counting window are what the engine computes", "[domain][docs]") {
  for (const auto& row : table_under("### Fin de la période valorisable")) {
    INFO(row[0] << " " << row[1] << " " << row[2]);
    auto clause = clause_of(FixedHours{hours(100)});
    clause.execution = {day("2022-02-10"), french_day(row[3])};
    if (const auto months = numbers_in(row[1]); !months.empty()) clause.counting_months = static_cast<int>(months[0]);
    auto decision = eligible(person(1), french_day(row[0]).iso().c_str());
    decision.countable_until = Date::parse_french(row[2]);
    CHECK(countable_until(decision, clause) == french_day(row[4]));
  }
}

TEST_CASE("The page's examples of what missing hours cost are what the engine computes", "[domain][docs]") {
  for (const auto& row : table_under("## Heures manquantes et pénalité")) {
    INFO(row[0] << " " << row[1]);
    const auto missing = numbers_in(row[0]).at(0);
    auto clause = clause_of(FixedHours{plain_spaces(row[0]).ends_with(" s") ? WorkTime::from_seconds(missing) : hours(missing)});
    clause.execution = days("2025-07-01", "2025-07-31");  // over: all is due
    auto until = day("2026-06-30");
    if (const auto at = row[1].find(" au "); at != std::string::npos) {
      until = french_day(row[1].substr(at + 4));
      clause.terms.penalties.indexed = IndexedPenalty{"index.hourly_ceiling.value_cents", static_cast<int>(numbers_in(row[1]).at(0)) * 100};
    } else {
      clause.penalty_per_missing_hour = money(row[1]);
    }
    CHECK(position_of({clause, {}, {}, {}}, rulebook(), {until, instant("2030-01-01T00:00:00Z")}).exposure == money(row[2]));
  }
}

TEST_CASE("The page's full example is what the engine computes, step by step", "[domain][docs]") {
  auto facts = counted_facts(clause_of(FixedHours{hours(1'200)}), hours(49));
  facts.clause->penalty_per_missing_hour = euros(20);
  facts.entries.push_back(entry(2, person(1), "2025-07-01", "2025-07-31", hours(151)));
  facts.decisions.push_back(decision(2, Verdict::accepted));
  check_steps(table_under("## Exemple complet"), 0, position_at(facts, "2025-12-31").explanation);
}

TEST_CASE("The page's states are those of the engine", "[domain][docs]") {
  auto clause = clause_of(FixedHours{hours(1'000)});
  clause.execution = days("2026-01-01", "2026-04-10");
  const auto state_of = [&](std::int64_t counted, const char* until) {
    LotFacts facts{clause, {entry(1, person(1), "2026-01-01", "2026-01-31", hours(counted))}, {decision(1, Verdict::accepted)},
                   {eligible(person(1), "2026-01-01")}};
    return french().say("state." + std::string(lot_state_code(position_at(facts, until).state)));
  };
  for (const auto& row : table_under("#### États de l’exemple")) {
    INFO(row[0]);
    CHECK(state_of(number(row[0]), "2026-02-19") == row[1]);
    CHECK(state_of(number(row[0]), "2026-04-11") == row[2]);
  }
  for (const auto& row : table_under("#### Seuils du rythme")) {  // 500 h are due that day: five for each hundredth
    INFO(row[0]);
    const auto limits = numbers_in(row[0]);
    if (row[0].starts_with("moins")) {
      CHECK(state_of(limits[0] * 5 - 1, "2026-02-19") == row[1]);
      continue;
    }
    CHECK(state_of(limits[0] * 5, "2026-02-19") == row[1]);
    if (limits.size() > 1) CHECK(state_of(limits[1] * 5 - 1, "2026-02-19") == row[1]);
  }
}

TEST_CASE("The page's limits of a timesheet are those that its checks apply", "[domain][docs]") {
  const auto codes_of = [](const char* first, const char* last, WorkTime declared, std::optional<WorkTime> usual, WorkTime stated) {
    Employment employment{.participant = person(1), .lot = lot, .firm = firm, .contract_type = "fixed_term", .employer_siret = "00000000000000",
                          .starts_on = day("2026-01-01"), .ends_on = std::nullopt, .recorded_at = instant("2026-01-01T00:00:00Z")};
    const CheckContext context{.subject = {lot, firm, month("2026-05")}, .today = day("2026-06-03"), .execution = days("2025-07-01", "2026-06-30"),
                               .closed_months = {}, .people = {{person(1), "P-1", {eligible(person(1))}, {employment}}}, .standing = {},
                               .elsewhere = {}, .usual_month = usual, .clause = std::nullopt, .rulebook = &rulebook()};
    TimesheetDraft draft;
    draft.lines.push_back({.place = {"Mai", 2, "F", 0, ""}, .person = {}, .participant = person(1), .worked = days(first, last), .declared = declared,
                           .modality = Modality::direct_hire, .contract_type = "fixed_term", .employer_siret = "00000000000000"});
    draft.totals.push_back({{"Mai", 9, "F", 0, ""}, stated, declared});
    complete_lines(draft, context);
    std::set<std::string> codes;
    for (const auto& found : check_timesheet(draft, context)) codes.insert(found.code);
    return codes;
  };
  const auto second = WorkTime::from_seconds(1);
  const std::map<std::string, std::pair<const char*, const char*>> ranges = {
      {"cell.hours.day", {"2026-05-04", "2026-05-04"}}, {"cell.hours.day.long", {"2026-05-04", "2026-05-04"}},
      {"cell.hours.week", {"2026-05-04", "2026-05-10"}}, {"cell.hours.month", {"2026-05-01", "2026-05-31"}},
      {"cell.hours.month.long", {"2026-05-01", "2026-05-31"}}};
  for (const auto& row : table_under("## Contrôles d’un relevé")) {
    const auto code = row[2].substr(row[2].find('`') + 1, row[2].rfind('`') - row[2].find('`') - 1);
    INFO(code);
    const auto limits = numbers_in(row[1]);
    const auto usual = hours(30);
    if (ranges.contains(code)) {
      const auto [first, last] = ranges.at(code);
      const auto most = hours(limits.back());  // "24 h × days of the month (744 h in May)"
      CHECK_FALSE(codes_of(first, last, most, std::nullopt, most).contains(code));
      CHECK(codes_of(first, last, most + second, std::nullopt, most + second).contains(code));
    } else if (code == "timesheet.jump") {
      const auto most = hours(30 * limits.at(0));
      CHECK_FALSE(codes_of("2026-05-01", "2026-05-31", most, usual, most).contains(code));
      CHECK(codes_of("2026-05-01", "2026-05-31", most + second, usual, most + second).contains(code));
    } else if (code == "sheet.total.differs") {
      const auto gap = WorkTime::from_seconds(limits.at(0));
      CHECK_FALSE(codes_of("2026-05-01", "2026-05-31", usual, usual, usual + gap).contains(code));
      CHECK(codes_of("2026-05-01", "2026-05-31", usual, usual, usual + gap + second).contains(code));
    } else {
      CHECK(code == "cell.person.overlap");  // "the same limits": held by timesheet_checks_test.cpp
    }
  }
}

TEST_CASE("The page's examples of a share kept for a group are what the engine computes", "[domain][docs]") {
  for (const auto& row : table_under("### Part réservée à un public")) {
    INFO(row[0] << " " << row[1] << " " << row[2] << " " << row[3]);
    auto clause = clause_of(FixedHours{hours(1'000)});
    clause.execution = days("2023-01-01", "2026-06-30");
    clause.terms.reserved = {{"QPV", 5'000}};
    auto facts = counted_facts(clause, hours(numbers_in(row[4]).at(0)));
    facts.entries[0].worked = days("2025-10-01", "2025-10-31");
    auto& decided = facts.eligibility[0];
    decided.verdict = row[0] == "refusée" ? EligibilityVerdict::refused : EligibilityVerdict::eligible;
    decided.criterion = row[1];
    decided.effective_on = french_day(row[3]);
    if (!numbers_in(row[2]).empty()) decided.home = PriorityHome{"QN05927M", static_cast<int>(numbers_in(row[2])[0])};
    CHECK(position_at(facts, "2026-06-30").reserved.at(0).counted == hours(numbers_in(row[5]).at(0)));
  }
  for (const auto& row : table_under("#### Part réservée de personnes")) {
    INFO(row[0] << " " << row[1]);
    auto clause = clause_of(People{static_cast<int>(number(row[0])), hours(0)});
    clause.terms.reserved = {{"QPV", static_cast<int>(number(row[1])) * 100}};
    CHECK(position_at(LotFacts{clause, {}, {}, {}}, "2026-06-30").reserved.at(0).people->owed == number(row[2]));
  }
}

TEST_CASE("Every table of the page is run, but the two that it says are rules", "[domain][docs]") {
  const auto tests = page_text("tests/domain/worked_examples_test.cpp") + page_text("tests/report/small_counts_test.cpp");
  for (const auto& table : test::tables_of(page())) {
    INFO(table.heading);
    const bool said_apart = table.heading == "### Ce qui change l’objectif en cours de route" || table.heading == "## Refaire un calcul";
    CHECK(said_apart != (tests.find("(\"" + table.heading + "\")") != std::string::npos || tests.find(", \"" + table.heading + "\")") != std::string::npos));
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
