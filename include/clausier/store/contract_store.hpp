#pragma once
// Contracts, their parties, amendments and lots, as rows. Rows of an import that is not applied are
// staged: only the functions that say so see them.
#include <optional>
#include <string>
#include <vector>

#include "clausier/domain/contract.hpp"
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
void stage_amendments(Connection& connection, ImportId import, ContractId contract,
                      const std::vector<Amendment>& amendments, Instant now);
// Removes everything that an import which is not applied had staged.
void remove_staged(Connection& connection, ImportId import);

struct KnownInBase {
  KnownContract known;
  bool same_import = false;  // staged by the import that asks
};
// Visible contracts and those staged by `import`, under the identity key or the family key.
std::vector<KnownInBase> find_known(Connection& connection, ImportId import, const std::string& identity_key,
                                    const std::string& family_key);

// A visible contract with its amendments and lots: those of today, or as they were recorded at an instant.
std::optional<Contract> find_contract(Connection& connection, ContractId id, std::optional<Instant> recorded_until = {});
std::vector<Lot> find_lots(Connection& connection, ContractId id, std::optional<Instant> recorded_until = {});

// Lists of labels and of parties in one column.
std::string joined(const std::vector<std::string>& items);
std::vector<std::string> split_items(const std::string& text);
std::vector<SocialConsideration> social_of(const std::string& text);

std::string encode_parties(const std::vector<Party>& parties);
std::vector<Party> decode_parties(const std::string& text);

// Findings of a record in one column; severity comes back from the catalogue.
std::string encode_findings(const std::vector<Finding>& findings);
std::vector<Finding> decode_findings(const std::string& text);
std::string encode_parameters(const Parameters& parameters);
Parameters decode_parameters(const std::string& text);

}  // namespace clausier::store
