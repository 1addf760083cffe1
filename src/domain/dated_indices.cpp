#include "clausier/domain/dated_indices.hpp"

namespace clausier {

Rulebook with_indices(const Rulebook& rules, const Rulebook& legal_values) {
  auto values = rules.values();
  for (const auto& value : legal_values.values())
    if (value.code.starts_with("index.") || value.code.starts_with("qpv.")) values.push_back(value);
  return Rulebook(rules.version(), std::move(values));
}

}  // namespace clausier
