// A batch applied: contracts, lots, clauses and follow-up in one transaction, each noted so that the
// batch can be undone.
#include "audit.hpp"
#include "clausier/store/clause_store.hpp"
#include "clausier/store/contract_index.hpp"
#include "clausier/store/contract_store.hpp"
#include "contract_indexing.hpp"
#include "scope.hpp"
#include "staged_imports.hpp"
#include "tracker_plan.hpp"

namespace clausier::app {
namespace {

class Application {
public:
  Application(store::Connection& c, const Services& services, const Actor& actor, store::TrackerBatchRow& batch, Instant now)
      : c_(c), services_(services), actor_(actor), batch_(batch), now_(now), import_(ImportId::from_trusted(random_id())) {}

  void run(const std::vector<PlannedContract>& contracts) {
    open_import();
    for (const auto& contract : contracts) add(contract);
    c_.execute("UPDATE contract_base SET generation = generation + 1");
    batch_.state = "applied";
    batch_.applied_at = now_;
    batch_.import = import_;
    store::update_tracker_batch(c_, batch_);
  }

private:
  // The batch stands among the imports, so that a contract tells where it comes from.
  void open_import() {
    c_.execute("INSERT INTO imports (id, state, author, author_id, departments, social_only, base_generation, recorded_at, applied_at) "
               "VALUES (?1, 'applied', ?2, ?3, '', 0, ?4, ?5, ?5)",
               store::values(import_, actor_.display_name, actor_.user, base_generation(c_), now_));
    c_.execute("INSERT INTO import_files (import_id, file_number, file_name, sha256, format, is_decp, findings) "
               "VALUES (?1, 1, ?2, ?3, 'tracker', 1, '')",
               store::values(import_, batch_.file_name, batch_.document_sha256));
  }

  void add(const PlannedContract& planned) {
    const auto& record = planned.tracked.record;
    const auto id = planned.known ? *planned.known : ContractId::from_trusted(random_id());
    const auto first_lot = LotId::from_trusted(random_id());
    if (!planned.known) {
      auto programmes = suggest_programmes(record, services_.reference.programme_rules, services_.reference.geography);
      store::stage_contract(c_, import_, {id, first_lot, record, std::move(programmes)}, now_);
      c_.execute("DELETE FROM lots WHERE id = ?1", store::values(first_lot));
      note("contract", id.value());
    }
    c_.execute("INSERT INTO import_records (import_id, file_number, position, byte_offset, outcome, reason, uid, object, contract_id, "
               "findings, raw) VALUES (?1, 1, ?2, 0, ?3, '', ?4, ?5, ?6, '', NULL)",
               store::values(import_, planned.tracked.place.row, planned.known ? "amended" : "new", record.source_id, record.object, id));
    if (!planned.followed) follow(id);
    for (const auto& lot : planned.lots) add_lot(id, lot);
  }

  void follow(ContractId id) {
    c_.execute("INSERT INTO follow_ups (contract_id, office_id, author, recorded_at) VALUES (?1, ?2, ?3, ?4)",
               store::values(id, batch_.office, actor_.display_name, now_));
    note("follow_up", id.value());
    store::queue_contract(c_, id);
  }

  void add_lot(ContractId contract, const PlannedLot& planned) {
    const auto& lot = planned.lot;
    const auto id = planned.known ? *planned.known : LotId::from_trusted(random_id());
    if (!planned.known) {
      const auto rank = c_.query_one("SELECT coalesce(max(rank), -1) + 1 AS n FROM lots WHERE contract_id = ?1", store::values(contract))->integer("n");
      c_.execute("INSERT INTO lots (id, contract_id, rank, number, label, amount_cents, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                 store::values(id, contract, rank, lot.number, lot.label,
                               lot.amount ? std::optional(lot.amount->cents()) : std::nullopt, now_));
      note("lot", id.value());
    }
    if (!planned.gets_clause) return;
    const auto clause = clause_of(lot, id, batch_, actor_.display_name, now_);
    store::append_clause(c_, clause);
    note("clause", clause.id.value());
  }

  void note(std::string_view kind, std::int64_t item) { store::append_tracker_item(c_, batch_.id, kind, item); }

  store::Connection& c_;
  const Services& services_;
  const Actor& actor_;
  store::TrackerBatchRow& batch_;
  Instant now_;
  ImportId import_;
};

}  // namespace

Outcome<Done> apply_tracker(Services& services, const Actor& actor, TrackerBatchId id) {
  if (actor.role != Role::facilitator || !actor.organisation) return forbidden();
  const auto outcome = services.database->write([&](store::Connection& c) -> Outcome<Done> {
    auto row = store::find_tracker_batch(c, actor.organisation->id, id);
    if (!row || row->state == "discarded") return not_found();
    if (row->state == "applied") return Done{};  // a double click: done once
    if (row->state != "planned") return Refusal{"tracker.not_planned"};
    const auto examined = examine_tracker(c, services, *row);
    if (any_error(examined.findings) || examined.contracts.empty()) return Refusal{"tracker.faults"};
    bool clauses = false;
    for (const auto& contract : examined.contracts)
      for (const auto& lot : contract.lots) clauses = clauses || lot.gets_clause;
    if (clauses && (row->schedule.empty() || row->legal_basis.empty())) return Refusal{"tracker.terms.missing"};
    const Instant now = store::next_instant(c, services.clock());
    Application(c, services, actor, *row, now).run(examined.contracts);
    record_audit(c, actor, now, "tracker.applied", "tracker", id.text(), std::to_string(examined.contracts.size()));
    return Done{};
  });
  if (outcome) index_waiting_contracts(services);
  return outcome;
}

}  // namespace clausier::app
