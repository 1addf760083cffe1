#include "clausier/write/table_file.hpp"

#include <fstream>
#include <stdexcept>

#include "clean_text.hpp"
#include "csv_line.hpp"
#include "scratch_directory.hpp"
#include "xlsx_formats.hpp"
#include "xlsx_sheet.hpp"

namespace clausier::write {
namespace {

constexpr lxw_row_t sheet_rows_at_most = 1'000'000;  // a sheet holds 1 048 576
constexpr std::size_t property_characters_at_most = 250;

class CsvFile final : public TableFile {
public:
  CsvFile(const std::filesystem::path& file, const TableHead& head) : out_(file, std::ios::binary | std::ios::trunc) {
    out_ << csv_header(head.columns);
  }
  void add(const std::vector<report::Cell>& row) override { out_ << csv_line(row); }
  void close() override {
    out_.close();
    if (!out_) throw std::runtime_error("CSV file, cannot be written");
  }

private:
  std::ofstream out_;
};

class XlsxFile final : public TableFile {
public:
  XlsxFile(const std::filesystem::path& file, TableHead head, Instant created)
      : head_(std::move(head)), folder_(scratch_.path().string()), book_(open(file), [](lxw_workbook* open) { workbook_close(open); }) {
    if (!book_) throw std::runtime_error("workbook, cannot be made");
    formats_ = std::make_unique<Formats>(book_.get());
    std::string title = cut_text(clean_text(head_.title), property_characters_at_most);
    lxw_doc_properties properties{};
    properties.title = title.data();
    properties.created = static_cast<time_t>(created.milliseconds() / 1'000);
    check(workbook_set_properties(book_.get(), &properties), "properties");
    check(workbook_set_custom_property_string(book_.get(), "Language", "fr"), "property");
    start_sheet();
  }

  void add(const std::vector<report::Cell>& row) override {
    if (rows_ == sheet_rows_at_most) start_sheet();
    writer_->write_row(row, ++rows_, false);
  }

  void close() override {
    writer_.reset();
    check(workbook_close(book_.release()), "closing");
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
    auto* sheet = workbook_add_worksheet(book_.get(), name.c_str());
    if (!sheet) throw std::runtime_error("workbook, sheet refused: " + name);
    worksheet_freeze_panes(sheet, 1, 0);
    worksheet_set_landscape(sheet);
    check(worksheet_repeat_rows(sheet, 0, 0), "repeated header");
    check(worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576"), "SIRET as text");
    writer_ = std::make_unique<SheetWriter>(sheet, head_.columns, *formats_);
    writer_->write_header();
    rows_ = 0;
  }

  TableHead head_;
  ScratchDirectory scratch_;
  std::string folder_;
  std::unique_ptr<lxw_workbook, void (*)(lxw_workbook*)> book_;
  std::unique_ptr<Formats> formats_;
  std::unique_ptr<SheetWriter> writer_;
  lxw_row_t rows_ = 0;
  int sheets_ = 0;
};

}  // namespace

std::unique_ptr<TableFile> make_table_file(const std::string& format, const std::filesystem::path& file, TableHead head, Instant created) {
  if (format == "csv") return std::make_unique<CsvFile>(file, head);
  if (format == "xlsx") return std::make_unique<XlsxFile>(file, std::move(head), created);
  throw std::invalid_argument("table file of format " + format);
}

}  // namespace clausier::write
