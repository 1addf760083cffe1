#pragma once
// The internal arrangement of a consortium: sharing keys and debts passed between members. Everything runs inside the
// caller's transaction.
#include <optional>
#include <string>
#include <vector>

#include "clausier/domain/consortium.hpp"
#include "clausier/store/database.hpp"

namespace clausier::store {

struct RecordedKey {
  std::vector<MemberShare> shares;
  std::string document;
  std::string author;
  Instant recorded_at = Instant::from_milliseconds(0);
};
void append_key(Connection& connection, LotId lot, const RecordedKey& key);
// Every key, oldest first: the last one is in force.
std::vector<RecordedKey> keys_of_lot(Connection& connection, LotId lot);

struct RecordedAssent {
  OrganisationId firm;
  std::string author;
  Instant recorded_at;
};
struct RecordedTransfer {
  DebtTransfer transfer;
  std::string document;
  std::string author;
  Instant recorded_at = Instant::from_milliseconds(0);
  std::vector<RecordedAssent> assents = {};  // oldest first; agreed_by_from and agreed_by_to follow them
  std::optional<RecordedAssent> withdrawal = {};
};
void append_transfer(Connection& connection, LotId lot, const RecordedTransfer& recorded);
// Throws ConstraintViolation when the firm has agreed already.
void append_assent(Connection& connection, TransferId transfer, const RecordedAssent& assent);
// Throws ConstraintViolation when it is withdrawn already.
void append_withdrawal(Connection& connection, TransferId transfer, const RecordedAssent& withdrawal);
std::vector<RecordedTransfer> transfers_of_lot(Connection& connection, LotId lot);

}  // namespace clausier::store
