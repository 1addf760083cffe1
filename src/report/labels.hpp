#pragma once
// How a report names what it lists.
#include <string>
#include <vector>

#include "clausier/domain/wording.hpp"
#include "clausier/report/report.hpp"
#include "clausier/report/sheet.hpp"

namespace clausier::report {

// "2026-014 · lot 2": short, and different for every lot of a report.
std::string lot_reference(const LotSection& lot, const Wording& wording);

// "Ensemble (4 lots)".
std::string total_label(const Report& report, const Wording& wording);

// Object of the contract, then label of the lot when it says more.
std::string subject_of(const LotSection& lot);

std::string joined(const std::vector<std::string>& parts, std::string_view separator);
std::string programme_labels(const std::vector<std::string>& codes, const Wording& wording);

// "L2112_2, L2113_13" of a step or the codes of a clause, as articles; other text stays as it is.
std::string legal_labels(std::string_view codes, const Wording& wording);

Cell people_cell(const PeopleCount& count, std::size_t minimum, const Wording& wording);
// People of all lots, each once: at least so many when lots are left out.
Cell people_of_all(const Report& report, const Wording& wording);
Masked mask_of(Disclosure disclosure, std::size_t minimum, const Wording& wording);

Column column(const Wording& wording, std::string_view name, ColumnKind kind, int width);
Column hours_column(const Wording& wording, std::string_view name);
Column state_column(const Wording& wording, int width);  // of lots; those late or missed stand out

// The five columns that add up, and their cells.
void append_hours_columns(std::vector<Column>& columns, const Wording& wording);
void append_hours_cells(std::vector<Cell>& row, const HoursTotals& hours);

template <class Value>
Cell cell_or_empty(const std::optional<Value>& value) {
  return value ? Cell(*value) : Cell();
}

}  // namespace clausier::report
