#pragma once
// Small counts: a report never lets a reader tell how many hours a group of fewer than N people worked,
// neither from its own cell nor by subtraction (domain.md §7, interface.md §3.6).
//
// Two tables are published. The table of the whole perimeter lists every group with its distinct people
// and its hours. The tables of the lots give hours only, and put what they hide in one line without
// figures. The hours of every lot, and the people and hours of the perimeter, are public.
#include <cstddef>
#include <vector>

#include "clausier/domain/position.hpp"

namespace clausier::report {

enum class Disclosure {
  shown,
  small,     // fewer than N people: printed "< N", hours hidden
  withheld,  // large enough, but its figures would give a small one away
};

// Decides a list of counts printed with their sum. Every count is at least 1. A hidden count always
// keeps two possible values for a reader who knows the sum, what is shown, that small means 1..N-1 and
// that the smallest large counts are withheld first; at least two counts and N people are hidden
// together. When nothing less will do, every entry is withheld: list no group at all then.
std::vector<Disclosure> protect_counts(const std::vector<std::size_t>& people, std::size_t minimum);

struct GroupCell {
  std::size_t people = 0;  // distinct; 0 = nobody of this group
  HoursTotals hours;
};

using GroupRow = std::vector<GroupCell>;  // one cell per group, the same groups everywhere

struct GroupDisclosure {
  std::vector<Disclosure> perimeter;          // per group
  std::vector<std::vector<Disclosure>> lots;  // per lot, per group; cells without people are shown
};

// Decides the table of the perimeter, then the tables of the lots so that no hidden cell of either can
// be derived from what is shown and from the public hours of lots and perimeter.
GroupDisclosure protect_groups(const GroupRow& perimeter, const std::vector<GroupRow>& lots, std::size_t minimum);

// True when nothing of a row may be listed.
bool wholly_hidden(const std::vector<Disclosure>& row);

}  // namespace clausier::report
