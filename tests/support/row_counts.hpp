#pragma once
// What the tables of a base hold: to be compared before and after a request that must change nothing.
#include <map>
#include <set>
#include <string>

#include "clausier/app/services.hpp"
#include "clausier/store/database.hpp"

namespace clausier::test {

using RowCounts = std::map<std::string, std::int64_t>;
using TableContents = std::map<std::string, std::string>;

template <class Visit>
void for_each_table(app::Services& services, const std::set<std::string>& without, Visit visit) {
  for (auto* database : {services.database.get(), services.identity.get()})
    database->read([&](store::Connection& c) {
      const std::string prefix = database == services.identity.get() ? "identity." : "";
      for (const auto& table : c.query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'contract_search%' ORDER BY name"))
        if (const auto& name = table.text("name"); !without.contains(name)) visit(c, prefix + name, name);
    });
}

inline RowCounts row_counts(app::Services& services, const std::set<std::string>& without = {}) {
  RowCounts counts;
  for_each_table(services, without, [&](store::Connection& c, const std::string& key, const std::string& name) {
    counts[key] = c.query_one("SELECT count(*) AS n FROM \"" + name + "\"")->integer("n");
  });
  return counts;
}

// Every value of every row, as text.
inline TableContents table_contents(app::Services& services, const std::set<std::string>& without = {}) {
  TableContents contents;
  for_each_table(services, without, [&](store::Connection& c, const std::string& key, const std::string& name) {
    std::string row;
    for (const auto& column : c.query("SELECT name FROM pragma_table_info(?1)", store::values(name)))
      row += (row.empty() ? "quote(\"" : " || '|' || quote(\"") + column.text("name") + "\")";
    contents[key] = c.query_one("SELECT coalesce(group_concat(line, char(10)), '') AS all_rows FROM (SELECT " + row + " AS line FROM \"" +
                                name + "\" ORDER BY 1)")
                        ->text("all_rows");
  });
  return contents;
}

}  // namespace clausier::test
