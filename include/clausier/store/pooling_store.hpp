#pragma once
// Pooling agreements and the parts of ledger lines allocated under them. Everything runs inside the caller's transaction.
#include <string>
#include <vector>

#include "clausier/domain/pooling.hpp"
#include "clausier/store/database.hpp"

namespace clausier::store {

struct RecordedAgreement {
  PoolingAgreement agreement;
  std::string author;
};
struct RecordedAllocation {
  PooledHours part;  // line_counts is left true: the position of its own lot tells
  std::string author;
  std::string reason;
};

void append_agreement(Connection& connection, const RecordedAgreement& recorded);
// Those that hold the lot, oldest first.
std::vector<RecordedAgreement> agreements_of_lot(Connection& connection, LotId lot);

// Throws ConstraintViolation when an allocation is cancelled twice.
void append_allocation(Connection& connection, const RecordedAllocation& recorded);
// In order of recording, cancelled ones and those that cancel included.
std::vector<RecordedAllocation> allocations_under(Connection& connection, PoolingId agreement);
std::vector<PooledHours> allocations_of_line(Connection& connection, EntryId entry);
// From the lot and to it.
std::vector<PooledHours> allocations_of_lot(Connection& connection, LotId lot);

}  // namespace clausier::store
