#pragma once
// A table as CSV for French spreadsheets: UTF-8 with its mark, semicolons, decimal commas, CRLF.
// Columns and reading advice: docs/schemas/README.md.
#include <string>
#include <string_view>

#include "clausier/report/sheet.hpp"

namespace clausier::write {

// Hours and money with two decimals and no space between thousands, days as 31/05/2026, months as
// 2026-05. Text that a spreadsheet would run as a formula gets an apostrophe in front.
std::string write_csv(const report::Sheet& table);

// Text that starts with = + - @, a tab, a carriage return or a line feed, made harmless.
std::string harmless_text(std::string_view text);

}  // namespace clausier::write
