#pragma once
// What a row of a timesheet is, for those who read a table and those who share its rows out alike.
#include "timesheet_header.hpp"

namespace clausier::read {

// The cell under a column; an empty one where the row is shorter.
const Cell& cell_at(const GridRow& row, int index);

enum class Total { none, partial, whole };
// "Total", "Sous-total", "Cumul" as a whole word at the start of the person's cell or, on a row without person, of
// any text: "Totain" is somebody's name, "Totalité du mois" a remark.
Total total_in(const GridRow& row, const PersonMention& person);

// The titles once more, as on every printed page.
bool is_repeated_header(const GridRow& row, const TableHeader& header);

}  // namespace clausier::read
