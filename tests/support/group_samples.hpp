#pragma once
// Positions of lots made of people by eligible group, without any line behind them.
#include <string>

#include "clausier/domain/position.hpp"

namespace clausier::test {

// Adds a person of a group with so many seconds, of which a third is counted and a third pending.
inline void add_person(Position& lot, const std::string& group, std::int64_t person, std::int64_t seconds) {
  const auto id = ParticipantId::from_trusted(person + 1);
  const HoursTotals hours{.declared = WorkTime::from_seconds(seconds),
                          .counted = WorkTime::from_seconds(seconds / 3),
                          .pending = WorkTime::from_seconds(seconds / 3),
                          .rejected = WorkTime::from_seconds(seconds - 2 * (seconds / 3))};
  lot.hours += hours;
  lot.people.insert(id);
  lot.by_group[group].hours += hours;
  lot.by_group[group].people.insert(id);
}

}  // namespace clausier::test
