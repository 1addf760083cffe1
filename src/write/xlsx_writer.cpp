#include "clausier/write/xlsx_writer.hpp"

#include <algorithm>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>

#include "clean_text.hpp"
#include "scratch_directory.hpp"
#include "xlsx_chart.hpp"
#include "xlsx_emphasis.hpp"
#include "xlsx_formats.hpp"
#include "xlsx_sheet.hpp"

namespace clausier::write {
namespace {

using namespace report;

constexpr std::size_t property_characters_at_most = 250;
constexpr std::size_t margin_characters_at_most = 190;   // a page header or footer holds 255 in all
constexpr std::size_t cells_in_memory_at_most = 60'000;
constexpr std::size_t rows_beside_a_chart_at_most = 25;  // beyond, one page would be too small to read
constexpr double smallest_scale = 0.75;                  // letters of 10 points, printed as 7.5
constexpr double side_margin = 0.4, end_margin = 0.7;    // inches
constexpr double pixels_of_an_inch = 96;

struct Paper {
  std::uint8_t code = 0;
  double wide = 0;  // inches across, in the direction it is printed
  bool landscape = true;
};
constexpr Paper a4_portrait{9, 8.27, false}, a4{9, 11.69, true}, a3{8, 16.54, true};

// "&" starts a code in page headers and footers.
std::string margin_text(const std::string& text) {
  std::string out;
  for (const char c : cut_text(clean_text(text), margin_characters_at_most)) out += c == '&' ? "&&" : std::string(1, c);
  return out;
}

std::string page_code(std::string line) {
  for (const auto& [hole, code] : {std::pair{"{page}", "&P"}, std::pair{"{pages}", "&N"}}) {
    const auto at = line.find(hole);
    if (at != std::string::npos) line.replace(at, std::string(hole).size(), code);
  }
  return line;
}

double scale_on(const Paper& paper, const Sheet& sheet) {
  return (paper.wide - 2 * side_margin) * pixels_of_an_inch / pixels_of(sheet.columns);
}

// Bars grow downwards: upright. A table that would be printed too small takes the larger paper.
const Paper& paper_of(const Sheet& sheet) {
  const bool bars = sheet.chart && sheet.chart->kind == ChartKind::stacked_bars;
  if (bars && scale_on(a4_portrait, sheet) >= smallest_scale) return a4_portrait;
  return scale_on(a4, sheet) >= smallest_scale ? a4 : a3;
}

// As wide as a page. A chart under a short table stays on the page of the table, under a long one it has its
// own: a page break, which spreadsheets only heed beside a scale that is given.
void fit_to_pages(lxw_worksheet* worksheet, const Paper& paper, const Sheet& sheet) {
  const bool long_table = sheet.rows.size() > rows_beside_a_chart_at_most;
  if (!sheet.chart || !long_table) return worksheet_fit_to_pages(worksheet, 1, sheet.chart ? 1 : 0);
  constexpr double estimate = 0.97;  // widths are those of letters that the reader may not have
  worksheet_set_print_scale(worksheet, static_cast<std::uint16_t>(100 * std::min(1.0, estimate * scale_on(paper, sheet))));
  lxw_row_t breaks[] = {chart_row(sheet), 0};
  check(worksheet_set_h_pagebreaks(worksheet, breaks), "page break");
}

void set_up_print(lxw_worksheet* worksheet, const Workbook& book, const Sheet& sheet) {
  const auto& paper = paper_of(sheet);
  if (paper.landscape) worksheet_set_landscape(worksheet);
  worksheet_set_paper(worksheet, paper.code);
  fit_to_pages(worksheet, paper, sheet);
  worksheet_set_margins(worksheet, side_margin, side_margin, end_margin, end_margin);
  check(worksheet_repeat_rows(worksheet, 0, 0), "repeated header");
  check(worksheet_set_header(worksheet, ("&L&B" + margin_text(book.title) + "&R&A").c_str()), "page header");
  const auto footer = "&L&8" + margin_text(book.cutoff_line) + "&R&8" + page_code(book.page_line);
  check(worksheet_set_footer(worksheet, footer.c_str()), "page footer");
}

void write_sheet(lxw_workbook* workbook, Formats& formats, const Workbook& book, const Sheet& sheet) {
  auto* worksheet = workbook_add_worksheet(workbook, sheet.name.c_str());
  if (!worksheet) throw std::runtime_error("workbook, sheet refused: " + sheet.name);
  set_up_print(worksheet, book, sheet);
  worksheet_gridlines(worksheet, LXW_HIDE_ALL_GRIDLINES);
  worksheet_freeze_panes(worksheet, 1, static_cast<lxw_col_t>(sheet.frozen_columns));
  check(worksheet_ignore_errors(worksheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576"), "SIRET as text");
  SheetWriter writer(worksheet, sheet.columns, formats);
  writer.write_header();
  const auto first_total = sheet.rows.size() - sheet.total_rows;
  for (std::size_t row = 0; row < sheet.rows.size(); ++row)
    writer.write_row(sheet.rows[row], static_cast<lxw_row_t>(row + 1), row >= first_total || sheet.subtotals.contains(row));
  writer.write_notes(sheet.notes, static_cast<lxw_row_t>(sheet.rows.size() + 2));
  if (first_total > 0)
    check(worksheet_autofilter(worksheet, 0, 0, static_cast<lxw_row_t>(first_total),
                               static_cast<lxw_col_t>(sheet.columns.size() - 1)), "filter");
  if (first_total > 0) emphasise(worksheet, formats, sheet.columns, static_cast<lxw_row_t>(first_total));
  if (sheet.chart && first_total > 0) insert_chart(workbook, worksheet, sheet);
}

std::string property_text(const std::string& text) { return cut_text(clean_text(text), property_characters_at_most); }

void set_properties(lxw_workbook* workbook, const Workbook& book, Instant created) {
  auto title = property_text(book.title), subject = property_text(book.subject), author = property_text(book.author);
  lxw_doc_properties properties{};
  properties.title = title.data();
  properties.subject = subject.data();
  properties.author = author.data();
  properties.created = static_cast<time_t>(created.milliseconds() / 1'000);
  check(workbook_set_properties(workbook, &properties), "properties");
  for (const auto& [name, value] : book.properties)
    check(workbook_set_custom_property_string(workbook, name.c_str(), property_text(value).c_str()), "property");
}

std::size_t cells_of(const Workbook& book) {
  std::size_t cells = 0;
  for (const auto& sheet : book.sheets) cells += sheet.rows.size() * sheet.columns.size();
  return cells;
}

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  if (!file) throw std::runtime_error("workbook, cannot be read back");
  return std::move(bytes).str();
}

}  // namespace

std::string write_xlsx(const Workbook& book, Instant created) {
  const ScratchDirectory scratch;
  std::string folder = scratch.path().string();
  const std::string path = folder + "/workbook.xlsx";
  lxw_workbook_options options{};
  options.constant_memory = cells_of(book) > cells_in_memory_at_most;
  options.tmpdir = folder.data();
  // Closing writes the file and frees the workbook, so that it happens once, whatever comes between.
  std::unique_ptr<lxw_workbook, void (*)(lxw_workbook*)> workbook(workbook_new_opt(path.c_str(), &options),
                                                                  [](lxw_workbook* open) { workbook_close(open); });
  if (!workbook) throw std::runtime_error("workbook, cannot be made");
  Formats formats(workbook.get());
  set_properties(workbook.get(), book, created);
  for (const auto& sheet : book.sheets) write_sheet(workbook.get(), formats, book, sheet);
  check(workbook_close(workbook.release()), "closing");
  return bytes_of(path);
}

}  // namespace clausier::write
