#pragma once
// Small counts: neither a report nor the comparison of several reports at the same dates tells how many
// hours a group of fewer than N people worked on a lot (docs/decisions/0008-small-counts.md).
//
// What may be shown of a lot is decided once, from the lot alone: every report that holds the lot takes
// the same decision. A wider perimeter adds up what its lots show, and nothing else.
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "clausier/domain/position.hpp"

namespace clausier::report {

enum class Disclosure {
  shown,
  small,     // fewer than N people: printed "< N"
  withheld,  // could give a small count away
};

// Codes of the groups of a lot that may be shown. Groups of fewer than `minimum` people are hidden, then
// the smallest of the others, until at least two groups and `minimum` people are hidden together: what
// is left of the lot's hours mixes them. Short of that the lot shows no group at all.
std::set<std::string> shown_cells(const std::map<std::string, Breakdown>& cells, std::size_t minimum);
std::set<std::string> shown_cells(const std::map<std::string, std::size_t>& people_by_code, std::size_t minimum);
inline std::set<std::string> shown_groups(const Position& lot, std::size_t minimum) { return shown_cells(lot.by_group, minimum); }

struct LotGroups {
  const Position* position;
  std::set<std::string> shown;  // as decided by shown_groups
};

// Whether distinct people may be counted by group over these lots. One report of two lots, beside the
// report of each, tells how many people of a group work on both: sets of people that can be told apart
// in this way must be empty or hold `minimum` people. The answer is one for all groups, so that a
// refusal points at none. Lots of fewer than `minimum` people are in no count and are passed over.
bool people_may_be_counted(const std::vector<LotGroups>& lots, std::size_t minimum);

}  // namespace clausier::report
