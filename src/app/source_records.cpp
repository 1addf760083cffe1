#include "source_records.hpp"

#include "clausier/store/contract_store.hpp"

namespace clausier::app {

std::string first_source_of(store::Connection& c, ContractId contract) {
  const auto row = c.query_one("SELECT f.file_name FROM import_records r JOIN import_files f ON f.import_id = r.import_id AND "
                               "f.file_number = r.file_number WHERE r.contract_id = ?1 AND r.outcome = 'new' LIMIT 1",
                               store::values(contract));
  return row ? row->text("file_name") : "";
}

ContractId standing_contract(store::Connection& c, ContractId contract) {
  const auto row = c.query_one("SELECT standing_id FROM contract_merges WHERE contract_id = ?1", store::values(contract));
  return row ? row->id<ContractId>("standing_id") : contract;
}

std::vector<TiedSource> tied_sources(store::Connection& c, ContractId contract, const ContractRecord& record) {
  std::vector<TiedSource> sources;
  for (const auto& row : c.query("SELECT contract_id FROM contract_merges WHERE standing_id = ?1 ORDER BY contract_id", store::values(contract))) {
    const auto id = row.id<ContractId>("contract_id");
    const auto published = store::find_published(c, id);
    if (!published) continue;
    TiedSource source{id, first_source_of(c, id), {}};
    for (auto& line : compare_records(record, *published))
      if (line.differs) source.differences.push_back(std::move(line));
    sources.push_back(std::move(source));
  }
  return sources;
}

}  // namespace clausier::app
