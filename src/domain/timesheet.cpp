#include "clausier/domain/timesheet.hpp"

namespace clausier {
WorkTime TimesheetDraft::declared() const {
  WorkTime sum = WorkTime::zero();
  for (const auto& line : lines) sum += line.declared;
  return sum;
}
}  // namespace clausier
