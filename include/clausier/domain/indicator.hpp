#pragma once
// The dictionary of indicators: what each printed figure is. The same figure carries the same code on
// pages, in workbooks, in XML and in JSON, so that institutions can share it.
#include <string>
#include <string_view>
#include <vector>

namespace clausier {

struct Indicator {
  std::string code;                 // "counted"; label under "report.column.<code>", definition under "report.definition.<code>"
  std::string unit;                 // seconds, cents, basis_points, months, count, "" when it depends on the line
  std::vector<std::string> fields;  // attributes of the XML and members of the JSON that carry it
  std::string formula;              // in codes of indicators; "" for what is recorded as such
  std::string source;
};

// CSV of src/store/reference/indicators.csv: comments "#", then code;unit;fields;formula;source with fields
// separated by spaces. Throws std::invalid_argument on a bad line, a code or a field given twice, no source.
std::vector<Indicator> parse_indicators(std::string_view csv);

// Null when the dictionary does not hold it.
const Indicator* find_indicator(const std::vector<Indicator>& dictionary, std::string_view code);

}  // namespace clausier
