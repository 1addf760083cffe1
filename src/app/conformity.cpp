#include "clausier/app/conformity.hpp"

#include <sstream>

#include "clausier/read/conformity.hpp"
#include "clausier/read/decp_reader.hpp"
#include "clausier/store/database.hpp"

namespace clausier::app {
namespace {

read::SchemaRules schema_rules(store::Connection& c) {
  const auto row = c.query_one("SELECT content FROM reference_tables WHERE name = 'decp_schema' ORDER BY loaded_at DESC LIMIT 1");
  return row ? read::parse_schema_rules(row->text("content")) : read::SchemaRules{};
}

// The record of a file of its own: that tells its format and whether it is a concession.
std::optional<ContractRecord> read_alone(const std::string& raw) {
  const bool json = raw.find_first_not_of(" \t\r\n") < raw.size() && raw[raw.find_first_not_of(" \t\r\n")] == '{';
  std::istringstream file(json ? "{\"marches\":[" + raw + "]}" : raw);
  std::optional<ContractRecord> record;
  read::read_decp(file, [&](read::SourceRecord&& source) {
    if (source.readable) record = std::move(source.record);
  });
  return record;
}

}  // namespace

std::optional<ConformityReport> record_conformity(Services& services, const std::string& raw) {
  const auto record = read_alone(raw);
  if (!record) return std::nullopt;
  const auto rules = services.database->read([](store::Connection& c) { return schema_rules(c); });
  const auto found = read::conformity_of(raw, record->source_format, record->kind == ContractNature::concession, rules);
  if (!found) return std::nullopt;
  ConformityReport report{found->schema, {}};
  for (const auto& d : found->deviations) report.lines.push_back({d.path, d.rule, d.expected, d.found});
  return report;
}

std::optional<ConformityReport> contract_conformity(Services& services, ContractId contract) {
  const auto raw = services.database->read([&](store::Connection& c) {
    const auto row = c.query_one("SELECT r.raw FROM import_records r JOIN imports i ON i.id = r.import_id AND i.state = 'applied' "
                                 "WHERE r.contract_id = ?1 AND r.outcome = 'new' AND r.raw IS NOT NULL LIMIT 1", store::values(contract));
    return row ? row->text("raw") : std::string();
  });
  return raw.empty() ? std::nullopt : record_conformity(services, raw);
}

}  // namespace clausier::app
