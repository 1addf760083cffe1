#include <catch2/catch.hpp>

#include "clausier/store/audit_store.hpp"
#include "places.hpp"
#include "temporary_directory.hpp"

using namespace clausier;
using namespace clausier::store;

namespace {

struct Base {
  TemporaryDirectory directory;
  Database database{directory.path() / "base.sqlite", clausier::test::source_folder() / "src/store/migrations/sqlite"};
};

AuditRow row(std::int64_t sequence, const std::string& action, std::optional<OrganisationId> office = {}) {
  return {sequence, Instant::from_milliseconds(1000 + sequence), UserId::from_trusted(7), "Ana", office,
          action,   "contract", "0123456789abc", "", "chain-" + std::to_string(sequence)};
}

std::vector<std::int64_t> sequences(const std::vector<AuditRow>& rows) {
  std::vector<std::int64_t> found;
  for (const auto& r : rows) found.push_back(r.sequence);
  return found;
}

}  // namespace

TEST_CASE("The journal can be added to and nothing else", "[store][audit]") {
  Base base;
  base.database.write([](Connection& c) { append_audit_row(c, row(1, "a")); });
  CHECK_THROWS(base.database.write([](Connection& c) { c.execute("UPDATE audit_events SET actor = 'x'"); }));
  CHECK_THROWS(base.database.write([](Connection& c) { c.execute("DELETE FROM audit_events"); }));
  CHECK_THROWS_AS(base.database.write([](Connection& c) { append_audit_row(c, row(1, "again")); }), ConstraintViolation);
  const auto last = base.database.read([](Connection& c) { return last_audit_row(c); });
  REQUIRE(last);
  CHECK(last->sequence == 1);
  CHECK(last->action == "a");
  CHECK(last->user == UserId::from_trusted(7));
  CHECK_FALSE(last->office);
}

TEST_CASE("Journal rows are filtered by office, action and object, newest first", "[store][audit]") {
  Base base;
  const auto north = OrganisationId::from_trusted(1), south = OrganisationId::from_trusted(2);
  base.database.write([&](Connection& c) {
    append_audit_row(c, row(1, "a", north));
    append_audit_row(c, row(2, "b", north));
    append_audit_row(c, row(3, "a", south));
    append_audit_row(c, row(4, "a"));
  });
  struct Case {
    AuditFilter filter;
    std::vector<std::int64_t> expected;
  };
  const Case cases[] = {{{}, {4, 3, 2, 1}},
                        {{north, "", ""}, {2, 1}},
                        {{north, "a", ""}, {1}},
                        {{std::nullopt, "a", ""}, {4, 3, 1}},
                        {{std::nullopt, "", "elsewhere"}, {}},
                        {{std::nullopt, "b", "0123456789abc"}, {2}}};
  base.database.read([&](Connection& c) {
    for (const auto& [filter, expected] : cases) {
      CHECK(sequences(find_audit_rows(c, filter, 10, 0)) == expected);
      CHECK(count_audit_rows(c, filter) == static_cast<std::int64_t>(expected.size()));
    }
    CHECK(sequences(find_audit_rows(c, {}, 2, 1)) == std::vector<std::int64_t>{3, 2});
    std::vector<std::int64_t> streamed;
    each_audit_row(c, [&](const AuditRow& r) { streamed.push_back(r.sequence); });
    CHECK(streamed == std::vector<std::int64_t>{1, 2, 3, 4});
  });
}
