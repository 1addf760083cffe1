#include <algorithm>

#include "clausier/app/accounts.hpp"
#include "clausier/app/amendment_proposals.hpp"
#include "clausier/app/duplicates.hpp"
#include "clausier/app/quarantine.hpp"
#include "clausier/app/reports.hpp"
#include "expected_months.hpp"
#include "follow_allocations.hpp"
#include "lot_tasks.hpp"
#include "scope.hpp"
#include "standings.hpp"

namespace clausier::app {
namespace {

std::vector<std::string> references(store::Connection& c, const std::string& condition, const Actor& actor) {
  std::vector<std::string> found;
  c.each("SELECT DISTINCT p.reference FROM (SELECT lot_id FROM lot_tasks WHERE people_wait = 1) k CROSS JOIN office_employments e"
         " JOIN participants p ON p.id = e.participant_id WHERE e.lot_id = +k.lot_id AND e.lot_id IN (" +
             lots_within(actor) + ") AND e.office_id = ?1 AND " + condition + " ORDER BY p.reference",
         {perimeter_key(actor)}, [&](const store::Row& row) { found.push_back(row.text("reference")); });
  return found;
}

constexpr std::string_view decided_by_office =
    "EXISTS (SELECT 1 FROM eligibility_decisions d WHERE d.participant_id = p.id AND d.office_id = ?1)";

std::vector<std::string> undecided_people(store::Connection& c, const Actor& actor) {
  return references(c, "NOT " + std::string(decided_by_office), actor);
}

// Declared somewhere new after the office decided on them: the firm reads nothing of it until then.
std::vector<std::string> people_to_acknowledge(store::Connection& c, const Actor& actor) {
  return references(c, "NOT e.acknowledged AND " + std::string(decided_by_office), actor);
}

// Timesheets that firms should have sent and have not, on the lots the office follows.
std::vector<MissingTimesheet> missing_timesheets(Services& services, store::Connection& c, const Actor& actor) {
  std::vector<MissingTimesheet> missing;
  for (auto& month : awaited_in(services, c, actor, services.today()))
    if (month.days_late > 0 && is_awaited(month.expected)) missing.push_back({std::move(month.expected), std::move(month.firm_name), month.days_late});
  std::stable_sort(missing.begin(), missing.end(), [](const auto& a, const auto& b) { return a.days_late > b.days_late; });
  return missing;
}

// A lot once, however many amendments came.
std::vector<AmendedLot> amended_lots(Services& services, const Actor& actor) {
  std::vector<AmendedLot> lots;
  for (const auto& proposal : amendment_proposals(services, actor)) {
    AmendedLot lot{proposal.lot, proposal.lot_label};
    if (std::find(lots.begin(), lots.end(), lot) == lots.end()) lots.push_back(std::move(lot));
  }
  return lots;
}

std::vector<AmendedLot> lots_with_stray_pooling(store::Connection& c, const Services& services, const Actor& actor) {
  std::vector<AmendedLot> lots;
  for (const auto& stray : stray_allocations(c, actor))
    if (const auto scope = lot_scope(c, actor, stray.lot)) lots.push_back({stray.lot, lot_label(services.wording, *scope)});
  return lots;
}

std::int64_t count(store::Connection& c, const std::string& sql, const std::vector<store::Value>& arguments) {
  return c.query_one("SELECT count(*) AS n FROM " + sql, arguments)->integer("n");
}

}  // namespace

Portfolio portfolio(Services& services, const Actor& actor, int page) {
  keep_standings(services, actor);
  return services.database->read([&](store::Connection& c) { return portfolio_page(c, services, actor, page, lots_per_page); });
}

Dashboard dashboard(Services& services, const Actor& actor, int page) {
  Dashboard board;
  if (actor.role != Role::administrator) keep_standings(services, actor);
  if (actor.role == Role::facilitator) keep_tasks(services, actor);
  if (actor.role == Role::facilitator) {
    if (auto queue = review_queue(services, actor, {.status = "to_review", .page = 1, .per_page = 50}))
      board.to_review = std::move(queue.value().heads);
  }
  if (actor.role == Role::facilitator) {
    board.amended_lots = amended_lots(services, actor);
    board.quarantined = quarantine(services, actor, {.per_page = 0}).value().total;
    board.duplicates = duplicate_suggestions(services, actor, false, 1, 0).value().total;
  }
  if (actor.role == Role::contractor) board.expected = expected_months(services, actor);
  services.database->read([&](store::Connection& c) {
    if (actor.role == Role::administrator) {
      board.users = count(c, "users", {});
      board.pending_links = count(c, "one_time_links WHERE used_at IS NULL AND expires_at > ?1", store::values(services.clock()));
    } else {
      auto portfolio = portfolio_page(c, services, actor, page, lots_per_page);
      board.lots = std::move(portfolio.lots);
      board.lots_total = portfolio.total;
    }
    if (actor.role == Role::facilitator) {
      board.missing = missing_timesheets(services, c, actor);
      board.stray_pooling = lots_with_stray_pooling(c, services, actor);
      board.undecided_references = undecided_people(c, actor);
      board.references_to_acknowledge = people_to_acknowledge(c, actor);
      board.planned_imports = count(c, "imports WHERE state = 'planned' AND author_id = ?1", store::values(actor.user));
    }
  });
  return board;
}

}  // namespace clausier::app
