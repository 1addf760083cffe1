#include "clausier/store/obligation_store.hpp"

namespace clausier::store {
namespace {

std::optional<Money> money_or_none(const Row& row, std::string_view column) {
  const auto cents = row.integer_or_null(column);
  return cents ? std::optional(Money::from_cents(*cents)) : std::nullopt;
}

ObligationFact fact_of(const Row& row) {
  const auto kind = parse_fact_kind(row.text("kind"));
  if (!kind) throw CorruptData("fact of an unknown kind");
  ObligationFact fact;
  fact.id = row.id<FactId>("id");
  fact.lot = row.id<LotId>("lot_id");
  fact.kind = *kind;
  fact.on = row.date("starts_on");
  fact.last = row.date_or_null("ends_on");
  fact.amount = money_or_none(row, "amount_cents");
  if (const auto seconds = row.integer_or_null("seconds")) fact.hours = WorkTime::from_seconds(*seconds);
  if (const auto people = row.integer_or_null("people")) fact.people = static_cast<int>(*people);
  fact.reference = row.text("reference");
  fact.document = row.text("document");
  fact.reason = row.text("reason");
  fact.author = row.text("author");
  fact.recorded_at = row.instant("recorded_at");
  fact.cancels = row.id_or_null<FactId>("cancels");
  return fact;
}

PenaltyAct act_of(const Row& row) {
  const auto kind = parse_penalty_act_kind(row.text("kind"));
  const auto about = parse_penalty_kind(row.text("about"));
  if (!kind || !about) throw CorruptData("penalty act of an unknown kind");
  PenaltyAct act;
  act.id = row.id<PenaltyActId>("id");
  act.lot = row.id<LotId>("lot_id");
  act.kind = *kind;
  act.about = *about;
  act.on = row.date("acted_on");
  act.amount = money_or_none(row, "amount_cents");
  act.document = row.text("document");
  act.reason = row.text("reason");
  act.author = row.text("author");
  act.recorded_at = row.instant("recorded_at");
  act.cancels = row.id_or_null<PenaltyActId>("cancels");
  return act;
}

Value cents_or_null(const std::optional<Money>& money) { return money ? Value{money->cents()} : Value{}; }
Value seconds_or_null(const std::optional<WorkTime>& time) { return time ? Value{time->seconds()} : Value{}; }

}  // namespace

void append_fact(Connection& c, const ObligationFact& fact) {
  c.execute("INSERT INTO obligation_facts (id, lot_id, kind, starts_on, ends_on, amount_cents, seconds, people, reference, document, "
            "reason, author, recorded_at, cancels) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            values(fact.id, fact.lot, fact_kind_code(fact.kind), fact.on, fact.last,
                   cents_or_null(fact.amount),
                   seconds_or_null(fact.hours), fact.people, fact.reference, fact.document,
                   fact.reason, fact.author, fact.recorded_at, fact.cancels));
}

std::vector<ObligationFact> facts_of_lot(Connection& c, LotId lot) {
  std::vector<ObligationFact> facts;
  c.each("SELECT * FROM obligation_facts WHERE lot_id = ?1 ORDER BY recorded_at, id", values(lot),
         [&](const Row& row) { facts.push_back(fact_of(row)); });
  return facts;
}

void append_penalty_act(Connection& c, const PenaltyAct& act) {
  c.execute("INSERT INTO penalty_acts (id, lot_id, kind, about, acted_on, amount_cents, document, reason, author, recorded_at, cancels) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            values(act.id, act.lot, penalty_act_kind_code(act.kind), penalty_kind_code(act.about), act.on,
                   cents_or_null(act.amount), act.document, act.reason, act.author, act.recorded_at, act.cancels));
}

std::vector<PenaltyAct> penalty_acts_of_lot(Connection& c, LotId lot) {
  std::vector<PenaltyAct> acts;
  c.each("SELECT * FROM penalty_acts WHERE lot_id = ?1 ORDER BY recorded_at, id", values(lot),
         [&](const Row& row) { acts.push_back(act_of(row)); });
  return acts;
}

}  // namespace clausier::store
