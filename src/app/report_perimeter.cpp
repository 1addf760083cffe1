#include "report_perimeter.hpp"

namespace clausier::app {
namespace {

// Programmes that the last decision recorded by then confirms; `until` is a placeholder.
std::string confirmed_by(const std::string& until) {
  return "SELECT d.contract_id, d.programme FROM programme_decisions d WHERE d.confirmed = 1 AND d.recorded_at = "
         "(SELECT max(l.recorded_at) FROM programme_decisions l WHERE l.contract_id = d.contract_id AND l.programme = d.programme"
         " AND l.recorded_at <= " + until + ")";
}

}  // namespace

std::vector<LotScope> lots_recorded(store::Connection& c, const Actor& actor, const ReportParameters& asked, Instant recorded_until) {
  std::vector<store::Value> arguments = {perimeter_key(actor)};
  const auto bound = [&](store::Value value) {
    arguments.push_back(std::move(value));
    return "?" + std::to_string(arguments.size());
  };
  const auto until = bound(store::value_of(recorded_until));
  // An office reports what it follows itself; others, what some office followed then, whoever follows it now.
  const std::string followed = actor.role == Role::facilitator
      ? "SELECT contract_id FROM follow_ups WHERE recorded_at <= " + until + " AND office_id = ?1"
      : "SELECT contract_id FROM follow_ups WHERE recorded_at <= " + until +
            " UNION SELECT contract_id FROM former_follow_ups WHERE recorded_at <= " + until + " AND ended_at > " + until;
  std::string sql = "SELECT d.* FROM (" + described_lots_sql(until) + ") d WHERE d.contract_id IN (" + contracts_within(actor) +
                    ") AND d.contract_id IN (" + followed + ")";
  if (asked.lot) sql += " AND d.lot_id = " + bound(asked.lot->value());
  if (asked.contract) sql += " AND d.contract_id = " + bound(asked.contract->value());
  if (!asked.programme.empty())
    sql += " AND d.contract_id IN (SELECT p.contract_id FROM (" + confirmed_by(until) + ") p WHERE p.programme = " + bound(asked.programme) + ")";
  if (!asked.buyer_siret.empty()) sql += " AND d.buyer_siren = " + bound(asked.buyer_siret.substr(0, 9));
  if (!asked.firm_siret.empty())
    sql += " AND d.lot_id IN (SELECT g.lot_id FROM grants g JOIN organisations o ON o.id = g.firm_id WHERE g.role IN ('holder', 'joint_holder')"
           " AND g.recorded_at <= " + until + " AND (g.revoked_at IS NULL OR g.revoked_at > " + until + ")"
           " AND o.siren = " + bound(asked.firm_siret.substr(0, 9)) + ")";
  sql += " ORDER BY d.contract_uid, d.lot_number, d.lot_id";
  std::vector<LotScope> lots;
  c.each(sql, arguments, [&](const store::Row& row) { lots.push_back(lot_scope_of(row)); });
  return lots;
}

std::vector<std::string> programmes_recorded(store::Connection& c, ContractId contract, Instant recorded_until) {
  std::vector<std::string> codes;
  c.each("SELECT p.programme FROM (" + confirmed_by("?2") + ") p WHERE p.contract_id = ?1 ORDER BY p.programme",
         store::values(contract, recorded_until), [&](const store::Row& row) { codes.push_back(row.text("programme")); });
  return codes;
}

std::vector<std::string> holders_recorded(store::Connection& c, LotId lot, Instant recorded_until) {
  std::vector<std::string> names;
  c.each("SELECT o.name FROM grants g JOIN organisations o ON o.id = g.firm_id WHERE g.lot_id = ?1 AND g.role IN ('holder', 'joint_holder')"
         " AND g.recorded_at <= ?2 AND (g.revoked_at IS NULL OR g.revoked_at > ?2) ORDER BY g.recorded_at, o.name",
         store::values(lot, recorded_until), [&](const store::Row& row) { names.push_back(row.text("name")); });
  return names;
}

std::string firm_name(store::Connection& c, const std::string& siret) {
  const auto row = c.query_one("SELECT name FROM organisations WHERE kind = 'firm' AND siren = ?1 ORDER BY siret <> ?2, siret LIMIT 1",
                               store::values(siret.substr(0, 9), siret));
  return row ? row->text("name") : "";
}

}  // namespace clausier::app
