#pragma once
// Rules as dated data with their source: thresholds, limits, parameters. Never constants in code.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clausier/domain/calendar.hpp"

namespace clausier {

struct RuleValue {
  std::string code;    // "hours.day.max_seconds", "state.on_pace.min_basis_points"…
  DateRange valid;
  std::int64_t value;  // unit is the last word of the code
  std::string source;
  bool operator==(const RuleValue&) const = default;
};

class Rulebook {
public:
  Rulebook(std::string version, std::vector<RuleValue> values) : version_(std::move(version)), values_(std::move(values)) {}
  // CSV of src/store/reference/rules.csv: "# version: 2026-11-01" and other comments, then
  // code;value;valid_from;valid_to;source. Throws std::invalid_argument on a bad line.
  static Rulebook parse(std::string_view csv);
  const std::string& version() const { return version_; }
  // The rule in force on a day; throws std::out_of_range when none is: a missing rule is a bug of data.
  const RuleValue& at(std::string_view code, Date day) const;
  // The same, null when none is: for rules that begin or end, such as an entry into force.
  const RuleValue* find(std::string_view code, Date day) const;
  const std::vector<RuleValue>& values() const { return values_; }

private:
  std::string version_;
  std::vector<RuleValue> values_;
};

}  // namespace clausier
