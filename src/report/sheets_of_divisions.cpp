// The perimeter divided, and what a programme aims at.
#include "labels.hpp"
#include "sheets.hpp"

namespace clausier::report {
namespace {

std::string division_label(const Division& division, const std::string& code, const Wording& wording) {
  if (code.empty()) return wording.say("report.division.none");
  const auto key = division.dimension == "programme"      ? "programme." + code
                   : division.dimension == "contract_type" ? "contract_type." + code
                   : division.dimension == "department"    ? "department." + code
                                                           : "";
  return !key.empty() && wording.has(key) ? wording.say(key) : code;
}

Cell people_of(const DivisionLine& line, std::size_t minimum, const Wording& wording) {
  const bool least = line.lots_left_out > 0 && line.people.disclosure == Disclosure::shown;
  if (least) return Masked{wording.say("report.mask.at_least", {{"people", std::to_string(line.people.people)}})};
  return people_cell(line.people, minimum, wording);
}

void append_division(Sheet& sheet, const Division& division, std::size_t minimum, const Wording& wording) {
  const auto dimension = wording.say("report.division." + division.dimension);
  const bool of_lots = is_of_lots(division);
  for (const auto& line : division.lines) {
    std::vector<Cell> row{dimension, division_label(division, line.code, wording)};
    row.push_back(of_lots ? Cell(static_cast<std::int64_t>(line.contracts)) : Cell());
    row.push_back(of_lots ? Cell(static_cast<std::int64_t>(line.lots)) : Cell());
    row.push_back(of_lots ? people_of(line, minimum, wording) : Cell());
    append_hours_cells(row, line.hours);
    row.push_back(of_lots ? Cell(line.of_year.counted) : Cell());
    sheet.rows.push_back(std::move(row));
  }
  if (!division.undistributed) return;
  std::vector<Cell> rest{dimension, wording.say("report.group.undistributed"), {}, {}, {}};
  append_hours_cells(rest, *division.undistributed);
  rest.emplace_back();
  sheet.rows.push_back(std::move(rest));
}

Cell amount_of(const TargetLine& target, std::int64_t value) {
  if (target.unit == "basis_points") return BasisPoints{value};
  if (target.unit == "seconds") return WorkTime::from_seconds(value);
  return value;
}

Cell reached_cell(const TargetLine& target, std::size_t minimum, const Wording& wording) {
  if (target.disclosure != Disclosure::shown) return mask_of(target.disclosure, minimum, wording);
  if (!target.reached) return Masked{wording.say("report.target.unknown")};
  const auto reached = amount_of(target, *target.reached);
  if (target.at_least) return Masked{wording.say("report.mask.at_least", {{"people", printed(reached)}})};
  return reached;
}

}  // namespace

Sheet divisions_sheet(const Report& report, const Wording& wording) {
  Sheet sheet{.name = wording.say("report.sheet.divisions"),
              .columns = {column(wording, "division", ColumnKind::text, 20), column(wording, "division_line", ColumnKind::text, 34),
                          column(wording, "contracts", ColumnKind::integer, 10), column(wording, "lots", ColumnKind::integer, 8),
                          column(wording, "people", ColumnKind::integer, 11)}};
  append_hours_columns(sheet.columns, wording);
  sheet.columns.push_back(hours_column(wording, "counted_in_year"));
  for (const auto& division : report.divisions) append_division(sheet, division, report.people_minimum, wording);
  sheet.frozen_columns = 2;
  sheet.notes.push_back(wording.say("report.note.divisions", {{"year", report.cutoff.worked_until.iso().substr(0, 4)}}));
  return sheet;
}

Sheet targets_sheet(const Report& report, const Wording& wording) {
  Sheet sheet{.name = wording.say("report.sheet.targets"),
              .columns = {column(wording, "target_of", ColumnKind::text, 60), column(wording, "target_value", ColumnKind::integer, 12),
                          column(wording, "target_reached", ColumnKind::integer, 12), column(wording, "source", ColumnKind::text, 60)}};
  for (const auto& target : report.targets)
    sheet.rows.push_back({wording.say("programme_target." + target.code), target.value ? amount_of(target, *target.value) : Cell(),
                          reached_cell(target, report.people_minimum, wording), target.source});
  sheet.notes.push_back(wording.say("report.note.targets"));
  return sheet;
}

}  // namespace clausier::report
