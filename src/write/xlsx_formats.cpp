#include "xlsx_formats.hpp"

#include <stdexcept>
#include <string>

namespace clausier::write {
namespace {

constexpr lxw_color_t navy = 0x1F3864;
constexpr lxw_color_t pale_blue = 0xDCE6F1;
constexpr lxw_color_t grey_line = 0xBFBFBF;
constexpr lxw_color_t grey_text = 0x595959;
constexpr lxw_color_t dark_red = 0x9C0006;
constexpr lxw_color_t white = 0xFFFFFF;

const char* number_format_of(CellStyle style) {
  switch (style) {
    case CellStyle::hours: return "#,##0.00";
    case CellStyle::money: return "#,##0.00\\ \"€\"";
    case CellStyle::integer: return "#,##0";
    case CellStyle::date: return "dd/mm/yyyy";
    case CellStyle::month: return "[$-40C]mmmm yyyy";
    case CellStyle::percent: return "0.0\\ %";
    default: return nullptr;
  }
}

void dress_header(lxw_format* format) {
  format_set_bold(format);
  format_set_font_color(format, white);
  format_set_bg_color(format, navy);
  format_set_text_wrap(format);
  format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
}

}  // namespace

void check(lxw_error result, const char* what) {
  if (result != LXW_NO_ERROR) throw std::runtime_error(std::string("workbook, ") + what + ": " + lxw_strerror(result));
}

lxw_format* Formats::of(CellLook look) {
  auto& format = made_[look];
  if (!format) format = make(look);
  return format;
}

lxw_format* Formats::standing_out() {
  if (standing_out_) return standing_out_;
  standing_out_ = workbook_add_format(book_);
  if (!standing_out_) throw std::runtime_error("workbook, format: out of memory");
  format_set_bold(standing_out_);
  format_set_font_color(standing_out_, dark_red);
  return standing_out_;
}

lxw_format* Formats::make(CellLook look) const {
  auto* format = workbook_add_format(book_);
  if (!format) throw std::runtime_error("workbook, format: out of memory");
  format_set_font_name(format, "Calibri");
  format_set_font_size(format, 10);
  format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  if (look.style != CellStyle::note) {
    format_set_bottom(format, LXW_BORDER_HAIR);
    format_set_bottom_color(format, grey_line);
  }
  if (look.right) format_set_align(format, LXW_ALIGN_RIGHT);
  else format_set_indent(format, 1);  // also keeps text away from a number on its left
  if (const auto* number_format = number_format_of(look.style)) format_set_num_format(format, number_format);
  if (look.style == CellStyle::header) dress_header(format);
  if (look.style == CellStyle::text) format_set_text_wrap(format);
  if (look.style == CellStyle::masked || look.style == CellStyle::note) {
    format_set_italic(format);
    format_set_font_color(format, grey_text);
  }
  if (look.total) {
    format_set_bold(format);
    format_set_bg_color(format, pale_blue);
    format_set_top(format, LXW_BORDER_THIN);
  }
  return format;
}

}  // namespace clausier::write
