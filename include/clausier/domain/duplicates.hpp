#pragma once
// The same contract published by two platforms (formats.md §2.1-5, §8(c)): only ever a suggestion.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clausier/domain/contract.hpp"

namespace clausier {

// Why two records may be one contract: buyer SIREN, notification date, CPV and a holder in common,
// amounts equal or a power of ten apart. Never two lots with a number of their own, nor two numbers that one
// platform gave in a row (`same_numbering`), nor contracts "without maximum".
struct DuplicateEvidence {
  std::string common_holder;  // SIREN, or the identifier of a firm that has none
  int power_of_ten = 0;       // amount of the second = amount of the first × 10^n; 0 = the same
  bool operator==(const DuplicateEvidence&) const = default;
};
std::optional<DuplicateEvidence> duplicate_evidence(const ContractRecord& first, const ContractRecord& second);

// n such that second = first × 10^n, when there is one; amounts that are nothing or less have none.
std::optional<int> power_of_ten_between(Money first, Money second);

// Whether both ids were given by one platform to what it holds for different: they begin alike over half
// of their length, then both go on with a number ("2018757518L201", "2018757518L1501"). An id that only
// lengthens the other one ("2018J1215A", "2018J1215A00") may be the same contract.
bool same_numbering(std::string_view first, std::string_view second);

// A field of a record: code of a correctable field, or nature, procedure, place, subcontractors, social,
// published_on; and its text, "" when the source says nothing.
struct RecordField {
  std::string field;
  std::string text;
};
std::vector<RecordField> fields_of(const ContractRecord& record);  // in the order of a contract page

struct FieldDifference {
  std::string field;
  std::string first, second;
  bool differs = false;
};
// The fields of both, in the order of a contract page, those that differ marked.
std::vector<FieldDifference> compare_records(const ContractRecord& first, const ContractRecord& second);
bool differ(const ContractRecord& first, const ContractRecord& second);

}  // namespace clausier
