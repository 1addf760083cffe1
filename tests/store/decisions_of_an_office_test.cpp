// The migration that gives each decision on a person the office that took it.
#include <catch2/catch.hpp>
#include <filesystem>

#include "clausier/store/database.hpp"
#include "clausier/store/participant_store.hpp"
#include "places.hpp"
#include "temporary_directory.hpp"

using namespace clausier;
using namespace clausier::store;

namespace {

// A base as it was before decisions had an office: two offices, a person on a lot of the first, and
// three accounts of facilitators, two of whom share a name.
struct FormerBase {
  TemporaryDirectory directory;
  const std::filesystem::path scripts = clausier::test::source_folder() / "src/store/migrations/sqlite";

  FormerBase() {
    const auto former = directory.path() / "former";
    std::filesystem::create_directory(former);
    for (const char* name : {"0001_organisations_and_accounts.sql", "0002_contracts.sql", "0003_people_and_ledger.sql", "0004_perimeter_as_recorded.sql"})
      std::filesystem::copy(scripts / name, former / name);
    Database(file(), former).write([](Connection& c) {
      c.execute("INSERT INTO organisations VALUES (1, 'office', '99900101900010', '999001019', 'Un', 0)");
      c.execute("INSERT INTO organisations VALUES (2, 'office', '99900102700013', '999001027', 'Deux', 0)");
      c.execute("INSERT INTO organisations VALUES (3, 'firm', '99900301500016', '999003015', 'Firme', 0)");
      const std::vector<std::vector<Value>> users = {{std::int64_t{1}, "a@x.example", "Aline", std::int64_t{1}},
                                                     {std::int64_t{2}, "b@x.example", "Homonyme", std::int64_t{1}},
                                                     {std::int64_t{3}, "c@x.example", "Homonyme", std::int64_t{2}}};
      c.execute_many("INSERT INTO users VALUES (?1, ?2, ?3, 'facilitator', ?4, NULL, NULL, NULL, 0)", users);
      c.execute("INSERT INTO imports (id, state, author, author_id, departments, social_only, base_generation, recorded_at, applied_at) VALUES (1, 'applied', 'x', NULL, '', 0, 0, 0, 0)");
      c.execute("INSERT INTO contracts VALUES (1, 1, 'u', 'contract', 't', 'u', 'u', 'u', 'u', NULL, '999009905', '', 'B', '', 'o', 'o', '',"
                " '', '', '', '', '59', 18, '2025-12-01', NULL, NULL, '', 'single', '', '', '', '')");
      c.execute("INSERT INTO lots VALUES (1, 1, 1, '', '', NULL, NULL, 0)");
      c.execute("INSERT INTO follow_ups VALUES (1, 1, 'x', 0)");
      for (const std::int64_t person : {1, 2}) c.execute("INSERT INTO participants VALUES (?1, ?2, 0)", {person, "P-" + std::to_string(person)});
      c.execute("INSERT INTO employments VALUES (1, 1, 1, 3, 'direct_hire', 'permanent', '99900301500016', '2026-01-01', NULL, 'x', 5)");
    });
  }
  std::filesystem::path file() const { return directory.path() / "base.sqlite"; }

  // The office of a decision of that author on that person at that instant, once migrated.
  std::optional<std::int64_t> office_of(std::int64_t person, const char* author, bool in_journal) {
    Database(file(), directory.path() / "former").write([&](Connection& c) {
      c.execute("INSERT INTO eligibility_decisions VALUES (1, ?1, 'eligible', 'RSA', '2026-01-01', NULL, 'vu', NULL, '', ?2, 10)", {person, author});
      if (in_journal) c.execute("INSERT INTO audit_events VALUES (1, 10, 3, ?1, 2, 'eligibility.decide', 'person', 'P', '', 'x')", {author});
    });
    return Database(file(), scripts).read([&](Connection& c) {
      return c.query_one("SELECT office_id FROM eligibility_decisions")->integer_or_null("office_id");
    });
  }
};

}  // namespace

TEST_CASE("A former decision goes to the office that the journal, its author or the person's lots tell", "[store][migrator][offices]") {
  FormerBase base;
  SECTION("the journal names the office") { CHECK(base.office_of(1, "Homonyme", true) == 2); }
  SECTION("the author is of one office") { CHECK(base.office_of(2, "Aline", false) == 1); }
  SECTION("the author's name is of two, the person's lots of one") { CHECK(base.office_of(1, "Homonyme", false) == 1); }
  SECTION("nothing tells") { CHECK_FALSE(base.office_of(2, "Homonyme", false)); }
}

TEST_CASE("Former decisions stay append-only after the migration", "[store][migrator][offices]") {
  FormerBase base;
  base.office_of(1, "Aline", false);
  auto database = Database(base.file(), base.scripts);
  CHECK_THROWS(database.write([](Connection& c) { c.execute("UPDATE eligibility_decisions SET office_id = 2"); }));
  database.read([](Connection& c) {
    CHECK(eligibility_on_lot(c, LotId::from_trusted(1)).size() == 1);
    CHECK(eligibility_of(c, ParticipantId::from_trusted(1), OrganisationId::from_trusted(2)).empty());
    CHECK(is_acknowledged(c, ParticipantId::from_trusted(1), LotId::from_trusted(1), OrganisationId::from_trusted(3)));
  });
}
