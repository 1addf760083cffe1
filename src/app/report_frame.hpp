#pragma once
// What a report made of tables says of itself.
#include "clausier/app/reports.hpp"
#include "clausier/report/table_report.hpp"

namespace clausier::app {

report::ReportFrame frame_of(const Services& services, std::string title, const Cutoff& cutoff, std::string entries_sha256);

// The title of that kind of report at its last day.
std::string title_at(const Services& services, const ReportParameters& asked, Parameters holes);

}  // namespace clausier::app
