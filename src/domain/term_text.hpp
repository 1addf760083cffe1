#pragma once
// How the values of a term are cut, and what is said of one that cannot be read.
#include <string>
#include <string_view>
#include <vector>

#include "clausier/domain/outcome.hpp"

namespace clausier {

[[noreturn]] inline void corrupt_term(const std::string& what) { throw CorruptData("clause term " + what); }

// An empty text has no items.
inline std::vector<std::string> split_items_of(std::string_view text, char separator) {
  std::vector<std::string> items;
  if (text.empty()) return items;
  for (;;) {
    const auto end = text.find(separator);
    items.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return items;
    text.remove_prefix(end + 1);
  }
}

}  // namespace clausier
