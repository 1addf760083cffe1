#pragma once
// Lines of a CSV file, as csv_writer.hpp describes them.
#include <string>
#include <vector>

#include "clausier/report/sheet.hpp"

namespace clausier::write {

std::string csv_header(const std::vector<report::Column>& columns);  // with the byte order mark
std::string csv_line(const std::vector<report::Cell>& cells);        // at least one cell

}  // namespace clausier::write
