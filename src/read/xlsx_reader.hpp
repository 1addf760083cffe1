#pragma once
#include "zip_archive.hpp"

namespace clausier::read {

// Every worksheet of an XLSX file, hidden ones included. Throws GridFault.
Grid read_xlsx(ZipArchive& archive, const GridLimits& limits);

}  // namespace clausier::read
