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

// actesSousTraitance, then modificationsActesSousTraitance in both spellings of its element: what is
// modified is noted too, since the firm stays the same party.
std::vector<SubcontractAct> read_subcontracts(const Node& record, Notes& notes);

// The firms of these acts, each once.
std::vector<Party> subcontractors_of(const std::vector<SubcontractAct>& acts);

// The buyer: SIRET when its key passes, else the number as published; name when given.
void read_buyer(const Node& buyer, const std::string& path, ContractRecord& record, Notes& notes);

}  // namespace clausier::read
