#pragma once
// The plan of a batch against the base as it stands.
#include "clausier/app/trackers.hpp"
#include "clausier/store/tracker_store.hpp"

namespace clausier::app {

struct PlannedLot {
  TrackedLot lot;
  std::optional<LotId> known;
  bool gets_clause = false;
};

struct PlannedContract {
  TrackedContract tracked;
  std::optional<ContractId> known;
  bool followed = false;  // by the office already
  std::vector<PlannedLot> lots;
};

struct ExaminedTracker {
  read::TrackerReading reading;
  std::vector<PlannedContract> contracts;
  std::vector<Finding> findings;
};

// With the synonyms of titles that the database holds as loaded (reference table tracker_synonyms).
read::TrackerReading read_tracker_file(store::Connection& connection, const std::string& bytes,
                                       const std::map<std::string, std::string>& chosen);
ExaminedTracker examine_tracker(store::Connection& connection, const Services& services, const store::TrackerBatchRow& batch);

// The clause that the hours of a lot become.
Clause clause_of(const TrackedLot& lot, LotId id, const store::TrackerBatchRow& batch, const std::string& author, Instant now);

}  // namespace clausier::app
