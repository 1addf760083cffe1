#pragma once
// What an office says of the pathways it follows (domain.md §5.4): entries, exits, positive exits with what is still
// to be confirmed, and the rate, year by year. Counts only, no reference and no name.
#include <string>
#include <vector>

#include "clausier/domain/pathway.hpp"
#include "clausier/domain/wording.hpp"
#include "clausier/report/table_report.hpp"

namespace clausier::report {

struct PathwayYear {
  DateRange period;  // a calendar year, the last one up to the day of the report
  PathwayFigures figures;
};

struct PathwayCount {
  std::string code;   // of the kind of fact; the same code adds up
  std::string label;
  std::string group;  // what it divides: exits that may be positive or not, a situation at 6 or at 12 months
  int number = 0;
};

struct PathwaySummary {
  std::string office;
  std::vector<PathwayYear> years;        // oldest first
  std::vector<PathwayCount> exits;       // of the last year, by reason
  std::vector<PathwayCount> entries;     // of the last year, by prescriber
  std::vector<PathwayCount> situations;  // of those who left in time to be asked by now, at 6 and at 12 months
};

// A count of fewer than `minimum` people is masked, and with it those that a subtraction would give back.
TableReport pathway_report(ReportFrame frame, const PathwaySummary& summary, std::size_t minimum, const Wording& wording);

}  // namespace clausier::report
