#pragma once
// A report as JSON: what its XML says, with the same names. Repeated elements are arrays, absent
// attributes are null. Described in docs/schemas/README.md.
#include <string>

#include "clausier/domain/wording.hpp"
#include "clausier/report/table_report.hpp"

namespace clausier::write {

// One object, ended by a line feed. Times in seconds, money in cents, days and instants in ISO 8601.
std::string write_json(const report::Report& report, const Wording& wording);
std::string write_json(const report::TableReport& report);

}  // namespace clausier::write
