#include "clausier/domain/explanation.hpp"

#include <optional>

#include "exact.hpp"

namespace clausier {
namespace {

// An exact number as printed in a step: a whole one, or a reduced fraction.
struct Exact {
  Wide numerator = 0;
  Wide denominator = 1;
  bool whole() const { return denominator == 1; }
};

bool read_digits(std::string_view text, Wide& value) {
  if (text.empty() || text.size() > 30) return false;
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
    value = value * 10 + (c - '0');
  }
  return true;
}

std::optional<Exact> parse_exact(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const auto slash = text.find('/');
  Exact out;
  if (!read_digits(text.substr(0, slash), out.numerator)) return std::nullopt;
  if (slash != std::string_view::npos) {
    out.denominator = 0;
    if (!read_digits(text.substr(slash + 1), out.denominator) || out.denominator == 0) return std::nullopt;
  }
  if (negative) out.numerator = -out.numerator;
  return out;
}

std::int64_t nearest(Exact value) {
  const Wide magnitude = value.numerator < 0 ? -value.numerator : value.numerator;
  const Wide rounded = divided(magnitude, value.denominator, Rounding::nearest);
  return narrow(value.numerator < 0 ? -rounded : rounded);
}

// Hundredths as "12 345,67" with the digits of French amounts.
std::string french_hundredths(Exact value) {
  return french_hours(WorkTime::from_seconds(narrow(Wide(nearest(value)) * 36)));
}

// Percentages have one decimal when that is exact: "62,5" but "62,55".
std::string without_last_zero(std::string digits) {
  if (digits.ends_with('0')) digits.pop_back();
  return digits;
}

std::string number_shown(Exact value, const std::string& unit, bool& exact) {
  const auto in_hundredths = [&](Wide numerator, Wide denominator) {
    exact = numerator * 100 % denominator == 0;
    return french_hundredths({numerator * 100, denominator});
  };
  if (unit == "s") return in_hundredths(value.numerator, value.denominator * 3600);
  if (unit == "hours") return in_hundredths(value.numerator, value.denominator);
  if (unit == "cents" || unit == "cents_per_hour") return in_hundredths(value.numerator, value.denominator * 100);
  if (unit == "hundredths") return in_hundredths(value.numerator, value.denominator * 100);
  if (unit == "basis_points") return without_last_zero(in_hundredths(value.numerator, value.denominator * 100));
  exact = value.whole();
  return french_integer(nearest(value));
}

bool is_number(const std::string& unit) {
  return unit == "s" || unit == "hours" || unit == "cents" || unit == "cents_per_hour" || unit == "basis_points" ||
         unit == "days" || unit == "months" || unit == "count" || unit == "hundredths";
}

std::string shown_number(const Wording& wording, const std::string& value, const std::string& unit) {
  const auto number = parse_exact(value);
  if (!number) return value;
  bool exact = true;
  const std::string digits = number_shown(*number, unit, exact);
  const std::string with_unit = wording.say("unit." + unit, {{"value", digits}});
  return exact ? with_unit : wording.say("unit.about", {{"value", with_unit}});
}

}  // namespace

std::string Explanation::add(Step step) {
  step.id = "s" + std::to_string(steps_.size() + 1);
  steps_.push_back(std::move(step));
  return steps_.back().id;
}

std::string shown_value(const Wording& wording, const std::string& value, const std::string& unit) {
  if (is_number(unit)) return shown_number(wording, value, unit);
  if (unit == "date") {
    const auto day = Date::parse_iso(value);
    return day ? french_date(*day) : value;
  }
  if (unit == "month") {
    const auto month = Month::parse_iso(value);
    return month ? french_month(*month) : value;
  }
  if (unit.empty()) return value;
  return wording.say(unit + "." + value);
}

std::string sentence_of(const Wording& wording, const Step& step) {
  Parameters holes;
  for (const auto& input : step.inputs) {
    auto& hole = holes[input.name];
    if (!hole.empty()) hole += ", ";
    hole += shown_value(wording, input.value, input.unit);
  }
  holes["result"] = shown_value(wording, step.result, step.unit);
  if (!step.rounding.empty()) holes["rounding"] = wording.say("rounding." + step.rounding);
  return wording.say("rule." + step.rule, holes);
}

}  // namespace clausier
