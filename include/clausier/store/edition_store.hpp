#pragma once
// Later publications of a known record, as rows: staged with their import, carried into the contract when it is applied.
#include <optional>
#include <string>
#include <vector>

#include "clausier/domain/contract.hpp"
#include "clausier/store/database.hpp"

namespace clausier::store {

struct ContractEdition {
  ImportId import;
  std::int64_t rank = 0;  // among the editions that the import brings of the contract
  Instant applied_at;     // of the import; of the staging while it is not applied
  std::vector<std::string> fields = {};
  ContractRecord before = {}, after = {};
};
ContractEdition edition_of(const Row& row);  // columns of contract_editions, and applied_at

// `before` is what the contract says now, as find_latest gives it.
void stage_edition(Connection& connection, ImportId import, ContractId contract, const ContractEdition& edition, Instant now);

// Of applied imports and of `import`, in order.
std::vector<ContractEdition> find_editions(Connection& connection, ContractId contract, ImportId import = ImportId::from_trusted(0));
// What an import that was just applied brings, carried into `contracts`; the contracts that changed, with what they say now.
struct CarriedEdition { ContractId contract; ContractRecord record; };
std::vector<CarriedEdition> carry_editions(Connection& connection, ImportId import);

}  // namespace clausier::store
