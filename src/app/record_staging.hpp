#pragma once
// What becomes of one record of an import: decided against the base and against what people settled
// before, then staged under the import.
#include <string>

#include "clausier/app/imports.hpp"
#include "clausier/app/quarantine.hpp"
#include "clausier/read/decp_reader.hpp"
#include "clausier/store/contract_store.hpp"
#include "rising_ids.hpp"

namespace clausier::app {

Place at_record(int position);

// The same for the same record in any file: by what identifies it when it could be read, else by its bytes; by all it
// says when it is doubtful as an edition of a known one.
std::string record_key_of(const read::SourceRecord& record, const PlannedRecord& plan);

// Adds what a record says that does not hold together, and why it cannot be used: before it is staged, and without the base.
void check_alone(read::SourceRecord& record, Date today, const NoticeClues& clues);

class RecordStaging {
public:
  RecordStaging(Services& services, ImportId import, std::int64_t file_number, const ImportOptions& options)
      : services_(services), import_(import), file_number_(file_number), options_(options) {}

  // Decides, stages and writes the line of a record that was checked alone.
  PlannedRecord stage(store::Connection& connection, read::SourceRecord& source, Instant now);

  // The same for a record that a person has settled: never doubtful again.
  PlannedRecord stage_settled(store::Connection& connection, read::SourceRecord& source, Instant now);

private:
  PlannedRecord decide(store::Connection& c, read::SourceRecord& source, Instant now);
  PlannedRecord respect(store::Connection& c, const Settlement& settlement, read::SourceRecord& source, Instant now);
  PlannedRecord decided_by_person(store::Connection& c, const ContractRecord& record, Instant now);
  PlannedRecord planned(store::Connection& c, const ContractRecord& record);
  void place_edition(store::Connection& c, const ContractRecord& record, const store::KnownInBase& known, PlannedRecord& plan);
  bool was_said(store::Connection& c, const ContractRecord& record, ContractId contract) const;
  bool is_later_import(store::Connection& c, const ContractRecord& record, const ContractRecord& latest, bool same_import) const;
  void stage_edition(store::Connection& c, const PlannedRecord& plan, const ContractRecord& record, Instant now);
  bool tell_differences(store::Connection& c, read::SourceRecord& source, const PlannedRecord& plan);
  PlannedRecord carried_out(store::Connection& c, PlannedRecord plan, const ContractRecord& record, Instant now);
  ContractId stage_new(store::Connection& c, const ContractRecord& record, Instant now);
  void write_line(store::Connection& c, const read::SourceRecord& source, const PlannedRecord& plan, bool says_otherwise);

  Services& services_;
  ImportId import_;
  std::int64_t file_number_;
  const ImportOptions& options_;
  RisingIds ids_;
};

}  // namespace clausier::app
