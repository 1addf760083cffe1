#pragma once
// A record that comes again and says something else: what a later publication corrects of a known contract
// (formats.md §2.1-3, §2.9). Identity (buyer, number, holders, notification, amount) is the same by definition.
#include <string>
#include <vector>

#include "clausier/domain/contract.hpp"

namespace clausier {

// Identity with the cents of the amount, which identity_key rounds: what people settled is found under it.
std::string exact_identity_key(const ContractRecord& record);

// Codes of the fields (those of RecordField, and framework, ccag, group_kind, techniques, execution_modes) of which
// `published` says something else than `known`. What a publication leaves out corrects nothing, nor does an object that
// only differs by case or accents, that was cut, or that lost letters.
std::vector<std::string> corrected_fields(const ContractRecord& known, const ContractRecord& published);

// True when `known` says something of one of them: without, `published` only completes it.
bool contradicts(const ContractRecord& known, const ContractRecord& published);

// `known` with what `published` says of those fields, and its day of publication.
ContractRecord corrected_by(ContractRecord known, const ContractRecord& published);

// Where a published record stands beside what is known: by the last day of publication that each gives, its
// modifications and subcontracting included. Unknown when a day is missing or both are the same.
enum class EditionAge { later, earlier, unknown };
EditionAge age_of_edition(const ContractRecord& known, const std::vector<Amendment>& known_amendments, const ContractRecord& published);

// Whether a clause or a reservation stands in the record of which nothing was said before.
bool clause_appears(const ContractRecord& before, const ContractRecord& after);

}  // namespace clausier
