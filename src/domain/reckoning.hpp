#pragma once
// How an amount, a grid or full-time equivalents become hours, step by step, rounded once at the end.
#include <string>

#include "clausier/domain/clause.hpp"
#include "clausier/domain/rulebook.hpp"
#include "exact.hpp"

namespace clausier {

inline constexpr std::int64_t basis_points_in_whole = 10'000;
inline constexpr std::int64_t seconds_in_hour = 3'600;

inline std::string text_of(std::int64_t value) { return std::to_string(value); }
inline std::string text_of(WorkTime time) { return std::to_string(time.seconds()); }

// Who states the figures of a clause: its document, its author and the instant it was recorded.
std::string stated_by(const Clause& clause);
std::string legal_of(const Clause& clause);

// The steps of one reckoning. `family` is "owed" for what binds and "forecast" for what is foreseen: the rules are
// the same, the words differ.
struct Reckoning {
  std::string family;
  std::string source;  // of the parameters
  std::string legal;
  Explanation& why;

  std::string rule(std::string_view name) const { return family + "." + std::string(name); }
};

struct StatedAmount {
  Money amount;
  std::string from;  // a former step, or who states it
};

// A result with the step that gives it.
struct Reckoned {
  WorkTime hours;
  std::string step;
};

Reckoned hours_by_formula(const Reckoning& reckoning, const StatedAmount& amount, const AmountFormula& formula);
Reckoned hours_per_amount(const Reckoning& reckoning, const StatedAmount& amount, const HoursPerAmount& target);
Reckoned hours_of_bracket(const Reckoning& reckoning, const StatedAmount& amount, const BracketGrid& grid);
Reckoned hours_of_fte(const Reckoning& reckoning, const FullTimeEquivalents& target);
// One order of a framework agreement, in a single step.
Reckoned hours_of_order(const Reckoning& reckoning, const StatedAmount& order, const RatePerOrder& target);

// What an hour costs, with the step that gives it.
struct HourPrice {
  Money price;
  std::string step;
};
// So many times a dated index, to the nearest cent.
HourPrice price_by_index(const IndexedPenalty& penalty, const RuleValue& index, const std::string& source, Explanation& why);
// What hours cost at a price, to the nearest cent.
Money cost_of(WorkTime hours, Money per_hour);

// Days of a range gone by at the end of a day: 0 before the first, all of them on the last.
int elapsed_days(const DateRange& range, Date day);

// What of `owed` is due on a day within `range`, adding its steps. Zero before, all after.
Reckoned due_within(const DateRange& range, DueSchedule schedule, const Reckoned& owed, Date day, const std::string& source,
                    Explanation& why);

}  // namespace clausier
