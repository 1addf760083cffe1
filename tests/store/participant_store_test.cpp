#include <catch2/catch.hpp>

#include "clausier/store/identity_store.hpp"
#include "places.hpp"
#include "temporary_directory.hpp"

using namespace clausier;
using namespace clausier::store;

namespace {

struct Identities {
  TemporaryDirectory directory;
  Database database{directory.path() / "identity.sqlite", (clausier::test::source_folder() / "src/store/migrations/identity").string()};

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

TEST_CASE("A person stands under the name that the asking firm wrote", "[store][participant]") {
  Identities people;
  const auto person = ParticipantId::from_trusted(1);
  const auto first = OrganisationId::from_trusted(11), second = OrganisationId::from_trusted(12), silent = OrganisationId::from_trusted(13);
  const auto note = [&](OrganisationId firm, const char* family, const char* given, std::int64_t at) {
    people.database.write([&](Connection& c) {
      note_declared_name(c, {person, "P-AAAA-AAAA", family, given, std::nullopt}, firm, Instant::from_milliseconds(at));
    });
  };
  const auto name_for = [&](std::set<OrganisationId> firms) {
    const auto found = people.database.read([&](Connection& c) { return identities_declared_by(c, {{person, firms}}); });
    CHECK(found.at(person).birth_date == Date::of(1990, 1, 2));
    return found.at(person).family_name + " " + found.at(person).given_name;
  };
  note(first, "LE GOFF", "Anaïs", 1);
  note(second, "legoff", "anais", 2);
  CHECK(name_for({first}) == "LE GOFF Anaïs");
  CHECK(name_for({second}) == "legoff anais");
  CHECK(name_for({first, second}) == "legoff anais");
  CHECK(name_for({silent}) == "Le Goff Anaïs");
  note(first, "Le Goff", "Anaïs-Marie", 3);  // written again: corrected
  CHECK(name_for({first, second}) == "Le Goff Anaïs-Marie");
  CHECK(name_for({second}) == "legoff anais");
}
