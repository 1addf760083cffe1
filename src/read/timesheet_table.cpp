#include "timesheet_table.hpp"

#include <algorithm>

#include "clausier/domain/contract.hpp"
#include "clausier/domain/wording.hpp"

namespace clausier::read {
namespace {

bool is_empty(const Cell& cell) { return trimmed(cell.text).empty() && !cell.formula; }

std::size_t filled_cells(const GridRow& row) {
  return static_cast<std::size_t>(std::count_if(row.cells.begin(), row.cells.end(), [](const Cell& c) { return !is_empty(c); }));
}

// "FIN", alone on the row that closes some exports.
bool is_end_mark(const GridRow& row) {
  const auto mark = std::find_if(row.cells.begin(), row.cells.end(), [](const Cell& c) { return !is_empty(c); });
  return folded(mark->text) == "fin";
}

std::int64_t distance(WorkTime a, WorkTime b) { return a < b ? (b - a).seconds() : (a - b).seconds(); }

// Everything that makes two lines the same, in one text.
std::string line_key(const DraftLine& line) {
  const auto& person = line.person;
  std::string key;
  for (const auto& part :
       {folded(person.reference), folded(person.family_name), folded(person.given_name), folded(person.full_name),
        person.birth_date ? person.birth_date->iso() : "", line.worked ? line.worked->first.iso() + line.worked->last.iso() : "",
        std::to_string(line.declared.seconds()), std::string(work_kind_code(line.kind)), line.employer_siret,
        line.modality ? std::string(modality_code(*line.modality)) : ""})
    key += part + '\n';
  return key;
}

}  // namespace

std::optional<WorkTime> HoursTally::compared_with(WorkTime stated, bool partial) const {
  const bool block = partial || distance(stated, since_total_) < distance(stated, whole_);
  if (block ? block_unsure_ : whole_unsure_) return std::nullopt;
  return block ? since_total_ : whole_;
}

TimesheetTable::TimesheetTable(const Sheet& sheet, const TableHeader& header, const ReadingContext& context, TimesheetDraft& draft)
    : sheet_(sheet), header_(header), context_(context), draft_(draft),
      columns_(TableColumns::choose(sheet, header, context, draft.findings)) {
  add_hours_column("hours", WorkKind::work);
  add_hours_column("training_hours", WorkKind::training);
  line_columns_ = columns_of_line();
  index_merges();
}

void TimesheetTable::add_hours_column(std::string_view target, WorkKind kind) {
  const auto index = columns_.of(target);
  if (!index) return;
  HoursColumn column{*index, kind};
  const auto answer = context_.dot_means_minutes.find(column_letters(*index));
  if (answer != context_.dot_means_minutes.end()) column.dot_means_minutes = answer->second;
  hours_.push_back(std::move(column));
}

LineColumns TimesheetTable::columns_of_line() const {
  return {.person = first_of({"reference", "last_name", "full_name"}),
          .days = first_of({"worked_on", "week", "period_start", "month"})};
}

std::string TimesheetTable::first_of(std::initializer_list<std::string_view> targets) const {
  for (const auto target : targets)
    if (const auto index = columns_.of(target)) return column_letters(*index);
  return "";
}

void TimesheetTable::index_merges() {
  for (const auto& range : sheet_.merged)
    if (range.first_row > header_.row_number && range.first_row < range.last_row)
      for (const auto& column : header_.columns)
        if (range.first_column <= column.index && column.index <= range.last_column)
          vertical_merges_[column.index].push_back(range);
  for (auto& [column, ranges] : vertical_merges_)
    std::sort(ranges.begin(), ranges.end(), [](const auto& a, const auto& b) { return a.first_row < b.first_row; });
}

void TimesheetTable::read() {
  if (hours_.empty()) {
    report("col.required", {sheet_.name, header_.row_number, "", 0, ""});
    return;
  }
  for (std::size_t at = header_.row_at + 1; at < sheet_.rows.size(); ++at) read_row(sheet_.rows[at]);
  report_repairs();
}

void TimesheetTable::read_row(const GridRow& row) {
  if (is_repeated_header(row, header_)) return;
  const PersonMention person = person_in(row);
  if (const auto total = total_in(row, person); total != Total::none) return skip_total(row, total);
  if (person != PersonMention{}) return read_line(row, person);
  if (!has_hours(row)) return skip_comment(row);
  if (is_unlabelled_total(row)) return skip_total(row, Total::whole);
  for (const auto target : {"last_name", "full_name", "reference"})
    if (columns_.of(target)) {
      report("cell.person.missing", place_of(row, target));
      break;
    }
  for (auto& column : hours_) column.tally.miss();
}

void TimesheetTable::read_line(const GridRow& row, const PersonMention& person) {
  if (!has_hours(row)) return say_no_hours(row);
  DraftLine line;
  line.columns = line_columns_;
  line.person = person;
  if (columns_.of("birth_date")) {
    const auto& born = covering_cell(row, "birth_date");
    const auto reading = read_birth_date(born);
    line.person.birth_date = reading.date;
    if (!reading.fault.empty()) report(reading.fault, place_of(row, "birth_date"), born.text, {{"title", columns_.title_of("birth_date")}});
    if (!reading.repair.empty()) announce_repair(reading.repair, place_of(row, "birth_date"), born.text);
  }
  const bool dates_read = read_period(row, line.worked);
  read_employment(row, line);
  for (auto& column : hours_) read_hours_cell(row, column, line, dates_read);
  if (row.hidden) report("row.hidden", place(row, hours_.front().index));
  after_total_ = false;
}

void TimesheetTable::read_hours_cell(const GridRow& row, HoursColumn& column, const DraftLine& common, bool dates_read) {
  const Cell& source = cell(row, column.index);
  const auto reading = hours_in(row, column);
  if (!reading.time && reading.fault.empty()) return;

  DraftLine line = common;
  line.place = place(row, column.index);
  line.kind = column.kind;
  if (!reading.fault.empty()) {
    report(reading.fault, line.place, source.text, {{"value", excerpt(source.text)}});
    column.tally.miss();
    draft_.unread.push_back(std::move(line));
    return;
  }
  if (source.formula) report("cell.formula", line.place, source.text, {{"value", excerpt(source.text)}});
  if (reading.ambiguous) note_ambiguous(column, line.place, source);
  column.tally.add(*reading.time);
  if (!dates_read) {
    draft_.unread.push_back(std::move(line));
    return;
  }
  line.declared = *reading.time;
  check_duplicate(line, source);
  draft_.lines.push_back(std::move(line));
}

// Asked once per column, and the answer told once: the first cell stands for the others.
void TimesheetTable::note_ambiguous(HoursColumn& column, const Place& at, const Cell& source) {
  if (column.ambiguous_cells++ > 0) return;
  const std::string written = trimmed(source.text);
  const auto as_minutes = parse_work_time_as_minutes(written);
  const std::string minutes = as_minutes ? french_hours_minutes(*as_minutes) : "";
  const std::string decimal = french_hours(parse_work_time(written)->time);
  Parameters parameters = {{"value", written}, {"minutes", minutes}, {"decimal", decimal}};
  if (column.dot_means_minutes) parameters["reading"] = *column.dot_means_minutes ? minutes : decimal + "\u00A0h";
  const char* code = column.dot_means_minutes ? "cell.hours.minutes.answered" : "cell.hours.minutes";
  column.first_ambiguous = finding(code, at, written, std::move(parameters));
}

void TimesheetTable::say_no_hours(const GridRow& row) {
  // Signatures and footnotes under the total, in the column of names.
  if (after_total_ && filled_cells(row) <= 1) return skip_comment(row);
  if (filled_cells(row) == 1 && is_end_mark(row)) return skip_comment(row);
  // Columns of months: somebody without hours in this month worked in another.
  if (columns_.by_month()) return;
  report("cell.hours.empty", place(row, hours_.front().index), cell(row, hours_.front().index).text);
}

void TimesheetTable::skip_total(const GridRow& row, Total total) {
  report("row.total.skipped", place(row, hours_.front().index), cell(row, hours_.front().index).text);
  for (auto& column : hours_) {
    const auto reading = hours_in(row, column);
    if (reading.time && reading.fault.empty())
      if (const auto summed = column.tally.compared_with(*reading.time, total == Total::partial))
        draft_.totals.push_back({place(row, column.index), *reading.time, *summed});
    column.tally.close_block();
  }
  if (total == Total::whole) after_total_ = true;
}

void TimesheetTable::skip_comment(const GridRow& row) {
  for (std::size_t index = 0; index < row.cells.size(); ++index)
    if (!is_empty(row.cells[index])) {
      report("row.after_table", place(row, static_cast<int>(index)), row.cells[index].text);
      return;
    }
}

void TimesheetTable::check_duplicate(const DraftLine& line, const Cell& source) {
  const auto [known, added] = rows_by_line_.emplace(line_key(line), line.place.row);
  if (!added) report("cell.duplicate", line.place, source.text, {{"row", std::to_string(known->second)}});
}

// A sum under the table without a word: nothing but hours, equal to what the lines add up to.
bool TimesheetTable::is_unlabelled_total(const GridRow& row) const {
  std::size_t sums = 0;
  for (const auto& column : hours_) {
    const auto reading = hours_in(row, column);
    if (reading.time && column.tally.is(*reading.time)) ++sums;
  }
  return sums > 0 && sums == filled_cells(row);
}

bool TimesheetTable::has_hours(const GridRow& row) const {
  return std::any_of(hours_.begin(), hours_.end(), [&](const HoursColumn& column) {
    const auto reading = hours_in(row, column);
    return reading.time || !reading.fault.empty();
  });
}

HoursReading TimesheetTable::hours_in(const GridRow& row, const HoursColumn& column) const {
  return read_hours(cell(row, column.index), column.dot_means_minutes);
}

PersonMention TimesheetTable::person_in(const GridRow& row) {
  PersonMention person;
  person.reference = text(row, "reference");
  person.family_name = text(row, "last_name");
  person.given_name = text(row, "first_name");
  person.full_name = text(row, "full_name");
  // "Nom" alone, without a column for the first name, holds both.
  if (!columns_.of("first_name") && person.full_name.empty()) person.full_name = std::exchange(person.family_name, "");
  return person;
}

void TimesheetTable::read_employment(const GridRow& row, DraftLine& line) {
  if (const auto words = text(row, "contract_type"); !words.empty()) {
    // Words nobody knows are announced; the contract declared with the person then tells the kind.
    if (auto code = recognise_contract_type(words)) line.contract_type = std::move(*code);
    else report("cell.contract_type.unknown", place_of(row, "contract_type"), words, {{"value", words}});
  }
  if (const auto words = text(row, "modality"); !words.empty()) {
    line.modality = recognise_modality(words);
    if (!line.modality) report("cell.modality.unknown", place_of(row, "modality"), words, {{"value", words}});
  }
  if (!columns_.of("employer_siret")) return;
  const Cell& source = covering_cell(row, "employer_siret");
  if (is_empty(source)) return;
  const auto reading = read_siret(source);
  line.employer_siret = reading.digits;
  if (!reading.fault.empty()) report(reading.fault, place_of(row, "employer_siret"), source.text);
  if (reading.zeros_restored) announce_repair("cell.siret.repaired", place_of(row, "employer_siret"), source.text);
}

const Cell& TimesheetTable::cell(const GridRow& row, int index) const { return cell_at(row, index); }

const Cell& TimesheetTable::covering_cell(const GridRow& row, std::string_view target) const {
  const int index = *columns_.of(target);
  const Cell& own = cell(row, index);
  if (!is_empty(own)) return own;
  const auto merges = vertical_merges_.find(index);
  if (merges == vertical_merges_.end()) return own;
  // Ranges do not overlap: only the last one that starts above the row can cover it.
  const auto after = std::lower_bound(merges->second.begin(), merges->second.end(), row.number,
                                      [](const MergedRange& range, int number) { return range.first_row < number; });
  if (after == merges->second.begin() || std::prev(after)->last_row < row.number) return own;
  const MergedRange& range = *std::prev(after);
  const auto origin = std::lower_bound(sheet_.rows.begin(), sheet_.rows.end(), range.first_row,
                                       [](const GridRow& r, int number) { return r.number < number; });
  if (origin != sheet_.rows.end() && origin->number == range.first_row) return cell(*origin, range.first_column);
  return own;
}

std::string TimesheetTable::text(const GridRow& row, std::string_view target) const {
  return columns_.of(target) ? excerpt(trimmed(covering_cell(row, target).text)) : "";
}

Place TimesheetTable::place_of(const GridRow& row, std::string_view target) const { return place(row, *columns_.of(target)); }

void TimesheetTable::report(std::string code, const Place& at, std::string_view value, Parameters parameters) {
  draft_.findings.push_back(finding(std::move(code), at, excerpt(value), std::move(parameters)));
}

void TimesheetTable::announce_repair(const std::string& code, const Place& at, std::string_view value) {
  auto& [first, count] = repairs_[{code, at.column}];
  if (count++ == 0) first = finding(code, at, excerpt(value));
}

void TimesheetTable::report_repairs() {
  for (auto& [key, repair] : repairs_) {
    auto& [first, count] = repair;
    first.parameters["count"] = std::to_string(count);
    draft_.findings.push_back(std::move(first));
  }
  for (auto& column : hours_) {
    if (column.ambiguous_cells == 0) continue;
    column.first_ambiguous.parameters["count"] = std::to_string(column.ambiguous_cells);
    draft_.findings.push_back(std::move(column.first_ambiguous));
  }
}

}  // namespace clausier::read
