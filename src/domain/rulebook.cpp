#include "clausier/domain/rulebook.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "reference_csv.hpp"

namespace clausier {
namespace {

constexpr std::string_view version_mark = "# version:";

Date end_of_validity(const std::string& text) {
  if (text.empty()) return *Date::of(9999, 12, 31);  // still in force
  const auto day = Date::parse_iso(text);
  if (!day) throw std::invalid_argument("rule with an unreadable end: " + text);
  return *day;
}

RuleValue parse_rule(const std::vector<std::string>& fields) {
  const auto first = Date::parse_iso(fields[2]);
  if (!first) throw std::invalid_argument("rule with an unreadable start: " + fields[0]);
  const DateRange valid{*first, end_of_validity(fields[3])};
  if (valid.last < valid.first) throw std::invalid_argument("rule that ends before it starts: " + fields[0]);
  std::int64_t value = 0;
  const auto& digits = fields[1];
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (fault != std::errc() || end != digits.data() + digits.size())
    throw std::invalid_argument("rule with an unreadable value: " + fields[0]);
  if (fields[4].empty()) throw std::invalid_argument("rule without a source: " + fields[0]);
  return {fields[0], valid, value, fields[4]};
}

std::string version_of(std::string_view csv) {
  const auto at = csv.find(version_mark);
  if (at == std::string_view::npos) throw std::invalid_argument("rules without a version");
  auto version = csv.substr(at + version_mark.size());
  version = version.substr(0, version.find_first_of("\r\n"));
  version.remove_prefix(std::min(version.find_first_not_of(' '), version.size()));
  if (version.empty()) throw std::invalid_argument("rules without a version");
  return std::string(version);
}

}  // namespace

Rulebook Rulebook::parse(std::string_view csv) {
  std::vector<RuleValue> values;
  for (const auto& fields : reference_rows(csv, "code;value;valid_from;valid_to;source")) {
    auto rule = parse_rule(fields);
    for (const auto& other : values)
      if (other.code == rule.code && other.valid.overlaps(rule.valid))
        throw std::invalid_argument("rule in force twice on a day: " + rule.code);
    values.push_back(std::move(rule));
  }
  return Rulebook(version_of(csv), std::move(values));
}

const RuleValue* Rulebook::find(std::string_view code, Date day) const {
  for (const auto& rule : values_)
    if (rule.code == code && rule.valid.contains(day)) return &rule;
  return nullptr;
}

const RuleValue& Rulebook::at(std::string_view code, Date day) const {
  if (const auto* rule = find(code, day)) return *rule;
  throw std::out_of_range("no rule " + std::string(code) + " on " + day.iso());
}

}  // namespace clausier
