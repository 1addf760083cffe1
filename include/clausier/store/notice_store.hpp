#pragma once
// Notices of contracts as rows, staged and made visible with their import.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "clausier/domain/notice.hpp"
#include "clausier/store/database.hpp"

namespace clausier::store {

struct StoredNotice {
  NoticeId id;
  ContractId contract;
  Notice notice;              // its identity, lots and mentions; what the contract holds is not repeated
  std::vector<LotId> lot_ids;  // of notice.lots, in order
};

// The contract of a procedure, visible or staged by `import`: by any key that a notice before shared.
struct KnownProcedure {
  ContractId contract;
  std::vector<StoredNotice> notices;  // in the order they came
};
std::optional<KnownProcedure> find_procedure(Connection& connection, ImportId import, const std::vector<std::string>& keys);

// Ids are given by the caller. `announced`: the lots that the contract did not have; they become lots of
// it with add_announced_lots.
struct StagedNotice {
  NoticeId id;
  ContractId contract;
  const Notice& notice;
  std::vector<LotId> lot_ids;
  std::vector<bool> announced;
};
void stage_notice(Connection& connection, ImportId import, const StagedNotice& staged, Instant now);
// Puts the lots of a notice in the place of the implicit lot of a contract just staged.
void stage_notice_lots(Connection& connection, ContractId contract, LotId implicit_lot, const StagedNotice& staged, Instant now);
void remove_staged_notices(Connection& connection, ImportId import);
// When the import is applied: lots that its notices announced on contracts already known.
void add_announced_lots(Connection& connection, ImportId import, Instant now);

// Visible notices of a contract, in the order they came.
std::vector<StoredNotice> find_notices(Connection& connection, ContractId contract);

}  // namespace clausier::store
