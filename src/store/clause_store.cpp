#include "clausier/store/clause_store.hpp"

#include "clausier/store/contract_store.hpp"

namespace clausier::store {
namespace {

template <class T>
T required(const std::optional<T>& value, const char* what) {
  if (!value) throw CorruptData(std::string("clause without ") + what);
  return *value;
}

std::optional<Money> money_of(const Row& row, std::string_view column) {
  const auto cents = row.integer_or_null(column);
  return cents ? std::optional(Money::from_cents(*cents)) : std::nullopt;
}

std::optional<WorkTime> time_of(const Row& row, std::string_view column) {
  const auto seconds = row.integer_or_null(column);
  return seconds ? std::optional(WorkTime::from_seconds(*seconds)) : std::nullopt;
}

Target target_of(const Row& row) {
  if (row.text("target") == "fixed_hours") return FixedHours{required(time_of(row, "fixed_seconds"), "hours")};
  return AmountFormula{required(money_of(row, "amount_cents"), "amount"),
                       static_cast<int>(row.integer("labour_share_basis_points")),
                       static_cast<int>(row.integer("insertion_rate_basis_points")),
                       required(money_of(row, "hourly_cost_cents"), "hourly cost"),
                       required(parse_rounding(row.text("rounding")), "rounding"), time_of(row, "contractual_seconds")};
}

Clause clause_of(const Row& row) {
  const auto months = row.integer_or_null("counting_months");
  return Clause{row.id<ClauseId>("id"),
                row.id<LotId>("lot_id"),
                target_of(row),
                DateRange{row.date("starts_on"), row.date("ends_on")},
                required(parse_due_schedule(row.text("schedule")), "schedule"),
                split_items(row.text("legal_bases")),
                money_of(row, "penalty_cents"),
                months ? std::optional(static_cast<int>(*months)) : std::nullopt,
                row.flag("training_counts"),
                row.text("source_document"),
                row.text("author"),
                row.instant("recorded_at")};
}

}  // namespace

void append_clause(Connection& c, const Clause& clause) {
  const auto* fixed = std::get_if<FixedHours>(&clause.target);
  const auto* formula = std::get_if<AmountFormula>(&clause.target);
  std::vector<Value> row = values(clause.id, clause.lot, fixed ? "fixed_hours" : "amount_formula");
  if (fixed) {
    const auto target = values(fixed->hours.seconds(), Value{}, Value{}, Value{}, Value{}, Value{}, Value{});
    row.insert(row.end(), target.begin(), target.end());
  } else {
    const auto contractual = formula->contractual ? Value{formula->contractual->seconds()} : Value{};
    const auto target = values(Value{}, formula->amount.cents(), formula->labour_share_basis_points,
                               formula->insertion_rate_basis_points, formula->hourly_cost.cents(),
                               rounding_code(formula->rounding), contractual);
    row.insert(row.end(), target.begin(), target.end());
  }
  const auto rest = values(clause.execution.first, clause.execution.last, due_schedule_code(clause.schedule),
                           joined(clause.legal_bases),
                           clause.penalty_per_missing_hour ? Value{clause.penalty_per_missing_hour->cents()} : Value{},
                           clause.counting_months, clause.training_counts, clause.source_document, clause.author,
                           clause.recorded_at);
  row.insert(row.end(), rest.begin(), rest.end());
  c.execute("INSERT INTO clauses (id, lot_id, target, fixed_seconds, amount_cents, labour_share_basis_points, "
            "insertion_rate_basis_points, hourly_cost_cents, rounding, contractual_seconds, starts_on, ends_on, schedule, "
            "legal_bases, penalty_cents, counting_months, training_counts, source_document, author, recorded_at) VALUES "
            "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
            row);
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

std::vector<Month> closed_months(Connection& c, LotId lot) {
  std::vector<Month> months;
  c.each("SELECT month FROM month_closures m WHERE lot_id = ?1 AND closed = 1 AND recorded_at = "
         "(SELECT max(recorded_at) FROM month_closures l WHERE l.lot_id = m.lot_id AND l.month = m.month) ORDER BY month",
         values(lot), [&](const Row& row) { months.push_back(row.month("month")); });
  return months;
}

}  // namespace clausier::store
