#pragma once
// A report as it is built, before its bytes: shared by those who ask for one and those who check one.
#include <optional>
#include <string>

#include "clausier/app/reports.hpp"
#include "clausier/report/report.hpp"

namespace clausier::app {

struct ReportContent {
  report::Report report;
  std::string file_name;  // ours, ASCII
};

// Parameters already checked. Empty when nothing of the actor's perimeter is asked for.
std::optional<ReportContent> report_content(Services& services, const Actor& actor, const ReportParameters& parameters,
                                            const Cutoff& cutoff);

// The file in one of the formats of ReportParameters.
std::string report_bytes(const Services& services, const report::Report& report, std::string_view format);

}  // namespace clausier::app
