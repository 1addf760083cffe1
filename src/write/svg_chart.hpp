#pragma once
// The chart of a sheet as a drawing; the same figures stand in the table beside it.
#include <string>

#include "clausier/report/sheet.hpp"

namespace clausier::write {

// `id` is unique in the page: letters, digits and hyphens. Coloured by the classes of html_style().
std::string svg_chart(const report::Sheet& sheet, const std::string& id);

}  // namespace clausier::write
