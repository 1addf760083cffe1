#pragma once
// A report as it is built, before its bytes: shared by those who ask for one and those who check one.
#include <optional>
#include <string>
#include <variant>

#include "clausier/app/reports.hpp"
#include "clausier/report/table_report.hpp"

namespace clausier::app {

using AnyReport = std::variant<report::Report, report::TableReport>;

struct ReportContent {
  AnyReport report;
  std::string title;
  std::string entries_sha256;
  std::string file_name;  // ours, ASCII
};

// Parameters already checked. Empty when nothing of the actor's perimeter is asked for.
std::optional<ReportContent> report_content(Services& services, const Actor& actor, const ReportParameters& parameters,
                                            const Cutoff& cutoff);

// The file in one of the formats of ReportParameters.
std::string report_bytes(const Services& services, const AnyReport& report, const Cutoff& cutoff, std::string_view format);

}  // namespace clausier::app
