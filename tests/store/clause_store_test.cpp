#include <catch2/catch.hpp>

#include <filesystem>

#include "clausier/domain/clause_text.hpp"
#include "clausier/store/clause_store.hpp"
#include "clausier/store/obligation_store.hpp"
#include "places.hpp"
#include "temporary_directory.hpp"

using namespace clausier;
using namespace clausier::store;

namespace {

const LotId lot = LotId::from_trusted(1);
const std::string first_with_terms = "0012_clause_terms.sql";
const std::string migrations = (clausier::test::source_folder() / "src/store/migrations/sqlite").string();

void insert_lot(Connection& c) {
  c.execute("INSERT INTO imports (id, state, author, departments, social_only, base_generation, recorded_at) "
            "VALUES (1, 'applied', 'x', '', 0, 0, 0)");
  c.execute("INSERT INTO contracts (id, import_id, uid, kind, source_format, source_id, root_id, identity_key, family_key, "
            "buyer_identifier, buyer_name, nature, object, folded_object, cpv, procedure, place_code, place_kind, place_name, department, "
            "ccag, group_kind, framework_id, techniques, execution_modes, social) VALUES (1, 1, '', 'contract', '', '', '', '', '', '', "
            "'', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '')");
  c.execute("INSERT INTO lots (id, contract_id, rank, number, label) VALUES (1, 1, 1, '', '')");
}

struct Clauses {
  TemporaryDirectory directory;
  Database database{directory.path() / "base.sqlite", migrations};
  Clauses() { database.write(insert_lot); }
};

Clause clause_with(Target target) {
  return {.id = ClauseId::from_trusted(1),
          .lot = lot,
          .target = std::move(target),
          .execution = {*Date::of(2025, 7, 1), *Date::of(2026, 6, 30)},
          .legal_bases = {"L2112_2", "L2152_7"},
          .penalty_per_missing_hour = Money::from_cents(4'500),
          .counting_months = 24,
          .source_document = "CCAP article 5.3",
          .author = "Camille Exemple",
          .recorded_at = Instant::from_milliseconds(10)};
}

}  // namespace

TEST_CASE("A clause of any kind comes back from the base as it was recorded", "[store][clause]") {
  const auto cents = [](std::int64_t value) { return Money::from_cents(value); };
  const auto hours = [](std::int64_t count) { return WorkTime::from_hours(count); };
  const std::vector<Target> targets = {
      FixedHours{hours(900)},
      AmountFormula{cents(1), 2, 3, cents(4), Rounding::ceil, hours(5), AmountBase::contract},
      ShareOfHours{500, Rounding::floor, hours(40'000)},
      ShareOfHires{1'000},
      HoursPerAmount{cents(270'000'000), cents(200'000), hours(1), true, true, AmountBase::ordered},
      BracketGrid{{{cents(100), hours(150)}, {cents(10'000'000), hours(300)}}, cents(15'000'000), hours(320)},
      People{4, hours(50)},
      FullTimeEquivalents{250, hours(1'607), Rounding::ceil, std::nullopt},
      RatePerOrder{5'000, 500, cents(3'000), Rounding::floor}};
  REQUIRE(targets.size() == target_codes().size());
  for (const auto& target : targets) {
    INFO(target_code(target));
    Clauses base;
    const auto recorded = clause_with(target);
    base.database.write([&](Connection& c) { append_clause(c, recorded); });
    const auto found = base.database.read([](Connection& c) { return find_clauses(c, lot); });
    REQUIRE(found.size() == 1);
    CHECK(found[0].target == target);
    CHECK(terms_of(found[0]) == terms_of(recorded));
    CHECK(found[0].author == recorded.author);
    CHECK(found[0].recorded_at == recorded.recorded_at);
  }
}

TEST_CASE("A version recorded before terms were data keeps its content", "[store][clause]") {
  TemporaryDirectory directory;
  const auto former = directory.path() / "former";
  std::filesystem::create_directories(former);
  for (const auto& file : std::filesystem::directory_iterator(migrations))
    if (file.path().filename().string() < first_with_terms) std::filesystem::copy_file(file.path(), former / file.path().filename());
  const auto path = directory.path() / "base.sqlite";
  {
    Database base(path, former.string());
    base.write([](Connection& c) {
      insert_lot(c);
      const std::string columns = "INSERT INTO clauses (id, lot_id, target, fixed_seconds, amount_cents, labour_share_basis_points, "
                                  "insertion_rate_basis_points, hourly_cost_cents, rounding, contractual_seconds, starts_on, ends_on, "
                                  "schedule, legal_bases, penalty_cents, counting_months, training_counts, source_document, author, "
                                  "recorded_at) VALUES ";
      c.execute(columns + "(1, 1, 'fixed_hours', 3600, NULL, NULL, NULL, NULL, NULL, NULL, '2025-07-01', '2026-06-30', 'linear', "
                          "'L2112_2', NULL, NULL, 0, 'CCAP \\ 5' || char(10) || 'suite', 'Camille', 1)");
      c.execute(columns + "(2, 1, 'amount_formula', NULL, 1, 2, 3, 4, 'ceil', 7200, '2025-07-01', '2026-06-30', 'at_end', "
                          "'L2112_2,L2152_7', 4500, 24, 1, '', 'Camille', 2)");
    });
  }
  Database base(path, migrations);
  const auto found = base.read([](Connection& c) { return find_clauses(c, lot); });
  REQUIRE(found.size() == 2);
  CHECK(found[0].target == Target(AmountFormula{Money::from_cents(1), 2, 3, Money::from_cents(4), Rounding::ceil, WorkTime::from_hours(2)}));
  CHECK(found[0].penalty_per_missing_hour == Money::from_cents(4'500));
  CHECK(found[0].counting_months == 24);
  CHECK(found[0].training_counts);
  CHECK(found[0].schedule == DueSchedule::at_end);
  CHECK(found[1].target == Target(FixedHours{WorkTime::from_hours(1)}));
  CHECK(found[1].source_document == "CCAP \\ 5\nsuite");
  CHECK_FALSE(found[1].training_counts);
}

TEST_CASE("Facts of an execution are appended and cancelled once, never changed", "[store][clause]") {
  Clauses base;
  ObligationFact order{.id = FactId::from_trusted(5), .lot = lot, .kind = FactKind::order, .on = *Date::of(2025, 7, 1)};
  order.last = *Date::of(2025, 12, 31);
  order.amount = Money::from_cents(100);
  order.reference = "BC-1";
  ObligationFact undo{.id = FactId::from_trusted(6), .lot = lot};
  undo.cancels = order.id;
  undo.reason = "doublon";
  base.database.write([&](Connection& c) {
    append_fact(c, order);
    append_fact(c, undo);
  });
  const auto found = base.database.read([](Connection& c) { return facts_of_lot(c, lot); });
  CHECK(found == std::vector{order, undo});
  undo.id = FactId::from_trusted(7);
  CHECK_THROWS_AS(base.database.write([&](Connection& c) { append_fact(c, undo); }), ConstraintViolation);
  CHECK_THROWS(base.database.write([](Connection& c) { c.execute("UPDATE obligation_facts SET amount_cents = 1"); }));
  CHECK_THROWS(base.database.write([](Connection& c) { c.execute("DELETE FROM obligation_facts"); }));
}

TEST_CASE("What was done about a penalty is kept with its author", "[store][clause]") {
  Clauses base;
  PenaltyAct act{.lot = lot, .kind = PenaltyActKind::waived, .about = PenaltyKind::documents, .on = *Date::of(2026, 1, 5)};
  act.reason = "chantier arrêté";
  act.author = "Camille Exemple";
  act.recorded_at = Instant::from_milliseconds(3);
  base.database.write([&](Connection& c) { append_penalty_act(c, act); });
  const auto found = base.database.read([](Connection& c) { return penalty_acts_of_lot(c, lot); });
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == PenaltyActKind::waived);
  CHECK(found[0].about == PenaltyKind::documents);
  CHECK(found[0].reason == "chantier arrêté");
  CHECK_FALSE(found[0].amount);
}
