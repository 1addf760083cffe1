// From any bytes to a notice: there is one, or the reason why not.
#include <sstream>

#include "any_grid.hpp"
#include "clausier/read/notice_reader.hpp"

namespace {

const clausier::read::NoticeReference& reference() {
  static const auto tables = clausier::test::source_folder() / "src/store/reference";
  static const clausier::read::NoticeReference loaded = {
      clausier::parse_notice_clues(sheet_support::file_bytes(tables / "notice_clues.csv")),
      clausier::read::parse_nuts_departments(sheet_support::file_bytes(tables / "nuts_departments.csv"))};
  return loaded;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::istringstream input{std::string(fuzz::view_of(data, size))};
  clausier::read::is_notice(input);
  const auto reading = clausier::read::read_notice(input, reference());
  fuzz::require(reading.notice || clausier::any_error(reading.file_findings));
  return 0;
}
