// Steps of what follows from a position go on from those of the position.
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include "clausier/domain/outlook.hpp"
#include "position_samples.hpp"

using namespace samples;

namespace {

Outlook outlook_of(const Clause& clause, const Position& position) {
  Outlook outlook;
  outlook.rhythm = rhythm_forecast(position, rulebook());
  outlook.penalties = propose_penalties(clause, {.missing = position.missing}, legal_values(), position.cutoff.worked_until);
  return outlook;
}

const Step& last_of(const Explanation& explanation, std::string_view rule) {
  const auto& steps = explanation.steps();
  const auto found = std::find_if(steps.rbegin(), steps.rend(), [&](const Step& step) { return step.rule == rule; });
  REQUIRE(found != steps.rend());
  return *found;
}

const StepInput& input_of(const Step& step, std::string_view name) {
  return *std::find_if(step.inputs.begin(), step.inputs.end(), [&](const StepInput& input) { return input.name == name; });
}

}  // namespace

TEST_CASE("Rhythm and proposal go on from the steps of the position, one list without a number twice", "[domain][outlook]") {
  auto clause = clause_of(FixedHours{hours(1'000)});
  clause.penalty_per_missing_hour = euros(20);
  const auto facts = counted_facts(clause, hours(10));
  const auto position = position_at(facts, "2025-12-31");
  const auto outlook = outlook_of(clause, position);
  const auto whole = explained_with(position, outlook);
  const auto count = position.explanation.steps().size();
  REQUIRE(whole.steps().size() == count + outlook.rhythm.explanation.steps().size() + outlook.penalties->explanation.steps().size());
  std::set<std::string> known;
  for (const auto& step : whole.steps()) {
    for (const auto& input : step.inputs) {
      CHECK(input.from != "position");
      if (input.from.size() > 1 && input.from[0] == 's' && input.from.find_first_not_of("0123456789", 1) == std::string::npos)
        CHECK(known.contains(input.from));
    }
    CHECK(known.insert(step.id).second);
  }
  CHECK(input_of(last_of(whole, "penalty.hours"), "missing").from == last_of(whole, "hours.missing").id);
  CHECK(input_of(last_of(whole, "rhythm.at_end"), "credited").from == last_of(whole, "hours.counted").id);
  CHECK(input_of(last_of(whole, "rhythm.at_end"), "to_come").from == last_of(whole, "rhythm.to_come").id);
}

TEST_CASE("A proposal that holds nothing adds no step", "[domain][outlook]") {
  const auto clause = clause_of(FixedHours{hours(1'000)});
  const auto position = position_at(counted_facts(clause, hours(10)), "2026-06-30");
  const auto outlook = outlook_of(clause, position);
  REQUIRE(outlook.penalties->penalties.empty());
  CHECK(explained_with(position, outlook) == position.explanation);
}
