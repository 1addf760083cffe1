#pragma once
// Months and dates as people name them in titles, tab names and cells.
#include <optional>
#include <string>
#include <string_view>

#include "clausier/domain/calendar.hpp"

namespace clausier::read {

struct MonthMention {
  unsigned number = 1;
  std::optional<int> year;
  std::string rest;  // the other words, folded

  bool is(Month month) const { return number == month.number() && (!year || *year == month.year()); }
};

// "mai", "Janv. 26", "mai 2026", "05/2026", "2026-05", "Heures mai": the one month that the text
// names. Empty for several months ("janvier à mars") and for whole dates ("3 juin 2026").
std::optional<MonthMention> month_mentioned(std::string_view text);

// "lundi 4 mai 2026", "1er juin 2026"
std::optional<Date> parse_long_date(std::string_view text);

}  // namespace clausier::read
