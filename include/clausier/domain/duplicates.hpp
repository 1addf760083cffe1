#pragma once
// The same contract published by two platforms (formats.md §2.1-5, §8(c)): only ever a suggestion.
#include <optional>
#include <string>
#include <vector>

#include "clausier/domain/contract.hpp"

namespace clausier {

// Why two records may be one contract: buyer SIREN, notification date, CPV and a holder in common,
// amounts equal or a power of ten apart. Never two lots with a number of their own, nor contracts "without
// maximum".
struct DuplicateEvidence {
  std::string common_holder;  // SIREN, or the identifier of a firm that has none
  int power_of_ten = 0;       // amount of the second = amount of the first × 10^n; 0 = the same
  bool operator==(const DuplicateEvidence&) const = default;
};
std::optional<DuplicateEvidence> duplicate_evidence(const ContractRecord& first, const ContractRecord& second);

struct FieldDifference {
  std::string field;  // code of a correctable field, or nature, procedure, place, social, published_on
  std::string first, second;
  bool differs = false;
};
// The fields of both, in the order of a contract page, those that differ marked.
std::vector<FieldDifference> compare_records(const ContractRecord& first, const ContractRecord& second);

}  // namespace clausier
