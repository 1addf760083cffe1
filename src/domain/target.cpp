#include "clausier/domain/target.hpp"

#include <stdexcept>

namespace clausier {

std::string_view rounding_code(Rounding rounding) {
  switch (rounding) {
    case Rounding::floor: return "floor";
    case Rounding::nearest: return "nearest";
    case Rounding::ceil: return "ceil";
  }
  throw std::logic_error("rounding");
}

std::optional<Rounding> parse_rounding(std::string_view code) {
  for (const auto rounding : {Rounding::floor, Rounding::nearest, Rounding::ceil})
    if (rounding_code(rounding) == code) return rounding;
  return std::nullopt;
}

std::string_view amount_base_code(AmountBase base) {
  switch (base) {
    case AmountBase::contract: return "contract";
    case AmountBase::invoiced: return "invoiced";
    case AmountBase::ordered: return "ordered";
  }
  throw std::logic_error("amount base");
}

std::optional<AmountBase> parse_amount_base(std::string_view code) {
  for (const auto base : {AmountBase::contract, AmountBase::invoiced, AmountBase::ordered})
    if (amount_base_code(base) == code) return base;
  return std::nullopt;
}

const std::vector<std::string>& target_codes() {
  static const std::vector<std::string> codes = {"fixed_hours",   "amount_formula", "share_of_hours",
                                                 "share_of_hires", "hours_per_amount", "bracket_grid",
                                                 "people",        "fte",            "rate_per_order"};
  static_assert(std::variant_size_v<Target> == 9);
  return codes;
}

std::string_view target_code(const Target& target) { return target_codes().at(target.index()); }

bool accrues(const Target& target) {
  if (const auto* formula = std::get_if<AmountFormula>(&target)) return formula->base != AmountBase::contract;
  if (const auto* per_amount = std::get_if<HoursPerAmount>(&target)) return per_amount->base != AmountBase::contract;
  return std::holds_alternative<ShareOfHours>(target) || std::holds_alternative<ShareOfHires>(target) ||
         std::holds_alternative<RatePerOrder>(target);
}

bool asks_for_people(const Target& target) {
  return std::holds_alternative<People>(target) || std::holds_alternative<ShareOfHires>(target);
}

}  // namespace clausier
