#include "clausier/domain/clause_proposal.hpp"

#include <algorithm>
#include <stdexcept>

namespace clausier {
namespace {

// The last of time: amendments without a date come last of all.
const Date end_of_time = *Date::of(2999, 12, 31);

// The amount on which a target rests, when it is the amount of the contract.
Money* contract_amount_of(Target& target) {
  if (auto* formula = std::get_if<AmountFormula>(&target); formula && formula->base == AmountBase::contract) return &formula->amount;
  if (auto* grid = std::get_if<BracketGrid>(&target)) return &grid->amount;
  return nullptr;
}

}  // namespace

AmendedContract amended_by(const Contract& contract, const Amendment& amendment) {
  const auto found = std::find(contract.amendments.begin(), contract.amendments.end(), amendment);
  if (found == contract.amendments.end()) throw std::invalid_argument("an amendment of another contract");
  auto dated = contract;
  for (auto& one : dated.amendments)
    if (!effective_date(one)) one.published_on = end_of_time;
  auto without = dated;
  without.amendments.erase(without.amendments.begin() + (found - contract.amendments.begin()));
  const Date day = effective_date(amendment).value_or(end_of_time);
  return {contract_as_of(without, day), contract_as_of(dated, day)};
}

AmendedContract corrected_from(const Contract& contract, const ContractRecord& before, const ContractRecord& after) {
  const auto in_the_end = [&](const ContractRecord& record) {
    Contract one = contract;
    one.initial.duration_months = record.duration_months;
    return contract_as_of(one, end_of_time);
  };
  return {in_the_end(before), in_the_end(after)};
}

bool touches_obligations(const AmendedContract& change) {
  return change.before.amount != change.after.amount || change.before.duration_months != change.after.duration_months;
}

std::optional<Clause> clause_after(const Clause& clause, const AmendedContract& change) {
  Clause proposed = clause;
  bool follows = false;
  Money* amount = contract_amount_of(proposed.target);
  if (amount != nullptr && change.before.amount == *amount && change.after.amount && *change.after.amount != *amount) {
    *amount = *change.after.amount;
    follows = true;
  }
  const auto &before = change.before.execution, &after = change.after.execution;
  if (before && after && clause.execution.last == before->last && after->last != before->last && after->last >= clause.execution.first) {
    proposed.execution.last = after->last;
    follows = true;
  }
  if (!follows) return std::nullopt;
  return proposed;
}

}  // namespace clausier
