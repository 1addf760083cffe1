#pragma once
// Reference tables of the project: comment lines "#", one header line, then fields between ";".
// No quoting: the tables are ours and no field holds a semicolon.
#include <string>
#include <string_view>
#include <vector>

namespace clausier {

// The rows below the header. Throws std::invalid_argument for another header or number of fields.
std::vector<std::vector<std::string>> reference_rows(std::string_view csv, std::string_view header);

}  // namespace clausier
