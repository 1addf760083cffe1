#include "clausier/app/quarantine.hpp"

#include <algorithm>

#include "audit.hpp"
#include "clausier/store/contract_index.hpp"
#include "clausier/store/contract_store.hpp"
#include "contract_editions.hpp"
#include "contract_indexing.hpp"
#include "record_staging.hpp"
#include "scope.hpp"
#include "settlements.hpp"
#include "staged_imports.hpp"

namespace clausier::app {
namespace {

bool may_look(const Actor& actor) { return has_role(actor, {Role::facilitator, Role::administrator}); }

// Lines of applied imports; the columns of the file and of its import beside them.
constexpr std::string_view lines_sql =
    " FROM import_records r JOIN import_files f ON f.import_id = r.import_id AND f.file_number = r.file_number "
    "JOIN imports i ON i.id = r.import_id AND i.state = 'applied' ";

// The first line of each record that waits: the same record may come again with every edition.
constexpr std::string_view waiting_sql =
    "WHERE r.quarantine_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM record_settlements s WHERE s.record_key = r.record_key) "
    "AND NOT EXISTS (SELECT 1 FROM import_records e JOIN imports j ON j.id = e.import_id AND j.state = 'applied' WHERE "
    "e.record_key = r.record_key AND e.quarantine_id IS NOT NULL AND e.rowid < r.rowid) "
    "AND (?1 IS NULL OR r.import_id = ?1) AND (?2 = '' OR r.outcome = ?2)";

QuarantineLine line_of(const store::Row& row) {
  QuarantineLine line{.id = row.id<QuarantineId>("quarantine_id"), .import = row.id<ImportId>("import_id"), .met_at = row.instant("applied_at")};
  line.file = row.text("file_name");
  line.position = static_cast<int>(row.integer("position"));
  line.outcome = *parse_record_outcome(row.text("outcome"));
  line.reason = row.text("reason");
  line.uid = row.text("uid");
  line.object = row.text("object");
  return line;
}

std::optional<store::Row> find_line(store::Connection& c, QuarantineId id) {
  return c.query_one("SELECT r.*, f.file_name, f.sha256, f.format, i.applied_at" + std::string(lines_sql) + "WHERE r.quarantine_id = ?1",
                     store::values(id));
}

QuarantinedRecord quarantined(store::Connection& c, const store::Row& row) {
  QuarantinedRecord found{.line = line_of(row)};
  if (const auto text = row.text_or_null("record")) {
    found.readable = true;
    found.record = store::decode_record(*text);
  }
  found.findings = store::decode_findings(row.text("findings"));
  found.raw = row.text_or_empty("raw");
  found.known = row.id_or_null<ContractId>("contract_id");
  if (found.known) {
    if (auto known = store::find_contract(c, *found.known)) found.known_record = std::move(known->initial);
    else found.known.reset();  // it was tied to another contract since
  }
  found.settlement = find_settlement(c, row.text("record_key"));
  return found;
}

// What the request lacks; the corrections are put in the record.
std::optional<Refusal> fault_of(const SettlementRequest& request, const QuarantinedRecord& found, ContractRecord& record) {
  if (found.settlement) return Refusal{"quarantine.settled"};
  if (request.decision != "accepted" && request.reason.empty()) return Refusal{"quarantine.reason"};
  if (request.decision == "rejected") return std::nullopt;
  if (!found.readable) return Refusal{"quarantine.unreadable"};
  if (request.decision == "corrected" && request.corrections.empty()) return Refusal{"quarantine.nothing_corrected"};
  for (const auto& correction : request.corrections)
    if (!correct(record, correction.field, correction.value)) return Refusal{"quarantine.correction", {{"field", correction.field}}};
  if (const auto faults = check_record(record); !faults.empty()) return Refusal{faults.front().code, faults.front().parameters};
  return std::nullopt;
}

// An import of one record of the same file, applied at once: the contract shows where it comes from.
ImportId record_import(store::Connection& c, const Actor& actor, const store::Row& line, Instant now) {
  const auto id = ImportId::from_trusted(random_id());
  c.execute("INSERT INTO imports (id, state, author, author_id, departments, social_only, base_generation, recorded_at, applied_at, kind) "
            "VALUES (?1, 'applied', ?2, ?3, '', 0, ?4, ?5, ?5, 'settlement')",
            store::values(id, actor.display_name, actor.user, base_generation(c), now));
  c.execute("INSERT INTO import_files (import_id, file_number, file_name, sha256, format, is_decp, findings) "
            "VALUES (?1, 1, ?2, ?3, ?4, 1, '')",
            store::values(id, line.text("file_name"), line.text("sha256"), line.text("format")));
  c.execute("UPDATE contract_base SET generation = generation + 1");
  return id;
}

struct Applied {
  std::optional<ContractId> contract;
  std::optional<ImportId> import;
};

Applied applied(Services& services, store::Connection& c, const Actor& actor, const store::Row& line, const std::string& decision,
                const QuarantinedRecord& found, ContractRecord record, Instant now) {
  if (decision == "rejected") return {};
  read::SourceRecord source;
  source.position = found.line.position;
  source.offset = static_cast<std::uint64_t>(line.integer("byte_offset"));
  source.raw = found.raw;
  source.record = std::move(record);
  source.findings = found.findings;
  std::erase_if(source.findings, [](const auto& f) { return f.severity == Severity::error; });
  source.findings.push_back(finding("record.settled." + decision, at_record(source.position)));
  const auto import = record_import(c, actor, line, now);
  const auto plan = RecordStaging(services, import, 1, {}).stage_settled(c, source, now);
  apply_editions(services, c, import, now);
  return {plan.contract, import};
}

}  // namespace

std::optional<Settlement> find_settlement(store::Connection& c, const std::string& record_key) {
  const auto row = c.query_one("SELECT * FROM record_settlements WHERE record_key = ?1", store::values(record_key));
  if (!row) return std::nullopt;
  Settlement settlement{"", "", {}, "", row->instant("recorded_at"), row->id_or_null<ContractId>("contract_id")};
  settlement.decision = row->text("decision");
  settlement.reason = row->text("reason");
  settlement.corrections = store::decode_corrections(row->text("corrections"));
  settlement.author = row->text("author");
  return settlement;
}

Outcome<QuarantinePage> quarantine(Services& services, const Actor& actor, const QuarantineFilter& filter) {
  if (!may_look(actor)) return forbidden();
  return services.database->read([&](store::Connection& c) -> Outcome<QuarantinePage> {
    const std::string wanted = filter.outcome ? std::string(record_outcome_code(*filter.outcome)) : "";
    const std::string from = std::string(lines_sql) + std::string(waiting_sql);
    QuarantinePage page;
    page.total = c.query_one("SELECT count(*) AS n" + from, store::values(filter.import, wanted))->integer("n");
    c.each("SELECT r.*, f.file_name, i.applied_at" + from + " ORDER BY i.applied_at DESC, r.file_number, r.position LIMIT ?3 OFFSET ?4",
           store::values(filter.import, wanted, filter.per_page, (filter.page - 1) * filter.per_page),
           [&](const store::Row& row) { page.lines.push_back(line_of(row)); });
    return page;
  });
}

Outcome<QuarantinedRecord> view_quarantined(Services& services, const Actor& actor, QuarantineId id) {
  if (!may_look(actor)) return forbidden();
  return services.database->read([&](store::Connection& c) -> Outcome<QuarantinedRecord> {
    const auto row = find_line(c, id);
    if (!row) return not_found();
    return quarantined(c, *row);
  });
}

Outcome<std::optional<ContractId>> settle_record(Services& services, const Actor& actor, QuarantineId id, const SettlementRequest& request) {
  if (!has_role(actor, {Role::facilitator})) return forbidden();
  const std::vector<std::string> decisions = {"accepted", "corrected", "rejected"};
  if (std::find(decisions.begin(), decisions.end(), request.decision) == decisions.end()) return Refusal{"quarantine.decision"};
  auto settled = services.database->write([&](store::Connection& c) -> Outcome<std::optional<ContractId>> {
    const auto row = find_line(c, id);
    if (!row) return not_found();
    const auto found = quarantined(c, *row);
    auto record = found.record;
    if (const auto fault = fault_of(request, found, record)) return *fault;
    const Instant now = store::next_instant(c, services.clock());
    const auto result = applied(services, c, actor, *row, request.decision, found, std::move(record), now);
    c.execute("INSERT INTO record_settlements (id, record_key, quarantine_id, decision, reason, corrections, contract_id, import_id, "
              "author, author_id, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
              store::values(random_id(), row->text("record_key"), id, request.decision, request.reason,
                            store::encode_corrections(request.corrections), result.contract, result.import, actor.display_name, actor.user, now));
    record_audit(c, actor, now, "record." + request.decision, "record", id.text(), result.contract ? result.contract->text() : "");
    if (result.import) store::queue_import(c, *result.import);
    return result.contract;
  });
  if (settled) index_waiting_contracts(services);
  return settled;
}

}  // namespace clausier::app
