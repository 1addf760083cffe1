#include "clausier/app/notices.hpp"

#include <algorithm>

#include "clausier/store/notice_store.hpp"
#include "scope.hpp"

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

}  // namespace

Outcome<std::vector<PublishedNotice>> view_notices(Services& services, const Actor& actor, ContractId id) {
  return services.database->read([&](store::Connection& c) -> Outcome<std::vector<PublishedNotice>> {
    if (!may_look(c, actor, id)) return not_found();
    std::vector<PublishedNotice> notices;
    for (auto& stored : store::find_notices(c, id)) {
      auto clauses = clauses_of(stored);
      for (auto& earlier : notices)
        earlier.superseded = earlier.superseded || (!stored.notice.notice_id.empty() && earlier.notice.notice_id == stored.notice.notice_id);
      PublishedNotice published{stored.id, {}, {}, {}, false};
      published.notice = std::move(stored.notice);
      published.lot_ids = std::move(stored.lot_ids);
      published.clauses = std::move(clauses);
      notices.push_back(std::move(published));
    }
    return notices;
  });
}

Outcome<ClauseStart> clause_start(Services& services, const Actor& actor, LotId lot, NoticeId notice, int rank) {
  return services.database->read([&](store::Connection& c) -> Outcome<ClauseStart> {
    const auto scope = lot_scope(c, actor, lot);
    if (!scope || !has_role(actor, {Role::facilitator})) return not_found();
    for (auto& stored : store::find_notices(c, scope->contract)) {
      if (stored.id != notice) continue;
      for (auto& clause : clauses_of(stored)) {
        if (clause.rank != rank || (clause.lot && *clause.lot != lot)) continue;
        auto hours = announced_hours(clause.mention.quotation);
        auto bases = bases_of(clause.mention.kind);
        ClauseStart start;
        start.mention = std::move(clause.mention);
        start.publication = stored.notice.publication;
        start.format = stored.notice.format;
        start.hours = hours;
        start.legal_bases = std::move(bases);
        return start;
      }
    }
    return not_found();
  });
}

}  // namespace clausier::app
