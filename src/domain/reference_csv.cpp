#include "reference_csv.hpp"

#include <algorithm>
#include <stdexcept>

namespace clausier {
namespace {

std::vector<std::string> fields_of(std::string_view line) {
  std::vector<std::string> fields;
  for (;;) {
    const auto end = line.find(';');
    fields.emplace_back(line.substr(0, end));
    if (end == std::string_view::npos) return fields;
    line.remove_prefix(end + 1);
  }
}

}  // namespace

std::vector<std::vector<std::string>> reference_rows(std::string_view csv, std::string_view header) {
  const auto columns = fields_of(header).size();
  std::vector<std::vector<std::string>> rows;
  bool header_seen = false;
  while (!csv.empty()) {
    const auto end = csv.find('\n');
    auto line = csv.substr(0, end);
    csv.remove_prefix(end == std::string_view::npos ? csv.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    if (!header_seen) {
      if (line != header) throw std::invalid_argument("reference table with another header: " + std::string(line));
      header_seen = true;
      continue;
    }
    rows.push_back(fields_of(line));
    if (rows.back().size() != columns) throw std::invalid_argument("reference line with other fields: " + std::string(line));
  }
  if (!header_seen) throw std::invalid_argument("reference table without its header");
  return rows;
}

}  // namespace clausier
