#include "clausier/store/clause_store.hpp"

#include "clausier/domain/clause_text.hpp"

namespace clausier::store {
namespace {

Clause clause_of(const Row& row) {
  const Date undated = Date::from_days(0);
  const auto id = row.id<ClauseId>("id");
  const auto lot = row.id<LotId>("lot_id");
  auto author = row.text("author");
  const auto recorded_at = row.instant("recorded_at");
  Clause clause{.id = id,
                .lot = lot,
                .target = FixedHours{WorkTime::zero()},
                .execution = {undated, undated},
                .legal_bases = {},
                .penalty_per_missing_hour = std::nullopt,
                .counting_months = std::nullopt,
                .source_document = "",
                .author = std::move(author),
                .recorded_at = recorded_at};
  apply_terms(clause, parse_terms(row.text("terms")));
  return clause;
}

}  // namespace

void append_clause(Connection& c, const Clause& clause) {
  c.execute("INSERT INTO clauses (id, lot_id, terms, author, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5)",
            values(clause.id, clause.lot, terms_text(terms_of(clause)), clause.author, clause.recorded_at));
}

std::vector<Clause> find_clauses(Connection& c, LotId lot) {
  std::vector<Clause> versions;
  c.each("SELECT * FROM clauses WHERE lot_id = ?1 AND id NOT IN (SELECT clause_id FROM withdrawn_clauses) ORDER BY recorded_at DESC", values(lot),
         [&](const Row& row) { versions.push_back(clause_of(row)); });
  return versions;
}

std::optional<Clause> find_clause(Connection& c, LotId lot, Instant recorded_until) {
  const auto row = c.query_one("SELECT * FROM clauses k WHERE lot_id = ?1 AND recorded_at <= ?2 AND NOT EXISTS (SELECT 1 FROM "
                               "withdrawn_clauses w WHERE w.clause_id = k.id AND w.recorded_at <= ?2) ORDER BY recorded_at DESC LIMIT 1",
                               values(lot, recorded_until));
  return row ? std::optional(clause_of(*row)) : std::nullopt;
}

void append_month_closure(Connection& c, LotId lot, Month month, bool closed, const std::string& author, Instant at) {
  c.execute("INSERT INTO month_closures (lot_id, month, closed, author, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5)",
            values(lot, month, closed, author, at));
}

std::vector<Month> closed_months(Connection& c, LotId lot, std::optional<Instant> recorded_until) {
  std::vector<Month> months;
  c.each("SELECT month FROM month_closures m WHERE lot_id = ?1 AND closed = 1 AND recorded_at = "
         "(SELECT max(recorded_at) FROM month_closures l WHERE l.lot_id = m.lot_id AND l.month = m.month"
         " AND (?2 IS NULL OR l.recorded_at <= ?2)) ORDER BY month",
         values(lot, recorded_until), [&](const Row& row) { months.push_back(row.month("month")); });
  return months;
}

}  // namespace clausier::store
