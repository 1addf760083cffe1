#pragma once
// The rows of one recognised table, read into a draft.
#include "timesheet_cells.hpp"
#include "timesheet_header.hpp"
#include "timesheet_rows.hpp"

namespace clausier::read {

// What the lines of one column of hours add up to, to be set beside the totals of the file.
class HoursTally {
public:
  void add(WorkTime time) { since_total_ += time; whole_ += time; }
  // A line could not be read: what it belongs to cannot be compared any more.
  void miss() { block_unsure_ = whole_unsure_ = true; }
  void close_block() { since_total_ = WorkTime::zero(); block_unsure_ = false; }
  // The sum that a total speaks of: the lines since the last total, or all of them, whichever is
  // nearer. Empty when it is unsure.
  std::optional<WorkTime> compared_with(WorkTime stated, bool partial) const;
  bool is(WorkTime time) const { return time != WorkTime::zero() && (time == since_total_ || time == whole_); }

private:
  WorkTime since_total_ = WorkTime::zero();
  WorkTime whole_ = WorkTime::zero();
  bool block_unsure_ = false;
  bool whole_unsure_ = false;
};

class TimesheetTable {
public:
  TimesheetTable(const Sheet& sheet, const TableHeader& header, const ReadingContext& context, TimesheetDraft& draft);
  // Appends lines, totals and findings to the draft.
  void read();

private:
  struct HoursColumn {
    int index = 0;
    WorkKind kind = WorkKind::work;
    std::optional<bool> dot_means_minutes = {};  // the answer given for the column
    HoursTally tally = {};
    int ambiguous_cells = 0;
    Finding first_ambiguous = {};
  };

  void add_hours_column(std::string_view target, WorkKind kind);
  void index_merges();
  void read_row(const GridRow& row);
  void read_line(const GridRow& row, const PersonMention& person);
  void read_hours_cell(const GridRow& row, HoursColumn& column, const DraftLine& common, bool dates_read);
  void note_ambiguous(HoursColumn& column, const Place& at, const Cell& cell);
  void say_no_hours(const GridRow& row);
  void skip_total(const GridRow& row, Total total);
  void skip_comment(const GridRow& row);
  void check_duplicate(const DraftLine& line, const Cell& source);
  void report_repairs();

  bool is_unlabelled_total(const GridRow& row) const;
  bool has_hours(const GridRow& row) const;
  HoursReading hours_in(const GridRow& row, const HoursColumn& column) const;

  PersonMention person_in(const GridRow& row);
  LineColumns columns_of_line() const;
  std::string first_of(std::initializer_list<std::string_view> targets) const;  // letters, "" without any
  void read_employment(const GridRow& row, DraftLine& line);
  // The days worked, in the asked month; false when a date is at fault.
  bool read_period(const GridRow& row, std::optional<DateRange>& worked);
  bool read_month_named(const GridRow& row);
  std::optional<DateRange> days_in(const GridRow& row, bool& read);
  std::optional<Date> date_in(const GridRow& row, std::string_view target, bool& read);

  const Cell& cell(const GridRow& row, int index) const;
  // The cell, or the one that covers it from above: a name merged over the rows of a person.
  const Cell& covering_cell(const GridRow& row, std::string_view target) const;
  std::string text(const GridRow& row, std::string_view target) const;
  Place place(const GridRow& row, int index) const { return {sheet_.name, row.number, column_letters(index), 0, ""}; }
  Place place_of(const GridRow& row, std::string_view target) const;
  void report(std::string code, const Place& at, std::string_view value = {}, Parameters parameters = {});
  void announce_repair(const std::string& code, const Place& at, std::string_view value);

  const Sheet& sheet_;
  const TableHeader& header_;
  const ReadingContext& context_;
  TimesheetDraft& draft_;
  TableColumns columns_;
  std::vector<HoursColumn> hours_;
  LineColumns line_columns_;
  std::map<int, std::vector<MergedRange>> vertical_merges_;  // by column, by first row
  std::map<std::string, int> rows_by_line_;  // rows of the lines already read, to tell identical ones
  std::map<std::pair<std::string, std::string>, std::pair<Finding, int>> repairs_;  // by code and column, with their count
  bool after_total_ = false;
};

}  // namespace clausier::read
