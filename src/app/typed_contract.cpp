#include "clausier/app/typed_contract.hpp"

#include "audit.hpp"
#include "clausier/store/contract_index.hpp"
#include "clausier/store/contract_store.hpp"
#include "contract_file_rows.hpp"
#include "contract_indexing.hpp"
#include "related_rows.hpp"
#include "scope.hpp"

namespace clausier::app {
namespace {

constexpr std::string_view typed_format = "typed";  // source_format of contracts typed by hand

ContractRecord record_of(const TypedContract& typed) {
  ContractRecord r;
  r.source_format = typed_format;
  r.source_id = r.root_id = typed.number;
  r.buyer = typed.buyer;
  r.buyer_name = typed.buyer_name;
  r.nature = "Marché";
  r.object = typed.object;
  r.cpv = typed.cpv;
  r.department = typed.department;
  r.place_kind = typed.postal_code.empty() ? "departement" : "postal";
  r.place_code = typed.postal_code.empty() ? typed.department : typed.postal_code;
  r.duration_months = typed.duration_months;
  r.notified_on = typed.notified_on;
  r.amount = typed.amount;
  r.social = typed.social;
  r.parties = typed.parties;
  return r;
}

std::vector<RelatedContract> similar_to(store::Connection& c, const ContractRecord& record) {
  std::vector<RelatedContract> similar;
  c.each("SELECT id, uid, object, notified_on, amount_cents FROM visible_contracts WHERE buyer_siren = ?1 AND ((source_id = ?2 AND ?2 <> '') OR "
         "(root_id = ?2 AND ?2 <> '') OR (notified_on = ?3 AND amount_cents = ?4) OR (notified_on = ?3 AND folded_object = ?5)) "
         "ORDER BY notified_on DESC, id LIMIT 10",
         store::values(record.buyer->siren().digits(), record.source_id, record.notified_on,
                       record.amount ? std::optional(record.amount->cents()) : std::nullopt, folded(record.object)),
         [&](const store::Row& row) {
           similar.push_back(related_contract_of(row));
         });
  return similar;
}

// A source of its own, visible at once: what is typed has its author where a file has its name.
ImportId open_source(store::Connection& c, Services& services, const Actor& actor, Instant now) {
  const auto id = ImportId::from_trusted(random_id());
  c.execute("INSERT INTO imports (id, state, author, author_id, departments, social_only, base_generation, recorded_at, applied_at) "
            "VALUES (?1, 'applied', ?2, ?3, '', 0, 0, ?4, ?4)", store::values(id, actor.display_name, actor.user, now));
  c.execute("INSERT INTO import_files (import_id, file_number, file_name, sha256, format, is_decp, findings) VALUES (?1, 1, ?2, '', ?3, 1, '')",
            store::values(id, services.wording.say("typed.source", {{"author", actor.display_name}}), typed_format));
  c.execute("UPDATE contract_base SET generation = generation + 1");
  return id;
}

}  // namespace

Outcome<std::vector<RelatedContract>> similar_contracts(Services& services, const Actor& actor, const TypedContract& typed) {
  if (!keeps_files(actor)) return forbidden();
  return services.database->read([&](store::Connection& c) -> Outcome<std::vector<RelatedContract>> { return similar_to(c, record_of(typed)); });
}

Outcome<ContractId> create_contract(Services& services, const Actor& actor, const TypedContract& typed) {
  if (!keeps_files(actor)) return forbidden();
  const auto record = record_of(typed);
  const auto outcome = services.database->write([&](store::Connection& c) -> Outcome<ContractId> {
    const Instant now = store::next_instant(c, services.clock());
    const auto import = open_source(c, services, actor, now);
    if (plan_record(record, {}).outcome != RecordOutcome::created || !check_record(record).empty()) return Refusal{"typed.unusable"};
    for (const auto& known : store::find_known(c, import, identity_key(record), family_key(record)))
      if (known.known.identity_key == identity_key(record)) return Refusal{"typed.same"};
    if (!typed.is_another && !similar_to(c, record).empty()) return Refusal{"typed.similar"};
    const auto id = ContractId::from_trusted(random_id());
    auto programmes = suggest_programmes(record, services.reference.programme_rules, services.reference.geography);
    store::stage_contract(c, import, {id, LotId::from_trusted(random_id()), record, std::move(programmes)}, now);
    c.execute("INSERT INTO import_records (import_id, file_number, position, byte_offset, outcome, reason, uid, object, contract_id, findings, raw) "
              "VALUES (?1, 1, 1, 0, 'new', '', ?2, ?3, ?4, '', NULL)",
              store::values(import, typed.buyer.digits() + typed.number, typed.object, id));
    c.execute("INSERT INTO follow_ups (contract_id, office_id, author, recorded_at) VALUES (?1, ?2, ?3, ?4)",
              store::values(id, actor.organisation->id, actor.display_name, now));
    record_audit(c, actor, now, "contract.typed", "contract", id.text(), typed.buyer.digits() + typed.number);
    store::queue_contract(c, id);
    return id;
  });
  if (outcome) index_waiting_contracts(services);
  return outcome;
}

}  // namespace clausier::app
