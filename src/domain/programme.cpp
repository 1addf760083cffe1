// Suggestions of programmes from dated rules; a person confirms them.
#include <algorithm>
#include <stdexcept>

#include "clausier/domain/contract.hpp"

namespace clausier {
namespace {

std::string_view next_field(std::string_view& line) {
  const auto end = line.find(';');
  const auto field = line.substr(0, end);
  line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
  return field;
}

Date date_or(std::string_view text, Date fallback) {
  if (text.empty()) return fallback;
  const auto date = Date::parse_iso(text);
  if (!date) throw std::invalid_argument("programme rule with a bad date: " + std::string(text));
  return *date;
}

ProgrammeRule parse_rule(std::string_view line) {
  const std::string_view whole = line;
  const Date always = *Date::of(1900, 1, 1), forever = *Date::of(9999, 12, 31);
  const std::string programme(next_field(line)), kind(next_field(line)), value(next_field(line));
  const Date first = date_or(next_field(line), always);
  const Date last = date_or(next_field(line), forever);
  const bool known_kind = kind == "buyer_siren" || kind == "keyword" || kind == "commune" || kind == "postal";
  if (programme.empty() || value.empty() || !known_kind)
    throw std::invalid_argument("programme rule that cannot be read: " + std::string(whole));
  return {programme, kind, value, {first, last}, std::string(line)};
}

// The words of `sought` stand together in `text`, both folded: "anru" is not in "maanrue".
bool holds_words(const std::string& text, const std::string& sought) {
  return !sought.empty() && (" " + text + " ").find(" " + sought + " ") != std::string::npos;
}

bool in_force(const ProgrammeRule& rule, const ContractRecord& record) {
  const auto day = record.notified_on ? record.notified_on : record.published_on;
  return !day || rule.valid.contains(*day);
}

std::optional<ProgrammeSuggestion> suggestion_by(const ProgrammeRule& rule, const ContractRecord& record,
                                                 const std::string& object) {
  if (!in_force(rule, record)) return std::nullopt;
  if (rule.kind == "buyer_siren" && record.buyer && record.buyer->siren().digits() == rule.value)
    return ProgrammeSuggestion{rule.programme, "programme.reason.buyer", {{"siren", rule.value}}};
  if (rule.kind == "keyword" && holds_words(object, folded(rule.value)))
    return ProgrammeSuggestion{rule.programme, "programme.reason.keyword", {{"keyword", rule.value}}};
  const bool place = rule.kind == "commune" || rule.kind == "postal";
  if (place && record.place_kind == rule.kind && record.place_code == rule.value)
    return ProgrammeSuggestion{rule.programme, "programme.reason.place", {{"code", rule.value}}};
  return std::nullopt;
}

}  // namespace

std::vector<ProgrammeRule> parse_programme_rules(std::string_view csv) {
  std::vector<ProgrammeRule> rules;
  bool header = true;
  while (!csv.empty()) {
    const auto end = csv.find('\n');
    auto line = csv.substr(0, end);
    csv.remove_prefix(end == std::string_view::npos ? csv.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    if (!header) rules.push_back(parse_rule(line));
    header = false;
  }
  return rules;
}

std::vector<ProgrammeSuggestion> suggest_programmes(const ContractRecord& record,
                                                    const std::vector<ProgrammeRule>& rules) {
  const std::string object = folded(record.object);
  std::vector<ProgrammeSuggestion> suggestions;
  for (const auto& rule : rules) {
    const bool already = std::any_of(suggestions.begin(), suggestions.end(),
                                     [&](const auto& given) { return given.programme == rule.programme; });
    if (already) continue;
    if (auto suggestion = suggestion_by(rule, record, object)) suggestions.push_back(std::move(*suggestion));
  }
  return suggestions;
}

}  // namespace clausier
