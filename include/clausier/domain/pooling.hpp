#pragma once
// Pooling (globalisation): hours worked on one lot go towards the obligation of another, under a written agreement
// over several contracts and buyers. The hours given away leave the lot they were worked on (domain.md §2.6).
#include <optional>
#include <string>
#include <vector>

#include "clausier/domain/cutoff.hpp"
#include "clausier/domain/ids.hpp"
#include "clausier/domain/outcome.hpp"
#include "clausier/domain/work_time.hpp"

namespace clausier {

// What buyers and the firm signed. Hours pass between its lots, on days it covers, and nowhere else.
struct PoolingAgreement {
  PoolingId id = PoolingId::from_trusted(0);
  std::vector<LotId> lots;
  DateRange valid;
  std::vector<std::string> signatories;  // buyers and firm, as written
  std::string document;
  Instant recorded_at = Instant::from_milliseconds(0);
  bool operator==(const PoolingAgreement&) const = default;
};

// A part of one ledger line allocated to another lot. Cancelled by another one, never edited.
struct PooledHours {
  AllocationId id = AllocationId::from_trusted(0);
  PoolingId agreement = PoolingId::from_trusted(0);
  EntryId entry = EntryId::from_trusted(0);
  LotId from = LotId::from_trusted(0);
  LotId to = LotId::from_trusted(0);
  WorkTime time = WorkTime::zero();  // > 0
  DateRange worked;                  // days of the line
  bool line_counts = true;           // whether the line is counted on its own lot, at the cut-off asked
  Instant recorded_at = Instant::from_milliseconds(0);
  std::optional<AllocationId> cancels = {};
  std::optional<ParticipantId> person = {};  // who worked a line that comes from another lot, to tell for which group it counts
  bool operator==(const PooledHours&) const = default;
};

// Allocations recorded by an instant and not cancelled by it, in a stable order.
std::vector<PooledHours> allocations_believed(const std::vector<PooledHours>& all, Instant recorded_until);

// Refuses what the agreement does not cover and what would use a line twice: `line` is the whole line, `former`
// every allocation of the same line. Codes: pooling.lot.outside, pooling.same_lot, pooling.days.outside,
// pooling.time.positive, pooling.line.exceeded.
Outcome<Done> check_allocation(const PooledHours& asked, WorkTime line, const PoolingAgreement& agreement,
                               const std::vector<PooledHours>& former);

}  // namespace clausier
