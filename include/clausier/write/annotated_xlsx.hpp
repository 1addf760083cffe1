#pragma once
// A table as somebody sent it, with what is wrong written on its cells: to be mended in a spreadsheet.
#include <string>
#include <vector>

#include "clausier/domain/calendar.hpp"

namespace clausier::write {

struct AnnotatedCell {
  int row = 1;     // from 1
  int column = 0;  // from 0 = A
  std::string text;
  std::string remark = {};  // a comment on the cell, which is coloured; "" for none
  bool is_error = false;    // else a warning: the two are told apart by their border too
};

struct AnnotatedSheet {
  std::string name;
  std::vector<AnnotatedCell> cells;
};

// Text stays text whatever it starts with. Sheets without a name, or whose name a spreadsheet refuses, are called
// "Feuille 1"… Throws std::runtime_error when the file cannot be made.
std::string write_annotated_xlsx(const std::vector<AnnotatedSheet>& sheets, const std::string& author, Instant created);

}  // namespace clausier::write
