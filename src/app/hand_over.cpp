// The passage of a contract from the office in charge to another one.
#include "audit.hpp"
#include "contract_file_rows.hpp"
#include "contract_indexing.hpp"
#include "scope.hpp"

namespace clausier::app {
namespace {

std::optional<store::Row> open_request(store::Connection& c, ContractId contract) {
  return c.query_one("SELECT * FROM hand_overs WHERE contract_id = ?1 AND state = 'asked'", store::values(contract));
}

void answer(store::Connection& c, const Actor& actor, const store::Row& request, const char* state, Instant now) {
  c.execute("UPDATE hand_overs SET state = ?2, answered_by = ?3, answered_at = ?4 WHERE id = ?1",
            store::values(request.integer("id"), state, actor.display_name, now));
}

}  // namespace

std::vector<HandOver> hand_overs_of(store::Connection& c, ContractId contract) {
  std::vector<HandOver> all;
  c.each("SELECT h.*, f.name AS from_name, t.name AS to_name FROM hand_overs h JOIN organisations f ON f.id = h.from_office_id "
         "JOIN organisations t ON t.id = h.to_office_id WHERE h.contract_id = ?1 ORDER BY h.asked_at DESC",
         store::values(contract), [&](const store::Row& row) {
           const auto to_office = row.id<OrganisationId>("to_office_id");
           const auto asked_at = row.instant("asked_at");
           HandOver one{.from = {}, .to = {}, .to_office = to_office, .reason = {}, .state = {}, .asked_by = {}, .answered_by = {},
                        .asked_at = asked_at, .answered_at = {}};
           one.from = row.text("from_name");
           one.to = row.text("to_name");
           one.reason = row.text("reason");
           one.state = row.text("state");
           one.asked_by = row.text("asked_by");
           one.answered_by = row.text_or_empty("answered_by");
           one.answered_at = row.instant_or_null("answered_at");
           all.push_back(std::move(one));
         });
  return all;
}

Outcome<Done> ask_hand_over(Services& services, const Actor& actor, ContractId contract, OrganisationId to_office, const std::string& reason) {
  if (!keeps_files(actor)) return forbidden();
  if (reason.empty()) return Refusal{"handover.motif.missing"};
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    if (!follows(c, actor, contract)) return not_found();
    if (open_request(c, contract)) return Refusal{"handover.already_asked"};
    const bool office = c.query_one("SELECT 1 AS found FROM organisations WHERE id = ?1 AND kind = 'office' AND id <> ?2",
                                    store::values(to_office, actor.organisation->id)).has_value();
    if (!office) return Refusal{"handover.organisme.missing"};
    const Instant now = store::next_instant(c, services.clock());
    c.execute("INSERT INTO hand_overs (id, contract_id, from_office_id, to_office_id, reason, state, asked_by, asked_at) "
              "VALUES (?1, ?2, ?3, ?4, ?5, 'asked', ?6, ?7)",
              store::values(random_id(), contract, actor.organisation->id, to_office, reason, actor.display_name, now));
    record_audit(c, actor, now, "handover.asked", "contract", contract.text(), to_office.text());
    return Done{};
  });
}

Outcome<Done> withdraw_hand_over(Services& services, const Actor& actor, ContractId contract) {
  if (!keeps_files(actor)) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    const auto request = follows(c, actor, contract) ? open_request(c, contract) : std::nullopt;
    if (!request) return not_found();
    const Instant now = store::next_instant(c, services.clock());
    answer(c, actor, *request, "withdrawn", now);
    record_audit(c, actor, now, "handover.withdrawn", "contract", contract.text());
    return Done{};
  });
}

Outcome<Done> answer_hand_over(Services& services, const Actor& actor, ContractId contract, bool accepted) {
  if (!keeps_files(actor)) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    const auto request = open_request(c, contract);
    if (!request || request->id<OrganisationId>("to_office_id") != actor.organisation->id) return not_found();
    const Instant now = store::next_instant(c, services.clock());
    answer(c, actor, *request, accepted ? "accepted" : "declined", now);
    if (accepted) {
      // One office at most follows a contract: the perimeter moves whole, with lots, people and hours.
      c.execute("INSERT INTO former_follow_ups SELECT contract_id, office_id, author, recorded_at, ?2 FROM follow_ups WHERE contract_id = ?1",
                store::values(contract, now));
      c.execute("DELETE FROM follow_ups WHERE contract_id = ?1", store::values(contract));
      c.execute("INSERT INTO follow_ups (contract_id, office_id, author, recorded_at) VALUES (?1, ?2, ?3, ?4)",
                store::values(contract, actor.organisation->id, actor.display_name, now));
      for (const char* table : {"contract_contacts", "contract_documents"})  // the file goes with the contract
        c.execute("UPDATE " + std::string(table) + " SET office_id = ?2 WHERE contract_id = ?1", store::values(contract, actor.organisation->id));
      index_contract_again(services, c, contract);
    }
    record_audit(c, actor, now, accepted ? "handover.accepted" : "handover.declined", "contract", contract.text());
    return Done{};
  });
}

}  // namespace clausier::app
