#pragma once
// What must hold of a grid, whatever the bytes were: rows in order under the limits, or one fault of the file.
#include <cstdlib>
#include <string_view>

#include "sheet_support.hpp"

namespace fuzz {

inline void require(bool holds) {
  if (!holds) std::abort();
}

inline void check(const clausier::read::Grid& grid) {
  require(!grid.sheets.empty() || clausier::any_error(grid.findings));
  for (const auto& sheet : grid.sheets) {
    int last = 0;
    for (const auto& row : sheet.rows) {
      require(row.number > last);
      require(row.cells.size() <= 256);
      last = row.number;
    }
  }
}

inline std::string_view view_of(const std::uint8_t* data, std::size_t size) { return {reinterpret_cast<const char*>(data), size}; }

}  // namespace fuzz
