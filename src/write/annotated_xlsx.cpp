#include "clausier/write/annotated_xlsx.hpp"

#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>

#include "clean_text.hpp"
#include "scratch_directory.hpp"
#include "xlsx_formats.hpp"

namespace clausier::write {
namespace {

constexpr std::size_t cell_characters_max = 32'000;
constexpr std::size_t remark_characters_max = 2'000;
constexpr lxw_color_t error_colour = 0xF8D7DA, warning_colour = 0xFFF3CD;

lxw_format* coloured(lxw_workbook* workbook, lxw_color_t colour, std::uint8_t border) {
  auto* format = workbook_add_format(workbook);
  format_set_bg_color(format, colour);
  format_set_border(format, border);
  return format;
}

// A name that the library refuses (too long, forbidden signs, used twice) gives way to a number.
lxw_worksheet* add_sheet(lxw_workbook* workbook, const std::string& name, std::size_t number) {
  const auto clean = clean_text(name);
  if (!clean.empty() && workbook_validate_sheet_name(workbook, clean.c_str()) == LXW_NO_ERROR)
    return workbook_add_worksheet(workbook, clean.c_str());
  return workbook_add_worksheet(workbook, ("Feuille " + std::to_string(number)).c_str());
}

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  if (!file) throw std::runtime_error("workbook, cannot be read back");
  return std::move(bytes).str();
}

}  // namespace

std::string write_annotated_xlsx(const std::vector<AnnotatedSheet>& sheets, const std::string& author, Instant created) {
  const ScratchDirectory scratch;
  std::string folder = scratch.path().string();
  const std::string path = folder + "/annotated.xlsx";
  lxw_workbook_options options{};
  options.tmpdir = folder.data();
  std::unique_ptr<lxw_workbook, void (*)(lxw_workbook*)> workbook(workbook_new_opt(path.c_str(), &options),
                                                                  [](lxw_workbook* open) { workbook_close(open); });
  if (!workbook) throw std::runtime_error("workbook, cannot be made");
  lxw_doc_properties properties{};
  std::string shown_author = author;
  properties.author = shown_author.data();
  properties.created = static_cast<time_t>(created.milliseconds() / 1'000);
  check(workbook_set_properties(workbook.get(), &properties), "properties");
  auto* error = coloured(workbook.get(), error_colour, LXW_BORDER_THICK);
  auto* warning = coloured(workbook.get(), warning_colour, LXW_BORDER_THIN);
  std::size_t number = 0;
  for (const auto& sheet : sheets) {
    auto* worksheet = add_sheet(workbook.get(), sheet.name, ++number);
    if (!worksheet) throw std::runtime_error("workbook, sheet refused");
    for (const auto& cell : sheet.cells) {
      const auto row = static_cast<lxw_row_t>(cell.row - 1);
      const auto column = static_cast<lxw_col_t>(cell.column);
      auto* format = cell.remark.empty() ? nullptr : cell.is_error ? error : warning;
      check(worksheet_write_string(worksheet, row, column, cut_text(clean_text(cell.text), cell_characters_max).c_str(), format), "cell");
      if (!cell.remark.empty())
        check(worksheet_write_comment(worksheet, row, column, cut_text(clean_text(cell.remark), remark_characters_max).c_str()), "comment");
    }
  }
  check(workbook_close(workbook.release()), "closing");
  return bytes_of(path);
}

}  // namespace clausier::write
