#include <catch2/catch.hpp>

#include "clausier/domain/participant.hpp"
#include "engine_samples.hpp"

using namespace samples;

namespace {
const std::string header = "# version: 2026-01-01\ncode;value;valid_from;valid_to;source\n";
}

TEST_CASE("A rule is the one in force on the day asked", "[domain][rulebook]") {
  const auto rules = Rulebook::parse(header + "a.max;1;2024-01-01;2025-12-31;old text\na.max;2;2026-01-01;;new text\n");
  CHECK(rules.version() == "2026-01-01");
  CHECK(rules.at("a.max", day("2025-12-31")).value == 1);
  CHECK(rules.at("a.max", day("2026-01-01")).value == 2);
  CHECK(rules.at("a.max", day("2999-01-01")).source == "new text");
}

TEST_CASE("A missing rule is a fault of the tables", "[domain][rulebook]") {
  const auto rules = Rulebook::parse(header + "a.max;1;2024-01-01;;text\n");
  CHECK_THROWS_AS(rules.at("a.max", day("2023-12-31")), std::out_of_range);
  CHECK_THROWS_AS(rules.at("b.max", day("2024-12-31")), std::out_of_range);
}

TEST_CASE("Bad lines of rules are refused", "[domain][rulebook]") {
  const auto line = GENERATE("a;1;2024-01-01;text", "a;x;2024-01-01;;text", "a;1;;;text", "a;1;2024-01-01;soon;text",
                             "a;1;2024-01-02;2024-01-01;text", "a;1;2024-01-01;;", "a;1;2024-01-01;;t\na;2;2025-01-01;;t");
  INFO(line);
  CHECK_THROWS_AS(Rulebook::parse(header + line), std::invalid_argument);
}

TEST_CASE("Rules without a version or a header are refused", "[domain][rulebook]") {
  CHECK_THROWS_AS(Rulebook::parse("code;value;valid_from;valid_to;source\n"), std::invalid_argument);
  CHECK_THROWS_AS(Rulebook::parse("# version: 1\ncode;value\n"), std::invalid_argument);
  CHECK_THROWS_AS(Rulebook::parse("# version: 1\n"), std::invalid_argument);
}

TEST_CASE("The rules of the project hold every limit that the engine asks for", "[domain][rulebook]") {
  for (const auto* code :
       {"state.ahead.min_basis_points", "state.on_pace.min_basis_points", "state.to_watch.min_basis_points",
        "hours.day.possible_seconds", "hours.day.max_seconds", "hours.week.max_seconds", "hours.month.max_seconds",
        "timesheet.jump.max_factor", "timesheet.total.max_gap_seconds", "report.group.min_count"}) {
    INFO(code);
    CHECK(rulebook().at(code, day("2026-05-31")).value > 0);
  }
}

TEST_CASE("The criteria of the project are read with their proofs, and each has a label", "[domain][rulebook][criteria]") {
  const auto criteria = parse_criteria(project_file("src/store/reference/criteria.csv"));
  const auto wording = french();
  CHECK(criteria.size() == 24);
  for (const auto& criterion : criteria) {
    INFO(criterion.code);
    CHECK(wording.say("criterion." + criterion.code) == criterion.label);
  }
  const auto of = [&](const std::string& code) {
    for (const auto& criterion : criteria)
      if (criterion.code == code) return criterion;
    throw std::runtime_error(code);
  };
  CHECK(of("DELD").proof_months == 3);
  CHECK_FALSE(of("DELD").sensitive);
  for (const auto* code : {"AAH", "PENSION_INVALIDITE", "BOETH", "PPSMJ", "REFUGIE"}) CHECK(of(code).sensitive);
  CHECK_FALSE(of("BOETH").proof_months);
}

TEST_CASE("Bad lines of criteria are refused", "[domain][rulebook][criteria]") {
  const std::string columns = "code;label;sensitive;proof;proof_months;source\n";
  CHECK_THROWS_AS(parse_criteria(columns + "A;a;yes;p;3;s"), std::invalid_argument);
  CHECK_THROWS_AS(parse_criteria(columns + "A;a;0;p;soon;s"), std::invalid_argument);
  CHECK_THROWS_AS(parse_criteria(columns + "A;a;0;p;3"), std::invalid_argument);
}

TEST_CASE("Every code shown to people has its French words", "[domain][rulebook][wording]") {
  const auto wording = french();
  std::vector<std::string> keys;
  for (const auto& code : legal_basis_codes()) keys.push_back("legal." + code);
  for (const auto& code : rejection_reason_codes()) keys.push_back("reason." + code);
  for (const auto& code : contract_type_codes()) keys.push_back("contract_type." + code);
  for (const auto status : {LineStatus::counted, LineStatus::pending, LineStatus::rejected, LineStatus::uncountable})
    keys.push_back("status." + std::string(line_status_code(status)));
  for (const auto state : {LotState::no_clause, LotState::not_started, LotState::done, LotState::ahead, LotState::on_pace,
                           LotState::to_watch, LotState::late, LotState::missed, LotState::indeterminate})
    keys.push_back("state." + std::string(lot_state_code(state)));
  for (const auto modality : {Modality::direct_hire, Modality::labour_supply, Modality::subcontracting})
    keys.push_back("modality." + std::string(modality_code(modality)));
  for (const auto& key : keys) {
    INFO(key);
    CHECK(wording.has(key));
  }
}
