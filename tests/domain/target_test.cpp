// Every way a contract expresses what is owed, with the fixtures of the domain report (§10).
#include <catch2/catch.hpp>

#include <algorithm>

#include "obligation_samples.hpp"

using namespace samples;

namespace {

bool explains(const Obligation& obligation, const char* rule) {
  const auto& steps = obligation.explanation.steps();
  return std::any_of(steps.begin(), steps.end(), [&](const Step& step) { return step.rule == rule; });
}

struct Billed {
  std::int64_t euros;
  std::int64_t hours;
};

}  // namespace

TEST_CASE("Nothing is owed up to the threshold, then an hour for each whole tranche beyond it", "[domain][target]") {
  const auto c = GENERATE(Billed{2'699'999, 0}, Billed{2'700'000, 0}, Billed{2'701'999, 0}, Billed{2'702'000, 1}, Billed{10'000'000, 3'650});
  INFO(c.euros);
  const auto found = obliged(clause_of(beyond_threshold()), {invoice(1, "2025-07-10", c.euros)}, "2025-07-31");
  CHECK(in_hours(found.owed) == c.hours);
  CHECK(in_hours(found.due) == c.hours);
  CHECK_FALSE(found.settled);
}

TEST_CASE("A started tranche counts when the contract is read so", "[domain][target]") {
  auto target = beyond_threshold();
  target.started_tranche_counts = true;
  CHECK(in_hours(obliged(clause_of(target), {invoice(1, "2025-07-10", 2'700'001)}, "2025-07-31").owed) == 1);
  CHECK(in_hours(obliged(clause_of(target), {invoice(1, "2025-07-10", 2'700'000)}, "2025-07-31").owed) == 0);
}

TEST_CASE("A threshold read as retroactive takes the amount from its first euro", "[domain][target]") {
  auto target = beyond_threshold();
  target.from_first_euro = true;
  CHECK(in_hours(obliged(clause_of(target), {invoice(1, "2025-07-10", 2'700'000)}, "2025-07-31").owed) == 0);
  CHECK(in_hours(obliged(clause_of(target), {invoice(1, "2025-07-10", 2'702'000)}, "2025-07-31").owed) == 1'351);
}

TEST_CASE("Invoices make what is due, orders only what is foreseen", "[domain][target]") {
  const auto clause = clause_of(beyond_threshold());
  const std::vector facts = {invoice(1, "2025-07-10", 2'900'000), order(2, "2025-07-01", "2026-06-30", 10'000'000)};
  const auto found = obliged(clause, facts, "2025-07-31");
  CHECK(in_hours(found.due) == 100);
  CHECK(in_hours(found.forecast) == 3'650);
  CHECK(in_hours(obliged(clause, facts, "2025-07-09").due) == 0);  // not issued yet
}

TEST_CASE("A credit note takes its hours back and never more than there are", "[domain][target]") {
  const auto clause = clause_of(beyond_threshold());
  auto credit = invoice(2, "2025-08-01", -200'000);
  CHECK(in_hours(obliged(clause, {invoice(1, "2025-07-10", 2'900'000), credit}, "2025-08-01").owed) == 0);
  credit.amount = euros(-9'000'000);
  CHECK(in_hours(obliged(clause, {invoice(1, "2025-07-10", 2'900'000), credit}, "2025-08-01").owed) == 0);
}

TEST_CASE("A formula on invoices grows with them and is foreseen on the estimate", "[domain][target]") {
  auto target = formula(1'000'000, 5000, 500, 30, Rounding::floor);
  target.base = AmountBase::invoiced;
  const auto found = obliged(clause_of(target), {invoice(1, "2025-07-10", 300'000), invoice(2, "2025-09-10", 300'000)}, "2025-12-31");
  CHECK(in_hours(found.owed) == 500);
  CHECK(in_hours(found.forecast) == 833);
  target.base = AmountBase::ordered;
  CHECK(in_hours(obliged(clause_of(target), {order(1, "2025-07-10", "2025-10-31", 600'000)}, "2025-12-31").owed) == 500);
}

TEST_CASE("A grid gives the hours of the bracket an amount falls in, without gaps", "[domain][target]") {
  const auto c = GENERATE(Billed{150'000, 300}, Billed{1, 150}, Billed{99'000, 150}, Billed{99'500, 150}, Billed{99'999, 150},
                          Billed{100'000, 300}, Billed{199'999, 300}, Billed{200'000, 450}, Billed{400'000, 900}, Billed{9'000'000, 900});
  INFO(c.euros);
  CHECK(in_hours(obliged(clause_of(training_grid(c.euros)), {}, "2026-06-30").owed) == c.hours);
}

TEST_CASE("The figure of the contract wins over a grid or full-time equivalents too", "[domain][target]") {
  auto grid = training_grid(150'000);
  grid.contractual = hours(320);
  const auto found = obliged(clause_of(grid), {}, "2026-06-30");
  CHECK(in_hours(found.owed) == 320);
  CHECK(explains(found, "owed.bracket"));
  CHECK(explains(found, "owed.contractual"));
}

TEST_CASE("Full-time equivalents become hours on the basis of the organisation", "[domain][target]") {
  CHECK(in_hours(obliged(clause_of(FullTimeEquivalents{250}), {}, "2026-06-30").owed) == 4'550);
  CHECK(in_hours(obliged(clause_of(FullTimeEquivalents{.hundredths = 250, .year = hours(1607)}), {}, "2026-06-30").owed) == 4'018);
}

TEST_CASE("People asked for are expected in proportion to the days", "[domain][target]") {
  const auto clause = clause_of(People{4});
  CHECK(obliged(clause, {}, "2025-12-31").due == 2);  // 184 days of 365 of 4 people, whole people only
  CHECK(obliged(clause, {}, "2026-06-30").due == 4);
  CHECK(obliged(clause, {}, "2026-06-30").owed == 4);
}

TEST_CASE("A share of the hours worked is indeterminate until every month over is declared", "[domain][target]") {
  auto clause = clause_of(ShareOfHours{.rate_basis_points = 500, .expected = hours(40'000)});
  const std::vector facts = {all_hours(1, "2025-07", 1'000), all_hours(2, "2025-09", 1'200)};
  CHECK(in_hours(obliged(clause, facts, "2025-07-31").due) == 50);
  CHECK(in_hours(obliged(clause, facts, "2025-08-30").due) == 50);  // August is not over
  const auto gap = obliged(clause, facts, "2025-08-31");
  CHECK_FALSE(gap.due);
  CHECK_FALSE(gap.owed);
  CHECK(in_hours(gap.forecast) == 2'000);
  CHECK(gap.explanation.steps().at(1).rule == "owed.indeterminate");
  CHECK(gap.explanation.steps().at(1).inputs.at(0).value == "2025-08");
}

TEST_CASE("A share of hires is rounded up to whole people", "[domain][target]") {
  auto hires = fact(1, FactKind::all_hires, "2025-07-01");
  hires.last = day("2025-07-31");
  hires.people = 21;
  CHECK(obliged(clause_of(ShareOfHires{1'000}), {hires}, "2025-07-31").due == 3);
  CHECK_FALSE(obliged(clause_of(ShareOfHires{1'000}), {}, "2025-07-31").due);
}

TEST_CASE("Each order of a framework agreement brings its own hours over its own days", "[domain][target]") {
  const auto clause = clause_of(RatePerOrder{5000, 1000, euros(25), Rounding::floor});
  const std::vector facts = {order(1, "2025-07-01", "2025-07-31", 31'000), order(2, "2025-09-01", "2025-10-31", 50'000)};
  const auto found = obliged(clause, facts, "2025-07-31");
  CHECK(in_hours(found.owed) == 62);
  CHECK(in_hours(found.due) == 62);
  CHECK(in_hours(found.forecast) == 162);
  CHECK(in_hours(obliged(clause, facts, "2025-07-15").due) == 30);
}

TEST_CASE("A tranche binds once affirmed, a renewal from its first day, and both are foreseen before", "[domain][target]") {
  const auto clause = clause_of(FixedHours{hours(1'000)});
  auto affirmed = fact(4, FactKind::affirmation, "2025-10-01");
  affirmed.reference = "TO1";
  const std::vector facts = {part(1, FactKind::optional_tranche, "2025-10-01", "2026-03-31", 200, "TO1"),
                             part(2, FactKind::renewal, "2026-07-01", "2027-06-30", 500, "R1"),
                             part(3, FactKind::firm_tranche, "2025-07-01", "2025-12-31", 100, "TF"), affirmed};
  CHECK(in_hours(obliged(clause, facts, "2025-09-30").owed) == 1'100);
  CHECK(in_hours(obliged(clause, facts, "2025-09-30").forecast) == 1'800);
  CHECK(in_hours(obliged(clause, facts, "2025-10-01").owed) == 1'300);
  CHECK(in_hours(obliged(clause, facts, "2026-07-01").owed) == 1'800);
  CHECK(in_hours(obliged(clause, facts, "2027-06-30").due) == 1'800);
}

TEST_CASE("A tranche that is never affirmed is never owed", "[domain][target]") {
  const auto clause = clause_of(FixedHours{hours(1'000)});
  const std::vector facts = {part(1, FactKind::optional_tranche, "2025-10-01", "2026-03-31", 200)};
  CHECK(in_hours(obliged(clause, facts, "2026-06-30").owed) == 1'000);
}

TEST_CASE("An amendment changes the total from its day and is kept beside the former one", "[domain][target]") {
  const auto clause = clause_of(formula(1'000'000, 5000, 500, 30));
  auto amendment = hours_fact(1, FactKind::amendment, "2025-10-01", 900);
  amendment.last = day("2026-12-31");
  CHECK(in_hours(obliged(clause, {amendment}, "2025-09-30").owed) == 833);
  CHECK(in_hours(obliged(clause, {amendment}, "2025-09-30").forecast) == 900);
  const auto later = obliged(clause, {amendment}, "2025-10-01");
  CHECK(in_hours(later.owed) == 900);
  CHECK(later.execution.last == day("2026-12-31"));
  CHECK(explains(later, "owed.rounded"));
  CHECK(explains(later, "owed.amended"));
}

TEST_CASE("An amendment of the amount recomputes only what the amount decides", "[domain][target]") {
  auto amendment = fact(1, FactKind::amendment, "2025-10-01");
  amendment.amount = euros(1'200'000);
  CHECK(in_hours(obliged(clause_of(formula(1'000'000, 5000, 500, 30)), {amendment}, "2025-10-01").owed) == 1'000);
  CHECK(in_hours(obliged(clause_of(FixedHours{hours(833)}), {amendment}, "2025-10-01").owed) == 833);
}

TEST_CASE("A waiver lowers the total from its day and never below nothing", "[domain][target]") {
  const auto clause = clause_of(FixedHours{hours(1'000)});
  const auto waiver = hours_fact(1, FactKind::waiver, "2025-10-01", 300, "chantier arrêté");
  CHECK(in_hours(obliged(clause, {waiver}, "2025-09-30").owed) == 1'000);
  CHECK(in_hours(obliged(clause, {waiver}, "2025-10-01").owed) == 700);
  CHECK(in_hours(obliged(clause, {waiver, hours_fact(2, FactKind::waiver, "2025-11-01", 900, "x")}, "2026-06-30").owed) == 0);
}

TEST_CASE("A cancelled fact is believed until the instant it is cancelled", "[domain][target]") {
  const auto clause = clause_of(beyond_threshold());
  const std::vector facts = {invoice(1, "2025-07-10", 2'900'000), cancelling(2, 1, "2025-09-01T00:00:00Z")};
  CHECK(in_hours(obligation_on(clause, facts, {day("2025-07-31"), instant("2025-08-31T00:00:00Z")}).owed) == 100);
  CHECK(in_hours(obligation_on(clause, facts, {day("2025-07-31"), instant("2025-09-01T00:00:00Z")}).owed) == 0);
}

TEST_CASE("Every step of an obligation reads as a French sentence without a hole left", "[domain][target][explanation]") {
  const auto wording = french();
  auto amendment = hours_fact(5, FactKind::amendment, "2025-10-01", 900);
  const std::vector facts = {invoice(1, "2025-07-10", 2'900'000),
                             order(2, "2025-07-01", "2026-06-30", 10'000'000),
                             all_hours(3, "2025-07", 1'000),
                             part(4, FactKind::renewal, "2025-09-01", "2025-12-31", 60),
                             amendment,
                             hours_fact(6, FactKind::waiver, "2025-10-01", 10, "x")};
  auto on_invoices = formula(1'000'000, 5000, 500, 30);
  on_invoices.base = AmountBase::invoiced;
  const std::vector<Target> targets = {FixedHours{hours(1'000)}, formula(1'000'000, 5000, 500, 30), on_invoices,
                                       ShareOfHours{.rate_basis_points = 500, .expected = hours(40'000)}, ShareOfHires{1'000},
                                       beyond_threshold(), training_grid(150'000), People{4}, FullTimeEquivalents{250},
                                       RatePerOrder{5000, 1000, euros(25), Rounding::floor}};
  for (const auto& target : targets)
    for (const char* until : {"2025-07-31", "2025-11-30", "2026-06-30"}) {
      const auto found = obliged(clause_of(target), facts, until);
      for (const auto& step : found.explanation.steps()) {
        const auto sentence = sentence_of(wording, step);
        INFO(step.rule << ": " << sentence);
        CHECK(sentence.find('[') == std::string::npos);
        CHECK(sentence.find('{') == std::string::npos);
        for (const auto& input : step.inputs) CHECK(wording.has("input." + input.name));
      }
    }
}

TEST_CASE("Each fault of a fact is named with its field", "[domain][target]") {
  struct Fault {
    const char* code;
    ObligationFact fact;
  };
  auto no_amount = fact(1, FactKind::invoice, "2025-07-10");
  no_amount.reference = "F-1";
  auto half_month = all_hours(1, "2025-07", 10);
  half_month.last = day("2025-07-15");
  auto undated = invoice(1, "1925-07-10", 10);
  auto empty_amendment = fact(1, FactKind::amendment, "2025-07-10");
  empty_amendment.reference = "A1";
  auto unnamed_waiver = hours_fact(1, FactKind::waiver, "2025-07-10", 10);
  auto backwards = order(1, "2025-07-10", "2025-07-09", 10);
  auto undocumented = hours_fact(1, FactKind::opening_balance, "2025-07-10", 10);
  undocumented.document = "";
  for (const auto& c : {Fault{"fact.amount.needed", no_amount}, Fault{"fact.month.whole", half_month}, Fault{"fact.date.range", undated},
                        Fault{"fact.amendment.empty", empty_amendment}, Fault{"fact.reason.needed", unnamed_waiver},
                        Fault{"fact.date.order", backwards}, Fault{"fact.document.needed", undocumented}}) {
    const auto found = check_fact(c.fact);
    INFO(c.code);
    REQUIRE(found.size() == 1);
    CHECK(found[0].code == c.code);
  }
  CHECK(check_fact(invoice(1, "2025-07-10", 10)).empty());
}
