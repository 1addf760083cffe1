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

std::string between_spaces(const std::string& text) {
  const auto words = folded(text);
  return words.empty() ? "" : " " + words + " ";
}

ProgrammeRule parse_rule(std::string_view line) {
  const std::string_view whole = line;
  const Date always = *Date::of(1900, 1, 1), forever = *Date::of(9999, 12, 31);
  const std::string programme(next_field(line)), kind(next_field(line)), value(next_field(line));
  const Date first = date_or(next_field(line), always);
  const Date last = date_or(next_field(line), forever);
  const auto plus = value.find('+');
  const std::string code = value.substr(0, plus), words = plus == std::string::npos ? "" : value.substr(plus + 1);
  const bool districts = kind == "priority_district";
  const bool known_kind = districts || kind == "buyer_siren" || kind == "keyword" || kind == "commune" || kind == "postal" || kind == "epci";
  if (programme.empty() || !known_kind || code.empty() != districts || (plus != std::string::npos && words.empty()))
    throw std::invalid_argument("programme rule that cannot be read: " + std::string(whole));
  return {programme, kind, code, words, {first, last}, std::string(line)};
}

// The words of `sought` stand together in `text`, which is folded and between spaces: "anru" is not in "maanrue".
bool holds_words(const std::string& text, const std::string& sought) {
  const auto words = between_spaces(sought);
  return !words.empty() && text.find(words) != std::string::npos;
}

bool in_force(const ProgrammeRule& rule, const ContractRecord& record) {
  const auto day = record.notified_on ? record.notified_on : record.published_on;
  return !day || rule.valid.contains(*day);
}

// A record with what its rules are compared with, worked out once.
struct Subject {
  const ContractRecord& record;
  const Geography& geography;
  std::string object;  // folded, between spaces
  Geography::Place place;
  std::string buyer_siren;
};

Subject subject_of(const ContractRecord& record, const Geography& geography) {
  return {record, geography, between_spaces(record.object), geography.place_of(record.place_kind, record.place_code),
          record.buyer ? record.buyer->siren().digits() : ""};
}

// Why the code of the rule is that of the record; nothing when it is not.
std::optional<ProgrammeSuggestion> reason_of(const ProgrammeRule& rule, const Subject& subject) {
  const auto because = [&](const char* key, Parameters parameters) { return ProgrammeSuggestion{rule.programme, key, std::move(parameters)}; };
  const ContractRecord& record = subject.record;
  if (rule.kind == "buyer_siren" && subject.buyer_siren == rule.value) return because("programme.reason.buyer", {{"siren", rule.value}});
  if (rule.kind == "keyword" && holds_words(subject.object, rule.value))
    return because("programme.reason.keyword", {{"keyword", rule.value}});
  if (rule.kind == "epci" && (subject.place.epci == rule.value || subject.buyer_siren == rule.value))
    return because("programme.reason.epci", {{"epci", std::string(subject.geography.epci_name(rule.value))}});
  if (rule.kind == "priority_district" && subject.geography.holds_priority_district(subject.place.commune))
    return because("programme.reason.priority_district", {{"commune", std::string(subject.place.name)}});
  const bool place = rule.kind == "commune" || rule.kind == "postal";
  const bool same_commune = rule.kind == "commune" && subject.place.commune == rule.value;
  if (place && (same_commune || (record.place_kind == rule.kind && record.place_code == rule.value)))
    return because("programme.reason.place", {{"code", rule.value}});
  return std::nullopt;
}

std::optional<ProgrammeSuggestion> suggestion_by(const ProgrammeRule& rule, const Subject& subject) {
  if (!in_force(rule, subject.record)) return std::nullopt;
  auto suggestion = reason_of(rule, subject);
  if (!suggestion || rule.words.empty()) return suggestion;
  if (!holds_words(subject.object, rule.words)) return std::nullopt;
  suggestion->reason_key += ".and_words";
  suggestion->parameters.emplace("keyword", rule.words);
  return suggestion;
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

std::vector<ProgrammeSuggestion> suggest_programmes(const ContractRecord& record, const std::vector<ProgrammeRule>& rules,
                                                    const Geography& geography) {
  const Subject subject = subject_of(record, geography);
  std::vector<ProgrammeSuggestion> suggestions;
  for (const auto& rule : rules) {
    const bool already = std::any_of(suggestions.begin(), suggestions.end(),
                                     [&](const auto& given) { return given.programme == rule.programme; });
    if (already) continue;
    if (auto suggestion = suggestion_by(rule, subject)) suggestions.push_back(std::move(*suggestion));
  }
  return suggestions;
}

}  // namespace clausier
