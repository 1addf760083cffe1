// From any file to the lines of an old tracker: each stands in a row, and every fault of a cell has its place.
#include "any_grid.hpp"
#include "clausier/read/tracker_reader.hpp"

namespace {

const clausier::read::HeaderSynonyms& synonyms() {
  static const auto loaded = clausier::read::parse_header_synonyms(
      sheet_support::file_bytes(clausier::test::source_folder() / "src/store/reference/tracker_synonyms.csv"));
  return loaded;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace clausier;
  const auto grid = read::read_grid(fuzz::view_of(data, size));
  for (const auto& chosen : {std::map<std::string, std::string>{}, {{"A", "number"}, {"B", "hours"}, {"C", "amount"}, {"D", "notified_on"}}}) {
    const auto reading = read::read_tracker(grid, {synonyms(), chosen});
    for (const auto& line : reading.lines) fuzz::require(line.place.row > 0);
    for (const auto& fault : reading.findings)
      if (fault.code.starts_with("cell.")) fuzz::require(fault.place.row > 0 && !fault.place.column.empty());
    plan_tracker(reading.lines);
  }
  return 0;
}
