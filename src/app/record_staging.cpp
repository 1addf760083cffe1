#include "record_staging.hpp"

#include <algorithm>

#include "clausier/domain/contract_edition.hpp"
#include "clausier/domain/duplicates.hpp"
#include "clausier/domain/record_consistency.hpp"
#include "clausier/store/contract_store.hpp"
#include "clausier/store/edition_store.hpp"
#include "duplicate_search.hpp"
#include "hashing.hpp"
#include "settlements.hpp"
#include "staged_notices.hpp"

namespace clausier::app {
namespace {

constexpr const char* undated_edition = "record.edition.undated";

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

bool is_of_known(const PlannedRecord& plan) {
  return plan.contract && (plan.outcome == RecordOutcome::unchanged || plan.outcome == RecordOutcome::amended || plan.outcome == RecordOutcome::duplicate);
}

std::string in_words(const Wording& wording, const std::vector<std::string>& fields) {
  std::string words;
  for (const auto& field : fields) words += (words.empty() ? "" : ", ") + wording.say("record." + field);
  return words;
}

// Everything of which a source says something else than what is known, that corrects it or not.
std::vector<std::string> differing_fields(const ContractRecord& known, const ContractRecord& record) {
  std::vector<std::string> fields;
  for (auto& line : compare_records(known, record))
    if (line.differs) fields.push_back(std::move(line.field));
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

std::string record_key_of(const read::SourceRecord& record, const PlannedRecord& plan) {
  Sha256 hash;
  if (!record.readable) hash.add(record.raw);
  else if (plan.reason == undated_edition) hash.add("edition " + store::encode_record(record.record));  // each says something of its own
  else hash.add(exact_identity_key(record.record) + '\x1F' + folded(record.record.object));
  return hash.hex();
}

PlannedRecord RecordStaging::stage(store::Connection& c, read::SourceRecord& source, Instant now) {
  auto plan = decide(c, source, now);
  write_line(c, source, plan, source.readable && tell_differences(c, source, plan));
  return plan;
}

PlannedRecord RecordStaging::stage_settled(store::Connection& c, read::SourceRecord& source, Instant now) {
  auto plan = decided_by_person(c, source.record, now);
  write_line(c, source, plan, plan.outcome == RecordOutcome::amended && !plan.corrected.empty());
  return plan;
}

// Notes what a known record says otherwise; true when the line must keep what it says, for the page of the contract.
bool RecordStaging::tell_differences(store::Connection& c, read::SourceRecord& source, const PlannedRecord& plan) {
  if (source.notice) return false;
  const auto tell = [&](std::string code, const std::vector<std::string>& fields) {
    source.findings.push_back(finding(std::move(code), at_record(source.position), in_words(services_.wording, fields)));
  };
  if (!plan.corrected.empty()) {
    tell(plan.reason.empty() ? "record.edition.later" : plan.reason, plan.corrected);
    return true;
  }
  if (!is_of_known(plan)) return false;
  const auto latest = store::find_latest(c, *plan.contract, import_), first = store::find_first(c, *plan.contract, import_);
  if (!latest || !first) return false;
  if (const auto fields = differing_fields(*latest, source.record); !fields.empty()) tell("record.edition.differs", fields);
  return differ(*first, source.record);
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
  const auto settlement = find_settlement(c, record_key_of(source, plan));
  return settlement ? respect(c, *settlement, source, now) : plan;
}

PlannedRecord RecordStaging::respect(store::Connection& c, const Settlement& settlement, read::SourceRecord& source, Instant now) {
  if (settlement.decision == "rejected") return {RecordOutcome::refused, {}, {}, "record.settled.rejected"};
  std::erase_if(source.findings, [](const auto& f) { return f.severity == Severity::error; });
  source.findings.push_back(finding("record.settled." + settlement.decision, at_record(source.position)));
  auto record = source.record;
  for (const auto& correction : settlement.corrections) correct(record, correction.field, correction.value);
  return decided_by_person(c, record, now);
}

// What a person accepts is a contract of its own, or what the known contract says from now on.
PlannedRecord RecordStaging::decided_by_person(store::Connection& c, const ContractRecord& record, Instant now) {
  auto plan = planned(c, record);
  if (plan.reason == undated_edition) {
    plan.outcome = RecordOutcome::amended;
    plan.reason.clear();
  }
  if (plan.outcome == RecordOutcome::doubtful) plan = {RecordOutcome::created, {}, {}, ""};
  return carried_out(c, std::move(plan), record, now);
}

PlannedRecord RecordStaging::planned(store::Connection& c, const ContractRecord& record) {
  const auto known = store::find_known(c, import_, identity_key(record), family_key(record));
  std::vector<KnownContract> contracts;
  for (const auto& k : known) contracts.push_back(k.known);
  auto plan = plan_record(record, contracts);
  if (!is_of_known(plan)) return plan;
  const auto found = std::find_if(known.begin(), known.end(), [&](const auto& k) { return k.known.id == plan.contract; });
  place_edition(c, record, *found, plan);
  if (plan.outcome == RecordOutcome::unchanged && found->same_import) {
    plan.outcome = RecordOutcome::duplicate;
    plan.reason = "record.duplicate";
  }
  return plan;
}

// A publication that says something else than the known one: later, it corrects it; earlier, it is kept and corrects nothing;
// when neither can be told, a person decides.
void RecordStaging::place_edition(store::Connection& c, const ContractRecord& record, const store::KnownInBase& known, PlannedRecord& plan) {
  const auto latest = store::find_latest(c, known.known.id, import_);
  if (!latest) return;
  auto corrected = corrected_fields(*latest, record);
  if (corrected.empty()) return;
  const auto age = age_of_edition(*latest, known.known.amendments, record);
  if (age != EditionAge::later && was_said(c, record, known.known.id)) return;
  plan.corrected = std::move(corrected);
  const bool follows = age == EditionAge::later || (age == EditionAge::unknown && (!contradicts(*latest, record) || is_later_import(c, record, *latest, known.same_import)));
  if (follows) {
    plan.outcome = RecordOutcome::amended;
  } else if (age == EditionAge::unknown) {
    plan.outcome = RecordOutcome::doubtful;
    plan.reason = undated_edition;
  } else {
    if (plan.outcome == RecordOutcome::unchanged) plan.outcome = RecordOutcome::duplicate;
    plan.reason = "record.edition.earlier";
  }
}

// The same was published before, and corrected since: a file read again takes nothing back.
bool RecordStaging::was_said(store::Connection& c, const ContractRecord& record, ContractId contract) const {
  const auto editions = store::find_editions(c, contract, import_);
  return std::any_of(editions.begin(), editions.end(), [&](const auto& e) { return corrected_fields(e.before, record).empty(); });
}

// Without days to compare, the import that comes after corrects what a file said; not what a person typed, nor what waited
// for a person before.
bool RecordStaging::is_later_import(store::Connection& c, const ContractRecord& record, const ContractRecord& latest, bool same_import) const {
  if (same_import || !latest.source_format.starts_with("decp")) return false;
  read::SourceRecord source;
  source.readable = true;
  source.record = record;
  const auto key = record_key_of(source, {RecordOutcome::doubtful, {}, {}, undated_edition});
  return !c.query_one("SELECT 1 AS one FROM import_records r JOIN imports i ON i.id = r.import_id AND i.state = 'applied' WHERE r.record_key = ?1 AND "
                      "r.quarantine_id IS NOT NULL LIMIT 1",
                      store::values(key));
}

PlannedRecord RecordStaging::carried_out(store::Connection& c, PlannedRecord plan, const ContractRecord& record, Instant now) {
  if (plan.outcome == RecordOutcome::created) plan.contract = stage_new(c, record, now);
  if (plan.outcome == RecordOutcome::amended) {
    store::stage_amendments(c, import_, *plan.contract, plan.new_amendments, now);
    if (plan.reason.empty() && !plan.corrected.empty()) stage_edition(c, plan, record, now);
  }
  const bool known = plan.outcome == RecordOutcome::amended || plan.outcome == RecordOutcome::unchanged;
  if (!known) return plan;
  const auto firms = store::stage_new_subcontractors(c, import_, *plan.contract, record.parties, now);
  const auto acts = store::stage_new_subcontracts(c, import_, *plan.contract, record.subcontracts, now);
  if (firms + acts > 0) plan.outcome = RecordOutcome::amended;
  return plan;
}

void RecordStaging::stage_edition(store::Connection& c, const PlannedRecord& plan, const ContractRecord& record, Instant now) {
  auto before = *store::find_latest(c, *plan.contract, import_);
  auto after = corrected_by(before, record);
  store::ContractEdition edition{.import = import_, .applied_at = now};
  edition.fields = plan.corrected;
  edition.before = std::move(before);
  edition.after = std::move(after);
  store::stage_edition(c, import_, *plan.contract, edition, now);
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
                          waits ? std::optional(quarantine_id(import_, file_number_, source.position)) : std::nullopt, waits ? record_key_of(source, plan) : "",
                          keep_record ? std::optional(store::encode_record(source.record)) : std::nullopt));
}

}  // namespace clausier::app
