#pragma once
// Single fields of a record, read tolerantly: what is repaired or unusable is noted, nothing is
// invented. Paths are those of the JSON schema. Rules: formats.md §2.2 to §2.4, §2.7.
#include <optional>
#include <string>

#include "clausier/domain/calendar.hpp"
#include "clausier/domain/contract.hpp"
#include "clausier/domain/money.hpp"
#include "notes.hpp"

namespace clausier::read {

// A date as published, without shifting it by its offset. A year that cannot be is repaired only
// when `witness`, a publication date, gives a day within the twelve months before it.
std::optional<Date> read_date(const Node& node, std::string_view path, std::optional<Date> witness, Notes& notes);

// Euros before tax. Negative or unreadable: none. Zero, over the ministry's ceiling, or a number that
// looks typed at random: kept, and doubtful.
std::optional<Money> read_amount(const Node& node, std::string_view path, ContractNature kind, Notes& notes);

// Months, 1 to 1200; a fraction counts as a month.
std::optional<int> read_duration(const Node& node, std::string_view path, Notes& notes);

// Notes a duration that looks like days, or like too long for the amount.
void check_duration(int months, std::optional<Money> amount, std::string_view path, Notes& notes);

// Eight digits, or "" when no code of the 2008 nomenclature can be made of it.
std::string read_cpv(const Node& node, std::string_view path, Notes& notes);

struct Identifier {
  std::optional<Siret> siret;
  std::string text;  // digits of the SIRET, else as published without spaces
  bool repaired = false;
};
Identifier read_siret(const std::string& text);

}  // namespace clausier::read
