#include "scope.hpp"

#include <algorithm>
#include <stdexcept>

#include "contract_lines.hpp"

namespace clausier::app {

Refusal not_found() { return {"not_found"}; }
Refusal forbidden() { return {"forbidden"}; }

bool is_operator(const Actor& actor) { return actor.role == Role::administrator && actor.user.value() == 0; }

bool has_role(const Actor& actor, std::initializer_list<Role> roles) {
  return is_operator(actor) || std::find(roles.begin(), roles.end(), actor.role) != roles.end();
}

bool is_office(const Actor& actor) { return actor.role == Role::facilitator && actor.organisation; }

std::string contracts_within(const Actor& actor) {
  if (is_operator(actor)) return "SELECT id FROM visible_contracts WHERE ?1 IS NOT NULL";
  switch (actor.role) {
    case Role::facilitator:
      return "SELECT contract_id FROM follow_ups WHERE office_id = ?1";
    case Role::contractor:
      return "SELECT l.contract_id FROM grants g JOIN lots l ON l.id = g.lot_id"
             " WHERE g.firm_id = ?1 AND g.revoked_at IS NULL AND l.removed_at IS NULL";
    case Role::officer:
      return "SELECT c.id FROM visible_contracts c JOIN organisations o ON o.siren = c.buyer_siren"
             " WHERE o.id = ?1 AND c.id IN (SELECT contract_id FROM follow_ups)";
    case Role::administrator:
      return "SELECT id FROM contracts WHERE ?1 IS NULL AND 0 = 1";
  }
  throw std::logic_error("role without perimeter");
}

std::string lots_within(const Actor& actor) {
  if (!is_operator(actor) && actor.role == Role::contractor)
    return "SELECT g.lot_id AS id FROM grants g JOIN lots l ON l.id = g.lot_id"
           " WHERE g.firm_id = ?1 AND g.revoked_at IS NULL AND l.removed_at IS NULL";
  return "SELECT id FROM lots WHERE removed_at IS NULL AND contract_id IN (" + contracts_within(actor) + ")";
}

store::Value perimeter_key(const Actor& actor) {
  return store::value_of(actor.organisation ? actor.organisation->id.value() : std::int64_t{0});
}

bool follows(store::Connection& connection, const Actor& actor, ContractId contract) {
  return connection
      .query_one("SELECT 1 AS found FROM visible_contracts WHERE id = ?2 AND id IN (" + contracts_within(actor) + ")",
                 {perimeter_key(actor), store::value_of(contract)})
      .has_value();
}

std::string described_lots_sql(std::string_view recorded_until) {
  const std::string until(recorded_until);
  const std::string standing = until.empty() ? "l.removed_at IS NULL"
                                             : "l.recorded_at <= " + until + " AND (l.removed_at IS NULL OR l.removed_at > " + until + ")";
  return "SELECT l.id AS lot_id, l.contract_id, l.number AS lot_number, l.label AS lot_label,"
         " CASE WHEN c.source_id <> '' THEN c.source_id ELSE c.uid END AS contract_code,"
         " c.uid AS contract_uid, c.object AS contract_object, " +
         buyer_name_sql(recorded_until) + " AS buyer_name,"
         " coalesce(c.buyer_siren, '') AS buyer_siren"
         " FROM lots l JOIN visible_contracts c ON c.id = l.contract_id WHERE " + standing;
}

std::string_view described_lot_columns() {
  return "d.contract_id, d.lot_number, d.lot_label, d.contract_code, d.contract_uid, d.contract_object, d.buyer_name,"
         " d.buyer_siren";
}

LotScope lot_scope_of(const store::Row& row) {
  return {row.id<LotId>("lot_id"),   row.id<ContractId>("contract_id"), row.text("lot_number"),
          row.text("lot_label"),     row.text("contract_code"),         row.text("contract_uid"),
          row.text("contract_object"), row.text("buyer_name"),          row.text("buyer_siren")};
}

std::optional<LotScope> lot_scope(store::Connection& connection, const Actor& actor, LotId lot) {
  const auto row = connection.query_one("SELECT d.* FROM (" + described_lots_sql() +
                                            ") d WHERE d.lot_id = ?2 AND EXISTS (SELECT 1 FROM (" + lots_within(actor) + ") w WHERE w.id = ?2)",
                                        {perimeter_key(actor), store::value_of(lot)});
  if (!row) return std::nullopt;
  return lot_scope_of(*row);
}

std::string lot_label(const Wording& wording, const LotScope& scope) {
  if (scope.number.empty() && scope.label.empty()) return scope.contract_code;
  const auto* key = scope.number.empty() ? "lot.name.unnumbered" : scope.label.empty() ? "lot.name.unlabelled" : "lot.name";
  return wording.say(key, {{"contract", scope.contract_code}, {"number", scope.number}, {"label", scope.label}});
}

}  // namespace clausier::app
