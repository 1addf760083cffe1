#pragma once
// What a clause asks for: the ways contracts express the obligation (domain.md §2.1 to §2.7, §5.1).
// Each is data: a reading of the contract that its author chose, never a reading of the program.
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "clausier/domain/money.hpp"
#include "clausier/domain/work_time.hpp"

namespace clausier {

enum class Rounding { floor, nearest, ceil };  // to the whole hour; nearest = half up
std::string_view rounding_code(Rounding rounding);
std::optional<Rounding> parse_rounding(std::string_view code);

// The amount that a formula or a tranche is reckoned on, before tax.
enum class AmountBase { contract, invoiced, ordered };
std::string_view amount_base_code(AmountBase base);
std::optional<AmountBase> parse_amount_base(std::string_view code);

struct FixedHours {
  WorkTime hours;
  bool operator==(const FixedHours&) const = default;
};

// hours = amount × labour share × insertion rate ÷ hourly cost (domain.md §2.1).
struct AmountFormula {
  Money amount;                       // before tax; on another base than the contract, an estimate for the forecast
  int labour_share_basis_points = 0;  // 5000 = 50 %; 1..10000
  int insertion_rate_basis_points = 0;
  Money hourly_cost;                  // euros per hour, > 0
  Rounding rounding = Rounding::nearest;
  // The figure printed in the contract wins over the computed one; both are kept.
  std::optional<WorkTime> contractual = {};
  AmountBase base = AmountBase::contract;
  bool operator==(const AmountFormula&) const = default;
};

// A share of all the hours worked on the contract: needs the firm to declare them all, month by month.
struct ShareOfHours {
  int rate_basis_points = 0;
  Rounding rounding = Rounding::nearest;
  std::optional<WorkTime> expected = {};  // hours foreseen on the whole contract: forecast only
  bool operator==(const ShareOfHours&) const = default;
};

// A share of all the people hired on the contract, rounded up to whole people (charter of 2005, §5.1).
struct ShareOfHires {
  int rate_basis_points = 0;
  bool operator==(const ShareOfHires&) const = default;
};

// So many hours for each tranche of amount, above a threshold under which nothing is owed (§2.4).
struct HoursPerAmount {
  Money threshold = Money::zero();
  Money tranche = Money::zero();                   // > 0
  WorkTime hours = WorkTime::from_hours(1);        // for each tranche
  bool started_tranche_counts = false;
  bool from_first_euro = false;                    // once past the threshold, the whole amount counts
  AmountBase base = AmountBase::invoiced;          // invoices issued, never orders unless the contract says so
  bool operator==(const HoursPerAmount&) const = default;
};

// Half-open brackets: [from, next from) gives these hours; under the first, nothing.
struct Bracket {
  Money from;
  WorkTime hours;
  bool operator==(const Bracket&) const = default;
};
struct BracketGrid {
  std::vector<Bracket> brackets;  // by growing amount
  Money amount;                   // before tax, firm period only when the contract says so
  std::optional<WorkTime> contractual = {};
  bool operator==(const BracketGrid&) const = default;
};

struct People {
  int people = 0;
  WorkTime hours_min = WorkTime::zero();  // a person counts from so many hours counted
  bool operator==(const People&) const = default;
};

// Full-time equivalents; how many hours make one is a basis of the organisation (1 820 h here, §2.7).
struct FullTimeEquivalents {
  int hundredths = 0;  // 250 = 2,5
  WorkTime year = WorkTime::from_hours(1820);
  Rounding rounding = Rounding::nearest;
  std::optional<WorkTime> contractual = {};
  bool operator==(const FullTimeEquivalents&) const = default;
};

// On a framework agreement each order brings its own hours, due over the days of the order.
struct RatePerOrder {
  int labour_share_basis_points = 0;
  int insertion_rate_basis_points = 0;
  Money hourly_cost;
  Rounding rounding = Rounding::nearest;
  bool operator==(const RatePerOrder&) const = default;
};

using Target = std::variant<FixedHours, AmountFormula, ShareOfHours, ShareOfHires, HoursPerAmount, BracketGrid, People,
                            FullTimeEquivalents, RatePerOrder>;

std::string_view target_code(const Target& target);  // "fixed_hours", "amount_formula"…
const std::vector<std::string>& target_codes();      // in the order of the variant

// True when what is owed grows with what is invoiced, ordered, worked or hired; false when it is known at signature.
bool accrues(const Target& target);
// True when people are asked for, not hours.
bool asks_for_people(const Target& target);

}  // namespace clausier
