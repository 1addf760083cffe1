#include "lot_tasks.hpp"

#include <algorithm>
#include <set>

#include "clausier/store/clause_store.hpp"
#include "lot_position.hpp"
#include "scope.hpp"

namespace clausier::app {
namespace {

constexpr std::size_t kept_at_once = 500;

std::set<Month> sent_months(store::Connection& c, LotId lot, OrganisationId firm) {
  std::set<Month> months;
  c.each("SELECT month FROM timesheets WHERE lot_id = ?1 AND firm_id = ?2 AND state IN ('confirmed', 'reviewed')", store::values(lot, firm),
         [&](const store::Row& row) { months.insert(row.month("month")); });
  return months;
}

std::optional<Month> first_awaited(store::Connection& c, const Services& services, LotId lot) {
  const auto clause = store::find_clause(c, lot, current_cutoff(services).recorded_until);
  if (!clause) return std::nullopt;
  const auto closed = store::closed_months(c, lot);
  std::optional<Month> first;
  c.each("SELECT firm_id FROM grants WHERE lot_id = ?1 AND revoked_at IS NULL", store::values(lot), [&](const store::Row& row) {
    const auto sent = sent_months(c, lot, row.id<OrganisationId>("firm_id"));
    const Month last = first ? first->previous() : clause->execution.last.month_of();
    for (Month month = clause->execution.first.month_of(); month <= last; month = month.next()) {
      if (sent.contains(month) || std::find(closed.begin(), closed.end(), month) != closed.end()) continue;
      first = month;
      return;
    }
  });
  return first;
}

bool people_wait(store::Connection& c, LotId lot) {
  return c.query_one("SELECT 1 AS found FROM office_employments e WHERE e.lot_id = ?1 AND (NOT e.acknowledged OR NOT EXISTS"
                     " (SELECT 1 FROM eligibility_decisions d WHERE d.participant_id = e.participant_id AND d.office_id = e.office_id)) LIMIT 1",
                     store::values(lot))
      .has_value();
}

}  // namespace

LotTasks reckoned_tasks(store::Connection& c, const Services& services, LotId lot) {
  return {first_awaited(c, services, lot), people_wait(c, lot)};
}

void keep_tasks_in(store::Connection& c, const Services& services, LotId lot) {
  const auto tasks = reckoned_tasks(c, services, lot);
  c.execute("INSERT INTO lot_tasks (lot_id, awaited_from, people_wait) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            store::values(lot, tasks.awaited_from, tasks.people_wait));
}

void each_kept_tasks(store::Connection& c, const std::function<void(LotId, const LotTasks&)>& take) {
  c.each("SELECT * FROM lot_tasks ORDER BY lot_id", {}, [&](const store::Row& row) {
    LotTasks tasks;
    if (row.text_or_null("awaited_from")) tasks.awaited_from = row.month("awaited_from");
    tasks.people_wait = row.flag("people_wait");
    take(row.id<LotId>("lot_id"), tasks);
  });
}

std::int64_t keep_tasks(Services& services, const Actor& actor) {
  std::vector<LotId> lots;
  services.database->read([&](store::Connection& c) {
    c.each("SELECT l.id AS id FROM lots l LEFT JOIN lot_tasks t ON t.lot_id = l.id WHERE l.removed_at IS NULL AND t.lot_id IS NULL"
           " AND l.contract_id IN (" + contracts_within(actor) + ") AND l.contract_id IN (SELECT contract_id FROM follow_ups)",
           {perimeter_key(actor)}, [&](const store::Row& row) { lots.push_back(row.id<LotId>("id")); });
  });
  for (std::size_t first = 0; first < lots.size(); first += kept_at_once)
    services.database->write([&](store::Connection& c) {
      for (std::size_t i = first; i < std::min(first + kept_at_once, lots.size()); ++i) keep_tasks_in(c, services, lots[i]);
    });
  return static_cast<std::int64_t>(lots.size());
}

}  // namespace clausier::app
