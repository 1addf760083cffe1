#include "staged_imports.hpp"

#include <algorithm>
#include <fstream>
#include <set>

#include "clausier/read/contract_file.hpp"
#include "clausier/store/contract_store.hpp"
#include "document_vault.hpp"
#include "staged_notices.hpp"

namespace clausier::app {
namespace {

constexpr std::size_t chunk_records = 1000;  // one short transaction each, so that readers and writers go on

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

// Decides and stages the records of one file.
class FileStaging {
public:
  FileStaging(Services& services, ImportId import, int file_number, const ImportOptions& options, const Progress& progress)
      : services_(services), import_(import), file_number_(file_number), options_(options), progress_(progress) {}

  void take(read::SourceRecord&& record) {
    waiting_.push_back(std::move(record));
    if (waiting_.size() >= chunk_records) flush();
  }

  void flush() {
    if (waiting_.empty()) return;
    services_.database->write([&](store::Connection& c) {
      const Instant now = services_.clock();
      for (auto& record : waiting_) stage(c, record, now);
    });
    staged_ += static_cast<std::int64_t>(waiting_.size());
    waiting_.clear();
    if (progress_) progress_(staged_);
  }

private:
  void stage(store::Connection& c, read::SourceRecord& source, Instant now) {
    const auto planned = decide(c, source, now);
    // The raw record is kept where a person will have to look at it; the others are in the original.
    const bool keep_raw = planned.outcome == RecordOutcome::refused || planned.outcome == RecordOutcome::doubtful;
    const auto& r = source.record;
    c.execute("INSERT INTO import_records (import_id, file_number, position, byte_offset, outcome, reason, uid, object, "
              "contract_id, findings, raw) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
              store::values(import_, file_number_, source.position, static_cast<std::int64_t>(source.offset),
                            record_outcome_code(planned.outcome), planned.reason,
                            (r.buyer ? r.buyer->digits() : r.buyer_identifier) + r.source_id, r.object, planned.contract,
                            store::encode_findings(source.findings), keep_raw ? std::optional(source.raw) : std::nullopt));
  }

  PlannedRecord decide(store::Connection& c, read::SourceRecord& source, Instant now) {
    const auto& record = source.record;
    if (!source.readable) return {RecordOutcome::refused, {}, {}, first_error(source.findings)};
    for (auto& fault : check_record(record)) {
      fault.place.record = source.position;
      source.findings.push_back(std::move(fault));
    }
    if (const auto reason = first_error(source.findings); !reason.empty()) return {RecordOutcome::refused, {}, {}, reason};
    if (!wanted(record, options_)) return {RecordOutcome::skipped, {}, {}, ""};
    if (source.notice) return stage_notice(c, services_, import_, *source.notice, now);
    const auto known = store::find_known(c, import_, identity_key(record), family_key(record));
    std::vector<KnownContract> contracts;
    for (const auto& k : known) contracts.push_back(k.known);
    auto planned = plan_record(record, contracts);
    switch (planned.outcome) {
      case RecordOutcome::created: planned.contract = stage_new(c, record, now); break;
      case RecordOutcome::amended:
        store::stage_amendments(c, import_, *planned.contract, planned.new_amendments, now);
        break;
      case RecordOutcome::unchanged:
        if (from_this_import(known, *planned.contract)) planned = {RecordOutcome::duplicate, planned.contract, {}, "record.duplicate"};
        break;
      default: break;
    }
    return planned;
  }

  static bool from_this_import(const std::vector<store::KnownInBase>& known, ContractId id) {
    return std::any_of(known.begin(), known.end(), [&](const auto& k) { return k.same_import && k.known.id == id; });
  }

  ContractId stage_new(store::Connection& c, const ContractRecord& record, Instant now) {
    const auto id = ContractId::from_trusted(random_id());
    auto programmes = suggest_programmes(record, services_.reference.programme_rules);
    store::stage_contract(c, import_, {id, LotId::from_trusted(random_id()), record, std::move(programmes)}, now);
    store::stage_amendments(c, import_, id, record.amendments, now);
    return id;
  }

  Services& services_;
  ImportId import_;
  int file_number_;
  const ImportOptions& options_;
  const Progress& progress_;
  std::vector<read::SourceRecord> waiting_;
  std::int64_t staged_ = 0;
};

void stage_file(Services& services, ImportId import, int number, const OriginalFile& file, const ImportOptions& options,
                const Progress& progress) {
  services.database->write([&](store::Connection& c) {
    c.execute("INSERT INTO import_files (import_id, file_number, file_name, sha256, format, is_decp, findings) "
              "VALUES (?1, ?2, ?3, ?4, '', 0, '')",
              store::values(import, number, file.name, file.sha256));
  });
  std::ifstream stream(services.vault->path_of(file.sha256), std::ios::binary);
  FileStaging staging(services, import, number, options, progress);
  const auto summary = read::read_contract_file(stream, services.reference.notices,
                                                [&](read::SourceRecord&& record) { staging.take(std::move(record)); });
  staging.flush();
  services.database->write([&](store::Connection& c) {
    c.execute("UPDATE import_files SET format = ?3, is_decp = ?4, findings = ?5 WHERE import_id = ?1 AND file_number = ?2",
              store::values(import, number, summary.format, summary.is_decp, store::encode_findings(summary.findings)));
  });
}

}  // namespace

void stage_files(Services& services, ImportId import, const std::vector<OriginalFile>& files, const ImportOptions& options,
                 const Progress& progress) {
  int number = 0;
  for (const auto& file : files) stage_file(services, import, ++number, file, options, progress);
  services.database->write([&](store::Connection& c) {
    c.execute("UPDATE imports SET state = 'planned' WHERE id = ?1", store::values(import));
  });
}

void discard_staged_imports(store::Database& database) {
  database.write([](store::Connection& c) {
    for (const auto& row : c.query("SELECT id FROM imports WHERE state = 'staging'")) {
      const auto import = row.id<ImportId>("id");
      store::remove_staged(c, import);
      c.execute("UPDATE imports SET state = 'discarded' WHERE id = ?1", store::values(import));
    }
  });
}

std::int64_t base_generation(store::Connection& c) {
  return c.query_one("SELECT generation FROM contract_base")->integer("generation");
}

}  // namespace clausier::app
