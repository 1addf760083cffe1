#pragma once
// An office brings over its old tracker, or a list of lots: a plan first, with every fault; then one
// batch, that can be undone as one while nothing depends on it. Role: facilitator, own office only.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "clausier/app/actor.hpp"
#include "clausier/app/services.hpp"
#include "clausier/domain/clause.hpp"
#include "clausier/domain/tracker.hpp"
#include "clausier/read/tracker_reader.hpp"

namespace clausier::app {

enum class TrackerState { planned, applied, undone, discarded };
std::string_view tracker_state_code(TrackerState state);

// What the file does not say of its clauses, said once for all of them.
struct TrackerTerms {
  std::optional<DueSchedule> schedule;
  std::string legal_basis;  // code, "" until chosen
};

struct TrackedLotLine {
  TrackedLot lot;
  bool known = false;       // the contract has it already
  bool gets_clause = false;  // hours that become a clause: none when the lot has one
};

struct TrackedContractLine {
  ContractRecord record;
  Place place;
  std::optional<ContractId> known;  // already in the register: it is completed
  std::vector<TrackedLotLine> lots;
};

struct TrackerTotals {
  std::size_t contracts = 0, known = 0, lots = 0, clauses = 0;
  WorkTime hours = WorkTime::zero();
};

struct TrackerView {
  TrackerView(TrackerBatchId id, Instant recorded_at) : id(id), recorded_at(recorded_at) {}
  TrackerBatchId id;
  TrackerState state = TrackerState::planned;
  std::string author, file_name, sheet;
  Instant recorded_at;
  std::optional<Instant> applied_at, undone_at;
  int header_row = 0;
  std::vector<read::RecognisedColumn> columns;
  std::map<std::string, std::string> chosen;  // by column letters
  bool remembered = false;                     // chosen for an earlier file with the same titles
  TrackerTerms terms;
  std::vector<TrackedContractLine> contracts;
  TrackerTotals totals;
  std::vector<Finding> findings;
  bool may_apply = false;  // planned, no error, terms given when there are clauses
};

// Keeps the original and plans. A file that holds a social security number is refused and not kept.
Outcome<TrackerBatchId> receive_tracker(Services&, const Actor&, const std::string& file_name, const std::string& bytes);
Outcome<TrackerView> view_tracker(Services&, const Actor&, TrackerBatchId);
std::vector<TrackerView> list_trackers(Services&, const Actor&, int limit);  // heads only
// Remembered for the office and the titles of the file. Targets: read::tracker_targets(), "ignore", "".
Outcome<Done> choose_tracker_columns(Services&, const Actor&, TrackerBatchId, const std::map<std::string, std::string>& columns,
                                     const TrackerTerms&);
Outcome<Done> apply_tracker(Services&, const Actor&, TrackerBatchId);
Outcome<Done> discard_tracker(Services&, const Actor&, TrackerBatchId);
// Refused with tracker.in_use when hours, people, firms or later facts stand on what the batch made.
Outcome<Done> undo_tracker(Services&, const Actor&, TrackerBatchId);

}  // namespace clausier::app
