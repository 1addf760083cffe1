#pragma once
// What is wrong, doubtful or repaired in something a user sent: a value, collected for the whole
// file, never thrown. Codes are stable and listed in finding_catalogue.hpp and docs/erreurs.md.
#include <string>
#include <vector>

#include "clausier/domain/outcome.hpp"

namespace clausier {

enum class Severity { error, warning, info };  // error blocks; warning needs a tick; info announces

std::string_view severity_code(Severity severity);  // "error", "warning", "info"

// Where in the user's file: what does not apply stays empty or 0. Rows and records count from 1.
struct Place {
  std::string sheet;
  int row = 0;
  std::string column;  // letters, as the spreadsheet shows them: "A", "AB"
  int record = 0;      // rank of the record in a contract file
  std::string path;    // path inside the record: "titulaires[0].id"
  auto operator<=>(const Place&) const = default;
};

struct Finding {
  std::string code;
  Severity severity = Severity::error;
  Place place = {};
  std::string value = {};  // the offending text as it stands in the file
  Parameters parameters = {};
  bool operator==(const Finding&) const = default;
};

bool any_error(const std::vector<Finding>& findings);
std::size_t count_of(const std::vector<Finding>& findings, Severity severity);

struct CatalogueEntry {
  std::string_view code;
  Severity severity;
  std::string_view lifted_by;  // who may pass it: "" nobody, "firm", "facilitator"
};

// Every code the program can report, sorted; docs/erreurs.md is compared with it by a test.
const std::vector<CatalogueEntry>& finding_catalogue();

// A finding with the severity that the catalogue gives its code. Throws std::logic_error for an
// unknown code: a code outside the catalogue is a bug.
Finding finding(std::string code, Place place = {}, std::string value = {}, Parameters parameters = {});

}  // namespace clausier
