#pragma once
// Communes that hold a priority district of the city (QPV), from a sourced list: none ships with the program.
#include <string>
#include <string_view>
#include <vector>

namespace clausier {

// The list of an operator: lines "#…" are comments, of which one must begin "# source:"; the first other line is the
// header, the first column of each other line the INSEE code of a commune, once for each of its districts. Gives the
// communes, each once. Throws std::invalid_argument for a list without source or a code that is none.
std::vector<std::string> parse_priority_districts(std::string_view csv);

}  // namespace clausier
