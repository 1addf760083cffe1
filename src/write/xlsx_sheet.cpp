#include "xlsx_sheet.hpp"

#include <algorithm>
#include <sstream>

#include "clean_text.hpp"

namespace clausier::write {
namespace {

using namespace report;

constexpr std::size_t cell_characters_at_most = 32'000;  // a cell holds 32 767
constexpr std::size_t lines_of_a_row_at_most = 12;
constexpr double line_height = 13.5;                     // points, for text of 10 points
constexpr int filter_button_width = 3;
constexpr int epoch_serial = 25'569;  // 1 January 1970 as a spreadsheet counts days

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

}  // namespace

double pixels_of(const std::vector<Column>& columns) {
  double pixels = 0;
  for (const auto& column : columns) pixels += 7.0 * column.width + 5;
  return pixels;
}

int serial_of(Date day) { return day.days_since_1970() + epoch_serial; }

std::string cell_text(const std::string& text) {
  return cut_text(escaped_underscores(clean_text(text)), cell_characters_at_most);
}

void SheetWriter::write_header() {
  std::size_t lines = 1;
  for (column_ = 0; column_ < columns_.size(); ++column_) {
    const auto& header = columns_[column_].header;
    const int width = columns_[column_].width;
    check(worksheet_set_column(worksheet_, column(), column(), width, nullptr), "column width");
    write_string(header, CellStyle::header);
    if (!columns_[column_].indicator.empty()) tell_code(columns_[column_].indicator, header);
    lines = std::max(lines, lines_of(header, width - filter_button_width));
  }
  set_height(lines);
}

// The code of the dictionary, told when the header is selected: nothing is printed, nothing is refused.
void SheetWriter::tell_code(std::string code, std::string title) {
  lxw_data_validation prompt{};
  prompt.validate = LXW_VALIDATION_TYPE_ANY;
  prompt.input_title = code.data();
  prompt.input_message = title.data();
  check(worksheet_data_validation_cell(worksheet_, 0, column(), &prompt), "code of a column");
}

void SheetWriter::write_row(const std::vector<Cell>& cells, lxw_row_t row, bool total) {
  row_ = row;
  total_ = total;
  std::size_t lines = 1;
  for (column_ = 0; column_ < cells.size(); ++column_) {
    std::visit(*this, cells[column_]);
    if (const auto* text = std::get_if<std::string>(&cells[column_])) lines = std::max(lines, lines_of(*text, columns_[column_].width));
  }
  if (lines > 1) set_height(lines);
}

void SheetWriter::write_notes(const std::vector<std::string>& notes, lxw_row_t first_row) {
  total_ = false;
  column_ = 0;
  row_ = first_row;
  for (const auto& note : notes) {
    write_string(note, CellStyle::note);
    ++row_;
  }
}

void SheetWriter::operator()(std::monostate) { check(worksheet_write_blank(worksheet_, row_, column(), look(CellStyle::text)), "cell"); }
void SheetWriter::operator()(const std::string& text) { write_string(text, CellStyle::text); }
void SheetWriter::operator()(const Masked& mask) { write_string(mask.text, CellStyle::masked); }
void SheetWriter::operator()(WorkTime time) { write_number(static_cast<double>(time.hundredths_of_hour()) / 100, CellStyle::hours); }
void SheetWriter::operator()(Money money) { write_number(static_cast<double>(money.cents()) / 100, CellStyle::money); }
void SheetWriter::operator()(std::int64_t number) { write_number(static_cast<double>(number), CellStyle::integer); }
void SheetWriter::operator()(BasisPoints ratio) { write_number(static_cast<double>(ratio.value) / 10'000, CellStyle::percent); }
void SheetWriter::operator()(Date day) { write_number(serial_of(day), CellStyle::date); }
void SheetWriter::operator()(Month month) { write_number(serial_of(month.first_day()), CellStyle::month); }

void SheetWriter::set_height(std::size_t lines) {
  const double points = line_height * static_cast<double>(std::min(lines, lines_of_a_row_at_most)) + 2;
  check(worksheet_set_row(worksheet_, row_, points, nullptr), "row height");
}

// Aligned by column, whatever the cell holds.
lxw_format* SheetWriter::look(CellStyle style) {
  const auto kind = columns_[column_].kind;
  const bool left = kind == ColumnKind::text || kind == ColumnKind::date || kind == ColumnKind::month;
  return formats_.of({style, !left, total_});
}

void SheetWriter::write_string(const std::string& text, CellStyle style) {
  check(worksheet_write_string(worksheet_, row_, column(), cell_text(text).c_str(), look(style)), "cell");
}

void SheetWriter::write_number(double value, CellStyle style) {
  check(worksheet_write_number(worksheet_, row_, column(), value, look(style)), "cell");
}

}  // namespace clausier::write
