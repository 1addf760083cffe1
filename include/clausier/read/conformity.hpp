#pragma once
// What a published record has that the official schema does not allow, or lacks. A report for people: it decides of
// nothing. The rules are data, derived from the JSON schemas 1.5.0 and 2.0.3 (src/store/reference/decp_schema.csv).
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clausier::read {

struct SchemaRule {
  std::string path;   // "titulaires[].titulaire.id"; "" = the record itself
  std::string rule;   // required, type, enum, pattern, min, max, min_length, max_length, min_items, unique, closed
  std::string value;  // of the rule: a type, a bound, a pattern, labels parted by "|"
};

// By schema: marche-2019, concession-2019, marche-2022, concession-2022.
using SchemaRules = std::map<std::string, std::vector<SchemaRule>, std::less<>>;
// Lines "schema;path;rule;value"; "#…" is a comment, the first other line the header. Throws std::invalid_argument.
SchemaRules parse_schema_rules(std::string_view csv);

struct SchemaDeviation {
  std::string path;      // with the rank of list items: "titulaires[0].titulaire.id"
  std::string rule;
  std::string expected;  // value of the rule
  std::string found;     // what is published there, cut short; "" when nothing is
  bool operator==(const SchemaDeviation&) const = default;
};

struct Conformity {
  std::string schema;
  std::vector<SchemaDeviation> deviations;  // empty: the record is as the schema wants it
};
// `format` is "decp-2019" or "decp-2022". Nothing for what no schema is about: a row of CSV, a notice, what
// cannot be read. In XML everything is text and lists have no brackets: types are told from the text.
std::optional<Conformity> conformity_of(const std::string& raw, std::string_view format, bool concession, const SchemaRules& rules);

}  // namespace clausier::read
