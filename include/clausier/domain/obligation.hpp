#pragma once
// What a clause obliges to at a date, from dated facts: owed so far, due to date, forecast at the end.
// Rules: domain.md §2.3 (targets), §2.4 (invoices and orders), §2.5 (amendments, tranches, renewals).
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "clausier/domain/clause.hpp"
#include "clausier/domain/cutoff.hpp"

namespace clausier {

enum class FactKind {
  invoice,           // on: date of issue; amount before tax
  order,             // on … last: days it is executed over; amount before tax
  firm_tranche,      // on … last; hours
  optional_tranche,  // foreseen, not due: on … last; hours; reference
  affirmation,       // on: day the optional tranche of that reference was affirmed
  renewal,           // on … last; hours due from its first day
  amendment,         // on: day of effect; hours = new total, or amount = new base of the formula; last = new end
  all_hours,         // on … last: a whole month; hours of everybody on the contract
  all_hires,         // on … last: a whole month; people hired on the contract, everybody
  opening_balance,   // on: day of the balance; hours counted elsewhere before
  waiver,            // on; hours no longer owed, with the reason
  bought_service     // on; amount of services bought from an insertion or adapted structure
};
std::string_view fact_kind_code(FactKind kind);
std::optional<FactKind> parse_fact_kind(std::string_view code);
const std::vector<FactKind>& fact_kinds();

// A dated fact about the execution of a clause. Never edited: another one cancels it.
struct ObligationFact {
  FactId id = FactId::from_trusted(0);
  LotId lot = LotId::from_trusted(0);
  FactKind kind = FactKind::invoice;
  Date on = Date::from_days(0);
  std::optional<Date> last = {};
  std::optional<Money> amount = {};
  std::optional<WorkTime> hours = {};
  std::optional<int> people = {};
  std::string reference = {};  // number of the invoice, order, tranche or amendment
  std::string document = {};   // where it is written
  std::string reason = {};     // required of a waiver
  std::string author = {};
  Instant recorded_at = Instant::from_milliseconds(0);
  std::optional<FactId> cancels = {};  // nothing else of the fact is read then
  bool operator==(const ObligationFact&) const = default;
};

// Facts recorded by an instant and not cancelled by it, in order of date then of content: the order in which they
// were recorded changes nothing.
std::vector<ObligationFact> facts_believed(const std::vector<ObligationFact>& facts, Instant recorded_until);

// Faults of a fact as entered, with field names as path (fact.*). Empty = acceptable.
std::vector<Finding> check_fact(const ObligationFact& fact);

// Whether the clause reads such a fact, among the others that stand: an amendment in hours says nothing to a clause that
// follows invoices, nor an affirmation of a tranche that nobody recorded.
bool has_effect(const Clause& clause, const ObligationFact& fact, const std::vector<ObligationFact>& standing);

// A figure in hours (seconds) or in people, as the target asks.
struct Obligation {
  std::optional<std::int64_t> owed = {};      // what binds so far; empty = indeterminate
  std::optional<std::int64_t> due = {};       // to date; empty = indeterminate
  std::optional<std::int64_t> forecast = {};  // what it should reach at the end; empty = not foreseeable
  bool settled = true;                        // false when owed still grows with the execution
  DateRange execution;                        // as amended
  Explanation explanation = {};
  std::string owed_step = {};                 // steps that give owed and due
  std::string due_step = {};
};

Obligation obligation_on(const Clause& clause, const std::vector<ObligationFact>& facts, const Cutoff& cutoff);

}  // namespace clausier
