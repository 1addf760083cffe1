// From any file to the lines of a timesheet: each has hours above zero and stands in a cell.
#include "any_grid.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace clausier;
  const auto grid = read::read_grid(fuzz::view_of(data, size));
  for (const std::optional<bool> minutes : {std::optional<bool>(), std::optional(true), std::optional(false)}) {
    auto context = sheet_support::context_of("2026-05");
    for (const char* column : {"B", "C", "D", "E"})
      if (minutes) context.dot_means_minutes[column] = *minutes;
    const auto draft = read::read_timesheet(grid, context);
    for (const auto& line : draft.lines) {
      fuzz::require(line.declared > WorkTime::zero());
      fuzz::require(line.place.row > 0 && !line.place.column.empty());
    }
    for (const auto& line : draft.unread) fuzz::require(line.declared == WorkTime::zero());
  }
  read::recognise_sheets(grid, sheet_support::context_of("2026-05"));
  return 0;
}
