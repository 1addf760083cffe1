#include "clausier/domain/priority_districts.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace clausier {

std::vector<std::string> parse_priority_districts(std::string_view csv) {
  std::vector<std::string> communes;
  bool sourced = false, header = true;
  while (!csv.empty()) {
    const auto end = csv.find('\n');
    auto line = csv.substr(0, end);
    csv.remove_prefix(end == std::string_view::npos ? csv.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    sourced = sourced || line.starts_with("# source:");
    if (line.empty() || line.front() == '#' || std::exchange(header, false)) continue;
    const auto code = line.substr(0, line.find(';'));
    if (code.size() != 5) throw std::invalid_argument("priority district: no INSEE code in " + std::string(line));
    communes.emplace_back(code);
  }
  if (!sourced) throw std::invalid_argument("priority districts: a line \"# source:\" must say where the list comes from");
  std::sort(communes.begin(), communes.end());
  communes.erase(std::unique(communes.begin(), communes.end()), communes.end());
  return communes;
}

}  // namespace clausier
