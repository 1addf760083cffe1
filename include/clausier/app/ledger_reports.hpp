#pragma once
// Every line of the ledger in a file, however many: written lot by lot, in memory that one lot sets.
#include <filesystem>
#include <functional>

#include "clausier/app/reports.hpp"

namespace clausier::app {

struct LedgerFile {
  ReportId id;
  std::string sha256;
  std::string entries_sha256;
  std::int64_t lines = 0;
  std::uint64_t size_bytes = 0;
  Cutoff cutoff;
};

// Told after each lot.
struct LedgerProgress {
  std::size_t lots_done = 0, lots = 0;
  std::int64_t lines = 0;
};

// For facilitators, on what their office follows, and the operator: lines say why hours do not count, so
// buyers have the other reports. The parameters limit the perimeter as for a portfolio; the format is xlsx
// or csv, the kind "ledger". The same question with both dates fixed gives the same bytes.
Outcome<LedgerFile> write_ledger_report(Services&, const Actor&, const ReportParameters&, const std::filesystem::path& file,
                                        const std::function<void(const LedgerProgress&)>& progress);

}  // namespace clausier::app
