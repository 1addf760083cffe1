// Bytes of a workbook as they come; anything else becomes the sheet of one, under a valid checksum.
#include "any_grid.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = fuzz::view_of(data, size);
  if (bytes.starts_with("PK")) {
    fuzz::check(clausier::read::read_grid(bytes));
    return 0;
  }
  auto parts = sheet_support::xlsx_parts("");
  parts.back().second = bytes;
  fuzz::check(clausier::read::read_grid(sheet_support::zip_of(parts)));
  return 0;
}
