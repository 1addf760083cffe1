// Acts of subcontracting, as rows.
#include <algorithm>

#include "clausier/store/contract_store.hpp"

namespace clausier::store {
namespace {

SubcontractAct act_of(const Row& row) {
  SubcontractAct act;
  act.source_number = row.text("source_number");
  act.is_change = row.flag("is_change");
  act.firm.role = PartyRole::subcontractor;
  act.firm.identifier_type = row.text("identifier_type");
  act.firm.identifier = row.text("identifier");
  act.firm.name = row.text("name");
  act.notified_on = row.date_or_null("notified_on");
  act.published_on = row.date_or_null("published_on");
  if (const auto cents = row.integer_or_null("amount_cents")) act.amount = Money::from_cents(*cents);
  if (const auto months = row.integer_or_null("duration_months")) act.duration_months = static_cast<int>(*months);
  act.price_variation = row.text("price_variation");
  return act;
}

// Another edition may date the publication anew, or leave the name out: that is no other act.
bool same_act(SubcontractAct a, SubcontractAct b) {
  for (auto* act : {&a, &b}) {
    act->published_on.reset();
    act->firm.name = act->firm.identifier.empty() ? folded(act->firm.name) : "";
  }
  return a == b;
}

}  // namespace

std::vector<SubcontractAct> find_subcontracts(Connection& c, ContractId id, ImportId import) {
  std::vector<SubcontractAct> acts;
  c.each("SELECT * FROM contract_subcontracts WHERE contract_id = ?1 AND (import_id = ?2 OR import_id NOT IN "
         "(SELECT id FROM imports WHERE state <> 'applied')) ORDER BY recorded_at, rank",
         values(id, import), [&](const Row& row) { acts.push_back(act_of(row)); });
  return acts;
}

std::int64_t stage_new_subcontracts(Connection& c, ImportId import, ContractId contract, const std::vector<SubcontractAct>& acts, Instant now) {
  if (acts.empty()) return 0;
  const auto known = find_subcontracts(c, contract, import);
  auto rank = c.query_one("SELECT count(*) AS n FROM contract_subcontracts WHERE contract_id = ?1", values(contract))->integer("n");
  std::int64_t added = 0;
  for (const auto& act : acts) {
    if (std::any_of(known.begin(), known.end(), [&](const auto& k) { return same_act(k, act); })) continue;
    c.execute("INSERT INTO contract_subcontracts (contract_id, import_id, rank, source_number, is_change, identifier_type, identifier, name, "
              "notified_on, published_on, amount_cents, duration_months, price_variation, recorded_at) "
              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
              values(contract, import, ++rank, act.source_number, act.is_change, act.firm.identifier_type, act.firm.identifier, act.firm.name,
                     act.notified_on, act.published_on, act.amount ? std::optional(act.amount->cents()) : std::nullopt, act.duration_months,
                     act.price_variation, now));
    ++added;
  }
  return added;
}

}  // namespace clausier::store
