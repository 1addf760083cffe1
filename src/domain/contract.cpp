#include "clausier/domain/contract.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace clausier {
namespace {

template <class Value, std::size_t Size>
using Codes = std::array<std::pair<Value, std::string_view>, Size>;

constexpr Codes<SocialConsideration, 4> social_codes = {{{SocialConsideration::clause, "clause"},
                                                         {SocialConsideration::criterion, "criterion"},
                                                         {SocialConsideration::reserved, "reserved"},
                                                         {SocialConsideration::none, "none"}}};

constexpr Codes<PartyRole, 3> role_codes = {{{PartyRole::holder, "holder"},
                                             {PartyRole::joint_holder, "joint_holder"},
                                             {PartyRole::subcontractor, "subcontractor"}}};

constexpr Codes<RecordOutcome, 7> outcome_codes = {{{RecordOutcome::created, "new"},
                                                    {RecordOutcome::amended, "amended"},
                                                    {RecordOutcome::unchanged, "unchanged"},
                                                    {RecordOutcome::duplicate, "duplicate"},
                                                    {RecordOutcome::doubtful, "doubtful"},
                                                    {RecordOutcome::refused, "refused"},
                                                    {RecordOutcome::skipped, "skipped"}}};

template <class Value, std::size_t Size>
std::string_view code_of(const Codes<Value, Size>& codes, Value value) {
  for (const auto& [candidate, code] : codes)
    if (candidate == value) return code;
  return "";
}

template <class Value, std::size_t Size>
std::optional<Value> value_of(const Codes<Value, Size>& codes, std::string_view text) {
  for (const auto& [value, code] : codes)
    if (code == text) return value;
  return std::nullopt;
}

bool carries_the_contract(const Party& party) { return party.role != PartyRole::subcontractor; }

}  // namespace

std::string_view social_consideration_code(SocialConsideration value) { return code_of(social_codes, value); }
std::optional<SocialConsideration> parse_social_consideration(std::string_view code) {
  return value_of(social_codes, code);
}

std::string_view party_role_code(PartyRole role) { return code_of(role_codes, role); }
std::optional<PartyRole> parse_party_role(std::string_view code) { return value_of(role_codes, code); }

std::string_view record_outcome_code(RecordOutcome outcome) { return code_of(outcome_codes, outcome); }
std::optional<RecordOutcome> parse_record_outcome(std::string_view code) { return value_of(outcome_codes, code); }

std::optional<Date> effective_date(const Amendment& amendment) {
  return amendment.notified_on ? amendment.notified_on : amendment.published_on;
}

void sort_amendments(std::vector<Amendment>& amendments) {
  const auto rank = [](const Amendment& amendment) {
    const auto date = effective_date(amendment);
    return std::pair(!date, date ? date->days_since_1970() : 0);  // the undated come last
  };
  std::stable_sort(amendments.begin(), amendments.end(),
                   [&](const Amendment& a, const Amendment& b) { return rank(a) < rank(b); });
}

ContractState contract_as_of(const Contract& contract, Date day) {
  ContractState state{contract.initial.amount, contract.initial.duration_months, {}, std::nullopt};
  std::copy_if(contract.initial.parties.begin(), contract.initial.parties.end(), std::back_inserter(state.holders),
               carries_the_contract);
  auto amendments = contract.amendments;
  sort_amendments(amendments);
  for (const auto& amendment : amendments) {
    const auto date = effective_date(amendment);
    if (!date || *date > day) break;
    if (amendment.amount) state.amount = amendment.amount;
    if (amendment.duration_months) state.duration_months = amendment.duration_months;
    if (!amendment.new_holders.empty()) state.holders = amendment.new_holders;
  }
  const auto& start = contract.initial.notified_on;
  if (start && state.duration_months && *state.duration_months > 0)
    state.execution = DateRange{*start, start->plus_months(*state.duration_months).plus_days(-1)};
  return state;
}

std::optional<Date> next_change_after(const Contract& contract, Date day) {
  std::optional<Date> next;
  for (const auto& amendment : contract.amendments)
    if (const auto date = effective_date(amendment); date && *date > day && (!next || *date < *next)) next = date;
  return next;
}

}  // namespace clausier
