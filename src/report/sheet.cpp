#include "clausier/report/sheet.hpp"

#include <algorithm>

#include "sheets.hpp"

namespace clausier::report {
namespace {

constexpr std::size_t rows_of_a_sheet_at_most = 1'000'000;  // a spreadsheet holds 1 048 576, headers included
constexpr std::size_t sheet_name_bytes_at_most = 31;

std::string cutoff_line(const ReportFrame& frame, const Wording& wording) {
  const auto& text = frame.recorded_until_text;
  return wording.say("report.foot", {{"worked", french_date(frame.cutoff.worked_until)},
                                     {"recorded", text.empty() ? frame.cutoff.recorded_until.iso() : text},
                                     {"rules", frame.rulebook_version},
                                     {"hash", frame.entries_sha256.substr(0, 16)}});
}

// Characters of a number as a spreadsheet prints it, spaces between thousands included.
int printed_width(std::int64_t whole_part, int after) {
  const int digits = static_cast<int>(std::to_string(whole_part).size());
  return digits + (digits - 1) / 3 + after;
}

int printed_width(const Cell& cell) {
  constexpr int comma_and_hundredths = 3, and_euro = 5;
  if (const auto* time = std::get_if<WorkTime>(&cell)) return printed_width(time->seconds() / 3600, comma_and_hundredths);
  if (const auto* money = std::get_if<Money>(&cell)) return printed_width(money->cents() / 100, and_euro);
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return printed_width(*number, 0);
  return 0;
}

// A number wider than its column would be printed as "####".
void make_room_for_numbers(Sheet& sheet) {
  constexpr int breathing_space = 2;
  for (const auto& row : sheet.rows) {
    for (std::size_t i = 0; i < row.size(); ++i)
      sheet.columns[i].width = std::max(sheet.columns[i].width, printed_width(row[i]) + breathing_space);
  }
}

std::string part_name(const std::string& name, std::size_t part) {
  const auto suffix = " (" + std::to_string(part) + ")";
  return name.substr(0, sheet_name_bytes_at_most - suffix.size()) + suffix;
}

std::vector<Sheet> parts_of(Sheet sheet, std::size_t rows_at_most) {
  const auto rows = std::move(sheet.rows);
  sheet.rows.clear();
  sheet.chart.reset();
  const auto total_rows = std::exchange(sheet.total_rows, 0);
  const auto subtotals = std::exchange(sheet.subtotals, {});
  auto notes = std::exchange(sheet.notes, {});
  std::vector<Sheet> parts;
  for (std::size_t first = 0; first < rows.size(); first += rows_at_most) {
    const auto last = std::min(rows.size(), first + rows_at_most);
    Sheet part = sheet;
    if (!parts.empty()) part.name = part_name(sheet.name, parts.size() + 1);
    part.rows.assign(rows.begin() + static_cast<std::ptrdiff_t>(first), rows.begin() + static_cast<std::ptrdiff_t>(last));
    for (const auto row : subtotals) {
      if (row >= first && row < last) part.subtotals.insert(row - first);
    }
    parts.push_back(std::move(part));
  }
  parts.back().total_rows = std::min(total_rows, parts.back().rows.size());
  parts.back().notes = std::move(notes);
  return parts;
}

std::vector<Sheet> sheets_of(const Report& report, const Wording& wording) {
  std::vector<Sheet> sheets{synthesis_sheet(report, wording), progress_sheet(report, wording)};
  if (report.changes) sheets.push_back(changes_sheet(report, wording));
  if (!report.targets.empty()) sheets.push_back(targets_sheet(report, wording));
  if (!report.divisions.empty()) sheets.push_back(divisions_sheet(report, wording));
  if (std::any_of(report.lots.begin(), report.lots.end(), [](const LotSection& lot) { return lot.penalties.has_value(); }))
    sheets.push_back(penalties_sheet(report, wording));
  for (const auto make : {months_sheet, lot_months_sheet, modalities_sheet, groups_sheet, contracts_sheet, clauses_sheet, steps_sheet,
                          parameters_sheet, indicators_sheet})
    sheets.push_back(make(report, wording));
  return sheets;
}

}  // namespace

Workbook workbook_of(const ReportFrame& frame, std::vector<Sheet> sheets, const Wording& wording) {
  for (auto& sheet : sheets) make_room_for_numbers(sheet);
  Workbook book{.title = frame.title,
                .subject = wording.say("report.subject"),
                .author = wording.say("report.author"),
                .cutoff_line = cutoff_line(frame, wording),
                .page_line = wording.say("report.page", {{"page", "{page}"}, {"pages", "{pages}"}}),
                .sheets = split_long_sheets(std::move(sheets), rows_of_a_sheet_at_most)};
  book.properties = {{"Language", "fr"},
                     {"WorkedUntil", frame.cutoff.worked_until.iso()},
                     {"RecordedUntil", frame.cutoff.recorded_until.iso()},
                     {"RulebookVersion", frame.rulebook_version},
                     {"EntriesSha256", frame.entries_sha256}};
  return book;
}

Workbook to_workbook(const Report& report, const Wording& wording) {
  return workbook_of({report.title, report.cutoff, report.recorded_until_text, report.rulebook_version, report.entries_sha256,
                      report.software_version},
                     sheets_of(report, wording), wording);
}

std::string printed(const Cell& cell) {
  struct Text {
    std::string operator()(std::monostate) const { return ""; }
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(const Masked& mask) const { return mask.text; }
    std::string operator()(WorkTime time) const { return french_hours(time); }
    std::string operator()(Money money) const { return french_money(money); }
    std::string operator()(std::int64_t number) const { return french_integer(number); }
    std::string operator()(BasisPoints ratio) const { return french_percent((ratio.value + 5) / 10); }
    std::string operator()(Date day) const { return french_date(day); }
    std::string operator()(Month month) const { return french_month(month); }
  };
  return std::visit(Text{}, cell);
}

std::vector<Sheet> split_long_sheets(std::vector<Sheet> sheets, std::size_t rows_at_most) {
  std::vector<Sheet> out;
  for (auto& sheet : sheets) {
    if (sheet.rows.size() <= rows_at_most) {
      out.push_back(std::move(sheet));
      continue;
    }
    for (auto& part : parts_of(std::move(sheet), rows_at_most)) out.push_back(std::move(part));
  }
  return out;
}

}  // namespace clausier::report
