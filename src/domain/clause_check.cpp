// Faults of a clause as entered. Paths are the names of the form fields.
#include <algorithm>

#include "clausier/domain/clause.hpp"
#include "exact.hpp"

namespace clausier {
namespace {

constexpr std::int64_t hours_max = 10'000'000;       // far above any contract; keeps sums within 64 bits
constexpr std::int64_t cents_max = 90'000'000'000'000'000;  // what Money::parse accepts
constexpr int months_max = 600;
constexpr int year_min = 2000;  // a slip of the keyboard, not a contract, beyond these
constexpr int year_max = 2099;
constexpr int whole = 10'000;                        // basis points in 100 %

class Faults {
public:
  void add_unless(bool acceptable, const char* code, const char* path, std::string value) {
    if (acceptable) return;
    Place place;
    place.path = path;
    Parameters parameters = {{"value", value}};
    found_.push_back(finding(code, place, std::move(value), std::move(parameters)));
  }
  std::vector<Finding> take() { return std::move(found_); }

private:
  std::vector<Finding> found_;
};

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

void check_formula(const AmountFormula& formula, Faults& faults) {
  faults.add_unless(amount_in_range(formula.amount), "clause.amount.positive", "amount", formula.amount.decimal_text());
  faults.add_unless(share_in_range(formula.labour_share_basis_points), "clause.share.range", "labour_share",
                    std::to_string(formula.labour_share_basis_points));
  faults.add_unless(share_in_range(formula.insertion_rate_basis_points), "clause.rate.range", "insertion_rate",
                    std::to_string(formula.insertion_rate_basis_points));
  faults.add_unless(amount_in_range(formula.hourly_cost), "clause.cost.positive", "hourly_cost",
                    formula.hourly_cost.decimal_text());
  if (computable(formula)) {
    const Wide hours = computed_hours(formula);
    faults.add_unless(hours <= hours_max, "clause.hours.excessive", "amount", wide_text(hours));
    faults.add_unless(hours > 0 || formula.contractual, "clause.hours.none", "amount", formula.amount.decimal_text());
  }
  if (formula.contractual) check_hours(*formula.contractual, "contractual", faults);
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
      "L2112_2",   "L2112_2_1",         "L2152_7",          "L2113_12",     "L2113_13",    "L2113_13_1",
      "L2113_15",  "INSERTION_SERVICE", "CLAUSE_FORMATION", "PLAN_PROGRES", "L3114_2",     "L3113_1",
      "L2312_1_1", "CMP_14",            "CMP_15",           "CMP_30",       "CMP_53",      "ORD_2015_38"};
  return codes;
}

std::vector<Finding> check_clause(const Clause& clause) {
  Faults faults;
  if (const auto* fixed = std::get_if<FixedHours>(&clause.target)) check_hours(fixed->hours, "hours", faults);
  else check_formula(std::get<AmountFormula>(clause.target), faults);
  faults.add_unless(clause.execution.first.year() >= year_min && clause.execution.last.year() <= year_max, "clause.dates.range",
                    "execution_last", clause.execution.first.iso());
  faults.add_unless(clause.execution.first <= clause.execution.last, "clause.dates.order", "execution_last",
                    clause.execution.last.iso());
  check_legal_bases(clause.legal_bases, faults);
  if (const auto penalty = clause.penalty_per_missing_hour)
    faults.add_unless(amount_in_range(*penalty), "clause.penalty.positive", "penalty", penalty->decimal_text());
  if (const auto months = clause.counting_months)
    faults.add_unless(1 <= *months && *months <= months_max, "clause.months.range", "counting_months", std::to_string(*months));
  return faults.take();
}

}  // namespace clausier
