#include "clausier/store/edition_store.hpp"

#include "clausier/store/contract_store.hpp"

namespace clausier::store {
namespace {

// The columns that an edition may correct: those of identity stay.
void rewrite(Connection& c, ContractId id, const ContractRecord& r) {
  c.execute("UPDATE contracts SET nature = ?2, object = ?3, folded_object = ?4, cpv = ?5, procedure = ?6, place_code = ?7, place_kind = ?8, "
            "place_name = ?9, department = ?10, duration_months = ?11, published_on = ?12, ccag = ?13, group_kind = ?14, framework_id = ?15, "
            "techniques = ?16, execution_modes = ?17, social = ?18 WHERE id = ?1",
            values(id, r.nature, r.object, folded(r.object), r.cpv, r.procedure, r.place_code, r.place_kind, r.place_name, r.department,
                   r.duration_months, r.published_on, r.ccag, r.group_kind, r.framework_id, joined(r.techniques),
                   joined(r.execution_modes), social_text(r.social)));
}

}  // namespace

ContractEdition edition_of(const Row& row) {
  ContractEdition edition{.import = row.id<ImportId>("import_id"), .applied_at = row.instant("applied_at")};
  edition.rank = row.integer("rank");
  edition.fields = split_items(row.text("fields"));
  edition.before = decode_record(row.text("before"));
  edition.after = decode_record(row.text("after"));
  return edition;
}

void stage_edition(Connection& c, ImportId import, ContractId contract, const ContractEdition& edition, Instant now) {
  const auto rank = c.query_one("SELECT count(*) AS n FROM contract_editions WHERE contract_id = ?1 AND import_id = ?2", values(contract, import))
                        ->integer("n");
  c.execute("INSERT INTO contract_editions (contract_id, import_id, rank, fields, before, after, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            values(contract, import, rank + 1, joined(edition.fields), encode_record(edition.before), encode_record(edition.after), now));
}

std::vector<ContractEdition> find_editions(Connection& c, ContractId contract, ImportId import) {
  std::vector<ContractEdition> editions;
  c.each("SELECT e.*, coalesce(i.applied_at, e.recorded_at) AS applied_at FROM contract_editions e JOIN imports i ON i.id = e.import_id WHERE "
         "e.contract_id = ?1 AND (i.state = 'applied' OR i.id = ?2) ORDER BY i.state <> 'applied', i.applied_at, e.rank",
         values(contract, import), [&](const Row& row) { editions.push_back(edition_of(row)); });
  return editions;
}

std::vector<CarriedEdition> carry_editions(Connection& c, ImportId import) {
  std::vector<CarriedEdition> carried;
  c.each("SELECT contract_id, after FROM contract_editions WHERE import_id = ?1 ORDER BY contract_id, rank", values(import), [&](const Row& row) {
    const auto id = row.id<ContractId>("contract_id");
    if (carried.empty() || carried.back().contract != id) carried.push_back({id, {}});
    carried.back().record = decode_record(row.text("after"));
  });
  for (const auto& edition : carried) rewrite(c, edition.contract, edition.record);
  return carried;
}

}  // namespace clausier::store
