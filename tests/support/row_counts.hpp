#pragma once
// How many rows each table of a base holds: what a request that must change nothing may not move.
#include <map>
#include <set>
#include <string>

#include "clausier/app/services.hpp"
#include "clausier/store/database.hpp"

namespace clausier::test {

using RowCounts = std::map<std::string, std::int64_t>;

inline void add_row_counts(store::Database& database, const std::string& prefix, const std::set<std::string>& without, RowCounts& counts) {
  database.read([&](store::Connection& c) {
    const auto tables = c.query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'contract_search%' ORDER BY name");
    for (const auto& table : tables)
      if (const auto& name = table.text("name"); !without.contains(name))
        counts[prefix + name] = c.query_one("SELECT count(*) AS n FROM \"" + name + "\"")->integer("n");
  });
}

inline RowCounts row_counts(app::Services& services, const std::set<std::string>& without = {}) {
  RowCounts counts;
  add_row_counts(*services.database, "", without, counts);
  add_row_counts(*services.identity, "identity.", without, counts);
  return counts;
}

}  // namespace clausier::test
