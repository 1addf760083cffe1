#pragma once
// The row of titles of a timesheet: where it is, and what its columns hold.
#include "clausier/read/timesheet_reader.hpp"
#include "timesheet_months.hpp"

namespace clausier::read {

// A title as it is compared: folded, without what stands in parentheses, linking words and units.
std::string folded_header(std::string_view title);

struct HeaderColumn {
  int index = 0;
  std::string title;
  ColumnTarget target;                // "" when not recognised
  std::optional<MonthMention> month;  // for month_hours
  // "Début", "Date de fin": the days worked that it may say, period_start or period_end, or the dates of the work
  // contract; the target is "ignore" until the table tells. "" for every other column.
  ColumnTarget perhaps = "";
};

struct TableHeader {
  std::size_t row_at = 0;  // index in the rows of the sheet
  int row_number = 0;
  std::vector<HeaderColumn> columns;

  const HeaderColumn* first(std::string_view target) const;
  bool names_people() const { return first("last_name") || first("full_name") || first("reference"); }
  bool holds_hours() const { return first("hours") || first("total") || first("training_hours") || first("month_hours"); }
  bool is_complete() const { return names_people() && holds_hours(); }
};

// The row among the first ones whose titles are best recognised; a complete one before any other.
// Empty when no row has two recognised titles.
std::optional<TableHeader> find_header(const Sheet& sheet, const ReadingContext& context);

// The columns to read, after choosing between several, with what is to say about the others.
class TableColumns {
public:
  static TableColumns choose(const Sheet& sheet, const TableHeader& header, const ReadingContext& context,
                             std::vector<Finding>& findings);
  std::optional<int> of(std::string_view target) const;
  const std::string& title_of(std::string_view target) const;
  // The hours stand in one of several columns named after months: an empty cell says nothing.
  bool by_month() const { return by_month_; }

private:
  void take(const std::string& target, const HeaderColumn& column) { columns_.emplace(target, column); }
  // Columns that may say the days worked: kept, left aside as the others are, or left aside with a warning.
  void settle(const std::vector<const HeaderColumn*>& doubtful, const Sheet& sheet, const TableHeader& header,
              const ReadingContext& context, std::vector<Finding>& findings);
  bool says_when_worked(const TableHeader& header) const;
  std::map<std::string, HeaderColumn, std::less<>> columns_;
  bool by_month_ = false;
};

}  // namespace clausier::read
