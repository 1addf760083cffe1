// What a facilitator does with a contract of the open data: follow it, tie it to a programme, name its
// lots, let firms act on them.
#include "audit.hpp"
#include "clausier/app/contracts.hpp"
#include "clausier/store/contract_store.hpp"
#include "contract_indexing.hpp"
#include "contract_lines.hpp"
#include "organisation_names.hpp"
#include "scope.hpp"

namespace clausier::app {
namespace {

const std::vector<std::string> grant_roles = {"holder", "joint_holder", "subcontractor", "declarant"};

// The lot, when the actor's office follows its contract.
std::optional<LotScope> own_lot(store::Connection& c, const Actor& actor, LotId lot) {
  return is_office(actor) || is_operator(actor) ? lot_scope(c, actor, lot) : std::nullopt;
}

OrganisationId firm_id_of(store::Connection& c, const GrantRequest& request, Instant now) {
  const auto known = c.query_one("SELECT id FROM organisations WHERE kind = 'firm' AND siret = ?1", store::values(request.firm.digits()));
  if (known) return known->id<OrganisationId>("id");
  const auto id = OrganisationId::from_trusted(random_id());
  c.execute("INSERT INTO organisations (id, kind, siret, siren, name, recorded_at) VALUES (?1, 'firm', ?2, ?3, ?4, ?5)",
            store::values(id, request.firm.digits(), request.firm.siren().digits(),
                          request.firm_name.empty() ? request.firm.digits() : request.firm_name, now));
  NamesSeen names;
  names.note(request.firm, request.firm_name, {"account", std::nullopt, ""}, now);
  names.write(c);
  return id;
}

// A lot nobody has used yet: it may give way to the real ones.
bool unused(store::Connection& c, LotId lot) {
  return c.query_one("SELECT NOT EXISTS (SELECT 1 FROM clauses WHERE lot_id = ?1) AND NOT EXISTS (SELECT 1 FROM grants WHERE "
                     "lot_id = ?1) AND NOT EXISTS (SELECT 1 FROM timesheets WHERE lot_id = ?1) AND NOT EXISTS (SELECT 1 FROM "
                     "employments WHERE lot_id = ?1) AS free",
                     store::values(lot))
      ->flag("free");
}

}  // namespace

Outcome<Done> take_into_follow_up(Services& services, const Actor& actor, ContractId id) {
  if (!is_office(actor)) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    if (!store::find_contract(c, id)) return not_found();
    // Hours and people of a contract are the business of one office: another cannot open them to itself.
    const auto other = c.query_one("SELECT o.name FROM follow_ups f JOIN organisations o ON o.id = f.office_id WHERE f.contract_id = ?1 "
                                   "AND f.office_id <> ?2", store::values(id, actor.organisation->id));
    if (other) return Refusal{"contract.followed_elsewhere", {{"office", other->text("name")}}};
    const Instant now = store::next_instant(c, services.clock());
    const auto added = c.execute("INSERT INTO follow_ups (contract_id, office_id, author, recorded_at) VALUES (?1, ?2, ?3, ?4) "
                                 "ON CONFLICT DO NOTHING",
                                 store::values(id, actor.organisation->id, actor.display_name, now));
    if (added > 0) record_audit(c, actor, now, "contract.followed", "contract", id.text());
    index_contract_again(services, c, id);
    return Done{};
  });
}

Outcome<Done> confirm_programme(Services& services, const Actor& actor, ContractId id, const std::string& programme, bool confirmed) {
  if (!is_office(actor)) return forbidden();
  const auto& rules = services.reference.programme_rules;
  if (std::none_of(rules.begin(), rules.end(), [&](const auto& rule) { return rule.programme == programme; }))
    return Refusal{"programme.unknown"};
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    if (!follows(c, actor, id)) return not_found();
    const Instant now = store::next_instant(c, services.clock());
    c.execute("INSERT INTO contract_programmes (contract_id, programme, reason_key, reason_parameters, confirmed, author, recorded_at) "
              "VALUES (?1, ?2, 'programme.by_person', '', ?3, ?4, ?5) ON CONFLICT (contract_id, programme) DO UPDATE SET "
              "confirmed = excluded.confirmed, author = excluded.author, recorded_at = excluded.recorded_at",
              store::values(id, programme, confirmed, actor.display_name, now));
    c.execute("INSERT INTO programme_decisions (contract_id, programme, confirmed, author, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5)",
              store::values(id, programme, confirmed, actor.display_name, now));
    record_audit(c, actor, now, confirmed ? "programme.confirmed" : "programme.set_aside", "contract", id.text(), programme);
    index_contract_again(services, c, id);
    return Done{};
  });
}

Outcome<LotId> add_lot(Services& services, const Actor& actor, ContractId id, const std::string& number,
                       const std::string& label, std::optional<Money> amount) {
  if (!is_office(actor)) return forbidden();
  if (number.empty() || label.empty()) return Refusal{"lot.number_and_label"};
  return services.database->write([&](store::Connection& c) -> Outcome<LotId> {
    if (!follows(c, actor, id)) return not_found();
    const Instant now = store::next_instant(c, services.clock());
    const auto lots = store::find_lots(c, id);
    for (const auto& lot : lots)
      if (lot.number == number && !lot.label.empty()) return Refusal{"lot.number_taken", {{"number", number}}};
    for (const auto& lot : lots)
      if (lot.label.empty() && unused(c, lot.id)) c.execute("UPDATE lots SET removed_at = ?2 WHERE id = ?1", store::values(lot.id, now));
    const auto rank = c.query_one("SELECT coalesce(max(rank), 0) + 1 AS n FROM lots WHERE contract_id = ?1", store::values(id))->integer("n");
    const auto lot = LotId::from_trusted(random_id());
    c.execute("INSERT INTO lots (id, contract_id, rank, number, label, amount_cents, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
              store::values(lot, id, rank, number, label, amount ? store::Value{amount->cents()} : store::Value{}, now));
    record_audit(c, actor, now, "lot.added", "lot", lot.text(), number);
    return lot;
  });
}

Outcome<Done> grant_firm(Services& services, const Actor& actor, const GrantRequest& request) {
  if (!is_office(actor)) return forbidden();
  if (std::find(grant_roles.begin(), grant_roles.end(), request.role) == grant_roles.end()) return Refusal{"grant.role_unknown"};
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    if (!own_lot(c, actor, request.lot)) return not_found();
    const Instant now = store::next_instant(c, services.clock());
    const auto firm = firm_id_of(c, request, now);
    // Another role ends the grant in force: what an earlier report says of the firm stays written.
    c.execute("UPDATE grants SET revoked_at = ?3 WHERE lot_id = ?1 AND firm_id = ?2 AND revoked_at IS NULL",
              store::values(request.lot, firm, now));
    c.execute("INSERT INTO grants (lot_id, firm_id, role, author, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5)",
              store::values(request.lot, firm, request.role, actor.display_name, now));
    record_audit(c, actor, now, "grant.given", "lot", request.lot.text(), request.firm.digits() + " " + request.role);
    return Done{};
  });
}

Outcome<Done> revoke_grant(Services& services, const Actor& actor, LotId lot, OrganisationId firm) {
  if (!is_office(actor)) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    if (!own_lot(c, actor, lot)) return not_found();
    const Instant now = store::next_instant(c, services.clock());
    const auto revoked = c.execute("UPDATE grants SET revoked_at = ?3 WHERE lot_id = ?1 AND firm_id = ?2 AND revoked_at IS NULL",
                                   store::values(lot, firm, now));
    if (revoked == 0) return not_found();
    record_audit(c, actor, now, "grant.revoked", "lot", lot.text(), firm.text());
    return Done{};
  });
}

std::vector<GrantSuggestion> suggested_grants(Services& services, const Actor& actor, ContractId id) {
  return services.database->read([&](store::Connection& c) -> std::vector<GrantSuggestion> {
    if (!is_office(actor) || !follows(c, actor, id)) return {};
    std::vector<GrantSuggestion> suggestions;
    const auto contract = store::find_contract(c, id);
    for (const auto& party : contract_as_of(*contract, services.today()).holders) {
      const auto siret = Siret::parse(party.identifier);
      if (!siret) continue;
      const auto known = c.query("SELECT name FROM organisations WHERE kind = 'firm' AND siren = ?1 LIMIT 1",
                                 store::values(siret->siren().digits()));
      const std::string name = !party.name.empty() ? party.name : known.empty() ? "" : known.front().text("name");
      suggestions.push_back({siret->digits(), name, std::string(party_role_code(party.role))});
    }
    return suggestions;
  });
}

}  // namespace clausier::app
