#include "clausier/write/csv_writer.hpp"

#include <algorithm>

#include "clean_text.hpp"
#include "csv_line.hpp"

namespace clausier::write {
namespace {

using namespace report;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string quoted(const std::string& text) {
  if (text.find_first_of(";\"\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

std::string with_comma(std::string decimal) {
  std::replace(decimal.begin(), decimal.end(), '.', ',');
  return decimal;
}

// Numbers are written as such, a negative one too: only text is made harmless.
struct Field {
  std::string operator()(std::monostate) const { return ""; }
  std::string operator()(const std::string& text) const { return quoted(clean_text(harmless_text(text))); }
  std::string operator()(const Masked& mask) const { return quoted(clean_text(harmless_text(mask.text))); }
  std::string operator()(WorkTime time) const { return with_comma(time.decimal_hours_text()); }
  std::string operator()(Money money) const { return with_comma(money.decimal_text()); }
  std::string operator()(std::int64_t number) const { return std::to_string(number); }
  std::string operator()(BasisPoints ratio) const { return with_comma(Money::from_cents(ratio.value).decimal_text()) + "%"; }
  std::string operator()(Date day) const { return french_date(day); }
  std::string operator()(Month month) const { return month.iso(); }
};

}  // namespace

std::string harmless_text(std::string_view text) {
  const bool dangerous = !text.empty() && std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos;
  return (dangerous ? "'" : "") + std::string(text);
}

std::string csv_header(const std::vector<Column>& columns) {
  std::vector<Cell> names;
  for (const auto& column : columns) names.push_back(column.header);
  return std::string(byte_order_mark) + csv_line(names);
}

std::string csv_line(const std::vector<Cell>& cells) {
  std::string line;
  CsvLines().append(line, cells);
  return line;
}

void CsvLines::append(std::string& out, const std::vector<Cell>& cells) {
  above_.resize(cells.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (!(above_[i].cell == cells[i])) above_[i] = {cells[i], std::visit(Field{}, cells[i])};
    out += above_[i].text;
    out += ';';
  }
  out.back() = '\r';  // in place of the last separator
  out += '\n';
}

std::string write_csv(const Sheet& table) {
  std::string out = csv_header(table.columns);
  CsvLines lines;
  for (const auto& row : table.rows) lines.append(out, row);
  return out;
}

}  // namespace clausier::write
