#pragma once
// A facilitator's own old tracker, or a list of lots: one row a lot, brought over as contracts, lots,
// clauses with their hours, and holders. Pure: what a row says, and what the rows make together.
#include <optional>
#include <string>
#include <vector>

#include "clausier/domain/contract.hpp"
#include "clausier/domain/work_time.hpp"

namespace clausier {

using TrackerBatchId = Id<struct TrackerBatchKind>;

struct TrackerLine {
  Place place;  // sheet and row
  std::optional<Siret> buyer;
  std::string buyer_name;
  std::string number;  // of the contract, by the buyer
  std::string object;
  std::string lot_number, lot_label;
  std::optional<Money> amount;
  std::optional<Date> notified_on, starts_on, ends_on;
  std::optional<int> duration_months;
  std::optional<WorkTime> hours;  // owed by the clause; none = no clause on this lot
  std::optional<Siret> holder;
  std::string holder_name;
};

struct TrackedLot {
  std::string number, label;
  std::optional<Money> amount;
  std::optional<WorkTime> hours;
  std::optional<DateRange> execution;  // present when hours are
  Place place;                         // of its first row
  bool operator==(const TrackedLot&) const = default;
};

struct TrackedContract {
  ContractRecord record;
  std::vector<TrackedLot> lots;  // at least one
  Place place;                   // of its first row
};

struct TrackerPlan {
  std::vector<TrackedContract> contracts;
  std::vector<Finding> findings;  // tracker.*, all of them, each with its row
};

// Rows of one buyer and one number (or one object, without number) are one contract; rows of one lot
// with another holder are a consortium. Faults: no buyer, no number and no object, hours without dates,
// dates out of order, a lot given twice with other hours. The end is the day before start + duration when
// no end is given; the start is the notification when no start is.
TrackerPlan plan_tracker(const std::vector<TrackerLine>& lines);

}  // namespace clausier
