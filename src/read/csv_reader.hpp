#pragma once
#include "clausier/read/grid.hpp"

namespace clausier::read {

// Delimited text: separator ; , tab or | told apart by content or by a first line "sep=;", quotes
// doubled, line ends CR, LF or both. One sheet without name, every cell text; ="0123" gives 0123.
// Throws GridFault.
Grid read_csv(std::string_view bytes, const GridLimits& limits);

}  // namespace clausier::read
