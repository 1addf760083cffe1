#pragma once
// What an XLSX file says outside its sheets: their list, number formats, shared strings.
#include "grid_values.hpp"
#include "zip_archive.hpp"

namespace clausier::read {

struct XlsxSheet {
  std::string name;
  std::string part;  // name inside the archive
  bool hidden = false;
};

struct XlsxWorkbook {
  std::vector<XlsxSheet> sheets;  // worksheets only, in the order of the tabs
  Epoch epoch = Epoch::y1900;
  std::vector<NumberLook> looks;            // by style index of a cell
  std::vector<std::string> shared_strings;  // rich text concatenated, phonetic guides left out
};

// Throws GridFault.
XlsxWorkbook read_xlsx_workbook(ZipArchive& archive, const GridLimits& limits);

// "_x000D_" and its like, as Excel writes characters that XML refuses.
std::string without_character_escapes(std::string text);

}  // namespace clausier::read
