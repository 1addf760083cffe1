#include "standings.hpp"

#include <algorithm>

#include "clausier/store/clause_store.hpp"
#include "clausier/store/obligation_store.hpp"
#include "contract_lines.hpp"
#include "lot_tasks.hpp"
#include "own_hours.hpp"
#include "paging.hpp"
#include "scope.hpp"

namespace clausier::app {
namespace {

constexpr std::size_t kept_at_once = 20;

// Another version of the program may reckon otherwise from the same rules.
std::string rules_of(const Services& services) { return services.software_version + " " + services.reference.rules_sha256; }

// What asks for attention first.
int urgency(LotState state) {
  switch (state) {
    case LotState::missed: return 0;
    case LotState::late: return 1;
    case LotState::to_watch: return 2;
    case LotState::no_clause:
    case LotState::indeterminate: return 3;
    case LotState::on_pace: return 4;
    case LotState::not_started: return 5;
    case LotState::ahead: return 6;
    case LotState::done: return 7;
  }
  return 8;
}

store::Standing standing_in(const Position& position) {
  return {.state = position.state, .owed = position.owed, .due = position.due, .missing = position.missing,
          .exposure = position.exposure, .hours = position.hours};
}

store::KeptStanding kept_of(const Services& services, LotId lot, const Position& position, std::optional<HoursTally> tally) {
  return {lot, position.cutoff.worked_until, rules_of(services), urgency(position.state), standing_in(position), std::move(tally)};
}

// Everything of a position but what its hours come from.
LotFacts facts_beside_hours(store::Connection& c, LotId lot, const Cutoff& cutoff) {
  LotFacts facts;
  facts.clause = store::find_clause(c, lot, cutoff.recorded_until);
  facts.obligation = store::facts_of_lot(c, lot);
  return facts;
}

std::optional<Position> kept_position(store::Connection& c, const Services& services, const store::KeptStanding& kept, const Cutoff& cutoff) {
  if (!kept.tally || kept.rules != rules_of(services) || kept.day > cutoff.worked_until) return std::nullopt;
  return position_from(*kept.tally, facts_beside_hours(c, kept.lot, cutoff), services.reference.rulebook, cutoff);
}

store::KeptStanding reckoned_at(store::Connection& c, const Services& services, LotId lot, const Cutoff& cutoff) {
  const auto facts = whole_facts(c, services, lot, cutoff);
  const auto position = position_of(facts, services.reference.rulebook, cutoff);
  return kept_of(services, lot, position, tally_of(position, facts));
}

bool is_of_today(const std::optional<store::KeptStanding>& kept, const Services& services) {
  return kept && kept->day == services.today() && kept->rules == rules_of(services);
}

// Followed lots of the perimeter: ?1 is its key. The operator's is the whole open data, where nobody answers for most.
std::string followed_lots(const Actor& actor) {
  const bool by_lot = actor.role == Role::contractor;
  return " FROM lots l JOIN visible_contracts k ON k.id = l.contract_id LEFT JOIN lot_standings s ON s.lot_id = l.id WHERE l.removed_at IS NULL AND " +
         (by_lot ? "l.id IN (" + lots_within(actor) : "l.contract_id IN (" + contracts_within(actor)) +
         ") AND l.contract_id IN (SELECT contract_id FROM follow_ups)";
}

std::vector<LotId> lots_to_keep(store::Connection& c, const Services& services, const Actor& actor) {
  std::vector<LotId> lots;
  c.each("SELECT l.id AS id" + followed_lots(actor) + " AND (s.day IS NULL OR s.day <> ?2 OR s.rules <> ?3)",
         {perimeter_key(actor), store::value_of(services.today()), store::value_of(rules_of(services))},
         [&](const store::Row& row) { lots.push_back(row.id<LotId>("id")); });
  return lots;
}

std::vector<std::string> confirmed_programmes(store::Connection& c, ContractId contract) {
  std::vector<std::string> codes;
  for (const auto& tag : programmes_of(c, contract))
    if (tag.confirmed) codes.push_back(tag.code);
  return codes;
}

LotStanding line_of(store::Connection& c, const Services& services, const Actor& actor, const LotScope& scope, const store::Standing& standing) {
  LotStanding line{.lot = scope.lot, .lot_label = lot_label(services.wording, scope), .contract = scope.contract,
                   .contract_object = scope.contract_object, .buyer_name = scope.buyer_name,
                   .programmes = confirmed_programmes(c, scope.contract), .state = standing.state, .owed = standing.owed,
                   .due = standing.due, .missing = standing.missing, .hours = standing.hours, .exposure = {}};
  if (actor.role != Role::contractor) line.exposure = standing.exposure;
  return line;
}

std::vector<LotId> page_of_lots(store::Connection& c, const Actor& actor, std::int64_t first, std::int64_t count) {
  std::vector<LotId> lots;
  c.each("SELECT l.id AS id" + followed_lots(actor) + " AND s.lot_id IS NOT NULL ORDER BY s.urgency, coalesce(s.missing_seconds, 0) DESC,"
         " CASE WHEN k.source_id <> '' THEN k.source_id ELSE k.uid END, l.number, l.id LIMIT ?2 OFFSET ?3",
         {perimeter_key(actor), store::value_of(count), store::value_of(first)},
         [&](const store::Row& row) { lots.push_back(row.id<LotId>("id")); });
  return lots;
}

}  // namespace

void keep_in(store::Connection& c, const Services& services, LotId lot) {
  const auto cutoff = current_cutoff(services);
  if (auto kept = store::find_standing(c, lot))
    if (const auto position = kept_position(c, services, *kept, cutoff)) {
      store::renew_standing(c, kept_of(services, lot, *position, std::move(kept->tally)));
      return;
    }
  store::keep_standing(c, reckoned_at(c, services, lot, cutoff));
}

ShownPosition reckoned_position(store::Connection& c, const Services& services, const Actor& actor, LotId lot, const Cutoff& cutoff) {
  ShownPosition shown{position_for(c, services, actor, lot, cutoff), {}};
  for (const auto& line : shown.position.entries)
    if (line.reason == awaiting_decision) ++shown.awaiting_lines[line.entry.worked.last.month_of()];
  return shown;
}

ShownPosition shown_position(store::Connection& c, const Services& services, const Actor& actor, LotId lot, const Cutoff& cutoff) {
  if (own_hours_only(c, actor, lot)) return reckoned_position(c, services, actor, lot, cutoff);
  const auto kept = store::find_standing(c, lot);
  auto position = is_of_today(kept, services) ? kept_position(c, services, *kept, cutoff) : std::nullopt;
  // Whether a buyer reads the hours of a group depends on how many people are in it, which sums do not tell.
  if (!position || (actor.role == Role::officer && !position->reserved.empty())) return reckoned_position(c, services, actor, lot, cutoff);
  ShownPosition shown{withheld_for(services, actor, std::move(*position)), {}};
  for (const auto& [month, sums] : kept->tally->months) shown.awaiting_lines[month] = sums.awaiting_lines;
  return shown;
}

void keep_standing(Services& services, const Actor& actor, LotId lot) {
  const bool wanted = services.database->read([&](store::Connection& c) {
    return lot_scope(c, actor, lot) && !is_of_today(store::find_standing(c, lot), services);
  });
  if (wanted) services.database->write([&](store::Connection& c) { keep_in(c, services, lot); });
}

std::int64_t keep_standings(Services& services, const Actor& actor) {
  const auto lots = services.database->read([&](store::Connection& c) { return lots_to_keep(c, services, actor); });
  for (std::size_t first = 0; first < lots.size(); first += kept_at_once)
    services.database->write([&](store::Connection& c) {
      for (std::size_t i = first; i < std::min(first + kept_at_once, lots.size()); ++i) keep_in(c, services, lots[i]);
    });
  return static_cast<std::int64_t>(lots.size());
}

std::int64_t keep_every_standing(Services& services) {
  const Actor all{UserId::from_trusted(0), Role::administrator, "", "", std::nullopt};
  keep_tasks(services, all);
  return keep_standings(services, all);
}

Portfolio portfolio_page(store::Connection& c, const Services& services, const Actor& actor, int page, int per_page) {
  Portfolio portfolio;
  portfolio.total = c.query_one("SELECT count(*) AS n" + followed_lots(actor) + " AND s.lot_id IS NOT NULL", {perimeter_key(actor)})->integer("n");
  const auto cut = page_of(portfolio.total, page, per_page);
  for (const auto lot : page_of_lots(c, actor, cut.first, cut.last - cut.first)) {
    const auto scope = lot_scope(c, actor, lot);
    if (!scope) continue;
    // What a firm reads of a lot that others answer for is not what is kept of the lot.
    const auto standing = own_hours_only(c, actor, lot) ? standing_in(position_for(c, services, actor, lot, current_cutoff(services)))
                                                        : store::find_standing(c, lot)->standing;
    portfolio.lots.push_back(line_of(c, services, actor, *scope, standing));
  }
  return portfolio;
}

store::KeptStanding reckoned_standing(store::Connection& c, const Services& services, const store::KeptStanding& kept) {
  return reckoned_at(c, services, kept.lot, {kept.day, current_cutoff(services).recorded_until});
}

}  // namespace clausier::app
