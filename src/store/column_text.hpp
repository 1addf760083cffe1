#pragma once
// Small tables in one text column: rows end with "\n", fields are parted by tabs, both escaped.
#include <string>
#include <vector>

namespace clausier::store {

using TextTable = std::vector<std::vector<std::string>>;
std::string encode_table(const TextTable& table);
TextTable decode_table(const std::string& text);

}  // namespace clausier::store
