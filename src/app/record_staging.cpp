#include "record_staging.hpp"

#include <algorithm>

#include "clausier/domain/duplicates.hpp"
#include "clausier/domain/record_consistency.hpp"
#include "clausier/store/contract_store.hpp"
#include "duplicate_search.hpp"
#include "hashing.hpp"
#include "settlements.hpp"
#include "staged_notices.hpp"

namespace clausier::app {
namespace {

bool wanted(const ContractRecord& record, const ImportOptions& options) {
  if (!options.departments.empty() &&
      std::find(options.departments.begin(), options.departments.end(), record.department) == options.departments.end())
    return false;
  if (!options.social_only) return true;
  return std::any_of(record.social.begin(), record.social.end(), [](auto s) { return s != SocialConsideration::none; });
}

std::string first_error(const std::vector<Finding>& findings) {
  const auto found = std::find_if(findings.begin(), findings.end(), [](const auto& f) { return f.severity == Severity::error; });
  return found == findings.end() ? "" : found->code;
}

bool waits_for_a_person(const PlannedRecord& plan) {
  return plan.outcome == RecordOutcome::doubtful || plan.outcome == RecordOutcome::refused;
}

std::int64_t quarantine_id(ImportId import, std::int64_t file_number, int position) {
  return derived_id("quarantine " + import.text() + " " + std::to_string(file_number) + " " + std::to_string(position));
}

// The fields of which a source says something else than what was first published, in words: what it says is kept,
// for the page of the contract. "" when it says the same, or is about no known contract.
std::string said_otherwise(store::Connection& c, const Wording& wording, const PlannedRecord& plan, const ContractRecord& record) {
  const bool of_known = plan.outcome == RecordOutcome::unchanged || plan.outcome == RecordOutcome::amended || plan.outcome == RecordOutcome::duplicate;
  const auto published = of_known && plan.contract ? store::find_record(c, *plan.contract) : std::nullopt;
  std::string fields;
  if (published)
    for (const auto& line : compare_records(*published, record))
      if (line.differs) fields += (fields.empty() ? "" : ", ") + wording.say("record." + line.field);
  return fields;
}

std::string buyer_and_id(const ContractRecord& r) { return (r.buyer ? r.buyer->digits() : r.buyer_identifier) + r.source_id; }

}  // namespace

Place at_record(int position) {
  Place place;
  place.record = position;
  return place;
}

void check_alone(read::SourceRecord& source, Date today, const NoticeClues& clues) {
  if (source.elsewhere || !source.readable) return;
  std::vector<Finding> noted;
  if (!source.notice) noted = consistency_findings(source.record, today, clues);  // a notice quotes its own sentences, with their place
  for (auto& fault : check_record(source.record)) noted.push_back(std::move(fault));
  for (auto& found : noted) {
    found.place.record = source.position;
    source.findings.push_back(std::move(found));
  }
}

std::string record_key_of(const read::SourceRecord& record) {
  Sha256 hash;
  if (record.readable) hash.add(identity_key(record.record) + '\x1F' + folded(record.record.object));
  else hash.add(record.raw);
  return hash.hex();
}

PlannedRecord RecordStaging::stage(store::Connection& c, read::SourceRecord& source, Instant now) {
  auto plan = decide(c, source, now);
  const auto otherwise = source.readable ? said_otherwise(c, services_.wording, plan, source.record) : "";
  if (!otherwise.empty() && !source.notice) source.findings.push_back(finding("record.edition.differs", at_record(source.position), otherwise));
  write_line(c, source, plan, !otherwise.empty());
  return plan;
}

PlannedRecord RecordStaging::stage_settled(store::Connection& c, read::SourceRecord& source, Instant now) {
  auto plan = separate_when_doubtful(c, source.record, now);
  write_line(c, source, plan, false);
  return plan;
}

PlannedRecord RecordStaging::decide(store::Connection& c, read::SourceRecord& source, Instant now) {
  if (source.elsewhere) return {RecordOutcome::skipped, {}, {}, ""};
  PlannedRecord plan{RecordOutcome::refused, {}, {}, first_error(source.findings)};
  if (plan.reason.empty()) {
    if (!wanted(source.record, options_)) return {RecordOutcome::skipped, {}, {}, ""};
    if (source.notice) return stage_notice(c, services_, import_, *source.notice, now);
    plan = planned(c, source.record);
  }
  if (!waits_for_a_person(plan)) return carried_out(c, std::move(plan), source.record, now);
  const auto settlement = find_settlement(c, record_key_of(source));
  return settlement ? respect(c, *settlement, source, now) : plan;
}

PlannedRecord RecordStaging::respect(store::Connection& c, const Settlement& settlement, read::SourceRecord& source, Instant now) {
  if (settlement.decision == "rejected") return {RecordOutcome::refused, {}, {}, "record.settled.rejected"};
  std::erase_if(source.findings, [](const auto& f) { return f.severity == Severity::error; });
  source.findings.push_back(finding("record.settled." + settlement.decision, at_record(source.position)));
  auto record = source.record;
  for (const auto& correction : settlement.corrections) correct(record, correction.field, correction.value);
  return separate_when_doubtful(c, record, now);
}

PlannedRecord RecordStaging::separate_when_doubtful(store::Connection& c, const ContractRecord& record, Instant now) {
  auto plan = planned(c, record);
  if (plan.outcome == RecordOutcome::doubtful) plan = {RecordOutcome::created, {}, {}, ""};
  return carried_out(c, std::move(plan), record, now);
}

PlannedRecord RecordStaging::planned(store::Connection& c, const ContractRecord& record) {
  const auto known = store::find_known(c, import_, identity_key(record), family_key(record));
  std::vector<KnownContract> contracts;
  for (const auto& k : known) contracts.push_back(k.known);
  auto plan = plan_record(record, contracts);
  if (plan.outcome != RecordOutcome::unchanged) return plan;
  const bool from_this_import =
      std::any_of(known.begin(), known.end(), [&](const auto& k) { return k.same_import && k.known.id == plan.contract; });
  if (from_this_import) plan = {RecordOutcome::duplicate, plan.contract, {}, "record.duplicate"};
  return plan;
}

PlannedRecord RecordStaging::carried_out(store::Connection& c, PlannedRecord plan, const ContractRecord& record, Instant now) {
  if (plan.outcome == RecordOutcome::created) plan.contract = stage_new(c, record, now);
  if (plan.outcome == RecordOutcome::amended) store::stage_amendments(c, import_, *plan.contract, plan.new_amendments, now);
  const bool known = plan.outcome == RecordOutcome::amended || plan.outcome == RecordOutcome::unchanged;
  if (!known) return plan;
  const auto firms = store::stage_new_subcontractors(c, import_, *plan.contract, record.parties, now);
  const auto acts = store::stage_new_subcontracts(c, import_, *plan.contract, record.subcontracts, now);
  if (firms + acts > 0) plan.outcome = RecordOutcome::amended;
  return plan;
}

ContractId RecordStaging::stage_new(store::Connection& c, const ContractRecord& record, Instant now) {
  const auto id = ContractId::from_trusted(ids_.next());
  auto programmes = suggest_programmes(record, services_.reference.programme_rules, services_.reference.geography);
  store::stage_contract(c, import_, {id, LotId::from_trusted(ids_.next()), record, std::move(programmes)}, now);
  if (!record.amendments.empty()) store::stage_amendments(c, import_, id, record.amendments, now);
  store::stage_new_subcontracts(c, import_, id, record.subcontracts, now);
  suggest_duplicates(c, import_, id, record, now);
  return id;
}

// The bytes of a record that changed nothing, or was left out on demand, are in the original file; the
// others are kept beside their line.
void RecordStaging::write_line(store::Connection& c, const read::SourceRecord& source, const PlannedRecord& plan, bool says_otherwise) {
  const bool keep_raw = says_otherwise || (plan.outcome != RecordOutcome::unchanged && plan.outcome != RecordOutcome::skipped);
  const bool keep_record = source.readable && (waits_for_a_person(plan) || says_otherwise);
  const bool waits = waits_for_a_person(plan) && plan.reason != "record.settled.rejected";
  c.execute("INSERT INTO import_records (import_id, file_number, position, byte_offset, outcome, reason, uid, object, contract_id, "
            "findings, raw, quarantine_id, record_key, record) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            store::values(import_, file_number_, source.position, static_cast<std::int64_t>(source.offset),
                          record_outcome_code(plan.outcome), plan.reason, buyer_and_id(source.record), source.record.object,
                          plan.contract, store::encode_findings(source.findings), keep_raw ? std::optional(source.raw) : std::nullopt,
                          waits ? std::optional(quarantine_id(import_, file_number_, source.position)) : std::nullopt, waits ? record_key_of(source) : "",
                          keep_record ? std::optional(store::encode_record(source.record)) : std::nullopt));
}

}  // namespace clausier::app
