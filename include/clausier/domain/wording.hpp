#pragma once
// The words people read: a catalogue of messages (key -> text with holes) and French formats for
// numbers, dates and identifiers. Rules: interface.md §1.6 (U+202F and U+00A0 as measured).
#include <map>
#include <string>
#include <string_view>

#include "clausier/domain/calendar.hpp"
#include "clausier/domain/money.hpp"
#include "clausier/domain/outcome.hpp"
#include "clausier/domain/siret.hpp"
#include "clausier/domain/work_time.hpp"

namespace clausier {

// One language. Text lines "key = text", their spaces set by french_spaces; "#" starts a comment
// line; a later key replaces nothing (a key given twice throws std::invalid_argument). Holes: {name}. Plural: {n|erreur|erreurs},
// singular for 0 and 1.
class Wording {
public:
  void add(std::string_view catalogue_text);
  bool has(std::string_view key) const;
  // The text of the key with its holes filled; an unknown key gives "[key]" so that it is seen.
  std::string say(std::string_view key, const Parameters& parameters = {}) const;
  const std::map<std::string, std::string, std::less<>>& entries() const { return texts_; }

private:
  std::map<std::string, std::string, std::less<>> texts_;
};

// The same text with the spaces that French punctuation asks for, so that no sign begins a line:
// U+202F before ; ! ?, U+00A0 before : » % € and after «. Only ordinary spaces already there change.
std::string french_spaces(std::string_view text);

std::string french_integer(std::int64_t value);         // "1 234 567" with U+202F
std::string french_hours(WorkTime time);                // "1 820,50" hundredths, U+202F groups
std::string french_hours_minutes(WorkTime time);        // "7 h 30"
std::string french_money(Money money);                  // "1 234,50 €"
std::string french_percent(std::int64_t tenths);        // 625 -> "62,5 %"
std::string french_date(Date day);                      // "03/11/2026"
std::string french_long_date(Date day);                 // "1er novembre 2026"
std::string french_month(Month month);                  // "octobre 2026"
std::string french_siret(const Siret& siret);           // "200 030 195 00115"

}  // namespace clausier
