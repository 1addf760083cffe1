#pragma once
// A report of tables as one record: the content of its XML and of its JSON (docs/schemas/tableaux-1.0.xsd).
#include "clausier/report/table_report.hpp"
#include "record.hpp"

namespace clausier::write {

// One list a table, one item a row, one attribute a cell: named by the code of its column, with the unit after it
// when it is an amount (counted_seconds).
Record record_of(const report::TableReport& report);

}  // namespace clausier::write
