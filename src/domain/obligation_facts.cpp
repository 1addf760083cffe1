// Dated facts about the execution: their kinds, what is believed of them, the faults of one as entered.
#include <algorithm>
#include <set>
#include <stdexcept>
#include <tuple>

#include "clausier/domain/obligation.hpp"
#include "field_faults.hpp"

namespace clausier {
namespace {

constexpr std::int64_t cents_max = 90'000'000'000'000'000;  // what Money::parse accepts
constexpr std::int64_t hours_max = 10'000'000;
constexpr int people_max = 1'000'000;

struct Needs {  // what a kind of fact must carry; the rest may be given too
  bool last = false;
  bool amount = false;
  bool hours = false;
  bool people = false;
  bool reference = false;
};

Needs needs_of(FactKind kind) {
  switch (kind) {
    case FactKind::invoice: return {.amount = true, .reference = true};
    case FactKind::order: return {.last = true, .amount = true, .reference = true};
    case FactKind::firm_tranche: return {.last = true, .hours = true, .reference = true};
    case FactKind::optional_tranche: return {.last = true, .hours = true, .reference = true};
    case FactKind::affirmation: return {.reference = true};
    case FactKind::renewal: return {.last = true, .hours = true};
    case FactKind::amendment: return {.reference = true};
    case FactKind::all_hours: return {.last = true, .hours = true};
    case FactKind::all_hires: return {.last = true, .people = true};
    case FactKind::opening_balance: return {.hours = true};
    case FactKind::waiver: return {.hours = true};
    case FactKind::bought_service: return {.amount = true, .reference = true};
  }
  throw std::logic_error("fact kind");
}

void check_figures(const ObligationFact& fact, const Needs& needs, Faults& faults) {
  faults.add_unless(!needs.amount || fact.amount, "fact.amount.needed", "amount");
  faults.add_unless(!needs.hours || fact.hours, "fact.hours.needed", "hours");
  faults.add_unless(!needs.people || fact.people, "fact.people.needed", "people");
  if (fact.amount)  // a credit note is an invoice below zero
    faults.add_unless(-cents_max <= fact.amount->cents() && fact.amount->cents() <= cents_max &&
                          (fact.kind == FactKind::invoice || fact.amount->cents() > 0),
                      "fact.amount.range", "amount", fact.amount->decimal_text());
  if (fact.hours)
    faults.add_unless(*fact.hours >= WorkTime::zero() && *fact.hours <= WorkTime::from_hours(hours_max), "fact.hours.range",
                      "hours", fact.hours->decimal_hours_text());
  if (fact.people)
    faults.add_unless(0 <= *fact.people && *fact.people <= people_max, "fact.people.range", "people", std::to_string(*fact.people));
}

bool whole_month(Date first, Date last) {
  const auto month = first.month_of();
  return month.first_day() == first && month.last_day() == last;
}

void check_days(const ObligationFact& fact, const Needs& needs, Faults& faults) {
  faults.add_unless(is_plausible(fact.on), "fact.date.range", "on", fact.on.iso());
  faults.add_unless(!needs.last || fact.last, "fact.last.needed", "last");
  if (!fact.last) return;
  faults.add_unless(is_plausible(*fact.last), "fact.date.range", "last", fact.last->iso());
  faults.add_unless(fact.on <= *fact.last, "fact.date.order", "last", fact.last->iso());
  const bool monthly = fact.kind == FactKind::all_hours || fact.kind == FactKind::all_hires;
  faults.add_unless(!monthly || whole_month(fact.on, *fact.last), "fact.month.whole", "last", fact.last->iso());
}

// Numbers inside a reference weigh what they are worth: "Avenant 10" comes after "Avenant 9".
std::string by_number(const std::string& reference) {
  constexpr std::size_t digits_max = 20;
  std::string key, digits;
  const auto flush = [&] {
    if (!digits.empty() && digits.size() < digits_max) key.append(digits_max - digits.size(), '0');
    key += digits;
    digits.clear();
  };
  for (const char c : reference) {
    if (c >= '0' && c <= '9') {
      digits += c;
      continue;
    }
    flush();
    key += c;
  }
  flush();
  return key;
}

// Everything that can differ but who recorded it and when: two facts that tie here say the same.
auto content_key(const ObligationFact& f) {
  return std::tuple(f.on, f.kind, by_number(f.reference), f.reference, f.last, f.amount, f.hours, f.people, f.document, f.id);
}

}  // namespace

std::string_view fact_kind_code(FactKind kind) {
  switch (kind) {
    case FactKind::invoice: return "invoice";
    case FactKind::order: return "order";
    case FactKind::firm_tranche: return "firm_tranche";
    case FactKind::optional_tranche: return "optional_tranche";
    case FactKind::affirmation: return "affirmation";
    case FactKind::renewal: return "renewal";
    case FactKind::amendment: return "amendment";
    case FactKind::all_hours: return "all_hours";
    case FactKind::all_hires: return "all_hires";
    case FactKind::opening_balance: return "opening_balance";
    case FactKind::waiver: return "waiver";
    case FactKind::bought_service: return "bought_service";
  }
  throw std::logic_error("fact kind");
}

const std::vector<FactKind>& fact_kinds() {
  static const std::vector<FactKind> kinds = {
      FactKind::invoice,   FactKind::order,     FactKind::firm_tranche, FactKind::optional_tranche,
      FactKind::affirmation, FactKind::renewal, FactKind::amendment,    FactKind::all_hours,
      FactKind::all_hires, FactKind::opening_balance, FactKind::waiver, FactKind::bought_service};
  return kinds;
}

std::optional<FactKind> parse_fact_kind(std::string_view code) {
  for (const auto kind : fact_kinds())
    if (fact_kind_code(kind) == code) return kind;
  return std::nullopt;
}

std::vector<ObligationFact> facts_believed(const std::vector<ObligationFact>& facts, Instant recorded_until) {
  std::set<FactId> cancelled;
  for (const auto& fact : facts)
    if (fact.cancels && fact.recorded_at <= recorded_until) cancelled.insert(*fact.cancels);
  std::vector<ObligationFact> believed;
  for (const auto& fact : facts)
    if (!fact.cancels && fact.recorded_at <= recorded_until && !cancelled.contains(fact.id)) believed.push_back(fact);
  std::sort(believed.begin(), believed.end(), [](const auto& a, const auto& b) { return content_key(a) < content_key(b); });
  return believed;
}

std::vector<Finding> check_fact(const ObligationFact& fact) {
  Faults faults;
  if (fact.cancels) {
    faults.add_unless(!fact.reason.empty(), "fact.reason.needed", "reason");
    return faults.take();
  }
  const auto needs = needs_of(fact.kind);
  check_days(fact, needs, faults);
  check_figures(fact, needs, faults);
  faults.add_unless(!needs.reference || !fact.reference.empty(), "fact.reference.needed", "reference");
  const bool frees = fact.kind == FactKind::amendment && fact.hours == WorkTime::zero();  // as a waiver of everything would
  faults.add_unless((fact.kind != FactKind::waiver && !frees) || !fact.reason.empty(), "fact.reason.needed", "reason");
  faults.add_unless(fact.kind != FactKind::opening_balance || !fact.document.empty(), "fact.document.needed", "document");
  faults.add_unless(fact.kind != FactKind::amendment || fact.hours || fact.amount || fact.last, "fact.amendment.empty", "hours");
  return faults.take();
}

namespace {

std::optional<AmountBase> base_of(const Target& target) {
  if (const auto* formula = std::get_if<AmountFormula>(&target)) return formula->base;
  if (const auto* per_amount = std::get_if<HoursPerAmount>(&target)) return per_amount->base;
  return std::nullopt;
}

bool amends(const Clause& clause, const ObligationFact& fact) {
  if (fact.last) return true;
  const bool settled = !accrues(clause.target) && !asks_for_people(clause.target);
  if (fact.hours) return settled;
  return settled && (std::holds_alternative<AmountFormula>(clause.target) || std::holds_alternative<BracketGrid>(clause.target));
}

}  // namespace

bool has_effect(const Clause& clause, const ObligationFact& fact, const std::vector<ObligationFact>& standing) {
  const auto base = base_of(clause.target);
  const bool follows_amounts = base && *base != AmountBase::contract;
  const bool in_hours = !asks_for_people(clause.target);
  const bool settled = in_hours && !accrues(clause.target);
  switch (fact.kind) {
    case FactKind::invoice: return base == AmountBase::invoiced;
    case FactKind::order: return follows_amounts || std::holds_alternative<RatePerOrder>(clause.target);
    case FactKind::firm_tranche:
    case FactKind::optional_tranche:
    case FactKind::renewal: return settled;
    case FactKind::affirmation:
      return settled && std::any_of(standing.begin(), standing.end(), [&](const ObligationFact& other) {
               return other.kind == FactKind::optional_tranche && other.reference == fact.reference;
             });
    case FactKind::amendment: return amends(clause, fact);
    case FactKind::all_hours: return std::holds_alternative<ShareOfHours>(clause.target);
    case FactKind::all_hires: return std::holds_alternative<ShareOfHires>(clause.target);
    case FactKind::opening_balance:
    case FactKind::waiver: return in_hours;
    case FactKind::bought_service: return in_hours && clause.terms.services.has_value();
  }
  throw std::logic_error("fact kind");
}

}  // namespace clausier
