#pragma once
// Contracts, their parties, amendments and lots, as rows. Rows of an import that is not applied are
// staged: only the functions that say so see them.
#include <optional>
#include <string>
#include <vector>

#include "clausier/domain/contract.hpp"
#include "clausier/domain/record_correction.hpp"
#include "clausier/store/database.hpp"

namespace clausier::store {

// Ids are given by the caller: the store makes no random numbers.
struct StagedContract {
  ContractId id;
  LotId implicit_lot;
  const ContractRecord& record;
  std::vector<ProgrammeSuggestion> programmes;
};
void stage_contract(Connection& connection, ImportId import, const StagedContract& contract, Instant now);
// One that is known already, or that a person decided on, stays as it is.
void suggest_programme(Connection& connection, ContractId contract, const ProgrammeSuggestion& programme, Instant now);
void stage_amendments(Connection& connection, ImportId import, ContractId contract,
                      const std::vector<Amendment>& amendments, Instant now);
// Those of the parties that are subcontractors and that the contract does not have yet, staged like
// amendments; how many there were.
std::int64_t stage_new_subcontractors(Connection& connection, ImportId import, ContractId contract, const std::vector<Party>& parties, Instant now);
// The same for acts of subcontracting and their changes.
std::int64_t stage_new_subcontracts(Connection& connection, ImportId import, ContractId contract, const std::vector<SubcontractAct>& acts, Instant now);
// Those first published and those of later editions, in the order they were learned; of applied imports and of `import`.
std::vector<SubcontractAct> find_subcontracts(Connection& connection, ContractId contract, ImportId import = ImportId::from_trusted(0));
Amendment amendment_of(const Row& row);  // columns of the table contract_amendments
// Removes some of what an import that is not applied had staged; true while more remains. In small
// pieces, each its own transaction: a large plan neither fills the memory nor keeps other writers waiting.
bool remove_some_staged(Connection& connection, ImportId import);

struct KnownInBase {
  KnownContract known;
  bool same_import = false;  // staged by the import that asks
};
// Visible contracts and those staged by `import`, under the identity key or the family key.
std::vector<KnownInBase> find_known(Connection& connection, ImportId import, const std::string& identity_key,
                                    const std::string& family_key);

// Visible contracts and those staged by `import`, other than `but`, of the buyer (SIREN), the day and
// the CPV of a record: what may be the same contract. Their lots and amendments are left out.
std::vector<Contract> find_alike(Connection& connection, ImportId import, ContractId but, const ContractRecord& record, std::size_t limit);

// The record of an applied contract as it was first published, also when it was tied to another.
std::optional<ContractRecord> find_published(Connection& connection, ContractId id);
// The same of any contract, also one that `import` has staged without being applied.
std::optional<ContractRecord> find_first(Connection& connection, ContractId id, ImportId import = ImportId::from_trusted(0));
// What its row says: as published last by applied imports.
std::optional<ContractRecord> find_record(Connection& connection, ContractId id);
// The same with the editions that `import` has staged.
std::optional<ContractRecord> find_latest(Connection& connection, ContractId id, ImportId import);

// A visible contract as published last, with its amendments and lots: those of today, or as they were recorded at an instant.
std::optional<Contract> find_contract(Connection& connection, ContractId id, std::optional<Instant> recorded_until = {});
std::vector<Lot> find_lots(Connection& connection, ContractId id, std::optional<Instant> recorded_until = {});

// Lists of labels and of parties in one column.
std::string joined(const std::vector<std::string>& items);
std::vector<std::string> split_items(const std::string& text);
std::vector<SocialConsideration> social_of(const std::string& text);
std::string social_text(const std::vector<SocialConsideration>& social);

std::string encode_parties(const std::vector<Party>& parties);
std::vector<Party> decode_parties(const std::string& text);

// A whole record in one column, for those that wait for a person.
std::string encode_record(const ContractRecord& record);
ContractRecord decode_record(const std::string& text);
std::string encode_corrections(const std::vector<Correction>& corrections);
std::vector<Correction> decode_corrections(const std::string& text);

// Findings of a record in one column; severity comes back from the catalogue.
std::string encode_findings(const std::vector<Finding>& findings);
std::vector<Finding> decode_findings(const std::string& text);
std::string encode_parameters(const Parameters& parameters);
Parameters decode_parameters(const std::string& text);

}  // namespace clausier::store
