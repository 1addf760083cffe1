#include "contract_lines.hpp"

#include "clausier/store/contract_store.hpp"
#include "organisation_names.hpp"

namespace clausier::app {

std::vector<ProgrammeTag> programmes_of(store::Connection& c, ContractId contract) {
  std::vector<ProgrammeTag> tags;
  c.each("SELECT programme, confirmed, reason_key, reason_parameters FROM contract_programmes "
         "WHERE contract_id = ?1 AND coalesce(confirmed, 1) = 1 ORDER BY programme",
         store::values(contract), [&](const store::Row& row) {
           ProgrammeTag tag;
           tag.code = row.text("programme");
           tag.confirmed = row.integer_or_null("confirmed").has_value();
           tag.reason_key = row.text("reason_key");
           tag.reason_parameters = store::decode_parameters(row.text("reason_parameters"));
           tags.push_back(std::move(tag));
         });
  return tags;
}

std::vector<LotLine> lot_lines_of(store::Connection& c, ContractId contract) {
  std::vector<LotLine> lots;
  c.each("SELECT l.id, l.number, l.label, EXISTS (SELECT 1 FROM clauses k WHERE k.lot_id = l.id AND k.id NOT IN "
         "(SELECT clause_id FROM withdrawn_clauses)) AS has_clause FROM lots l "
         "WHERE l.contract_id = ?1 AND l.removed_at IS NULL ORDER BY l.rank, l.id",
         store::values(contract), [&](const store::Row& row) {
           LotLine lot{row.id<LotId>("id"), "", "", row.flag("has_clause")};
           lot.number = row.text("number");
           lot.label = row.text("label");
           lots.push_back(std::move(lot));
         });
  return lots;
}

Organisation organisation_of(const store::Row& row) {
  auto siret = Siret::from_trusted(row.text("siret"));
  auto name = row.text("name");
  return Organisation{row.id<OrganisationId>("id"), *parse_organisation_kind(row.text("kind")), std::move(siret), std::move(name)};
}

std::vector<Grant> grants_of(store::Connection& c, LotId lot) {
  std::vector<Grant> grants;
  c.each("SELECT o.id, o.kind, o.siret, o.name, g.role, g.recorded_at FROM grants g JOIN organisations o ON o.id = g.firm_id "
         "WHERE g.lot_id = ?1 AND g.revoked_at IS NULL ORDER BY g.recorded_at, o.name",
         store::values(lot), [&](const store::Row& row) {
           Grant grant{organisation_of(row), "", row.instant("recorded_at")};
           grant.role = row.text("role");
           grants.push_back(std::move(grant));
         });
  return grants;
}

std::string buyer_name_sql(std::string_view recorded_until) {
  const std::string known = recorded_until.empty() ? "" : " AND o.recorded_at <= " + std::string(recorded_until);
  return "CASE WHEN c.buyer_name <> '' THEN c.buyer_name ELSE coalesce((SELECT min(o.name) FROM organisations o "
         "WHERE o.kind = 'buyer' AND o.siren = c.buyer_siren" + known + "), " +
         register_name_sql("c.buyer_siret", "c.buyer_siren", recorded_until) + ", '') END";
}

}  // namespace clausier::app
