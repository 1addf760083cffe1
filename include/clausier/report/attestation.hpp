#pragma once
// What one lot has come to, as the facilitator certifies it and the buyer joins it to the final account.
#include "clausier/report/table_report.hpp"

namespace clausier::report {

// Of the only lot of `report`, with no figure that the report itself would not show. Throws
// std::invalid_argument when the report has not exactly one lot.
TableReport attestation(const Report& report, const Wording& wording);

}  // namespace clausier::report
