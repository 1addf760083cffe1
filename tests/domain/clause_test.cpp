#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>

#include "engine_samples.hpp"

using namespace samples;

namespace {

struct Fault {
  const char* code;
  const char* path;
  std::function<void(Clause&)> spoil;
};

AmountFormula& formula_in(Clause& clause) { return std::get<AmountFormula>(clause.target); }

}  // namespace

TEST_CASE("A complete clause has no fault", "[domain][clause]") {
  CHECK(check_clause(clause_of(FixedHours{hours(1200)})).empty());
  CHECK(check_clause(clause_of(formula(1'000'000, 5000, 500, 30))).empty());
}

TEST_CASE("Each fault of a clause is named with its field", "[domain][clause]") {
  const std::vector<Fault> faults = {
      {"clause.hours.positive", "hours", [](Clause& c) { c.target = FixedHours{WorkTime::zero()}; }},
      {"clause.hours.excessive", "hours", [](Clause& c) { c.target = FixedHours{hours(10'000'001)}; }},
      {"clause.hours.excessive", "amount", [](Clause& c) { formula_in(c) = formula(900'000'000'000, 10000, 10000, 1); }},
      {"clause.hours.none", "amount", [](Clause& c) { formula_in(c).amount = euros(1); }},
      {"clause.amount.positive", "amount", [](Clause& c) { formula_in(c).amount = Money::zero(); }},
      {"clause.share.range", "labour_share", [](Clause& c) { formula_in(c).labour_share_basis_points = 10'001; }},
      {"clause.share.range", "labour_share", [](Clause& c) { formula_in(c).labour_share_basis_points = 0; }},
      {"clause.rate.range", "insertion_rate", [](Clause& c) { formula_in(c).insertion_rate_basis_points = -1; }},
      {"clause.cost.positive", "hourly_cost", [](Clause& c) { formula_in(c).hourly_cost = Money::zero(); }},
      {"clause.hours.positive", "contractual", [](Clause& c) { formula_in(c).contractual = WorkTime::zero(); }},
      {"clause.dates.range", "execution_last", [](Clause& c) { c.execution.first = day("1925-01-01"); }},
      {"clause.dates.range", "execution_last", [](Clause& c) { c.execution.last = day("9999-12-31"); }},
      {"clause.dates.order", "execution_last", [](Clause& c) { c.execution.last = day("2025-06-30"); }},
      {"clause.legal.required", "legal_bases", [](Clause& c) { c.legal_bases.clear(); }},
      {"clause.legal.unknown", "legal_bases", [](Clause& c) { c.legal_bases.push_back("L0"); }},
      {"clause.penalty.positive", "penalty", [](Clause& c) { c.penalty_per_missing_hour = Money::zero(); }},
      {"clause.months.range", "counting_months", [](Clause& c) { c.counting_months = 0; }},
  };
  for (const auto& fault : faults) {
    auto clause = clause_of(formula(1'000'000, 5000, 500, 30));
    fault.spoil(clause);
    const auto found = check_clause(clause);
    INFO(fault.code << " on " << fault.path);
    REQUIRE(found.size() == 1);
    CHECK(found[0].code == fault.code);
    CHECK(found[0].place.path == fault.path);
  }
}

TEST_CASE("All faults of a clause are told at once", "[domain][clause]") {
  auto clause = clause_of(AmountFormula{Money::zero(), 0, 0, Money::zero(), Rounding::floor, std::nullopt});
  clause.legal_bases.clear();
  CHECK(check_clause(clause).size() == 5);
}

TEST_CASE("Every legal basis offered has its article, in the same order", "[domain][clause]") {
  const auto csv = project_file("src/store/reference/legal_bases.csv");
  std::size_t at = 0;
  for (const auto& code : legal_basis_codes()) {
    INFO(code);
    const auto found = csv.find("\n" + code + ";", at);
    REQUIRE(found != std::string::npos);
    at = found;
  }
  CHECK(static_cast<std::size_t>(std::count(csv.begin(), csv.end(), '\n')) == legal_basis_codes().size() + 4);
}

TEST_CASE("Codes of rounding and schedule read back as they are written", "[domain][clause]") {
  for (const auto rounding : {Rounding::floor, Rounding::nearest, Rounding::ceil})
    CHECK(parse_rounding(rounding_code(rounding)) == rounding);
  for (const auto schedule : {DueSchedule::linear, DueSchedule::at_end})
    CHECK(parse_due_schedule(due_schedule_code(schedule)) == schedule);
  CHECK_FALSE(parse_rounding("up"));
  CHECK_FALSE(parse_due_schedule(""));
}
