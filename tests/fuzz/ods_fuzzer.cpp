// Bytes of a document as they come; anything else becomes the content of one, under a valid checksum.
#include "any_grid.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = fuzz::view_of(data, size);
  if (bytes.starts_with("PK")) {
    fuzz::check(clausier::read::read_grid(bytes));
    return 0;
  }
  auto parts = sheet_support::ods_parts("");
  parts.back().second = bytes;
  fuzz::check(clausier::read::read_grid(sheet_support::zip_of(parts)));
  return 0;
}
