// What is never edited is guarded by the base itself, not by the good will of the code.
#include <catch2/catch.hpp>

#include "clausier/store/database.hpp"
#include "places.hpp"
#include "temporary_directory.hpp"

using namespace clausier;

TEST_CASE("Tables of what was said and decided refuse to be changed, with their parts", "[store][migrator]") {
  TemporaryDirectory directory;
  store::Database base(directory.path() / "clausier.sqlite", clausier::test::source_folder() / "src/store/migrations/sqlite");
  for (const std::string table : {"ledger_entries", "ledger_decisions", "clauses", "obligation_facts", "penalty_acts", "pooling_agreements", "pooling_lots",
                                  "pooling_allocations", "consortium_keys", "consortium_weights", "debt_transfers", "debt_agreements",
                                  "former_follow_ups", "audit_events"}) {
    INFO(table);
    const auto guards = base.read([&](store::Connection& c) {
      return c.query_one("SELECT count(*) AS n FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?1 AND sql LIKE '%RAISE(ABORT%' AND "
                         "(sql LIKE '%BEFORE UPDATE%' OR sql LIKE '%BEFORE DELETE%')",
                         store::values(table))->integer("n");
    });
    CHECK(guards >= 2);
  }
}
