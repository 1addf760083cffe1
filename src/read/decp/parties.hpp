#pragma once
#include <string>
#include <vector>

#include "clausier/domain/contract.hpp"
#include "notes.hpp"

namespace clausier::read {

// Holders in any wrapping; what was destroyed on the way (formats.md §2.5-26) is noted as lost.
std::vector<Party> read_holders(const Node& node, std::string_view wrapper, RecordSource source,
                                const std::string& path, Notes& notes);

// In a consortium the first listed is holder and the others joint holders: DECP does not say who leads.
void assign_roles(std::vector<Party>& holders, const std::string& group_kind);

// Subcontractors of actesSousTraitance, each once.
std::vector<Party> read_subcontractors(const Node& acts, Notes& notes);

// What modificationsActesSousTraitance changes of an act, in both spellings of its element: noted, since
// the firm stays the same party.
void note_subcontract_changes(const Node& record, Notes& notes);

// The buyer: SIRET when its key passes, else the number as published; name when given.
void read_buyer(const Node& buyer, const std::string& path, ContractRecord& record, Notes& notes);

}  // namespace clausier::read
