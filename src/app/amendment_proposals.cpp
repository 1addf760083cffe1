#include "clausier/app/amendment_proposals.hpp"

#include <algorithm>

#include "audit.hpp"
#include "clausier/domain/contract_edition.hpp"
#include "clausier/store/clause_store.hpp"
#include "clausier/store/contract_store.hpp"
#include "clausier/store/edition_store.hpp"
#include "hashing.hpp"
#include "scope.hpp"

namespace clausier::app {
namespace {

// Amendments applied after the first clause of the lot was recorded, which nobody settled on it.
constexpr std::string_view open_amendments =
    "SELECT a.*, i.applied_at, l.id AS lot_id FROM contract_amendments a JOIN imports i ON i.id = a.import_id AND i.state = 'applied' "
    "JOIN lots l ON l.contract_id = a.contract_id AND l.removed_at IS NULL "
    "WHERE i.applied_at > (SELECT min(k.recorded_at) FROM clauses k WHERE k.lot_id = l.id) "
    "AND NOT EXISTS (SELECT 1 FROM amendment_settlements s WHERE s.lot_id = l.id AND s.contract_id = a.contract_id "
    "AND s.amendment_import_id = a.import_id AND s.amendment_rank = a.rank) ";

// Later publications applied after the first clause of the lot, or after the follow-up began when it has none.
constexpr std::string_view open_editions =
    "SELECT a.*, i.applied_at, l.id AS lot_id FROM contract_editions a JOIN imports i ON i.id = a.import_id AND i.state = 'applied' "
    "JOIN lots l ON l.contract_id = a.contract_id AND l.removed_at IS NULL "
    "WHERE i.applied_at > coalesce((SELECT min(k.recorded_at) FROM clauses k WHERE k.lot_id = l.id), "
    "(SELECT min(f.recorded_at) FROM follow_ups f WHERE f.contract_id = a.contract_id)) "
    "AND NOT EXISTS (SELECT 1 FROM edition_settlements s WHERE s.lot_id = l.id AND s.contract_id = a.contract_id "
    "AND s.edition_import_id = a.import_id AND s.edition_rank = a.rank) ";

ProposalId id_of(const char* kind, const store::Row& row) {
  return ProposalId::from_trusted(derived_id(std::string(kind) + " " + std::to_string(row.integer("lot_id")) + " " +
                                             std::to_string(row.integer("import_id")) + " " + std::to_string(row.integer("rank"))));
}

AmendmentProposal started(const Services& services, const LotScope& scope, ProposalId id, const store::Row& row) {
  AmendmentProposal proposal{.id = id, .lot = scope.lot, .contract = scope.contract, .published_at = row.instant("applied_at")};
  proposal.lot_label = lot_label(services.wording, scope);
  return proposal;
}

std::optional<AmendmentProposal> amendment_proposal(store::Connection& c, const Services& services, const LotScope& scope, const store::Row& row) {
  const auto contract = store::find_contract(c, scope.contract);
  auto clause = store::find_clause(c, scope.lot, services.clock());
  if (!contract || !clause) return std::nullopt;
  auto amendment = store::amendment_of(row);
  const auto change = amended_by(*contract, amendment);
  if (!touches_obligations(change)) return std::nullopt;
  auto proposed = clause_after(*clause, change);
  auto proposal = started(services, scope, id_of("proposal", row), row);
  proposal.amendment = std::move(amendment);
  proposal.change = change;
  proposal.clause = std::move(clause);
  proposal.proposed = std::move(proposed);
  return proposal;
}

std::optional<AmendmentProposal> edition_proposal(store::Connection& c, const Services& services, const LotScope& scope, const store::Row& row) {
  const auto contract = store::find_contract(c, scope.contract);
  if (!contract) return std::nullopt;
  auto edition = store::edition_of(row);
  auto clause = store::find_clause(c, scope.lot, services.clock());
  const auto change = corrected_from(*contract, edition.before, edition.after);
  const bool social = std::find(edition.fields.begin(), edition.fields.end(), "social") != edition.fields.end();
  if (clause ? !social && !touches_obligations(change) : !clause_appears(edition.before, edition.after)) return std::nullopt;
  auto proposal = started(services, scope, id_of("edition", row), row);
  if (clause) proposal.proposed = clause_after(*clause, change);
  proposal.change = change;
  proposal.clause = std::move(clause);
  proposal.correction = {std::move(edition.before), std::move(edition.after)};
  return proposal;
}

struct OpenProposal {
  AmendmentProposal proposal;
  ImportId import;
  std::int64_t rank = 0;
};

using Proposing = std::optional<AmendmentProposal> (*)(store::Connection&, const Services&, const LotScope&, const store::Row&);

void add_open(store::Connection& c, const Services& services, const Actor& actor, std::optional<LotId> lot, std::string_view sql,
              Proposing proposing, std::vector<OpenProposal>& open) {
  const auto rows = c.query(std::string(sql) + "AND l.id IN (" + lots_within(actor) + ") AND (?2 IS NULL OR l.id = ?2) AND "
                            "a.contract_id IN (SELECT contract_id FROM follow_ups) ORDER BY i.applied_at, l.id, a.rank",
                            {perimeter_key(actor), store::value_of(lot)});
  for (const auto& row : rows) {
    const auto scope = lot_scope(c, actor, row.id<LotId>("lot_id"));
    if (!scope) continue;
    if (auto proposal = proposing(c, services, *scope, row))
      open.push_back({std::move(*proposal), row.id<ImportId>("import_id"), row.integer("rank")});
  }
}

std::vector<OpenProposal> open_proposals(store::Connection& c, const Services& services, const Actor& actor, std::optional<LotId> lot) {
  std::vector<OpenProposal> open;
  add_open(c, services, actor, lot, open_amendments, amendment_proposal, open);
  add_open(c, services, actor, lot, open_editions, edition_proposal, open);
  std::stable_sort(open.begin(), open.end(), [](const auto& a, const auto& b) { return a.proposal.published_at < b.proposal.published_at; });
  return open;
}

void append_settlement(store::Connection& c, const Actor& actor, const OpenProposal& open, const std::string& decision,
                       const std::string& reason, std::optional<ClauseId> clause, Instant now) {
  const std::string kind = open.proposal.correction ? "edition" : "amendment";
  c.execute("INSERT INTO " + kind + "_settlements (lot_id, contract_id, " + kind + "_import_id, " + kind + "_rank, decision, reason, clause_id, "
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
