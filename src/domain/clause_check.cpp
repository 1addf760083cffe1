// Faults of a clause as entered. Paths are the names of the form fields.
#include <algorithm>
#include <set>

#include "clausier/domain/clause.hpp"
#include "clausier/domain/participant.hpp"
#include "exact.hpp"
#include "field_faults.hpp"

namespace clausier {
namespace {

constexpr std::int64_t hours_max = 10'000'000;       // far above any contract; keeps sums within 64 bits
constexpr std::int64_t cents_max = 90'000'000'000'000'000;  // what Money::parse accepts
constexpr int months_max = 600;
constexpr int people_max = 100'000;
constexpr int whole = 10'000;                        // basis points in 100 %

std::string hours_text(WorkTime time) { return time.decimal_hours_text(); }

void check_hours(WorkTime hours, const char* path, Faults& faults) {
  faults.add_unless(hours > WorkTime::zero(), "clause.hours.positive", path, hours_text(hours));
  faults.add_unless(hours <= WorkTime::from_hours(hours_max), "clause.hours.excessive", path, hours_text(hours));
}

bool share_in_range(int basis_points) { return 1 <= basis_points && basis_points <= whole; }
bool amount_in_range(Money amount) { return 0 < amount.cents() && amount.cents() <= cents_max; }

bool computable(const AmountFormula& formula) {
  return amount_in_range(formula.amount) && amount_in_range(formula.hourly_cost) &&
         share_in_range(formula.labour_share_basis_points) && share_in_range(formula.insertion_rate_basis_points);
}

Wide computed_hours(const AmountFormula& formula) {
  const Wide insertion = Wide(formula.amount.cents()) * formula.labour_share_basis_points * formula.insertion_rate_basis_points;
  return divided(insertion, Wide(whole) * whole * formula.hourly_cost.cents(), formula.rounding);
}

void check_rates(int labour_share, int insertion_rate, Money hourly_cost, Faults& faults) {
  faults.add_unless(share_in_range(labour_share), "clause.share.range", "labour_share", std::to_string(labour_share));
  faults.add_unless(share_in_range(insertion_rate), "clause.rate.range", "insertion_rate", std::to_string(insertion_rate));
  faults.add_unless(amount_in_range(hourly_cost), "clause.cost.positive", "hourly_cost", hourly_cost.decimal_text());
}

void check_contractual(const std::optional<WorkTime>& contractual, Faults& faults) {
  if (contractual) check_hours(*contractual, "contractual", faults);
}

// The faults of each kind of target.
struct TargetCheck {
  Faults& faults;

  void operator()(const FixedHours& target) { check_hours(target.hours, "hours", faults); }

  void operator()(const AmountFormula& formula) {
    faults.add_unless(amount_in_range(formula.amount), "clause.amount.positive", "amount", formula.amount.decimal_text());
    check_rates(formula.labour_share_basis_points, formula.insertion_rate_basis_points, formula.hourly_cost, faults);
    if (computable(formula)) {
      const Wide hours = computed_hours(formula);
      faults.add_unless(hours <= hours_max, "clause.hours.excessive", "amount", wide_text(hours));
      faults.add_unless(hours > 0 || formula.contractual, "clause.hours.none", "amount", formula.amount.decimal_text());
    }
    faults.add_unless(!formula.contractual || formula.base == AmountBase::contract, "clause.contractual.growing", "contractual", "");
    check_contractual(formula.contractual, faults);
  }

  void operator()(const ShareOfHours& target) {
    faults.add_unless(share_in_range(target.rate_basis_points), "clause.rate.range", "insertion_rate", std::to_string(target.rate_basis_points));
    if (target.expected) check_hours(*target.expected, "expected", faults);
  }

  void operator()(const ShareOfHires& target) {
    faults.add_unless(share_in_range(target.rate_basis_points), "clause.rate.range", "insertion_rate", std::to_string(target.rate_basis_points));
  }

  void operator()(const HoursPerAmount& target) {
    faults.add_unless(0 <= target.threshold.cents() && target.threshold.cents() <= cents_max, "clause.threshold.range", "threshold",
                      target.threshold.decimal_text());
    faults.add_unless(amount_in_range(target.tranche), "clause.tranche.positive", "tranche", target.tranche.decimal_text());
    faults.add_unless(target.base != AmountBase::contract, "clause.base.growing", "base", std::string(amount_base_code(target.base)));
    check_hours(target.hours, "hours", faults);
  }

  void operator()(const BracketGrid& grid) {
    faults.add_unless(amount_in_range(grid.amount), "clause.amount.positive", "amount", grid.amount.decimal_text());
    faults.add_unless(!grid.brackets.empty(), "clause.brackets.required", "brackets", "");
    for (std::size_t i = 0; i < grid.brackets.size(); ++i) {
      const auto& bracket = grid.brackets[i];
      const bool grows = i == 0 || grid.brackets[i - 1].from < bracket.from;
      faults.add_unless(bracket.from.cents() >= 0 && bracket.from.cents() <= cents_max && grows, "clause.brackets.order", "brackets",
                        bracket.from.decimal_text());
      faults.add_unless(WorkTime::zero() <= bracket.hours && bracket.hours <= WorkTime::from_hours(hours_max),
                        "clause.hours.excessive", "brackets", hours_text(bracket.hours));
    }
    check_contractual(grid.contractual, faults);
  }

  void operator()(const People& target) {
    faults.add_unless(0 < target.people && target.people <= people_max, "clause.people.positive", "people", std::to_string(target.people));
    faults.add_unless(WorkTime::zero() <= target.hours_min && target.hours_min <= WorkTime::from_hours(hours_max),
                      "clause.hours.excessive", "hours_min", hours_text(target.hours_min));
  }

  void operator()(const FullTimeEquivalents& target) {
    faults.add_unless(0 < target.hundredths && target.hundredths <= people_max, "clause.fte.positive", "fte", std::to_string(target.hundredths));
    faults.add_unless(WorkTime::from_hours(1) <= target.year && target.year <= WorkTime::from_hours(8784), "clause.fte.year", "fte_year",
                      hours_text(target.year));
    check_contractual(target.contractual, faults);
  }

  void operator()(const RatePerOrder& target) {
    check_rates(target.labour_share_basis_points, target.insertion_rate_basis_points, target.hourly_cost, faults);
  }
};

bool known_contract_type(const std::string& code) {
  const auto& known = contract_type_codes();
  return std::find(known.begin(), known.end(), code) != known.end();
}

// A contract type has one window and one weighting: two would be added up, or one silently forgotten.
template <class Term>
void check_named_once(const std::vector<Term>& terms, const char* path, Faults& faults) {
  std::set<std::string> seen;
  for (const auto& term : terms)
    faults.add_unless(seen.insert(term.contract_type).second, "clause.contract_type.twice", path, term.contract_type);
}

void check_terms(const ClauseTerms& terms, Faults& faults) {
  for (const auto& window : terms.windows) {
    faults.add_unless(known_contract_type(window.contract_type), "clause.contract_type.unknown", "windows", window.contract_type);
    faults.add_unless(1 <= window.months && window.months <= months_max, "clause.months.range", "windows", std::to_string(window.months));
  }
  check_named_once(terms.windows, "windows", faults);
  check_named_once(terms.weightings, "weightings", faults);
  for (const auto& weighting : terms.weightings) {
    faults.add_unless(known_contract_type(weighting.contract_type), "clause.contract_type.unknown", "weightings", weighting.contract_type);
    faults.add_unless(whole <= weighting.basis_points && weighting.basis_points <= 10 * whole, "clause.weighting.range", "weightings",
                      std::to_string(weighting.basis_points));
  }
  for (const auto& share : terms.reserved)
    faults.add_unless(share_in_range(share.basis_points), "clause.reserved.range", "reserved", std::to_string(share.basis_points));
  if (terms.services) {
    faults.add_unless(share_in_range(terms.services->labour_share_basis_points) && share_in_range(terms.services->cap_basis_points),
                      "clause.services.range", "services", "");
    faults.add_unless(amount_in_range(terms.services->hourly_cost), "clause.cost.positive", "services",
                      terms.services->hourly_cost.decimal_text());
  }
  const auto& penalties = terms.penalties;
  const auto positive = [&](const std::optional<Money>& money, const char* path) {
    if (money) faults.add_unless(amount_in_range(*money), "clause.penalty.positive", path, money->decimal_text());
  };
  positive(penalties.absence, "penalty_absence");
  positive(penalties.cap, "penalty_cap");
  if (penalties.documents) positive(penalties.documents->per_day, "penalty_documents");
  if (penalties.indexed)
    faults.add_unless(penalties.indexed->times_hundredths > 0 && !penalties.indexed->index.empty(), "clause.penalty.index", "penalty_index",
                      penalties.indexed->index);
  if (terms.reporting)
    faults.add_unless(0 <= terms.reporting->days && terms.reporting->days <= 366, "clause.reporting.days", "reporting_days",
                      std::to_string(terms.reporting->days));
}

void check_legal_bases(const std::vector<std::string>& codes, Faults& faults) {
  faults.add_unless(!codes.empty(), "clause.legal.required", "legal_bases", "");
  const auto& known = legal_basis_codes();
  for (const auto& code : codes)
    faults.add_unless(std::find(known.begin(), known.end(), code) != known.end(), "clause.legal.unknown", "legal_bases", code);
}

}  // namespace

const std::vector<std::string>& legal_basis_codes() {
  static const std::vector<std::string> codes = {
      "L2112_2",  "L2112_2_1",         "L2152_7",          "L2113_12",     "L2113_13",  "L2113_13_1",
      "L2113_15", "INSERTION_SERVICE", "CLAUSE_FORMATION", "PLAN_PROGRES", "L3114_2",   "L3114_2_1",
      "L3113_1",  "L2312_1_1",         "CMP_5",            "CMP_14",       "CMP_15",    "CMP_30",
      "CMP_53",   "ORD_2015_30",       "ORD_2015_36",      "ORD_2015_38"};
  return codes;
}

std::vector<Finding> check_clause(const Clause& clause) {
  Faults faults;
  std::visit(TargetCheck{faults}, clause.target);
  faults.add_unless(is_plausible(clause.execution.first) && is_plausible(clause.execution.last), "clause.dates.range",
                    "execution_last", clause.execution.first.iso());
  faults.add_unless(clause.execution.first <= clause.execution.last, "clause.dates.order", "execution_last",
                    clause.execution.last.iso());
  check_legal_bases(clause.legal_bases, faults);
  if (const auto penalty = clause.penalty_per_missing_hour)
    faults.add_unless(amount_in_range(*penalty), "clause.penalty.positive", "penalty", penalty->decimal_text());
  if (const auto months = clause.counting_months)
    faults.add_unless(1 <= *months && *months <= months_max, "clause.months.range", "counting_months", std::to_string(*months));
  faults.add_unless(!clause.penalty_per_missing_hour || !clause.terms.penalties.indexed, "clause.penalty.twice", "penalty", "");
  // The charter of 2014 counts hours where that of 2005 counted hires (domain.md §5.1).
  faults.add_unless(clause.terms.charter != "2014" || !std::holds_alternative<ShareOfHires>(clause.target), "clause.charter.unit", "charter",
                    clause.terms.charter);
  check_terms(clause.terms, faults);
  return faults.take();
}

}  // namespace clausier
