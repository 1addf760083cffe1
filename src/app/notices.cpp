#include "clausier/app/notices.hpp"

#include <algorithm>

#include "clausier/store/notice_store.hpp"
#include "scope.hpp"
#include "tied_notices.hpp"

namespace clausier::app {
namespace {

// Code de la commande publique: a clause is a condition of performance (L.2112-2), a criterion one of
// award (L.2152-7). Which article reserves a contract depends on whom it is reserved to: not told.
std::vector<std::string> bases_of(SocialConsideration kind) {
  if (kind == SocialConsideration::clause) return {"L2112_2"};
  if (kind == SocialConsideration::criterion) return {"L2152_7"};
  return {};
}

bool may_look(store::Connection& c, const Actor& actor, ContractId id) {
  const bool visible = c.query_one("SELECT 1 AS one FROM visible_contracts WHERE id = ?1", store::values(id)).has_value();
  return visible && (has_role(actor, {Role::facilitator}) || follows(c, actor, id));
}

std::vector<AnnouncedClause> clauses_of(const store::StoredNotice& stored) {
  std::vector<AnnouncedClause> clauses;
  int rank = 0;
  for (const auto& mention : stored.notice.mentions) {
    AnnouncedClause clause{stored.id, ++rank, mention, std::nullopt, ""};
    for (std::size_t i = 0; i < stored.notice.lots.size(); ++i) {
      if (mention.lot.empty() || stored.notice.lots[i].key != mention.lot) continue;
      clause.lot = stored.lot_ids.at(i);
      clause.lot_number = stored.notice.lots[i].number;
    }
    clauses.push_back(std::move(clause));
  }
  return clauses;
}

void add_notice(std::vector<PublishedNotice>& notices, store::StoredNotice&& stored) {
  auto clauses = clauses_of(stored);
  for (auto& earlier : notices)
    earlier.superseded = earlier.superseded || (!stored.notice.notice_id.empty() && earlier.notice.notice_id == stored.notice.notice_id);
  PublishedNotice published{stored.id, {}, {}, {}, false};
  published.notice = std::move(stored.notice);
  published.lot_ids = std::move(stored.lot_ids);
  published.clauses = std::move(clauses);
  notices.push_back(std::move(published));
}

// Of a notice that stands for one lot: what it says of that lot and of the whole, for the whole contract.
void keep_lot(PublishedNotice& published, const std::string& lot_key) {
  std::erase_if(published.clauses, [&](const auto& clause) { return !clause.mention.lot.empty() && clause.mention.lot != lot_key; });
  for (auto& clause : published.clauses) clause.lot.reset();
  auto& lots = published.notice.lots;
  for (std::size_t i = lots.size(); i-- > 0;) {
    if (lots[i].key == lot_key) continue;
    lots.erase(lots.begin() + static_cast<std::ptrdiff_t>(i));
    published.lot_ids.erase(published.lot_ids.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

// Those of the contract itself, then those of procedures that stand for it.
std::vector<PublishedNotice> notices_of(store::Connection& c, ContractId id) {
  std::vector<PublishedNotice> notices;
  for (auto& stored : store::find_notices(c, id)) add_notice(notices, std::move(stored));
  for (const auto& tie : ties_of(c, id)) {
    if (!holds(tie) || tie.contract.id != id) continue;
    const auto first = notices.size();
    for (auto& stored : store::find_notices(c, tie.procedure.id)) add_notice(notices, std::move(stored));
    for (auto i = first; i < notices.size(); ++i) keep_lot(notices[i], tie.lot_key);
  }
  return notices;
}

}  // namespace

Outcome<std::vector<PublishedNotice>> view_notices(Services& services, const Actor& actor, ContractId id) {
  return services.database->read([&](store::Connection& c) -> Outcome<std::vector<PublishedNotice>> {
    if (!may_look(c, actor, id)) return not_found();
    return notices_of(c, id);
  });
}

Outcome<ClauseStart> clause_start(Services& services, const Actor& actor, LotId lot, NoticeId notice, int rank) {
  return services.database->read([&](store::Connection& c) -> Outcome<ClauseStart> {
    const auto scope = lot_scope(c, actor, lot);
    if (!scope || !has_role(actor, {Role::facilitator})) return not_found();
    for (auto& published : notices_of(c, scope->contract)) {
      if (published.id != notice) continue;
      for (auto& clause : published.clauses) {
        if (clause.rank != rank || (clause.lot && *clause.lot != lot)) continue;
        auto hours = announced_hours(clause.mention.quotation);
        auto bases = bases_of(clause.mention.kind);
        ClauseStart start;
        start.mention = std::move(clause.mention);
        start.publication = published.notice.publication;
        start.format = published.notice.format;
        start.hours = hours;
        start.legal_bases = std::move(bases);
        return start;
      }
    }
    return not_found();
  });
}

}  // namespace clausier::app
