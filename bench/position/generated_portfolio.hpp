#pragma once
// A portfolio drawn at random, the same for the same seed, written in bulk: one office or many, their contracts of ten lots,
// a clause on each lot, people, months of hours by lot, nearly all of them accepted. It says that it is generated, and serves.
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "clausier/app/services.hpp"
#include "clausier/domain/ledger.hpp"
#include "clausier/store/database.hpp"

namespace bench {

struct Size {
  std::int64_t lots = 20'000;
  std::int64_t entries = 10'000'000;  // shared out between the lots; one more lot has 10 000 of its own
  std::uint64_t seed = 1;
  std::int64_t offices = 1;  // contracts are shared out between them; the first has the large lot as well
};

inline constexpr std::int64_t large_lot_entries = 10'000;
inline const clausier::LotId large_lot = clausier::LotId::from_trusted(900'000'001);
inline const clausier::OrganisationId office = clausier::OrganisationId::from_trusted(1), firm = clausier::OrganisationId::from_trusted(2);
inline const clausier::UserId facilitator = clausier::UserId::from_trusted(1);
// Of offices beyond the first: 10 000 and following, each with the facilitator of that number.
inline constexpr std::int64_t further_offices = 10'000;

void fill(clausier::app::Services& services, const Size& size);

// Rows of a table, many to a statement. `before`: rows that these refer to, written first.
class BulkInsert {
public:
  BulkInsert(clausier::store::Connection& connection, std::string head, std::size_t columns, BulkInsert* before = nullptr);
  ~BulkInsert() noexcept(false);
  void add(std::vector<clausier::store::Value> row);
  void flush();

private:
  clausier::store::Connection& connection_;
  std::string head_;
  std::size_t columns_;
  BulkInsert* before_;
  std::vector<clausier::store::Value> waiting_;
};

extern const std::string entry_head;  // INSERT INTO ledger_entries (…) VALUES
inline constexpr std::size_t entry_columns = 22;
std::vector<clausier::store::Value> entry_row(const clausier::Entry& entry, std::int64_t line, const std::string& chain);

void insert_timesheet(clausier::store::Connection& connection, clausier::TimesheetId id, clausier::LotId lot, clausier::Month month);

}  // namespace bench
