#pragma once
// Records that an import could not use as they were published: kept with their reason until a person
// settles them. What is settled once holds for every later import of the same record.
#include <optional>
#include <string>
#include <vector>

#include "clausier/app/actor.hpp"
#include "clausier/app/services.hpp"
#include "clausier/domain/contract.hpp"
#include "clausier/domain/record_correction.hpp"

namespace clausier::app {

using QuarantineId = Id<struct QuarantineKind>;

struct QuarantineLine {
  QuarantineId id;
  ImportId import;                // the first that met it
  std::string file = {};
  int position = 0;
  RecordOutcome outcome = RecordOutcome::doubtful;  // or refused
  std::string reason = {};        // finding code
  std::string uid = {};
  std::string object = {};
  Instant met_at;
};

struct QuarantinePage {
  std::vector<QuarantineLine> lines;
  std::int64_t total = 0;
};

struct QuarantineFilter {
  std::optional<ImportId> import = {};
  std::optional<RecordOutcome> outcome = {};
  int page = 1;
  int per_page = 50;
};

// A record of applied imports that nobody settled, once however often it was met. Roles: facilitator,
// administrator.
Outcome<QuarantinePage> quarantine(Services&, const Actor&, const QuarantineFilter&);

struct Settlement {
  std::string decision;  // accepted, corrected, rejected
  std::string reason;
  std::vector<Correction> corrections;
  std::string author;
  Instant recorded_at;
  std::optional<ContractId> contract;  // what the record became
};

struct QuarantinedRecord {
  QuarantineLine line;
  bool readable = false;              // false: it can only be rejected
  ContractRecord record = {};         // as it was read
  std::vector<Finding> findings = {};
  std::string raw = {};
  std::optional<ContractId> known = {};      // the contract it may be confused with
  ContractRecord known_record = {};
  std::optional<Settlement> settlement = {};
};
Outcome<QuarantinedRecord> view_quarantined(Services&, const Actor&, QuarantineId);

struct SettlementRequest {
  std::string decision;  // accepted, corrected, rejected
  std::string reason;    // needed to correct and to reject
  std::vector<Correction> corrections = {};  // of what differs from what was read
};
// Applied at once, like an import of one record. Refusals: quarantine.settled, quarantine.reason,
// quarantine.unreadable, quarantine.correction (field), quarantine.nothing_corrected, and the code of
// what still prevents use. The contract that the record became, or none when rejected. Role: facilitator.
Outcome<std::optional<ContractId>> settle_record(Services&, const Actor&, QuarantineId, const SettlementRequest&);

}  // namespace clausier::app
