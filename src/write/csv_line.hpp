#pragma once
// Lines of a CSV file, as csv_writer.hpp describes them.
#include <string>
#include <vector>

#include "clausier/report/sheet.hpp"

namespace clausier::write {

std::string csv_header(const std::vector<report::Column>& columns);  // with the byte order mark
std::string csv_line(const std::vector<report::Cell>& cells);        // at least one cell

// Lines of one table: a cell like the one above it is not written out again.
class CsvLines {
public:
  void append(std::string& out, const std::vector<report::Cell>& cells);

private:
  struct Written {
    report::Cell cell;
    std::string text;
  };
  std::vector<Written> above_;
};

}  // namespace clausier::write
