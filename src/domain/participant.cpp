#include "clausier/domain/participant.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "reference_csv.hpp"

namespace clausier {
namespace {

std::optional<int> months_in(const std::string& text, const std::string& code) {
  if (text.empty()) return std::nullopt;
  int months = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), months);
  if (fault != std::errc() || end != text.data() + text.size() || months < 1)
    throw std::invalid_argument("criterion with unreadable months: " + code);
  return months;
}

}  // namespace

std::vector<Criterion> parse_criteria(std::string_view csv) {
  std::vector<Criterion> criteria;
  for (const auto& fields : reference_rows(csv, "code;label;sensitive;proof;proof_months;source")) {
    if (fields[2] != "0" && fields[2] != "1") throw std::invalid_argument("criterion neither 0 nor 1: " + fields[0]);
    criteria.push_back({fields[0], fields[1], fields[2] == "1", fields[3], months_in(fields[4], fields[0]), fields[5]});
  }
  return criteria;
}

const std::vector<std::string>& contract_type_codes() {
  static const std::vector<std::string> codes = {
      "permanent",           "fixed_term",        "fixed_term_insertion", "fixed_term_usage", "apprenticeship",
      "professional_training", "agency_assignment", "agency_insertion",     "permanent_agency", "permanent_insertion",
      "internship",          "no_contract",       "other"};
  return codes;
}

std::string_view eligibility_verdict_code(EligibilityVerdict verdict) {
  return verdict == EligibilityVerdict::eligible ? "eligible" : "refused";
}

std::optional<EligibilityVerdict> parse_eligibility_verdict(std::string_view code) {
  if (code == "eligible") return EligibilityVerdict::eligible;
  if (code == "refused") return EligibilityVerdict::refused;
  return std::nullopt;
}

bool is_district_code(std::string_view text) {
  if (text.size() != 8 || !(text.starts_with("QP") || text.starts_with("QN"))) return false;
  return std::all_of(text.begin() + 2, text.end(), [](char c) { return ('0' <= c && c <= '9') || ('A' <= c && c <= 'Z'); });
}

bool is_current_list(int list_year, Date day, const Rulebook& rulebook) {
  const auto* year = rulebook.find("qpv.geography.year", day);
  return year && year->value == list_year;
}

bool belongs_to_group(const EligibilityDecision& decision, std::string_view group, const Rulebook& rulebook) {
  if (decision.verdict != EligibilityVerdict::eligible) return false;
  if (group != priority_district_group || !decision.home) return decision.criterion == group;
  return is_current_list(decision.home->list_year, decision.effective_on, rulebook);
}

bool Employment::covers(const DateRange& worked) const {
  return starts_on <= worked.last && (!ends_on || worked.first <= *ends_on);
}

const EligibilityDecision* eligibility_at(const std::vector<EligibilityDecision>& decisions, ParticipantId participant,
                                          Instant recorded_until) {
  const EligibilityDecision* latest = nullptr;
  for (const auto& decision : decisions) {
    if (decision.participant != participant || decision.decided_at > recorded_until) continue;
    if (!latest || decision.decided_at >= latest->decided_at) latest = &decision;  // of two at once, the later given
  }
  return latest;
}

Date countable_until(const EligibilityDecision& decision, const Clause& clause, std::string_view contract_type) {
  const auto* window = window_for(clause.terms, contract_type);
  const Date forever = *Date::of(9999, 12, 31);
  Date last = window && !window->ends_with_contract ? forever : clause.execution.last;
  if (decision.countable_until) return std::min(*decision.countable_until, last);
  const auto months = window ? std::optional(window->months) : clause.counting_months;
  if (months) last = std::min(last, decision.effective_on.plus_months(*months).plus_days(-1));
  return last;
}

}  // namespace clausier
