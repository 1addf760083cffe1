#pragma once
// The objects printed with --json: the same keys in the same order whatever happened, absent values as
// null, times in seconds, money in cents, instants in UTC.
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clausier/app/accounts.hpp"
#include "clausier/app/contracts.hpp"
#include "clausier/app/imports.hpp"
#include "clausier/app/ledger_reports.hpp"
#include "clausier/app/reports.hpp"
#include "clausier/app/timesheets.hpp"
#include "clausier/domain/wording.hpp"

namespace clausier::cli {

std::string error_json(std::string_view code, std::string_view message);

struct ImportResult {
  bool dry_run = false;
  std::optional<ImportId> id;  // absent when nothing was applied
  std::vector<app::ImportedFile> files;
  // Hands over the findings of the records of one file (rank from 0), one by one.
  using OnFinding = std::function<void(const Finding&)>;
  std::function<void(std::size_t file, const OnFinding& on_finding)> each_record_finding;
};
// In parts, as the findings come: an import has as many as its records.
void write_import_json(const Wording& wording, const ImportResult& result,
                       const std::function<void(std::string_view)>& out);

std::string contracts_json(const std::vector<app::ContractLine>& contracts);

struct TimesheetResult {
  std::string file;
  std::string sha256;
  LotId lot;
  Month month;
  Siret firm;
  std::size_t rows = 0;
  std::size_t persons = 0;
  WorkTime declared = WorkTime::zero();
  std::vector<Finding> findings = {};
  std::optional<Instant> already_received = {};
};
struct PostedTimesheet {
  std::optional<TimesheetId> id;  // absent when the file was refused
  std::size_t entries = 0;
};
// `posted` for timesheet post only.
std::string timesheet_json(const Wording& wording, const TimesheetResult& result, const std::optional<PostedTimesheet>& posted);

std::string position_json(const Wording& wording, const app::LotPosition& lot);

std::string report_json(const app::ReportParameters& asked, const app::BuiltReport& report, const std::string& file);

// The same keys, and `lines`.
std::string ledger_json(const app::ReportParameters& asked, const app::LedgerFile& report, const std::string& file);

std::string user_json(const app::UserLine& user, const app::OneTimeLink& link);
std::string users_json(const std::vector<app::UserLine>& users);

// `known` empty: no report of this base has that SHA-256.
std::string verify_report_json(const std::string& file, const std::string& sha256, const std::optional<app::KnownReport>& known,
                               app::Rebuilt rebuilt);

std::string verify_json(const app::Verification& verification);

std::string serving_json(const std::string& address, const std::optional<app::OneTimeLink>& setup);

struct DemoAccount {
  std::string email;
  app::Role role;
  std::string display_name;
  std::string organisation;
  std::string password;
};
struct DemoLoaded {
  std::int64_t contracts = 0, clauses = 0, people = 0, timesheets = 0, decisions = 0, closures = 0;
  std::vector<DemoAccount> accounts;
};
std::string demo_json(const DemoLoaded& loaded);

}  // namespace clausier::cli
