#include "clausier/app/amendment_proposals.hpp"

#include <algorithm>

#include "audit.hpp"
#include "clausier/store/clause_store.hpp"
#include "clausier/store/contract_store.hpp"
#include "hashing.hpp"
#include "scope.hpp"

namespace clausier::app {
namespace {

// Amendments applied after the first clause of the lot was recorded, which nobody settled on it.
constexpr std::string_view open_sql =
    "SELECT a.*, i.applied_at, l.id AS lot_id FROM contract_amendments a JOIN imports i ON i.id = a.import_id AND i.state = 'applied' "
    "JOIN lots l ON l.contract_id = a.contract_id AND l.removed_at IS NULL "
    "WHERE i.applied_at > (SELECT min(k.recorded_at) FROM clauses k WHERE k.lot_id = l.id) "
    "AND NOT EXISTS (SELECT 1 FROM amendment_settlements s WHERE s.lot_id = l.id AND s.contract_id = a.contract_id "
    "AND s.amendment_import_id = a.import_id AND s.amendment_rank = a.rank) ";

std::string name_of(const store::Row& row) {
  return "proposal " + std::to_string(row.integer("lot_id")) + " " + std::to_string(row.integer("import_id")) + " " +
         std::to_string(row.integer("rank"));
}

std::optional<AmendmentProposal> proposal_of(store::Connection& c, const Services& services, const LotScope& scope, const store::Row& row) {
  const auto contract = store::find_contract(c, scope.contract);
  auto clause = store::find_clause(c, scope.lot, services.clock());
  if (!contract || !clause) return std::nullopt;
  auto amendment = store::amendment_of(row);
  const auto change = amended_by(*contract, amendment);
  if (!touches_obligations(change)) return std::nullopt;
  auto proposed = clause_after(*clause, change);
  const auto id = ProposalId::from_trusted(derived_id(name_of(row)));
  AmendmentProposal proposal{.id = id, .lot = scope.lot, .contract = scope.contract, .clause = std::move(*clause), .published_at = row.instant("applied_at")};
  proposal.lot_label = lot_label(services.wording, scope);
  proposal.amendment = std::move(amendment);
  proposal.change = change;
  proposal.proposed = std::move(proposed);
  return proposal;
}

struct OpenProposal {
  AmendmentProposal proposal;
  ImportId import;
  std::int64_t rank = 0;
};

std::vector<OpenProposal> open_proposals(store::Connection& c, const Services& services, const Actor& actor, std::optional<LotId> lot) {
  std::vector<OpenProposal> open;
  const auto rows = c.query(std::string(open_sql) + "AND l.id IN (" + lots_within(actor) + ") AND (?2 IS NULL OR l.id = ?2) AND "
                            "a.contract_id IN (SELECT contract_id FROM follow_ups) ORDER BY i.applied_at, l.id, a.rank",
                            {perimeter_key(actor), store::value_of(lot)});
  for (const auto& row : rows) {
    const auto scope = lot_scope(c, actor, row.id<LotId>("lot_id"));
    if (!scope) continue;
    if (auto proposal = proposal_of(c, services, *scope, row))
      open.push_back({std::move(*proposal), row.id<ImportId>("import_id"), row.integer("rank")});
  }
  return open;
}

void append_settlement(store::Connection& c, const Actor& actor, const OpenProposal& open, const std::string& decision,
                       const std::string& reason, std::optional<ClauseId> clause, Instant now) {
  c.execute("INSERT INTO amendment_settlements (lot_id, contract_id, amendment_import_id, amendment_rank, decision, reason, clause_id, "
            "author, author_id, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            store::values(open.proposal.lot, open.proposal.contract, open.import, open.rank, decision, reason, clause, actor.display_name,
                          actor.user, now));
}

}  // namespace

std::vector<AmendmentProposal> amendment_proposals(Services& services, const Actor& actor, std::optional<LotId> lot) {
  if (!has_role(actor, {Role::facilitator})) return {};
  return services.database->read([&](store::Connection& c) {
    std::vector<AmendmentProposal> proposals;
    for (auto& open : open_proposals(c, services, actor, lot)) proposals.push_back(std::move(open.proposal));
    return proposals;
  });
}

Outcome<Done> settle_proposal(Services& services, const Actor& actor, ProposalId id, const std::string& decision, const std::string& reason) {
  if (!has_role(actor, {Role::facilitator})) return forbidden();
  const bool apply = decision == "apply";
  if (!apply && decision != "keep") return Refusal{"proposal.decision.unknown"};
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    const auto all = open_proposals(c, services, actor, {});
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& open) { return open.proposal.id == id; });
    if (found == all.end()) return not_found();
    if (!apply && reason.empty()) return Refusal{"proposal.reason"};
    if (apply && !found->proposal.proposed) return Refusal{"proposal.nothing_follows"};
    const Instant now = store::next_instant(c, services.clock());
    std::optional<ClauseId> version;
    if (apply) {
      Clause clause = *found->proposal.proposed;
      clause.id = ClauseId::from_trusted(random_id());
      clause.author = actor.display_name;
      clause.recorded_at = now;
      if (const auto faults = check_clause(clause); any_error(faults)) return Refusal{faults.front().code, faults.front().parameters};
      store::append_clause(c, clause);
      version = clause.id;
    }
    append_settlement(c, actor, *found, decision, reason, version, now);
    record_audit(c, actor, now, apply ? "proposal.applied" : "proposal.kept", "lot", found->proposal.lot.text(), id.text());
    return Done{};
  });
}

}  // namespace clausier::app
