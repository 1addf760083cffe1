#pragma once
// Tables of a page of docs/, so that the examples printed for people are run as they are printed.
#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "places.hpp"

namespace clausier::test {

using Row = std::vector<std::string>;

inline std::string page_text(const std::string& path) {
  std::ifstream file(source_folder() / path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

inline std::string without_margins(std::string text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

inline Row cells_of(const std::string& line) {
  Row cells;
  for (std::size_t at = 1; at < line.size();) {
    const auto bar = line.find('|', at);
    if (bar == std::string::npos) break;
    cells.push_back(without_margins(line.substr(at, bar - at)));
    at = bar + 1;
  }
  return cells;
}

struct PageTable {
  std::string heading;  // of the section it stands in, with its signs: "### Barème"
  std::vector<Row> rows;  // its own heading left out
};

inline std::vector<PageTable> tables_of(const std::string& page) {
  std::vector<PageTable> tables;
  std::string heading, line;
  bool inside = false;
  for (std::istringstream lines(page); std::getline(lines, line);) {
    if (line.starts_with("#")) heading = line;
    if (line.starts_with("|")) {
      if (!inside) tables.push_back({heading, {}});
      tables.back().rows.push_back(cells_of(line));
    }
    inside = line.starts_with("|");
  }
  for (auto& table : tables) table.rows.erase(table.rows.begin(), table.rows.begin() + 2);
  return tables;
}

// The rows of the first table under a heading.
inline std::vector<Row> table_under(const std::string& page, const std::string& heading) {
  const auto tables = tables_of(page);
  const auto found = std::find_if(tables.begin(), tables.end(), [&](const PageTable& table) { return table.heading == heading; });
  REQUIRE(found != tables.end());
  REQUIRE_FALSE(found->rows.empty());
  return found->rows;
}

}  // namespace clausier::test
