#include "any_record.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::check_records(fuzz::led_to(fuzz::view_of(data, size), "{[", "{\"marches\":["));
  return 0;
}
