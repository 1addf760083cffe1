#pragma once
// The sheets of the workbook, one function each.
#include "clausier/report/table_report.hpp"

namespace clausier::report {

Sheet synthesis_sheet(const Report& report, const Wording& wording);
Sheet progress_sheet(const Report& report, const Wording& wording);
Sheet months_sheet(const Report& report, const Wording& wording);
Sheet lot_months_sheet(const Report& report, const Wording& wording);
Sheet modalities_sheet(const Report& report, const Wording& wording);
Sheet groups_sheet(const Report& report, const Wording& wording);
Sheet contracts_sheet(const Report& report, const Wording& wording);
Sheet clauses_sheet(const Report& report, const Wording& wording);
Sheet steps_sheet(const Report& report, const Wording& wording);
Sheet parameters_sheet(const Report& report, const Wording& wording);
Sheet divisions_sheet(const Report& report, const Wording& wording);
Sheet targets_sheet(const Report& report, const Wording& wording);
Sheet penalties_sheet(const Report& report, const Wording& wording);
Sheet changes_sheet(const Report& report, const Wording& wording);
Sheet indicators_sheet(const Report& report, const Wording& wording);
Sheet frame_sheet(const ReportFrame& frame, const Wording& wording);  // the parameters of a report of tables

// A workbook around its sheets, columns wide enough for their numbers, long sheets in parts.
Workbook workbook_of(const ReportFrame& frame, std::vector<Sheet> sheets, const Wording& wording);

}  // namespace clausier::report
