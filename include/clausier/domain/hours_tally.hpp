#pragma once
// The hours of a lot added up, as far as a position needs them: what may be kept beside the ledger, and checked against it.
#include <map>
#include <optional>
#include <string>

#include "clausier/domain/position.hpp"

namespace clausier {

struct MonthTally {
  HoursTotals hours;
  std::int64_t awaiting_lines = 0;  // that nobody decided on yet
  bool operator==(const MonthTally&) const = default;
};

struct HoursTally {
  std::map<Month, MonthTally> months;  // of the last day worked
  std::map<std::string, WorkTime> counted_by_contract_type;  // never zero
  std::map<std::string, WorkTime> counted_by_group;          // never zero
  std::optional<DateRange> execution;  // under which the hours were counted; empty without a clause
  bool operator==(const HoursTally&) const = default;
};

// Of a position reckoned from those facts. Nothing when sums are not enough to find it again: hours worked after the
// cut-off, hours pooled, a target in people, a share kept for residents some of whom are known by their home.
std::optional<HoursTally> tally_of(const Position& position, const LotFacts& facts);

// The same position from the sums, without people, lines and journal. `facts` needs no entries and no decisions; the
// cut-off is the one of the sums or a later day, everything recorded. Nothing when the execution was amended since:
// what counts has to be looked at again, line by line.
std::optional<Position> position_from(const HoursTally& tally, const LotFacts& facts, const Rulebook& rulebook, const Cutoff& cutoff);

}  // namespace clausier
