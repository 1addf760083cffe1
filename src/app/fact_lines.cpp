#include "fact_lines.hpp"

#include <algorithm>
#include <tuple>

#include "clausier/domain/contract.hpp"
#include "clausier/store/contract_store.hpp"

namespace clausier::app {

std::vector<FactLine> fact_lines(const std::vector<ObligationFact>& facts) {
  std::vector<FactLine> lines;
  for (const auto& fact : facts)
    if (!fact.cancels) lines.push_back({fact});
  for (const auto& fact : facts)
    for (auto& line : lines)
      if (fact.cancels == line.fact.id) line.cancelled_by = fact;
  std::stable_sort(lines.begin(), lines.end(), [](const FactLine& a, const FactLine& b) { return a.fact.on < b.fact.on; });
  return lines;
}

const ObligationFact* standing_like(const std::vector<FactLine>& lines, const ObligationFact& fact) {
  for (const auto& line : lines) {
    const auto& known = line.fact;
    if (!line.cancelled_by && known.kind == fact.kind && known.on == fact.on && known.reference == fact.reference) return &known;
  }
  return nullptr;
}

bool says_the_same(const ObligationFact& a, const ObligationFact& b) {
  return std::tie(a.last, a.amount, a.hours, a.people) == std::tie(b.last, b.amount, b.hours, b.people);
}

void mark_beyond_amount(std::vector<FactLine>& lines, const std::optional<Money>& amount) {
  if (!amount) return;
  auto most = *amount;
  for (const auto& line : lines)
    if (line.fact.kind == FactKind::amendment && !line.cancelled_by && line.fact.amount) most = std::max(most, *line.fact.amount);
  auto sum = Money::zero();
  for (auto& line : lines) {
    if (line.fact.kind != FactKind::invoice || line.cancelled_by || !line.fact.amount) continue;
    sum = sum + *line.fact.amount;
    line.beyond_amount = sum > most;
  }
}

std::optional<Money> known_amount(store::Connection& c, LotId lot, Date day) {
  const auto row = c.query_one("SELECT contract_id FROM lots WHERE id = ?1", store::values(lot));
  const auto contract = row ? store::find_contract(c, row->id<ContractId>("contract_id")) : std::nullopt;
  if (!contract) return std::nullopt;
  for (const auto& known : contract->lots)
    if (known.id == lot && known.amount) return known.amount;
  return contract_as_of(*contract, day).amount;
}

}  // namespace clausier::app
