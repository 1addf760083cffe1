#include "clausier/domain/indicators.hpp"

#include "exact.hpp"

namespace clausier {

std::int64_t fte_tenths(WorkTime time, WorkTime year) {
  return narrow(divided(Wide(time.seconds()) * 10, year.seconds(), Rounding::nearest));
}

Date iae_pass_last_day(const IaePass& pass, int length_days) {
  Date last = pass.starts_on.plus_days(length_days - 1);
  for (const auto& suspension : pass.suspensions) last = last.plus_days(suspension.days());
  return last;
}

Date iae_pass_waiting_until(const IaePass& pass, int length_days, int waiting_years) {
  return iae_pass_last_day(pass, length_days).plus_months(12 * waiting_years);
}

}  // namespace clausier
