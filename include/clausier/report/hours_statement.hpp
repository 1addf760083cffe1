#pragma once
// The hours of one person, given to that person by the facilitator who follows the contracts. The only report
// that holds a name; it holds no criterion.
#include <optional>
#include <string>
#include <vector>

#include "clausier/domain/position.hpp"
#include "clausier/report/table_report.hpp"

namespace clausier::report {

struct StatedLine {
  std::string lot;   // as people name it
  std::string firm;
  DecidedEntry line;
};

struct StatedPerson {
  std::string reference;
  std::string family_name;
  std::string given_name;
  std::optional<Date> birth_date = {};
};

// Lines in any order: they are put in that of the days worked.
TableReport hours_statement(ReportFrame frame, const StatedPerson& person, std::vector<StatedLine> lines, const Wording& wording);

}  // namespace clausier::report
