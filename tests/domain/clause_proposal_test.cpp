// What a published amendment would change of a clause, and what it leaves to a person.
#include <catch2/catch.hpp>

#include "clausier/domain/clause_proposal.hpp"

using namespace clausier;

namespace {

Date day(const char* iso) { return *Date::parse_iso(iso); }

Amendment amendment(const char* notified, std::optional<std::int64_t> euros, std::optional<int> months = {}) {
  Amendment a;
  if (*notified) a.notified_on = day(notified);
  if (euros) a.amount = Money::from_cents(*euros * 100);
  a.duration_months = months;
  return a;
}

Contract works(std::vector<Amendment> amendments) {
  Contract contract{ContractId::from_trusted(1), {}, std::move(amendments), {}};
  contract.initial.amount = Money::from_cents(100'000'000);
  contract.initial.duration_months = 12;
  contract.initial.notified_on = day("2025-01-01");
  return contract;
}

Clause formula(std::int64_t euros, const char* last = "2025-12-31") {
  return {ClauseId::from_trusted(1), LotId::from_trusted(1), AmountFormula{Money::from_cents(euros * 100), 5000, 500, Money::from_cents(3000)},
          {day("2025-01-01"), day(last)}, DueSchedule::linear, {"L2112_2"}, {}, {}, true, "CCAP", "Aline", Instant::from_milliseconds(0)};
}

}  // namespace

TEST_CASE("An amendment is shown as the contract before it and with it", "[domain][proposal]") {
  const auto first = amendment("2025-03-01", 1'200'000), second = amendment("2025-06-01", {}, 18), undated = amendment("", 2'000'000);
  const auto contract = works({first, second, undated});
  const auto change = amended_by(contract, second);
  CHECK(change.before.amount == Money::from_cents(120'000'000));
  CHECK(change.before.duration_months == 12);
  CHECK(change.after.amount == Money::from_cents(120'000'000));
  CHECK(change.after.duration_months == 18);
  CHECK(touches_obligations(change));
  const auto last = amended_by(contract, undated);
  CHECK(last.before.duration_months == 18);
  CHECK(last.after.amount == Money::from_cents(200'000'000));
  CHECK_THROWS_AS(amended_by(contract, amendment("2025-03-01", 5)), std::invalid_argument);
}

TEST_CASE("An amendment that says what was so already touches nothing", "[domain][proposal]") {
  const auto same = amendment("2025-03-01", 1'000'000, 12);
  CHECK_FALSE(touches_obligations(amended_by(works({same}), same)));
}

TEST_CASE("The amount of a formula and the end of execution follow the contract when they were its own", "[domain][proposal]") {
  const auto change = amendment("2025-03-01", 1'200'000, 18);
  const auto amended = amended_by(works({change}), change);
  const auto proposed = clause_after(formula(1'000'000), amended);
  REQUIRE(proposed);
  CHECK(std::get<AmountFormula>(proposed->target).amount == Money::from_cents(120'000'000));
  CHECK(proposed->execution.last == day("2026-06-30"));
  const auto own_dates = clause_after(formula(1'000'000, "2025-10-15"), amended);
  CHECK(own_dates->execution.last == day("2025-10-15"));
  const auto own_amount = clause_after(formula(400'000), amended);  // of one lot
  CHECK(std::get<AmountFormula>(own_amount->target).amount == Money::from_cents(40'000'000));
  CHECK(own_amount->execution.last == day("2026-06-30"));
  CHECK_FALSE(clause_after(formula(400'000, "2025-10-15"), amended));
}

TEST_CASE("Fixed hours and formulas on what is invoiced are left to a person", "[domain][proposal]") {
  const auto change = amendment("2025-03-01", 1'200'000);
  const auto amended = amended_by(works({change}), change);
  auto fixed = formula(1);
  fixed.target = FixedHours{WorkTime::from_hours(500)};
  CHECK_FALSE(clause_after(fixed, amended));
  auto invoiced = formula(1'000'000);
  std::get<AmountFormula>(invoiced.target).base = AmountBase::invoiced;
  CHECK_FALSE(clause_after(invoiced, amended));
}
