// The file of a contract as a whole, its end, and what of it must be done.
#include "clausier/app/contract_file.hpp"

#include "audit.hpp"
#include "clausier/store/clause_store.hpp"
#include "clausier/store/contract_store.hpp"
#include "contract_file_rows.hpp"
#include "contract_indexing.hpp"
#include "contract_lines.hpp"
#include "lot_position.hpp"
#include "scope.hpp"

namespace clausier::app {
namespace {

// The last day of the execution: of the clauses, which a person has checked, else as published.
constexpr std::string_view end_sql =
    "coalesce((SELECT max(k.ends_on) FROM clauses k JOIN lots l ON l.id = k.lot_id WHERE l.contract_id = f.contract_id AND l.removed_at IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM clauses n WHERE n.lot_id = k.lot_id AND n.recorded_at > k.recorded_at)), "
    "(SELECT x.ends_on FROM contract_index x WHERE x.contract_id = f.contract_id))";

std::optional<Date> end_of(store::Connection& c, ContractId contract) {
  const auto row = c.query_one("SELECT " + std::string(end_sql) + " AS ends_on FROM (SELECT ?1 AS contract_id) f", store::values(contract));
  return row ? row->date_or_null("ends_on") : std::nullopt;
}

std::vector<Organisation> other_offices(store::Connection& c, const Actor& actor) {
  std::vector<Organisation> offices;
  c.each("SELECT * FROM organisations WHERE kind = 'office' AND id <> ?1 ORDER BY name", store::values(actor.organisation->id),
         [&](const store::Row& row) { offices.push_back(organisation_of(row)); });
  return offices;
}

std::string joined_codes(const std::vector<CheckItem>& checks) {
  std::vector<std::string> unmet;
  for (const auto& item : checks)
    if (!item.met) unmet.push_back(item.code);
  return store::joined(unmet);
}

void append_closure(store::Connection& c, const Actor& actor, ContractId contract, bool closed, const std::string& unmet,
                    const std::string& note, Instant now) {
  c.execute("INSERT INTO contract_closures (contract_id, closed, unmet, note, author, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            store::values(contract, closed, unmet, note, actor.display_name, now));
  record_audit(c, actor, now, closed ? "contract.closed" : "contract.reopened", "contract", contract.text(), unmet);
}

bool is_closed(store::Connection& c, ContractId contract) {
  const auto closures = closures_of(c, contract);
  return !closures.empty() && closures.front().closed;
}

}  // namespace

std::vector<Closure> closures_of(store::Connection& c, ContractId contract) {
  std::vector<Closure> all;
  c.each("SELECT * FROM contract_closures WHERE contract_id = ?1 ORDER BY recorded_at DESC", store::values(contract), [&](const store::Row& row) {
    auto note = row.text("note"), author = row.text("author");
    const bool closed = row.flag("closed");
    const auto at = row.instant("recorded_at");
    all.push_back({closed, std::move(note), std::move(author), at});
  });
  return all;
}

std::vector<CheckItem> checks_of(store::Connection& c, Services& services, const Actor& actor, ContractId contract) {
  const auto ends_on = end_of(c, contract);
  bool every_clause = true, every_hour = true;
  const auto cutoff = current_cutoff(services);
  for (const auto& lot : store::find_lots(c, contract)) {
    every_clause = every_clause && store::find_clause(c, lot.id, cutoff.recorded_until).has_value();
    const auto position = position_in(c, services, lot.id, cutoff);
    every_hour = every_hour && (!position.missing || *position.missing == WorkTime::zero());
  }
  const bool waiting = c.query_one("SELECT EXISTS (SELECT 1 FROM timesheets t JOIN lots l ON l.id = t.lot_id WHERE l.contract_id = ?1 AND "
                                   "t.state IN ('confirmed', 'to_correct')) AS n", store::values(contract))->flag("n");
  return {{"end_passed", ends_on && *ends_on < services.today()}, {"clause_defined", every_clause}, {"timesheets_reviewed", !waiting},
          {"hours_counted", every_hour}, {"final_document", !documents_of(c, actor, contract).empty()}};
}

Outcome<ContractFile> view_contract_file(Services& services, const Actor& actor, ContractId id) {
  if (!keeps_files(actor)) return forbidden();
  refresh_index(services);
  return services.database->read([&](store::Connection& c) -> Outcome<ContractFile> {
    if (!follows(c, actor, id)) return not_found();
    const auto contract = store::find_contract(c, id);
    if (!contract) return not_found();
    ContractFile file{.contract = id, .object = contract->initial.object, .number = contract->initial.source_id, .contacts = {}, .documents = {},
                      .hand_overs = {}, .checks = {}, .closures = {}, .other_offices = {}};
    file.contacts = contacts_of(c, actor, id);
    file.documents = documents_of(c, actor, id);
    file.hand_overs = hand_overs_of(c, id);
    file.checks = checks_of(c, services, actor, id);
    file.closures = closures_of(c, id);
    file.other_offices = other_offices(c, actor);
    return file;
  });
}

Outcome<Done> close_contract(Services& services, const Actor& actor, ContractId contract, const std::string& note) {
  if (!keeps_files(actor)) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    if (!follows(c, actor, contract)) return not_found();
    if (is_closed(c, contract)) return Refusal{"closure.already_closed"};
    const auto unmet = joined_codes(checks_of(c, services, actor, contract));
    if (!unmet.empty() && note.empty()) return Refusal{"closure.note.missing"};
    append_closure(c, actor, contract, true, unmet, note, store::next_instant(c, services.clock()));
    index_contract_again(services, c, contract);
    return Done{};
  });
}

Outcome<Done> reopen_contract(Services& services, const Actor& actor, ContractId contract, const std::string& note) {
  if (!keeps_files(actor)) return forbidden();
  if (note.empty()) return Refusal{"closure.reopen.note.missing"};
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    if (!follows(c, actor, contract)) return not_found();
    if (!is_closed(c, contract)) return Refusal{"closure.not_closed"};
    append_closure(c, actor, contract, false, "", note, store::next_instant(c, services.clock()));
    index_contract_again(services, c, contract);
    return Done{};
  });
}

FileTasks contract_file_tasks(Services& services, const Actor& actor) {
  FileTasks tasks;
  if (!keeps_files(actor)) return tasks;
  refresh_index(services);
  const Date today = services.today();
  const auto days = [&](const char* code) { return static_cast<int>(services.reference.rulebook.at(code, today).value); };
  const int first_notice = days("contract.end.first_days"), last_notice = days("contract.end.last_days");
  services.database->read([&](store::Connection& c) {
    c.each("SELECT * FROM (SELECT v.id, v.source_id, v.object, " + std::string(end_sql) + " AS ends_on FROM follow_ups f JOIN visible_contracts v "
           "ON v.id = f.contract_id WHERE f.office_id = ?1 AND f.contract_id NOT IN (" + std::string(closed_contracts_sql) + ")) "
           "WHERE ends_on <= ?2 ORDER BY ends_on, id",
           store::values(actor.organisation->id, today.plus_days(first_notice)), [&](const store::Row& row) {
             const Date ends_on = row.date("ends_on");
             const int left = ends_on.days_since_1970() - today.days_since_1970();
             auto number = row.text("source_id"), object = row.text("object");
             const auto id = row.id<ContractId>("id");
             tasks.ending.push_back({id, std::move(number), std::move(object), ends_on, left, left <= last_notice});
           });
    c.each("SELECT h.contract_id, v.object, o.name FROM hand_overs h JOIN visible_contracts v ON v.id = h.contract_id JOIN organisations o "
           "ON o.id = h.from_office_id WHERE h.to_office_id = ?1 AND h.state = 'asked' ORDER BY h.asked_at",
           store::values(actor.organisation->id), [&](const store::Row& row) {
             auto object = row.text("object"), from = row.text("name");
             const auto id = row.id<ContractId>("contract_id");
             tasks.offered.push_back({id, std::move(object), std::move(from)});
           });
  });
  return tasks;
}

}  // namespace clausier::app
