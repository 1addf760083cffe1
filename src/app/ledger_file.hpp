#pragma once
#include "clausier/app/ledger_reports.hpp"

namespace clausier::app {

// Writes the file and fills all but its id; empty when the perimeter holds no lot. Parameters already checked.
std::optional<LedgerFile> write_ledger_file(Services& services, const Actor& actor, const ReportParameters& parameters, const Cutoff& cutoff,
                                            const std::filesystem::path& file, const std::function<void(const LedgerProgress&)>& progress);

}  // namespace clausier::app
