#pragma once
// A workbook before any file format: typed cells under one row of headers, no merged cell.
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "clausier/domain/calendar.hpp"
#include "clausier/domain/money.hpp"
#include "clausier/domain/wording.hpp"
#include "clausier/domain/work_time.hpp"
#include "clausier/report/report.hpp"

namespace clausier::report {

struct BasisPoints {  // 6250 = 62,5 %
  std::int64_t value = 0;
  bool operator==(const BasisPoints&) const = default;
};

struct Masked {  // a figure hidden to protect people, and what stands in its place
  std::string text;
  bool operator==(const Masked&) const = default;
};

// std::monostate is an empty cell; hours are printed in hundredths, rounded once, here.
using Cell = std::variant<std::monostate, std::string, WorkTime, Money, std::int64_t, Date, Month, BasisPoints, Masked>;

enum class ColumnKind { text, hours, money, integer, date, month, percent };

// Where a workbook leads the eye, as a rule of the spreadsheet that follows the figures when they are sorted, filtered or
// corrected. Never by colour alone: bold, or a bar beside the figure.
enum class Emphasis { none, above_zero, below_whole, bar };

struct Column {
  std::string header;
  int width = 12;  // characters
  ColumnKind kind = ColumnKind::text;
  std::string indicator = {};  // code of the dictionary, for columns of figures
  std::string code = {};       // name of the column in XML and JSON, for tables that have one
  Emphasis emphasis = Emphasis::none;
  std::vector<std::string> alerts = {};  // texts of the column that ask for attention
};

// Told apart by more than a colour.
enum class SeriesStyle { solid, hatched, hollow, plain_line, dashed_line };

struct ChartSeries {
  std::size_t column = 0;
  SeriesStyle style = SeriesStyle::solid;
};

enum class ChartKind { stacked_bars, lines };  // bars lie down, the first row on top

struct Chart {
  ChartKind kind = ChartKind::stacked_bars;
  std::string title;
  std::string description;  // read aloud in its place
  std::string value_axis;
  std::size_t category_column = 0;
  std::vector<ChartSeries> series;
};

struct Sheet {
  std::string name;  // at most 31 characters
  std::vector<Column> columns = {};
  std::vector<std::vector<Cell>> rows = {};
  std::size_t total_rows = 0;  // last rows that sum the others: bold, outside the filter and the chart
  std::set<std::size_t> subtotals = {};  // rows that sum those above, bold
  int frozen_columns = 0;
  std::vector<std::string> notes = {};  // sentences under the table, outside the filter
  std::optional<Chart> chart = {};
};

struct Workbook {
  std::string title;
  std::string subject;
  std::string author;      // the software, never a person
  std::string cutoff_line;  // both dates, rules and hash: the foot of every printed page
  std::string page_line;    // "Page {page} sur {pages}"
  std::vector<Sheet> sheets;
  std::vector<std::pair<std::string, std::string>> properties = {};
};

// Sheets: synthesis, progress, months, lots by month, modalities, groups, contracts, clauses, steps of
// computation, parameters, indicators.
Workbook to_workbook(const Report& report, const Wording& wording);

// A cell as a French page prints it: "1 820,50", "62,5 %", "30/06/2026".
std::string printed(const Cell& cell);

// The one table of the CSV: lines of each lot (its standing, months, modalities, groups), its clause, the same
// of all lots, and the parameters. The first column says which.
Sheet flat_table(const Report& report, const Wording& wording);

// Cuts sheets that are longer than a spreadsheet holds into "name (2)", "name (3)"…
std::vector<Sheet> split_long_sheets(std::vector<Sheet> sheets, std::size_t rows_at_most);

}  // namespace clausier::report
