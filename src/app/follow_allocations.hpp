#pragma once
// Hours of a line may count on another lot. When the firm corrects that line, its allocations follow the line that
// replaces it; what finds no line stays where it was, worth nothing, until the facilitator says what becomes of it.
#include <vector>

#include "clausier/app/actor.hpp"
#include "clausier/app/services.hpp"
#include "clausier/domain/ledger.hpp"
#include "clausier/store/database.hpp"

namespace clausier::app {

// After `posting` was appended at `now`, in the same transaction: `standing` is what stands of the same subject.
void follow_corrections(store::Connection& connection, const Services& services, const Actor& actor, const Posting& posting,
                        const std::vector<Entry>& standing, Instant now);

// Whether the line was taken back, so that what is allocated of it counts nowhere.
bool is_taken_back(store::Connection& connection, EntryId entry);

// Lots of the office from which allocations stand on lines that were taken back.
struct StrayAllocations {
  LotId lot;
  std::size_t count = 0;
};
std::vector<StrayAllocations> stray_allocations(store::Connection& connection, const Actor& actor);

}  // namespace clausier::app
