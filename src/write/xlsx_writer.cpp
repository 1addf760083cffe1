#include "clausier/write/xlsx_writer.hpp"

#include <algorithm>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>

#include "clean_text.hpp"
#include "scratch_directory.hpp"
#include "xlsx_chart.hpp"
#include "xlsx_formats.hpp"

namespace clausier::write {
namespace {

using namespace report;

constexpr std::size_t cell_characters_at_most = 32'000;  // a cell holds 32 767
constexpr std::size_t property_characters_at_most = 250;
constexpr std::size_t margin_characters_at_most = 190;   // a page header or footer holds 255 in all
constexpr std::size_t lines_of_a_row_at_most = 12;
constexpr double line_height = 13.5;                     // points, for text of 10 points
constexpr int filter_button_width = 3;
constexpr std::size_t cells_in_memory_at_most = 60'000;
constexpr std::size_t rows_beside_a_chart_at_most = 25;  // beyond, one page would be too small to read
constexpr int epoch_serial = 25'569;  // 1 January 1970 as a spreadsheet counts days
constexpr std::uint8_t a4_paper = 9;

// Excel reads "_x0041_" as "A": the underscore itself is written in that way.
std::string escaped_underscores(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool code = text.compare(at, 2, "_x") == 0 && at + 6 < text.size() && text[at + 6] == '_' &&
                      text.find_first_not_of("0123456789abcdefABCDEF", at + 2) == at + 6;
    out += code ? "_x005F_" : std::string(1, text[at]);
  }
  return out;
}

std::string cell_text(const std::string& text) {
  return cut_text(escaped_underscores(clean_text(text)), cell_characters_at_most);
}

std::size_t characters_of(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

// Lines that a text takes in a column, words kept whole: an estimate, as no spreadsheet is at hand to ask.
std::size_t lines_of(const std::string& text, int width) {
  const auto room = static_cast<std::size_t>(width + width / 10);  // most letters are narrower than a digit
  std::size_t lines = 1, used = 0;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    const auto length = characters_of(word);
    if (used > 0 && used + 1 + length > room) {
      ++lines;
      used = 0;
    }
    used += (used > 0 ? 1 : 0) + length;
  }
  return lines;
}

class SheetWriter {
public:
  SheetWriter(lxw_worksheet* worksheet, const std::vector<Column>& columns, Formats& formats)
      : worksheet_(worksheet), columns_(columns), formats_(formats) {}

  void write_header() {
    std::size_t lines = 1;
    for (column_ = 0; column_ < columns_.size(); ++column_) {
      const auto& header = columns_[column_].header;
      const int width = columns_[column_].width;
      check(worksheet_set_column(worksheet_, column(), column(), width, nullptr), "column width");
      write_string(header, CellStyle::header);
      lines = std::max(lines, lines_of(header, width - filter_button_width));
    }
    set_height(lines);
  }

  void write_row(const std::vector<Cell>& cells, lxw_row_t row, bool total) {
    row_ = row;
    total_ = total;
    std::size_t lines = 1;
    for (column_ = 0; column_ < cells.size(); ++column_) {
      std::visit(*this, cells[column_]);
      if (const auto* text = std::get_if<std::string>(&cells[column_])) lines = std::max(lines, lines_of(*text, columns_[column_].width));
    }
    if (lines > 1) set_height(lines);
  }

  // Sentences run over the columns beside them.
  void write_notes(const std::vector<std::string>& notes, lxw_row_t first_row) {
    total_ = false;
    column_ = 0;
    row_ = first_row;
    for (const auto& note : notes) {
      write_string(note, CellStyle::note);
      ++row_;
    }
  }

  void operator()(std::monostate) { check(worksheet_write_blank(worksheet_, row_, column(), look(CellStyle::text)), "cell"); }
  void operator()(const std::string& text) { write_string(text, CellStyle::text); }
  void operator()(const Masked& mask) { write_string(mask.text, CellStyle::masked); }
  void operator()(WorkTime time) { write_number(static_cast<double>(time.hundredths_of_hour()) / 100, CellStyle::hours); }
  void operator()(Money money) { write_number(static_cast<double>(money.cents()) / 100, CellStyle::money); }
  void operator()(std::int64_t number) { write_number(static_cast<double>(number), CellStyle::integer); }
  void operator()(BasisPoints ratio) { write_number(static_cast<double>(ratio.value) / 10'000, CellStyle::percent); }
  void operator()(Date day) { write_number(day.days_since_1970() + epoch_serial, CellStyle::date); }
  void operator()(Month month) { write_number(month.first_day().days_since_1970() + epoch_serial, CellStyle::month); }

private:
  void set_height(std::size_t lines) {
    const double points = line_height * static_cast<double>(std::min(lines, lines_of_a_row_at_most)) + 2;
    check(worksheet_set_row(worksheet_, row_, points, nullptr), "row height");
  }

  // Aligned by column, whatever the cell holds.
  lxw_format* look(CellStyle style) {
    const auto kind = columns_[column_].kind;
    const bool left = kind == ColumnKind::text || kind == ColumnKind::date || kind == ColumnKind::month;
    return formats_.of({style, !left, total_});
  }

  lxw_col_t column() const { return static_cast<lxw_col_t>(column_); }

  void write_string(const std::string& text, CellStyle style) {
    check(worksheet_write_string(worksheet_, row_, column(), cell_text(text).c_str(), look(style)), "cell");
  }

  void write_number(double value, CellStyle style) {
    check(worksheet_write_number(worksheet_, row_, column(), value, look(style)), "cell");
  }

  lxw_worksheet* worksheet_;
  const std::vector<Column>& columns_;
  Formats& formats_;
  lxw_row_t row_ = 0;
  std::size_t column_ = 0;
  bool total_ = false;
};

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

// As wide as a page; a chart under a short table stays on the page of the table, whole.
void fit_to_pages(lxw_worksheet* worksheet, const Sheet& sheet) {
  const bool one_page = sheet.chart && sheet.rows.size() <= rows_beside_a_chart_at_most;
  worksheet_fit_to_pages(worksheet, 1, one_page ? 1 : 0);
}

void set_up_print(lxw_worksheet* worksheet, const Workbook& book, const Sheet& sheet) {
  worksheet_set_landscape(worksheet);
  worksheet_set_paper(worksheet, a4_paper);
  fit_to_pages(worksheet, sheet);
  worksheet_set_margins(worksheet, 0.4, 0.4, 0.7, 0.7);
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
