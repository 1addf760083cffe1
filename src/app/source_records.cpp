#include "source_records.hpp"

#include <set>

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

namespace {

// Lines of one contract. An unchanged record is kept only where it says something else; without it, it says
// what was first published.
void add_sources(store::Connection& c, ContractId id, std::optional<ContractId> tied, SourcesOfContract& sources) {
  const auto published = store::find_published(c, id);
  if (!published) return;
  std::set<std::string> said;
  c.each("SELECT r.import_id, r.position, r.outcome, r.record, f.file_name, i.applied_at FROM import_records r JOIN import_files f "
         "ON f.import_id = r.import_id AND f.file_number = r.file_number JOIN imports i ON i.id = r.import_id AND i.state = 'applied' "
         "WHERE r.contract_id = ?1 AND r.outcome IN ('new', 'amended', 'unchanged', 'duplicate') ORDER BY i.applied_at, r.file_number, r.position",
         store::values(id), [&](const store::Row& row) {
           const auto otherwise = row.text_or_empty("record");
           const bool news = said.insert(otherwise).second || row.text("outcome") == "amended";
           if (!news) {
             ++sources.repeated;
             return;
           }
           ContractSource source{row.id<ImportId>("import_id"), "", static_cast<int>(row.integer("position")), row.instant("applied_at"), tied};
           source.file = row.text("file_name");
           source.record = otherwise.empty() ? *published : store::decode_record(otherwise);
           sources.distinct.push_back(std::move(source));
         });
}

}  // namespace

SourcesOfContract sources_of(store::Connection& c, ContractId contract) {
  SourcesOfContract sources;
  add_sources(c, contract, std::nullopt, sources);
  for (const auto& row : c.query("SELECT contract_id FROM contract_merges WHERE standing_id = ?1 ORDER BY contract_id", store::values(contract))) {
    const auto id = row.id<ContractId>("contract_id");
    add_sources(c, id, id, sources);
  }
  return sources;
}

}  // namespace clausier::app
