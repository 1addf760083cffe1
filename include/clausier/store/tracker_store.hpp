#pragma once
// Batches of old trackers as rows.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "clausier/domain/tracker.hpp"
#include "clausier/store/database.hpp"

namespace clausier::store {

struct TrackerBatchRow {
  TrackerBatchId id;
  OrganisationId office;
  std::string state;  // planned, applied, undone, discarded
  std::string author;
  std::string document_sha256;
  std::string file_name;
  std::string fingerprint;
  std::map<std::string, std::string> chosen_columns;
  std::string schedule;
  std::string legal_basis;
  std::optional<ImportId> import;
  Instant recorded_at;
  std::optional<Instant> applied_at;
  std::optional<Instant> undone_at;
};

void append_tracker_batch(Connection& connection, const TrackerBatchRow& batch);
std::optional<TrackerBatchRow> find_tracker_batch(Connection& connection, OrganisationId office, TrackerBatchId id);
std::vector<TrackerBatchRow> find_tracker_batches(Connection& connection, OrganisationId office, int limit);  // newest first
// Columns and terms of a planned batch; states and instants as given.
void update_tracker_batch(Connection& connection, const TrackerBatchRow& batch);

std::map<std::string, std::string> remembered_columns(Connection& connection, OrganisationId office, const std::string& fingerprint);
void remember_columns(Connection& connection, const TrackerBatchRow& batch, const std::string& author, Instant now);

void append_tracker_item(Connection& connection, TrackerBatchId batch, std::string_view kind, std::int64_t item);

// Takes back what a batch made: its contracts become invisible with its import, its lots end, its clauses
// are withdrawn, its follow-ups go.
void undo_tracker_items(Connection& connection, const TrackerBatchRow& batch, const std::string& author, Instant now);

// What stands on a batch and would lose its ground: "timesheets", "people", "grants", "clauses",
// "closures", "amendments", "notices", "lots", "programmes"; "" when nothing does.
std::string dependent_of_batch(Connection& connection, const TrackerBatchRow& batch);

}  // namespace clausier::store
