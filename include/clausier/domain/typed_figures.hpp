#pragma once
// Figures as a person types them in a form of ours. Stricter than the readers of files, which repair and
// announce: a form can ask again, so what has two readings, or is finer than its unit, is refused.
#include <optional>
#include <string_view>

#include "clausier/domain/money.hpp"
#include "clausier/domain/outcome.hpp"
#include "clausier/domain/work_time.hpp"

namespace clausier {

// Refused with figure.unreadable; "12.500", "1e9" and "10,005" with figure.amount.two_readings.
Outcome<Money> parse_typed_money(std::string_view text);

// "7,5", "7.5", "7,5 %" to basis points, at most two decimals, from 0 to 10 000 %. Refused with figure.unreadable.
Outcome<int> parse_typed_percentage(std::string_view text);

// "35", "35,5", "7h30", "7:30". Refused with figure.unreadable; "7.30" (a half hour or thirty hundredths) and
// "1.820" (thousands or thousandths) with figure.hours.two_readings.
Outcome<WorkTime> parse_typed_hours(std::string_view text);

// What a form shows and reads again without loss: "35,50", or "151:40:10" when hundredths would round.
std::string typed_hours_text(WorkTime time);

}  // namespace clausier
