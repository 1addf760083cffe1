#include "tracker_plan.hpp"

#include <algorithm>

#include "clausier/store/clause_store.hpp"
#include "clausier/store/contract_store.hpp"
#include "document_vault.hpp"

namespace clausier::app {
namespace {

bool same_number(const store::Row& row, const std::string& number) {
  return folded(row.text("source_id")) == folded(number) || folded(row.text("root_id")) == folded(number);
}

// The contract of the register that rows speak of: the same number by the same buyer. By name alone only
// among those that the office follows: names are written in many ways.
std::optional<ContractId> find_tracked(store::Connection& c, OrganisationId office, const ContractRecord& record) {
  if (meaningless_id(record.source_id)) return std::nullopt;
  const auto rows =
      record.buyer
          ? c.query("SELECT id, source_id, root_id, buyer_name FROM visible_contracts WHERE buyer_siren = ?1 AND source_id <> ''",
                    store::values(record.buyer->siren().digits()))
          : c.query("SELECT v.id, v.source_id, v.root_id, v.buyer_name FROM visible_contracts v JOIN follow_ups f ON "
                    "f.contract_id = v.id WHERE f.office_id = ?1 AND v.source_id <> ''", store::values(office));
  for (const auto& row : rows)
    if (same_number(row, record.source_id) && (record.buyer || folded(row.text("buyer_name")) == folded(record.buyer_name)))
      return row.id<ContractId>("id");
  return std::nullopt;
}

// Empty when nobody follows; the office otherwise.
std::optional<OrganisationId> follower_of(store::Connection& c, ContractId contract) {
  const auto row = c.query_one("SELECT office_id FROM follow_ups WHERE contract_id = ?1", store::values(contract));
  return row ? std::optional(row->id<OrganisationId>("office_id")) : std::nullopt;
}

// The lot of the register for a lot of the file: its number, or the only lot when the file names none.
std::optional<LotId> find_lot(const std::vector<Lot>& held, const TrackedLot& lot) {
  for (const auto& other : held)
    if (!lot.number.empty() && folded(other.number) == folded(lot.number)) return other.id;
  if (lot.number.empty() && held.size() == 1) return held.front().id;
  return std::nullopt;
}

class Examination {
public:
  Examination(store::Connection& c, const store::TrackerBatchRow& batch, ExaminedTracker& examined)
      : c_(c), batch_(batch), examined_(examined) {}

  void add(TrackedContract tracked) {
    PlannedContract planned{std::move(tracked), std::nullopt, false, {}};
    planned.known = find_tracked(c_, batch_.office, planned.tracked.record);
    std::vector<Lot> held;
    if (planned.known) {
      const auto follower = follower_of(c_, *planned.known);
      planned.followed = follower == batch_.office;
      const bool elsewhere = follower && !planned.followed;
      note(elsewhere ? "tracker.contract.elsewhere" : "tracker.contract.known", planned.tracked.place, planned.tracked.record.source_id);
      held = store::find_lots(c_, *planned.known);
    }
    for (const auto& lot : planned.tracked.lots) planned.lots.push_back(planned_lot(lot, held));
    examined_.contracts.push_back(std::move(planned));
  }

private:
  PlannedLot planned_lot(const TrackedLot& lot, const std::vector<Lot>& held) {
    PlannedLot planned{lot, find_lot(held, lot), lot.hours.has_value()};
    if (!planned.known || !planned.gets_clause || store::find_clauses(c_, *planned.known).empty()) return planned;
    planned.gets_clause = false;
    note("tracker.lot.has_clause", lot.place, lot.number);
    return planned;
  }

  void note(std::string code, const Place& place, const std::string& value) {
    examined_.findings.push_back(finding(std::move(code), place, value));
  }

  store::Connection& c_;
  const store::TrackerBatchRow& batch_;
  ExaminedTracker& examined_;
};

}  // namespace

read::TrackerReading read_tracker_file(store::Connection& c, const std::string& bytes,
                                       const std::map<std::string, std::string>& chosen) {
  const auto table = c.query_one("SELECT content FROM reference_tables WHERE name = 'tracker_synonyms' ORDER BY loaded_at DESC LIMIT 1");
  if (!table) throw CorruptData("reference table tracker_synonyms");
  return read::read_tracker(read::read_grid(bytes), {read::parse_header_synonyms(table->text("content")), chosen});
}

ExaminedTracker examine_tracker(store::Connection& c, const Services& services, const store::TrackerBatchRow& batch) {
  ExaminedTracker examined;
  const auto bytes = services.vault->bytes_of(batch.document_sha256);
  if (!bytes) {
    examined.findings.push_back(finding("file.unreadable"));
    return examined;
  }
  examined.reading = read_tracker_file(c, *bytes, batch.chosen_columns);
  examined.findings = examined.reading.findings;
  auto plan = plan_tracker(examined.reading.lines);
  examined.findings.insert(examined.findings.end(), plan.findings.begin(), plan.findings.end());
  Examination examination(c, batch, examined);
  for (auto& contract : plan.contracts) examination.add(std::move(contract));
  for (const auto& contract : examined.contracts)
    for (const auto& lot : contract.lots) {
      if (!lot.gets_clause || batch.legal_basis.empty()) continue;
      for (auto fault : check_clause(clause_of(lot.lot, LotId::from_trusted(0), batch, batch.author, batch.recorded_at))) {
        fault.place = lot.lot.place;
        examined.findings.push_back(std::move(fault));
      }
    }
  std::stable_sort(examined.findings.begin(), examined.findings.end(), [](const Finding& a, const Finding& b) { return a.place.row < b.place.row; });
  return examined;
}

Clause clause_of(const TrackedLot& lot, LotId id, const store::TrackerBatchRow& batch, const std::string& author, Instant now) {
  return Clause{.id = ClauseId::from_trusted(random_id()),
                .lot = id,
                .target = FixedHours{lot.hours.value()},
                .execution = lot.execution.value(),
                .schedule = parse_due_schedule(batch.schedule).value_or(DueSchedule::linear),
                .legal_bases = {batch.legal_basis},
                .penalty_per_missing_hour = std::nullopt,
                .counting_months = std::nullopt,
                .training_counts = true,
                .source_document = batch.file_name,
                .author = author,
                .recorded_at = now};
}

}  // namespace clausier::app
