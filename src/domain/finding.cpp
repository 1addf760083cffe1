#include "clausier/domain/finding.hpp"

#include <algorithm>
#include <stdexcept>

namespace clausier {

std::string_view severity_code(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::info: return "info";
  }
  throw std::logic_error("severity");
}

bool any_error(const std::vector<Finding>& findings) { return count_of(findings, Severity::error) > 0; }

std::size_t count_of(const std::vector<Finding>& findings, Severity severity) {
  return static_cast<std::size_t>(std::count_if(findings.begin(), findings.end(),
                                                [&](const Finding& f) { return f.severity == severity; }));
}

Finding finding(std::string code, Place place, std::string value, Parameters parameters) {
  const auto& all = finding_catalogue();
  const auto found = std::lower_bound(all.begin(), all.end(), code,
                                      [](const CatalogueEntry& e, const std::string& c) { return e.code < c; });
  if (found == all.end() || found->code != code) throw std::logic_error("finding outside the catalogue: " + code);
  return Finding{std::move(code), found->severity, std::move(place), std::move(value), std::move(parameters)};
}

}  // namespace clausier
