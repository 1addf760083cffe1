#pragma once
// What a person may correct in a record that was published badly, before it is used.
#include <string>
#include <string_view>
#include <vector>

#include "clausier/domain/contract.hpp"

namespace clausier {

// Codes of the fields in the order they are shown: buyer, id, object, cpv, notified_on, amount,
// duration_months, holders.
const std::vector<std::string>& correctable_fields();

// As a French form shows and takes it back: "19/05/2025", "1234,50", SIRETs separated by a space.
std::string field_text(const ContractRecord& record, std::string_view field);

// The path of the field in the DECP schema ("dateNotification"), to tell the findings that concern it.
bool concerns(std::string_view field, const Finding& finding);

struct Correction {
  std::string field;
  std::string original;  // as it was read
  std::string value;     // as it must be read
  bool operator==(const Correction&) const = default;
};

// Puts the value in the record; false, and nothing changed, when the value cannot be read. An empty
// value is read as "not published", but for buyer, id and object. Throws std::invalid_argument for an unknown field.
bool correct(ContractRecord& record, std::string_view field, const std::string& value);

}  // namespace clausier
