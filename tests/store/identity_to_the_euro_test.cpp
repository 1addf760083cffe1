// The migration that makes the amount count to the euro in the identity of a contract.
#include <catch2/catch.hpp>
#include <filesystem>

#include "clausier/store/contract_store.hpp"
#include "places.hpp"
#include "temporary_directory.hpp"

using namespace clausier;
using namespace clausier::store;

namespace {

ContractRecord record_of(const std::string& id, std::int64_t cents) {
  ContractRecord record;
  record.buyer_identifier = "acheteur";
  record.source_id = record.root_id = id;
  record.object = "Peinture de l’école 45";
  record.notified_on = Date::parse_iso("2025-03-01");
  record.amount = Money::from_cents(cents);
  return record;
}

// The key as it was: with the cents of the amount.
std::string former_key(const ContractRecord& record) {
  auto key = identity_key(record);
  auto whole = record;
  whole.amount.reset();
  const std::string without = identity_key(whole);
  const auto at = key.find("2025-03-01") + 11;
  const std::string object = without.substr(at);  // with its separator, when the number means nothing
  return key.substr(0, at) + std::to_string(record.amount->cents()) + object;
}

}  // namespace

TEST_CASE("Contracts known with their cents are recognised to the euro after the migration", "[store][migrator][contracts]") {
  TemporaryDirectory directory;
  const auto scripts = clausier::test::source_folder() / "src/store/migrations/sqlite", former = directory.path() / "former";
  std::filesystem::create_directory(former);
  for (const auto& script : std::filesystem::directory_iterator(scripts))
    if (script.path().filename() < "0036") std::filesystem::copy(script.path(), former / script.path().filename());
  const auto file = directory.path() / "base.sqlite";
  const std::vector<ContractRecord> records = {record_of("M1", 4'500'050), record_of("M2", 4'500'049), record_of("M3", 4'500'000), record_of("000", 4'500'075)};
  Database(file, former).write([&](Connection& c) {
    c.execute("INSERT INTO imports (id, state, author, author_id, departments, social_only, base_generation, recorded_at, applied_at) "
              "VALUES (1, 'applied', 'x', NULL, '', 0, 0, 0, 0)");
    std::int64_t id = 0;
    for (const auto& record : records) {
      ++id;
      stage_contract(c, ImportId::from_trusted(1), {ContractId::from_trusted(id), LotId::from_trusted(id), record, {}}, Instant::from_milliseconds(0));
      c.execute("UPDATE contracts SET identity_key = ?2 WHERE id = ?1", values(id, former_key(record)));
    }
  });
  Database(file, scripts).read([&](Connection& c) {
    std::size_t i = 0;
    for (const auto& row : c.query("SELECT identity_key FROM contracts ORDER BY id")) CHECK(row.text("identity_key") == identity_key(records[i++]));
    CHECK(i == records.size());
  });
}
