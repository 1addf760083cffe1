#pragma once
// Rows of a table as XML elements, one a line: a cell is an attribute named after the code of its column and its unit, as in
// the reports made of tables.
#include <string>
#include <vector>

#include "clausier/report/sheet.hpp"

namespace clausier::write {

// Of one table: a cell like the one above it is not written out again.
class XmlLines {
public:
  explicit XmlLines(const std::vector<report::Column>& columns);
  void append(std::string& out, const std::vector<report::Cell>& cells);

private:
  struct Written {
    std::string code;
    report::Cell cell;
    std::string text;
  };
  std::vector<Written> above_;
};

}  // namespace clausier::write
