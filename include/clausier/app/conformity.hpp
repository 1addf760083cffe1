#pragma once
// A published record held against the official schema of its format: a report for people, which decides of nothing.
#include <optional>
#include <string>
#include <vector>

#include "clausier/app/services.hpp"

namespace clausier::app {

struct ConformityLine {
  std::string path;      // of the field, "" for the record itself
  std::string rule;      // syntax, required, type, enum, pattern, min, max, min_length, max_length, min_items, unique, closed
  std::string expected;
  std::string found;
};

struct ConformityReport {
  std::string schema;    // marche-2019, concession-2019, marche-2022, concession-2022
  std::vector<ConformityLine> lines;  // empty: as the schema wants it
};

// Of the bytes of one record as published. Nothing for a row of CSV, a notice, or what cannot be read: no schema
// is about them.
std::optional<ConformityReport> record_conformity(Services&, const std::string& raw);
// Of the record that brought a contract, when its bytes are kept.
std::optional<ConformityReport> contract_conformity(Services&, ContractId);

}  // namespace clausier::app
