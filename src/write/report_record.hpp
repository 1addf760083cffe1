#pragma once
// What a report says, as one record: the content of its XML and of its JSON (docs/schemas).
#include "clausier/domain/wording.hpp"
#include "clausier/report/report.hpp"
#include "record.hpp"

namespace clausier::write {

Record record_of(const report::Report& report, const Wording& wording);

}  // namespace clausier::write
