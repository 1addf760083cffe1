#include <catch2/catch.hpp>

#include "clausier/store/identity_store.hpp"
#include "temporary_directory.hpp"

using namespace clausier;
using namespace clausier::store;

namespace {

struct Identities {
  TemporaryDirectory directory;
  Database database{directory.path() / "identity.sqlite", std::string(CLAUSIER_SOURCE_DIR) + "/src/store/migrations/identity"};

  Identities() {
    database.write([](Connection& c) {
      const auto now = Instant::from_milliseconds(0);
      insert_identity(c, {ParticipantId::from_trusted(1), "P-AAAA-AAAA", "Le Goff", "Anaïs", Date::of(1990, 1, 2)}, now);
      insert_identity(c, {ParticipantId::from_trusted(2), "P-BBBB-BBBB", "LE GOFF", "Anais", std::nullopt}, now);
      insert_identity(c, {ParticipantId::from_trusted(3), "P-CCCC-CCCC", "Le", "Goff Martin", std::nullopt}, now);
    });
  }
  std::vector<std::string> references(const std::vector<IdentityRecord>& records) {
    std::vector<std::string> references;
    for (const auto& record : records) references.push_back(record.reference);
    return references;
  }
};

}  // namespace

TEST_CASE("People are found by their names in either order, without case or accents", "[store][participant]") {
  Identities people;
  const std::string words = GENERATE("Le Goff Anaïs", "anais LE GOFF", "LE-GOFF  anaïs");
  const auto found = people.database.read([&](Connection& c) { return find_by_name(c, words); });
  CHECK(people.references(found) == std::vector<std::string>{"P-AAAA-AAAA", "P-BBBB-BBBB"});
}

TEST_CASE("A family name is matched whole, not by its beginning", "[store][participant]") {
  Identities people;
  const auto named = [&](const char* name) {
    return people.references(people.database.read([&](Connection& c) { return find_by_family_name(c, name); }));
  };
  CHECK(named("le goff") == std::vector<std::string>{"P-AAAA-AAAA", "P-BBBB-BBBB"});
  CHECK(named("le") == std::vector<std::string>{"P-CCCC-CCCC"});
  CHECK(named("goff").empty());
}
