#include <catch2/catch.hpp>

#include <algorithm>
#include <map>

#include "../domain/position_samples.hpp"
#include "clausier/report/withheld_counts.hpp"

using namespace clausier;
using namespace clausier::report;
using namespace samples;

namespace {

constexpr std::size_t minimum = 5;

// So many people of a hundred hours each, then so many of ten: under a clause that retains people from fifty hours.
Position with_people(int long_stays, int short_stays, int asked = 10) {
  LotFacts facts{clause_of(People{asked, hours(50)}), {}, {}, {}};
  for (int i = 1; i <= long_stays + short_stays; ++i) {
    facts.entries.push_back(entry(i, person(i), "2025-08-01", "2025-08-31", hours(i <= long_stays ? 100 : 10)));
    facts.decisions.push_back(decision(i, Verdict::accepted));
    facts.eligibility.push_back(eligible(person(i)));
  }
  return position_at(facts, "2026-06-30");
}

// Every number of people that the tests and the steps still tell, the ones the clause asks for left out.
std::vector<std::int64_t> told(const Position& position) {
  std::vector<std::int64_t> counts;
  if (position.people_test->counted) counts.push_back(*position.people_test->counted);
  if (position.people_test->missing) counts.push_back(*position.people_test->missing);
  for (const auto& step : position.explanation.steps()) {
    if (!step.rule.starts_with("people.") && !step.rule.starts_with("state.")) continue;
    for (const auto& input : step.inputs)
      if (input.unit == "count" && input.name != "due" && input.name != "owed") counts.push_back(std::stoll(input.value));
    if (step.unit == "count") counts.push_back(std::stoll(step.result));
    if (step.unit == "basis_points") counts.push_back(std::stoll(step.result));
  }
  return counts;
}

Position for_buyer(Position position) {
  withhold_small_counts(position, minimum);
  return position;
}

}  // namespace

TEST_CASE("Of fewer than five people retained the buyer reads the state and no number", "[report][small_counts]") {
  for (int people = 1; people < 5; ++people) {
    const auto position = for_buyer(with_people(people, 0));
    CHECK(told(position).empty());
    CHECK(position.state == LotState::late);
  }
  CHECK(for_buyer(with_people(5, 0)).people_test->counted == 5);
  CHECK(for_buyer(with_people(0, 0)).people_test->counted == 0);
}

TEST_CASE("A count that a subtraction would give back is not told either", "[report][small_counts]") {
  // Seven people on the lot, which reports say; five retained would tell that two are not.
  const auto position = with_people(5, 2);
  CHECK(position.people_test->counted == 5);
  CHECK(told(for_buyer(position)).empty());
  CHECK(for_buyer(with_people(5, 5)).people_test->counted == 5);
}

TEST_CASE("No two numbers told, nor one of them and the people of the lot, differ by a small count", "[report][small_counts]") {
  for (int long_stays = 0; long_stays < 12; ++long_stays) {
    for (int short_stays = 0; short_stays < 12; ++short_stays) {
      const auto position = for_buyer(with_people(long_stays, short_stays, 40));
      std::map<std::string, std::int64_t> counts;
      for (const auto& step : position.explanation.steps()) {
        if (step.rule != "people.counted") continue;
        for (const auto& input : step.inputs)
          if (input.unit == "count") counts[input.name] = std::stoll(input.value);
        if (step.unit == "count") counts["retained"] = std::stoll(step.result);
      }
      if (position.people.size() >= minimum) counts["lot"] = static_cast<std::int64_t>(position.people.size());
      INFO(long_stays << " and " << short_stays);
      for (const auto& [name, count] : counts) CHECK_FALSE((0 < count && count < 5));
      for (const auto& [whole, part] : {std::pair("lot", "people"), {"lot", "retained"}, {"lot", "under_minimum"},
                                        {"people", "retained"}, {"people", "under_minimum"}}) {
        if (!counts.contains(whole) || !counts.contains(part)) continue;
        const auto rest = counts[whole] - counts[part];
        CHECK_FALSE((0 < rest && rest < 5));
      }
    }
  }
}

TEST_CASE("The steps that give nothing away keep their number and their values", "[report][small_counts]") {
  const auto before = with_people(3, 0);
  const auto after = for_buyer(before);
  REQUIRE(after.explanation.steps().size() == before.explanation.steps().size());
  for (std::size_t i = 0; i < before.explanation.steps().size(); ++i) {
    const auto& step = before.explanation.steps()[i];
    CHECK(after.explanation.steps()[i].id == step.id);
    if (step.rule.starts_with("hours.") || step.rule.starts_with("owed.")) CHECK(after.explanation.steps()[i] == step);
  }
}

TEST_CASE("One small month of hires and the buyer reads their sum alone", "[report][small_counts]") {
  const auto hires_of = [](std::vector<int> months) {
    LotFacts facts{clause_of(ShareOfHires{1'000}), {}, {}, {}};
    for (std::size_t i = 0; i < months.size(); ++i) {
      const auto month = Month::from_index(Month::parse_iso("2025-07")->index() + static_cast<int>(i));
      ObligationFact fact{.id = FactId::from_trusted(static_cast<std::int64_t>(i + 1)), .kind = FactKind::all_hires, .on = month.first_day()};
      fact.last = month.last_day();
      fact.people = months[i];
      facts.obligation.push_back(fact);
    }
    auto position = for_buyer(position_at(facts, "2025-09-30"));
    for (const auto& step : position.explanation.steps())
      if (step.rule == "work.all_hires") return step;
    throw std::logic_error("no such step");
  };
  const auto told_months = [](const Step& step) {
    return std::count_if(step.inputs.begin(), step.inputs.end(), [](const StepInput& input) { return input.unit == "count"; });
  };
  CHECK(told_months(hires_of({10, 6, 8})) == 3);
  CHECK(told_months(hires_of({10, 2, 8})) == 0);
  CHECK(hires_of({10, 2, 8}).result == "20");
  CHECK(hires_of({1, 0, 2}).result == "withheld");
}

TEST_CASE("The hours of a group that its lot does not show are not told by the share kept for it", "[report][small_counts]") {
  auto clause = clause_of(FixedHours{hours(1'000)});
  clause.terms.reserved = {{"QPV", 5'000}};
  LotFacts facts{clause, {}, {}, {}};
  for (int i = 1; i <= 6; ++i) {
    facts.entries.push_back(entry(i, person(i), "2025-08-01", "2025-08-31", hours(100)));
    facts.decisions.push_back(decision(i, Verdict::accepted));
    facts.eligibility.push_back(eligible(person(i), "2025-07-01", i == 1 ? "QPV" : "RSA"));
  }
  const auto position = for_buyer(position_at(facts, "2026-06-30"));
  REQUIRE(position.reserved.size() == 1);
  CHECK(position.reserved[0].owed == hours(500));
  CHECK_FALSE(position.reserved[0].counted);
  CHECK_FALSE(position.reserved[0].missing);
  for (const auto& step : position.explanation.steps())
    if (step.rule == "reserved.missing") CHECK(step.result == "withheld");
  for (auto& decision : facts.eligibility) decision.criterion = "QPV";
  CHECK(for_buyer(position_at(facts, "2026-06-30")).reserved[0].counted == hours(600));
  auto firm = position_at(facts, "2026-06-30");
  withhold_groups(firm);
  CHECK_FALSE(firm.reserved[0].counted);
}

TEST_CASE("A share kept for residents is told to the buyer only when it cuts no small part of any group", "[report][small_counts]") {
  auto clause = clause_of(FixedHours{hours(1'000)});
  clause.terms.reserved = {{"QPV", 5'000}};
  const auto told = [&](int residents, int others) {
    LotFacts facts{clause, {}, {}, {}};
    for (int i = 1; i <= residents + others; ++i) {
      facts.entries.push_back(entry(i, person(i), "2025-08-01", "2025-08-31", hours(10)));
      facts.decisions.push_back(decision(i, Verdict::accepted));
      facts.eligibility.push_back(eligible(person(i), "2025-07-01", "RSA"));
      if (i <= residents) facts.eligibility.back().home = PriorityHome{"QN05927M", 2024};
    }
    const auto position = for_buyer(position_at(facts, "2026-06-30"));
    for (const auto& step : position.explanation.steps())
      if (step.rule == "reserved.counted") CHECK((step.result == "withheld") == !position.reserved.at(0).counted);
    return position.reserved.at(0).counted;
  };
  CHECK(told(5, 5) == hours(50));
  CHECK(told(10, 0) == hours(100));
  CHECK_FALSE(told(4, 6));
  CHECK_FALSE(told(6, 4));
  CHECK_FALSE(told(1, 9));
}
