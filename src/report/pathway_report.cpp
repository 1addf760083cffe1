#include "clausier/report/pathway_report.hpp"

#include <map>

#include "clausier/report/small_counts.hpp"
#include "labels.hpp"

namespace clausier::report {
namespace {

class Counts {
public:
  Counts(std::size_t minimum, const Wording& wording) : minimum_(minimum), mask_(mask_of(Disclosure::small, minimum, wording)) {}

  bool is_small(int number) const { return 0 < number && static_cast<std::size_t>(number) < minimum_; }
  Cell cell(int number) const { return is_small(number) ? Cell(mask_) : Cell(std::int64_t{number}); }
  // A rate over few exits, or of few of them, tells of those few.
  Cell rate(const PathwayFigures& figures) const {
    if (is_small(figures.exits) || is_small(figures.positive)) return mask_;
    const auto tenths = figures.positive_rate();
    return tenths ? Cell(BasisPoints{*tenths * 10}) : Cell();
  }

private:
  std::size_t minimum_;
  Masked mask_;
};

Table years_table(const PathwaySummary& summary, const Counts& counts, const Wording& wording) {
  Sheet sheet{.name = wording.say("report.sheet.pathways"),
              .columns = {column(wording, "period_first", ColumnKind::date, 12), column(wording, "period_last", ColumnKind::date, 12)},
              .frozen_columns = 2,
              .notes = {wording.say("report.note.pathways"), wording.say("report.note.pathways.small")}};
  for (const char* figure : {"followed", "entered", "exits", "positive_exits", "pending_exits"})
    sheet.columns.push_back(column(wording, figure, ColumnKind::integer, 14));
  sheet.columns.push_back(column(wording, "positive_rate", ColumnKind::percent, 14));
  for (const auto& [period, f] : summary.years)
    sheet.rows.push_back({period.first, period.last, counts.cell(f.followed), counts.cell(f.entered), counts.cell(f.exits),
                          counts.cell(f.positive), counts.cell(f.pending), counts.rate(f)});
  return {"years", std::move(sheet)};
}

// One line a code and group; those of few people masked, and as many others as it takes to keep them so.
Table divided(std::string code, std::string_view first_column, const std::vector<PathwayCount>& lines, std::size_t minimum, const Wording& wording) {
  Sheet sheet{.name = wording.say("report.sheet.pathway_" + code),
              .columns = {column(wording, first_column, ColumnKind::text, 52), column(wording, "kind", ColumnKind::text, 34),
                          column(wording, "number", ColumnKind::integer, 14)}};
  std::map<std::string, std::size_t> numbers;
  for (const auto& line : lines) numbers[line.code + "/" + line.group] += static_cast<std::size_t>(line.number);
  const auto shown = shown_cells(numbers, minimum);
  for (const auto& line : lines)
    sheet.rows.push_back({line.label, line.group,
                          shown.contains(line.code + "/" + line.group) ? Cell(std::int64_t{line.number})
                                                                       : Cell(mask_of(Disclosure::withheld, minimum, wording))});
  return {std::move(code), std::move(sheet)};
}

}  // namespace

TableReport pathway_report(ReportFrame frame, const PathwaySummary& summary, std::size_t minimum, const Wording& wording) {
  std::vector<Table> tables = {years_table(summary, Counts(minimum, wording), wording),
                               divided("exits", "exit_reason", summary.exits, minimum, wording),
                               divided("entries", "prescriber", summary.entries, minimum, wording),
                               divided("situations", "situation", summary.situations, minimum, wording)};
  return {TableReportKind::pathways, std::move(frame), std::move(tables)};
}

}  // namespace clausier::report
