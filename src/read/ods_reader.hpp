#pragma once
#include "zip_archive.hpp"

namespace clausier::read {

// Every table of an OpenDocument spreadsheet, hidden ones included. Throws GridFault.
Grid read_ods(ZipArchive& archive, const GridLimits& limits);

}  // namespace clausier::read
