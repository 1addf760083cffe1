#include "xml_line.hpp"

#include "markup.hpp"

namespace clausier::write {
namespace {

using namespace report;

struct Attribute {
  const std::string& code;
  std::string operator()(std::monostate) const { return ""; }
  std::string operator()(const std::string& text) const { return text.empty() ? "" : named("", escaped(text)); }
  std::string operator()(const Masked& mask) const { return named("_masked", escaped(mask.text)); }
  std::string operator()(WorkTime time) const { return named("_seconds", std::to_string(time.seconds())); }
  std::string operator()(Money money) const { return named("_cents", std::to_string(money.cents())); }
  std::string operator()(BasisPoints ratio) const { return named("_basis_points", std::to_string(ratio.value)); }
  std::string operator()(std::int64_t number) const { return named("", std::to_string(number)); }
  std::string operator()(Date day) const { return named("", day.iso()); }
  std::string operator()(Month month) const { return named("", month.iso()); }

private:
  std::string named(const char* unit, const std::string& value) const { return " " + code + unit + "=\"" + value + "\""; }
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
      above.text = std::visit(Attribute{above.code}, cells[i]);
      above.cell = cells[i];
    }
    out += above.text;
  }
  out += "/>\n";
}

}  // namespace clausier::write
