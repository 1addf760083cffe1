#include <catch2/catch.hpp>

#include "obligation_samples.hpp"

using namespace samples;

namespace {

struct GoldenFormula {
  const char* name;
  AmountFormula formula;
  std::int64_t hours;
};

const Step& step(const Owed& owed, std::size_t rank) { return owed.explanation.steps().at(rank); }

}  // namespace

TEST_CASE("The hours owed follow amount, labour share, rate and cost", "[domain][owed]") {
  const auto golden = GENERATE(
      GoldenFormula{"building, rounded down", formula(1'000'000, 5000, 500, 30, Rounding::floor), 833},
      GoldenFormula{"building, rounded to the nearest", formula(1'000'000, 5000, 500, 30), 833},
      GoldenFormula{"building, rounded up", formula(1'000'000, 5000, 500, 30, Rounding::ceil), 834},
      GoldenFormula{"building at 25 euros an hour", formula(1'000'000, 5000, 500, 25), 1000},
      GoldenFormula{"seventy per cent of labour", formula(1'500'000, 7000, 1000, 30), 3500},
      GoldenFormula{"a half goes up", formula(30, 5000, 10000, 10), 2},
      GoldenFormula{"a half is cut down", formula(30, 5000, 10000, 10, Rounding::floor), 1},
      GoldenFormula{"a whole number stays when rounded up", formula(20, 5000, 10000, 10, Rounding::ceil), 1});
  INFO(golden.name);
  const auto owed = owed_by(clause_of(golden.formula));
  CHECK(owed.hours == hours(golden.hours));
  CHECK(owed.computed == owed.hours);
}

TEST_CASE("Each step of the formula is exact and names where its inputs come from", "[domain][owed]") {
  const auto owed = owed_by(clause_of(formula(1'000'000, 5000, 500, 30, Rounding::floor)));
  REQUIRE(owed.explanation.steps().size() == 4);
  CHECK(step(owed, 0).result == "50000000");
  CHECK(step(owed, 1).result == "2500000");
  CHECK(step(owed, 1).inputs[0].from == "s1");
  CHECK(step(owed, 2).result == "2500/3");
  CHECK(step(owed, 2).unit == "hours");
  CHECK(step(owed, 3).result == "2998800");
  CHECK(step(owed, 3).rounding == "floor");
  CHECK(step(owed, 3).inputs[0].from == "s3");
  CHECK(step(owed, 0).inputs[0].from == "CCAP article 5.3, Camille Exemple, 2025-06-20T08:00:00Z");
  CHECK(step(owed, 0).legal == "L2112_2");
}

TEST_CASE("The steps read as French sentences", "[domain][owed][explanation]") {
  const auto owed = owed_by(clause_of(formula(1'000'000, 5000, 500, 30, Rounding::floor)));
  const auto wording = french();
  CHECK(sentence_of(wording, step(owed, 0)) ==
        "Part de main d’œuvre\u00A0: 1\u202F000\u202F000,00\u00A0€ × 50,0\u00A0% = 500\u202F000,00\u00A0€.");
  CHECK(sentence_of(wording, step(owed, 2)) ==
        "Heures avant arrondi\u00A0: 25\u202F000,00\u00A0€ ÷ 30,00\u00A0€ par heure = environ 833,33\u00A0h.");
  CHECK(sentence_of(wording, step(owed, 3)) == "Arrondi à l’heure inférieure\u00A0: environ 833,33\u00A0h devient 833,00\u00A0h.");
}

TEST_CASE("The figure of the contract wins over the computed one and both are kept", "[domain][owed]") {
  auto target = formula(1'000'000, 5000, 500, 30);
  target.contractual = hours(850);
  const auto owed = owed_by(clause_of(target));
  CHECK(owed.hours == hours(850));
  CHECK(owed.computed == hours(833));
  CHECK(step(owed, 4).rule == "owed.contractual");
  CHECK(step(owed, 4).inputs[0].from == "s4");
  CHECK(step(owed, 4).result == "3060000");
}

TEST_CASE("A fixed number of hours is owed as written", "[domain][owed]") {
  const auto owed = owed_by(clause_of(FixedHours{hours(1200)}));
  CHECK(owed.hours == hours(1200));
  REQUIRE(owed.explanation.steps().size() == 1);
  CHECK(step(owed, 0).result == "4320000");
}

TEST_CASE("Amounts that overflow 64 bits on the way stay exact", "[domain][owed]") {
  // 900 billion euros of which everything goes to insertion at 1 000 euros an hour.
  const auto owed = owed_by(clause_of(formula(900'000'000'000, 10000, 10000, 1000)));
  CHECK(owed.hours == hours(900'000'000));
}

TEST_CASE("A cost of zero is a bug of the caller, not a result", "[domain][owed]") {
  CHECK_THROWS_AS(owed_by(clause_of(formula(1000, 5000, 500, 0))), std::domain_error);
}

TEST_CASE("Of two amendments of one day the one of the greater number has the last word", "[domain][obligation]") {
  auto ninth = hours_fact(1, FactKind::amendment, "2025-09-01", 900), tenth = hours_fact(2, FactKind::amendment, "2025-09-01", 1'000);
  ninth.reference = "Avenant 9";
  tenth.reference = "Avenant 10";
  for (const auto& facts : {std::vector{ninth, tenth}, std::vector{tenth, ninth}})
    CHECK(in_hours(obliged(clause_of(FixedHours{hours(400)}), facts, "2026-06-30").owed) == 1'000);
}
