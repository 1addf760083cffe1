#pragma once
// What a programme aims at, and the departments it runs through: dated reference data with their source.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clausier/domain/calendar.hpp"

namespace clausier {

struct ProgrammeTarget {
  std::string programme;               // CSNE, NPNRU…
  std::string code;                    // "insertion_jobs"; label under "target.<code>"
  std::string unit;                    // count, basis_points, seconds
  std::optional<std::int64_t> value;   // empty: followed, without a number to reach
  DateRange valid;
  std::string source;
};

// CSV of src/store/reference/programme_targets.csv: comments "#", then
// programme;code;unit;value;valid_from;valid_to;source. Throws std::invalid_argument on a bad line.
std::vector<ProgrammeTarget> parse_programme_targets(std::string_view csv);

struct ProgrammeDepartment {
  std::string programme;
  std::string department;  // "59"
  std::string source;
};

// CSV of src/store/reference/programme_departments.csv: programme;department;source.
std::vector<ProgrammeDepartment> parse_programme_departments(std::string_view csv);

}  // namespace clausier
