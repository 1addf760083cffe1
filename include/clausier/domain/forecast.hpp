#pragma once
// Where a lot is heading: the curve of what is expected month by month, and what the recent rhythm would lead to.
#include <optional>
#include <set>
#include <vector>

#include "clausier/domain/position.hpp"

namespace clausier {

struct CurvePoint {
  Date day;                       // end of a month, or the last day of the execution
  std::optional<std::int64_t> due;       // seconds or people; empty = indeterminate
  std::optional<std::int64_t> counted;   // hours credited by that day; empty after the cut-off
};

// From the month of the first day of execution to that of its last, as known at the cut-off.
std::vector<CurvePoint> expected_curve(const Clause& clause, const std::vector<ObligationFact>& facts, const Position& position);

// Hours credited at the end of the execution if they go on as in the last whole months of which the hours are declared
// and decided, or known to be none (how many months: rule "forecast.recent.months", fewer when the execution is younger).
// Empty without execution left, or without such a month.
struct RhythmForecast {
  std::optional<WorkTime> at_end;
  std::optional<WorkTime> short_of_owed;  // what would be missing then; empty when owed is unknown
  Explanation explanation;                // says the method
};
// `at_zero`: months without hours that were said so, by a firm or by closing the month.
RhythmForecast rhythm_forecast(const Position& position, const Rulebook& rulebook, const std::set<Month>& at_zero = {});

}  // namespace clausier
