#include "xlsx_reader.hpp"

#include <charconv>

#include "grid_builder.hpp"
#include "grid_xml.hpp"
#include "xlsx_workbook.hpp"

namespace clausier::read {
namespace {

constexpr int last_row_of_excel = 1'048'576;

// "AB12" -> column 27, row 12. Throws GridFault when it is no such thing.
struct CellReference {
  int column = 0;
  int row = 0;
};

CellReference parse_reference(std::string_view text) {
  CellReference reference;
  std::size_t letters = 0;
  for (; letters < text.size() && text[letters] >= 'A' && text[letters] <= 'Z'; ++letters)
    reference.column = reference.column * 26 + (text[letters] - 'A' + 1);
  const auto digits = text.substr(std::min<std::size_t>(letters, text.size()));
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), reference.row);
  const bool whole = fault == std::errc() && end == digits.data() + digits.size();
  if (letters == 0 || letters > 3 || !whole || reference.row < 1) throw GridFault("file.unreadable");
  --reference.column;
  return reference;
}

MergedRange parse_merged(std::string_view text) {
  const auto colon = text.find(':');
  const auto first = parse_reference(text.substr(0, colon));
  const auto last = colon == std::string_view::npos ? first : parse_reference(text.substr(colon + 1));
  return {first.row, last.row, first.column, last.column};
}

// Elements of a sheet: cols > col, row > c > (f, v | is > t), then mergeCells > mergeCell.
class SheetHandler : public XmlHandler {
public:
  SheetHandler(const XlsxWorkbook& workbook, GridBuilder& builder) : workbook_(workbook), builder_(builder) {}

  void on_start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "row") start_row(attributes);
    else if (name == "c") start_cell(attributes);
    else if (name == "f") formula_ = true;
    else if (name == "rPh") in_phonetic_ = true;
    else if (name == "col" && attributes.is_true("hidden"))
      builder_.hide_columns(attributes.integer("min", 1) - 1, attributes.integer("max", 1) - 1);
    else if (name == "mergeCell") builder_.merge(parse_merged(attributes.get("ref")));
    in_value_ = name == "v" || (name == "t" && !in_phonetic_);
  }

  void on_end(std::string_view name) override {
    in_value_ = false;
    if (name == "rPh") in_phonetic_ = false;
    if (name == "c") end_cell();
    if (name == "row") builder_.end_row();
  }

  void on_text(std::string_view text) override {
    if (in_value_) value_ += text;
  }

private:
  void start_row(const XmlAttributes& attributes) {
    const int number = attributes.integer("r", row_ + 1);
    if (number <= row_ || number > last_row_of_excel) throw GridFault("file.unreadable");
    row_ = number;
    column_ = -1;
    builder_.begin_row(row_, attributes.is_true("hidden"));
  }

  void start_cell(const XmlAttributes& attributes) {
    const auto reference = attributes.get("r");
    column_ = reference.empty() ? column_ + 1 : parse_reference(reference).column;
    type_ = attributes.get("t");
    style_ = attributes.integer("s", 0);
    value_.clear();
    formula_ = false;
  }

  void end_cell() {
    Cell cell = typed_cell();
    // A text formula may well give an empty text; a number formula without a value was never computed.
    cell.formula = formula_ && (cell.type != Cell::Type::empty || type_ != "str");
    builder_.put(column_, std::move(cell));
  }

  Cell typed_cell() {
    if (type_ == "s") return text_cell(shared_string());
    if (type_ == "inlineStr" || type_ == "str") return text_cell(without_character_escapes(value_));
    if (value_.empty()) return {};
    if (type_ == "b") return boolean_cell(value_ == "1" || value_ == "true");
    if (type_ == "e") return error_cell(value_);
    if (type_ == "d") return iso_date_cell(value_).value_or(text_cell(value_));
    const auto number = parse_number(value_);
    if (!number) return text_cell(value_);
    return serial_cell(*number, look(), workbook_.epoch);
  }

  std::string shared_string() const {
    std::size_t index = 0;
    const auto [end, fault] = std::from_chars(value_.data(), value_.data() + value_.size(), index);
    if (fault != std::errc() || end != value_.data() + value_.size() || index >= workbook_.shared_strings.size())
      throw GridFault("file.unreadable");
    return workbook_.shared_strings[index];
  }

  NumberLook look() const {
    const auto index = static_cast<std::size_t>(style_);
    return style_ >= 0 && index < workbook_.looks.size() ? workbook_.looks[index] : NumberLook::number;
  }

  const XlsxWorkbook& workbook_;
  GridBuilder& builder_;
  int row_ = 0;
  int column_ = -1;
  std::string type_;
  int style_ = 0;
  std::string value_;
  bool formula_ = false;
  bool in_value_ = false;
  bool in_phonetic_ = false;
};

}  // namespace

Grid read_xlsx(ZipArchive& archive, const GridLimits& limits) {
  const auto workbook = read_xlsx_workbook(archive, limits);
  if (workbook.sheets.empty()) throw GridFault("file.unreadable");
  GridBuilder builder(GridFormat::xlsx, limits);
  for (const auto& sheet : workbook.sheets) {
    builder.begin_sheet(sheet.name, sheet.hidden);
    SheetHandler handler(workbook, builder);
    read_xml_part(archive, sheet.part, handler);
  }
  return builder.finish();
}

}  // namespace clausier::read
