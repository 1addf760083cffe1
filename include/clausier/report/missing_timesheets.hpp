#pragma once
// Timesheets that a firm should have sent and that no timesheet in order stands for.
#include <optional>
#include <string>
#include <vector>

#include "clausier/report/table_report.hpp"

namespace clausier::report {

struct MissingMonth {
  std::string lot;    // as people name it
  std::string buyer;
  std::string firm;
  std::string firm_siret;
  Month month;
  Date due_on;
  int days_late = 0;                          // on the last day of the report
  std::optional<Date> sent_back_on = {};      // empty: never sent
};

// `lines` in the order they are to be read.
TableReport missing_timesheets(ReportFrame frame, const std::vector<MissingMonth>& lines, const Wording& wording);

}  // namespace clausier::report
