#include "clausier/app/contract_relations.hpp"

#include "clausier/domain/contract.hpp"
#include "related_rows.hpp"
#include "scope.hpp"

namespace clausier::app {
namespace {

constexpr int related_max = 200;  // of each kind; a framework of more is searched by its number

// Contracts of the same buyer as contract ?2, other than it, under a condition; ?1 is the perimeter.
std::vector<RelatedContract> related(store::Connection& c, const Actor& actor, ContractId id, const std::string& condition,
                                     const std::string& key) {
  const bool sees_all = has_role(actor, {Role::facilitator});
  const std::string perimeter = sees_all ? "?1 IS ?1" : "c.id IN (" + contracts_within(actor) + ")";
  std::vector<RelatedContract> contracts;
  c.each("SELECT c.id, c.uid, c.object, c.notified_on, c.amount_cents FROM visible_contracts c JOIN contracts me ON me.id = ?2 "
         "WHERE c.buyer_siren = me.buyer_siren AND c.id <> me.id AND " + perimeter + " AND " + condition +
             " ORDER BY c.notified_on, c.id LIMIT " + std::to_string(related_max),
         {perimeter_key(actor), store::value_of(id), store::value_of(key)},
         [&](const store::Row& row) { contracts.push_back(related_contract_of(row)); });
  return contracts;
}

}  // namespace

RelatedContract related_contract_of(const store::Row& row) {
  RelatedContract related{.id = row.id<ContractId>("id")};
  related.uid = row.text("uid");
  related.object = row.text("object");
  related.notified_on = row.date_or_null("notified_on");
  if (const auto cents = row.integer_or_null("amount_cents")) related.amount = Money::from_cents(*cents);
  return related;
}

Outcome<ContractRelations> contract_relations(Services& services, const Actor& actor, ContractId id) {
  return services.database->read([&](store::Connection& c) -> Outcome<ContractRelations> {
    if (!has_role(actor, {Role::facilitator}) && !follows(c, actor, id)) return not_found();
    const auto me = c.query_one("SELECT object, root_id, framework_id FROM visible_contracts WHERE id = ?1", store::values(id));
    if (!me) return not_found();
    ContractRelations relations;
    if (const auto& framework = me->text("framework_id"); !meaningless_id(framework))
      relations.frameworks = related(c, actor, id, "(c.source_id = ?3 OR c.root_id = ?3)", framework);
    if (const auto& root = me->text("root_id"); !meaningless_id(root))
      relations.call_offs = related(c, actor, id, "c.framework_id <> '' AND c.framework_id IN (?3, me.source_id)", root);
    relations.consultation = consultation_in(me->text("object"));
    if (!relations.consultation.empty()) {
      for (auto& one : related(c, actor, id, "instr(c.object, ?3) > 0", relations.consultation))
        if (consultation_in(one.object) == relations.consultation) relations.same_consultation.push_back(std::move(one));
    }
    return relations;
  });
}

}  // namespace clausier::app
