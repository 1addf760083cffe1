#include "any_grid.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::check(clausier::read::read_grid(fuzz::view_of(data, size)));
  return 0;
}
