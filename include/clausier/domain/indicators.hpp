#pragma once
// Figures that are read across lots: full-time equivalents, positive exits, the window of an IAE pass
// (domain.md §2.7, §3.3, §5.4).
#include <cstdint>
#include <optional>
#include <vector>

#include "clausier/domain/calendar.hpp"
#include "clausier/domain/work_time.hpp"

namespace clausier {

// Tenths of full-time equivalents, to the nearest: 30 201 h at 1 820 h a year = 16,6. `year` > 0.
std::int64_t fte_tenths(WorkTime time, WorkTime year);

// Positive exits for ten thousand exits (never of the people followed), rounded down; empty without exits.
std::optional<std::int64_t> positive_exit_rate(std::int64_t positive, std::int64_t exits);

// A positive exit is pending until the job has lasted so many months, then confirmed.
bool exit_confirmed(Date exit_on, int months, Date today);

// The pass of insertion through economic activity: so many days from its start (rule "iae_pass.length.days": 730, not 24
// months), each suspension adding its own days; then a waiting period.
struct IaePass {
  Date starts_on;
  std::vector<DateRange> suspensions = {};
};
Date iae_pass_last_day(const IaePass& pass, int length_days);
Date iae_pass_waiting_until(const IaePass& pass, int length_days, int waiting_years);

}  // namespace clausier
