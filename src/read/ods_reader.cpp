#include "ods_reader.hpp"

#include <algorithm>
#include <set>

#include "grid_builder.hpp"
#include "grid_values.hpp"
#include "grid_xml.hpp"

namespace clausier::read {
namespace {

constexpr int position_max = 100'000'000;  // rows and columns stop counting here: repeats may be absurd

int advanced(int position, int by) { return static_cast<int>(std::min<std::int64_t>(std::int64_t{position} + by, position_max)); }

bool looks_like_error(std::string_view text) { return text.starts_with('#') || text.starts_with("Err:"); }

// One cell as its attributes and paragraphs state it. Attributes are read by local name: office:value
// and the older table:value say the same thing.
struct OdsCell {
  std::string type;
  std::string value;
  bool formula = false;
  bool error = false;
  int repeats = 1;
  int columns_spanned = 1;
  int rows_spanned = 1;
  std::string text;
  int paragraphs = 0;

  explicit OdsCell(const XmlAttributes& attributes)
      : type(attributes.get("value-type")),
        formula(!attributes.get("formula").empty()),
        error(attributes.any_is("value-type", "error")),
        repeats(std::max(1, attributes.integer("number-columns-repeated", 1))),
        columns_spanned(attributes.integer("number-columns-spanned", 1)),
        rows_spanned(attributes.integer("number-rows-spanned", 1)) {
    if (type == "date") value = attributes.get("date-value");
    else if (type == "time") value = attributes.get("time-value");
    else if (type == "boolean") value = attributes.get("boolean-value");
    else if (type == "string") value = attributes.get("string-value");
    else value = attributes.get("value");
  }

  Cell typed() const {
    if (error || (formula && looks_like_error(text))) return error_cell(text.empty() ? value : text);
    if (type == "string") return text_cell(text.empty() ? value : text);
    if (type == "boolean") return boolean_cell(value == "true");
    if (type == "date") return iso_date_cell(value.substr(0, 19)).value_or(text_cell(text));
    if (type == "time") {
      const auto time = parse_iso_duration(value);
      return time ? duration_cell(*time) : text_cell(text);
    }
    if (type == "float" || type == "percentage" || type == "currency") {
      const auto number = parse_number(value);
      return number ? number_cell(*number) : text_cell(text);
    }
    return text_cell(text);
  }

  Cell finished() const {
    Cell cell = typed();
    cell.formula = formula && (cell.type != Cell::Type::empty || type != "string");
    return cell;
  }
};

// Elements of content.xml: automatic-styles > style, then spreadsheet > table > table-row > table-cell > p.
class ContentHandler : public XmlHandler {
public:
  explicit ContentHandler(GridBuilder& builder) : builder_(builder) {}
  bool found_table() const { return found_table_; }

  void on_start(std::string_view name, const XmlAttributes& attributes) override {
    if (ignored_depth_ > 0 || is_ignored(name)) {
      ++ignored_depth_;
    } else if (name == "style") {
      style_ = attributes.get("name");
    } else if (name == "table-properties") {
      if (attributes.get("display") == "false") hidden_styles_.insert(style_);
    } else if (name == "table") {
      start_table(attributes);
    } else if (name == "table-column") {
      start_column(attributes);
    } else if (name == "table-row") {
      start_row(attributes);
    } else if (name == "table-cell" || name == "covered-table-cell") {
      cell_.emplace(attributes);
    } else if (cell_) {
      start_inside_cell(name, attributes);
    }
  }

  void on_end(std::string_view name) override {
    if (ignored_depth_ > 0) --ignored_depth_;
    else if (name == "table-cell" || name == "covered-table-cell") end_cell();
    else if (name == "table-row") end_row();
    else if (name == "p") in_paragraph_ = false;
  }

  void on_text(std::string_view text) override {
    if (ignored_depth_ > 0 || !cell_ || !in_paragraph_) return;
    for (const char c : text) {
      const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
      if (!space) cell_->text += c;
      else if (!cell_->text.empty() && cell_->text.back() != ' ' && cell_->text.back() != '\n') cell_->text += ' ';
    }
  }

private:
  // Comments, drawings and recorded changes hold paragraphs and tables that are no cells.
  static bool is_ignored(std::string_view name) {
    return name == "annotation" || name == "shapes" || name == "frame" || name == "tracked-changes" || name == "forms" ||
           name == "ruby-text";
  }

  void start_table(const XmlAttributes& attributes) {
    if (cell_) throw GridFault("file.unreadable");  // a table inside a cell: no spreadsheet writes that
    found_table_ = true;
    builder_.begin_sheet(std::string(attributes.get("name")), hidden_styles_.contains(attributes.get("style-name")));
    row_ = 1;
    declared_columns_ = 0;
  }

  static bool is_hidden(std::string_view visibility) { return visibility == "collapse" || visibility == "filter"; }

  void start_column(const XmlAttributes& attributes) {
    if (!found_table_) throw GridFault("file.unreadable");
    const int next = advanced(declared_columns_, std::max(1, attributes.integer("number-columns-repeated", 1)));
    if (is_hidden(attributes.get("visibility"))) builder_.hide_columns(declared_columns_, next - 1);
    declared_columns_ = next;
  }

  void start_row(const XmlAttributes& attributes) {
    if (!found_table_) throw GridFault("file.unreadable");
    row_repeats_ = std::max(1, attributes.integer("number-rows-repeated", 1));
    builder_.begin_row(row_, is_hidden(attributes.get("visibility")));
    column_ = 0;
  }

  void start_inside_cell(std::string_view name, const XmlAttributes& attributes) {
    if (name == "p") {
      if (cell_->paragraphs++ > 0) cell_->text += '\n';
      in_paragraph_ = true;
    } else if (name == "s") {
      cell_->text.append(static_cast<std::size_t>(std::clamp(attributes.integer("c", 1), 1, 1000)), ' ');
    } else if (name == "tab") {
      cell_->text += '\t';
    } else if (name == "line-break") {
      cell_->text += '\n';
    }
  }

  void end_cell() {
    if (!cell_) return;
    Cell cell = cell_->finished();
    if (cell_->columns_spanned > 1 || cell_->rows_spanned > 1)
      builder_.merge({row_, advanced(row_, cell_->rows_spanned - 1), column_, advanced(column_, cell_->columns_spanned - 1)});
    if (cell.type != Cell::Type::empty || cell.formula)
      for (int i = 0; i < cell_->repeats; ++i) builder_.put(advanced(column_, i), cell);
    column_ = advanced(column_, cell_->repeats);
    cell_.reset();
    in_paragraph_ = false;
  }

  void end_row() {
    builder_.end_row(row_repeats_);
    row_ = advanced(row_, row_repeats_);
  }

  GridBuilder& builder_;
  bool found_table_ = false;
  std::string style_;
  std::set<std::string, std::less<>> hidden_styles_;
  int declared_columns_ = 0;
  int row_ = 1;
  int row_repeats_ = 1;
  int column_ = 0;
  std::optional<OdsCell> cell_;
  bool in_paragraph_ = false;
  int ignored_depth_ = 0;
};

// A protected document names the keys of its parts in its manifest.
class ManifestHandler : public XmlHandler {
public:
  void on_start(std::string_view name, const XmlAttributes&) override { encrypted = encrypted || name == "encryption-data"; }
  void on_end(std::string_view) override {}
  void on_text(std::string_view) override {}
  bool encrypted = false;
};

void refuse_encrypted(ZipArchive& archive) {
  const std::string manifest_part = "META-INF/manifest.xml";
  if (!archive.has(manifest_part)) return;
  ManifestHandler manifest;
  read_xml_part(archive, manifest_part, manifest);
  if (manifest.encrypted) throw GridFault("file.legacy");
}

}  // namespace

Grid read_ods(ZipArchive& archive, const GridLimits& limits) {
  refuse_encrypted(archive);
  GridBuilder builder(GridFormat::ods, limits);
  ContentHandler content(builder);
  read_xml_part(archive, "content.xml", content);
  if (!content.found_table()) throw GridFault("file.unreadable");
  return builder.finish();
}

}  // namespace clausier::read
