#include "clausier/domain/programme_target.hpp"

#include <charconv>
#include <stdexcept>

#include "reference_csv.hpp"

namespace clausier {
namespace {

Date day_or(const std::string& text, Date otherwise) {
  if (text.empty()) return otherwise;
  const auto day = Date::parse_iso(text);
  if (!day) throw std::invalid_argument("target with an unreadable date: " + text);
  return *day;
}

std::optional<std::int64_t> value_in(const std::string& text) {
  if (text.empty()) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size() || value <= 0)
    throw std::invalid_argument("target with an unreadable value: " + text);
  return value;
}

void check(bool good, const char* what, const std::string& programme) {
  if (!good) throw std::invalid_argument(std::string(what) + ": " + programme);
}

}  // namespace

std::vector<ProgrammeTarget> parse_programme_targets(std::string_view csv) {
  std::vector<ProgrammeTarget> targets;
  for (const auto& fields : reference_rows(csv, "programme;code;unit;value;valid_from;valid_to;source")) {
    const auto& unit = fields[2];
    check(unit == "count" || unit == "basis_points" || unit == "seconds", "target of unknown unit", fields[0]);
    check(!fields[6].empty(), "target without a source", fields[0]);
    const DateRange valid{day_or(fields[4], *Date::of(1, 1, 1)), day_or(fields[5], *Date::of(9999, 12, 31))};
    targets.push_back({fields[0], fields[1], unit, value_in(fields[3]), valid, fields[6]});
  }
  return targets;
}

std::vector<ProgrammeDepartment> parse_programme_departments(std::string_view csv) {
  std::vector<ProgrammeDepartment> departments;
  for (const auto& fields : reference_rows(csv, "programme;department;source")) {
    check(!fields[1].empty() && !fields[2].empty(), "department without a code or a source", fields[0]);
    departments.push_back({fields[0], fields[1], fields[2]});
  }
  return departments;
}

}  // namespace clausier
