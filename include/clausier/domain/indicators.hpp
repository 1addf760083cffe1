#pragma once
// Figures that are read across lots: full-time equivalents, the window of an IAE pass
// (domain.md §2.7, §3.3).
#include <cstdint>
#include <optional>
#include <vector>

#include "clausier/domain/calendar.hpp"
#include "clausier/domain/work_time.hpp"

namespace clausier {

// Tenths of full-time equivalents, to the nearest: 30 201 h at 1 820 h a year = 16,6. `year` > 0.
std::int64_t fte_tenths(WorkTime time, WorkTime year);

// The pass of insertion through economic activity: so many days from its start (rule "iae_pass.length.days": 730, not 24
// months), each suspension adding its own days; then a waiting period.
struct IaePass {
  Date starts_on;
  std::vector<DateRange> suspensions = {};
};
Date iae_pass_last_day(const IaePass& pass, int length_days);
Date iae_pass_waiting_until(const IaePass& pass, int length_days, int waiting_years);

}  // namespace clausier
