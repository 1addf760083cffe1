#include "xml_line.hpp"

#include <charconv>
#include <iterator>
#include <string_view>

#include "markup.hpp"

namespace clausier::write {
namespace {

using namespace report;

// Writes the attribute of a cell over `text`, whose room is used again.
struct Attribute {
  const std::string& code;
  std::string& text;
  void operator()(std::monostate) const { text.clear(); }
  void operator()(const std::string& value) const { value.empty() ? text.clear() : name("", escaped(value)); }
  void operator()(const Masked& mask) const { name("_masked", escaped(mask.text)); }
  void operator()(WorkTime time) const { number("_seconds", time.seconds()); }
  void operator()(Money money) const { number("_cents", money.cents()); }
  void operator()(BasisPoints ratio) const { number("_basis_points", ratio.value); }
  void operator()(std::int64_t value) const { number("", value); }
  void operator()(Date day) const { name("", day.iso()); }
  void operator()(Month month) const { name("", month.iso()); }

private:
  void number(std::string_view unit, std::int64_t value) const {
    char digits[24];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), value).ptr;
    name(unit, {digits, static_cast<std::size_t>(end - digits)});
  }
  void name(std::string_view unit, std::string_view value) const {
    text = ' ';
    ((text += code) += unit) += "=\"";
    (text += value) += '"';
  }
};

}  // namespace

XmlLines::XmlLines(const std::vector<Column>& columns) {
  for (const auto& column : columns) above_.push_back({column.code, {}, ""});
}

void XmlLines::append(std::string& out, const std::vector<Cell>& cells) {
  out += "    <row";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    auto& above = above_[i];
    if (!(above.cell == cells[i])) {
      std::visit(Attribute{above.code, above.text}, cells[i]);
      above.cell = cells[i];
    }
    out += above.text;
  }
  out += "/>\n";
}

}  // namespace clausier::write
