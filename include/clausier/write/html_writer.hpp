#pragma once
// A workbook as one printable page: every sheet as a table, its chart as a drawing, nothing to load.
#include <string>
#include <string_view>

#include "clausier/domain/wording.hpp"
#include "clausier/report/sheet.hpp"

namespace clausier::write {

// HTML in UTF-8 with its own style sheet, the only one it has: a content policy may name it by its hash.
// A4 on its side when printed, light and dark on screen, no script.
std::string write_html(const report::Workbook& book, const Wording& wording);

// The text of its style element, exactly.
std::string_view html_style();

}  // namespace clausier::write
