#include "clausier/write/table_file.hpp"

#include <fstream>
#include <stdexcept>

#include "clean_text.hpp"
#include "clausier/write/xml_writer.hpp"
#include "csv_line.hpp"
#include "markup.hpp"
#include "scratch_directory.hpp"
#include "xlsx_formats.hpp"
#include "xlsx_sheet.hpp"
#include "xml_line.hpp"

namespace clausier::write {
namespace {

constexpr std::size_t property_characters_at_most = 250;
constexpr std::uint8_t a4_paper = 9;

CellStyle style_of(report::ColumnKind kind) {
  switch (kind) {
    case report::ColumnKind::text: return CellStyle::one_line;
    case report::ColumnKind::hours: return CellStyle::hours;
    case report::ColumnKind::money: return CellStyle::money;
    case report::ColumnKind::integer: return CellStyle::integer;
    case report::ColumnKind::date: return CellStyle::date;
    case report::ColumnKind::month: return CellStyle::month;
    case report::ColumnKind::percent: return CellStyle::percent;
  }
  return CellStyle::one_line;
}

// The cells of one column of a long table: format known beforehand, and the last text at hand, for texts of
// such tables come back.
class ColumnWriter {
public:
  ColumnWriter(std::size_t column, report::ColumnKind kind, Formats& formats) : column_(static_cast<lxw_col_t>(column)) {
    const bool left = kind == report::ColumnKind::text || kind == report::ColumnKind::date || kind == report::ColumnKind::month;
    format_ = formats.of({style_of(kind), !left, false});
  }

  void write(lxw_worksheet* worksheet, lxw_row_t row, const report::Cell& cell) {
    worksheet_ = worksheet;
    row_ = row;
    std::visit(*this, cell);
  }

  void operator()(std::monostate) {}
  void operator()(const std::string& text) {
    if (text != raw_) {
      raw_ = text;
      clean_ = cell_text(text);
    }
    check(worksheet_write_string(worksheet_, row_, column_, clean_.c_str(), format_), "cell");
  }
  void operator()(const report::Masked& mask) { (*this)(mask.text); }
  void operator()(WorkTime time) { number(static_cast<double>(time.hundredths_of_hour()) / 100); }
  void operator()(Money money) { number(static_cast<double>(money.cents()) / 100); }
  void operator()(std::int64_t value) { number(static_cast<double>(value)); }
  void operator()(report::BasisPoints ratio) { number(static_cast<double>(ratio.value) / 10'000); }
  void operator()(Date day) { number(serial_of(day)); }
  void operator()(Month month) { number(serial_of(month.first_day())); }

private:
  void number(double value) { check(worksheet_write_number(worksheet_, row_, column_, value, format_), "cell"); }

  lxw_col_t column_;
  lxw_format* format_ = nullptr;
  lxw_worksheet* worksheet_ = nullptr;
  lxw_row_t row_ = 0;
  std::string raw_, clean_;
};

// Known before the first row: a workbook is only written to its place when it is closed.
void check_writable(const std::filesystem::path& file) {
  if (!std::ofstream(file, std::ios::binary | std::ios::trunc)) throw UnwritableFile(file);
}

class CsvFile final : public TableFile {
public:
  CsvFile(const std::filesystem::path& file, const TableHead& head) : file_(file), out_(file, std::ios::binary | std::ios::trunc) {
    out_ << csv_header(head.columns);
  }
  void add(const std::vector<report::Cell>& row) override {
    line_.clear();
    lines_.append(line_, row);
    out_ << line_;
  }
  void add_sheet(const report::Sheet&) override {}
  void close() override {
    out_.close();
    if (!out_) throw UnwritableFile(file_);
  }

private:
  std::filesystem::path file_;
  std::ofstream out_;
  CsvLines lines_;
  std::string line_;
};

// The rows, then each sheet that follows them: what is known at the end stands at the end.
class XmlFile final : public TableFile {
public:
  XmlFile(const std::filesystem::path& file, const TableHead& head) : file_(file), out_(file, std::ios::binary | std::ios::trunc), lines_(head.columns) {
    out_ << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<table xmlns=\"" << lines_namespace << "\" version=\"1.0\" title=\"" << escaped(head.title)
         << "\">\n  <rows>\n";
  }
  void add(const std::vector<report::Cell>& row) override {
    line_.clear();
    lines_.append(line_, row);
    out_ << line_;
  }
  void add_sheet(const report::Sheet& sheet) override {
    close_element();
    element_ = "parameters";
    out_ << "  <" << element_ << ">\n";
    lines_ = XmlLines(sheet.columns);
    for (const auto& row : sheet.rows) add(row);
  }
  void close() override {
    close_element();
    out_ << "</table>\n";
    out_.close();
    if (!out_) throw UnwritableFile(file_);
  }

private:
  void close_element() { out_ << "  </" << element_ << ">\n"; }

  std::filesystem::path file_;
  std::ofstream out_;
  std::string element_ = "rows";
  XmlLines lines_;
  std::string line_;
};

class XlsxFile final : public TableFile {
public:
  XlsxFile(const std::filesystem::path& file, TableHead head, Instant created)
      : file_(file), head_(std::move(head)), folder_(scratch_.path().string()), book_(open(file), [](lxw_workbook* open) { workbook_close(open); }) {
    if (!book_) throw std::runtime_error("workbook, cannot be made");
    formats_ = std::make_unique<Formats>(book_.get());
    std::string title = cut_text(clean_text(head_.title), property_characters_at_most);
    lxw_doc_properties properties{};
    properties.title = title.data();
    properties.created = static_cast<time_t>(created.milliseconds() / 1'000);
    check(workbook_set_properties(book_.get(), &properties), "properties");
    check(workbook_set_custom_property_string(book_.get(), "Language", "fr"), "property");
    for (std::size_t i = 0; i < head_.columns.size(); ++i) columns_.emplace_back(i, head_.columns[i].kind, *formats_);
    start_sheet();
  }

  void add(const std::vector<report::Cell>& row) override {
    if (rows_ + 1 == head_.rows_of_a_sheet) start_sheet();
    ++rows_;
    if (!head_.one_line_rows) return writer_->write_row(row, rows_, false);
    for (std::size_t i = 0; i < row.size(); ++i) columns_[i].write(worksheet_, rows_, row[i]);
  }

  void add_sheet(const report::Sheet& sheet) override {
    SheetWriter writer(new_worksheet(sheet.name), sheet.columns, *formats_);
    writer.write_header();
    for (std::size_t row = 0; row < sheet.rows.size(); ++row) writer.write_row(sheet.rows[row], static_cast<lxw_row_t>(row + 1), false);
  }

  void close() override {
    writer_.reset();
    if (workbook_close(book_.release()) != LXW_NO_ERROR) throw UnwritableFile(file_);
  }

private:
  lxw_workbook* open(const std::filesystem::path& file) {
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;  // each row leaves for a temporary file as soon as the next one starts
    options.tmpdir = folder_.data();
    return workbook_new_opt(file.c_str(), &options);
  }

  void start_sheet() {
    const std::string name = head_.name + (sheets_++ == 0 ? "" : " (" + std::to_string(sheets_) + ")");
    worksheet_ = new_worksheet(name);
    writer_ = std::make_unique<SheetWriter>(worksheet_, head_.columns, *formats_);
    writer_->write_header();
    rows_ = 0;
  }

  lxw_worksheet* new_worksheet(const std::string& name) {
    auto* sheet = workbook_add_worksheet(book_.get(), name.c_str());
    if (!sheet) throw std::runtime_error("workbook, sheet refused: " + name);
    worksheet_freeze_panes(sheet, 1, 0);
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, a4_paper);
    worksheet_fit_to_pages(sheet, 1, 0);
    check(worksheet_repeat_rows(sheet, 0, 0), "repeated header");
    check(worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576"), "SIRET as text");
    return sheet;
  }

  std::filesystem::path file_;
  TableHead head_;
  ScratchDirectory scratch_;
  std::string folder_;
  std::unique_ptr<lxw_workbook, void (*)(lxw_workbook*)> book_;
  std::unique_ptr<Formats> formats_;
  std::unique_ptr<SheetWriter> writer_;
  std::vector<ColumnWriter> columns_;
  lxw_worksheet* worksheet_ = nullptr;  // owned by the workbook
  lxw_row_t rows_ = 0;
  int sheets_ = 0;
};

}  // namespace

std::unique_ptr<TableFile> make_table_file(const std::string& format, const std::filesystem::path& file, TableHead head, Instant created) {
  if (format != "csv" && format != "xlsx" && format != "xml") throw std::invalid_argument("table file of format " + format);
  check_writable(file);
  if (format == "csv") return std::make_unique<CsvFile>(file, head);
  if (format == "xml") return std::make_unique<XmlFile>(file, head);
  return std::make_unique<XlsxFile>(file, std::move(head), created);
}

}  // namespace clausier::write
