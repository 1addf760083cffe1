#include "clausier/domain/step_text.hpp"

#include <charconv>
#include <optional>

namespace clausier {
namespace {

constexpr std::string_view no_break_space = "\u00A0";

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// One decimal when that is exact, two when it is not: 6250 -> "62,5 %", 6255 -> "62,55 %".
std::string percent_text(std::int64_t basis_points) {
  if (basis_points % 10 == 0) return french_percent(basis_points / 10);
  const auto magnitude = basis_points < 0 ? -basis_points : basis_points;
  const auto decimals = magnitude % 100;
  return (basis_points < 0 ? "-" : "") + french_integer(magnitude / 100) + (decimals < 10 ? ",0" : ",") +
         std::to_string(decimals) + std::string(no_break_space) + "%";
}

std::string number_text(std::int64_t value, std::string_view unit) {
  if (unit == "s") return french_hours(WorkTime::from_seconds(value)) + std::string(no_break_space) + "h";
  if (unit == "cents") return french_money(Money::from_cents(value));
  if (unit == "basis_points") return percent_text(value);
  return french_integer(value);
}

bool counts(std::string_view unit) {
  return unit == "s" || unit == "cents" || unit == "basis_points" || unit == "months" || unit == "days" ||
         unit == "count";
}

}  // namespace

std::string display_value(std::string_view value, std::string_view unit) {
  if (counts(unit)) {
    const auto number = whole_number(value);
    return number ? number_text(*number, unit) : std::string(value);
  }
  if (unit == "date") {
    const auto day = Date::parse_iso(value);
    return day ? french_date(*day) : std::string(value);
  }
  if (unit == "month") {
    const auto month = Month::parse_iso(value);
    return month ? french_month(*month) : std::string(value);
  }
  return std::string(value);
}

std::string step_sentence(const Step& step, const Wording& wording) {
  Parameters holes;
  for (const auto& input : step.inputs) holes[input.name] = display_value(input.value, input.unit);
  holes["result"] = display_value(step.result, step.unit);
  holes["rounding"] = step.rounding.empty() ? "" : wording.say("rounding." + step.rounding);
  holes["legal"] = step.legal;
  return wording.say("rule." + step.rule, holes);
}

}  // namespace clausier
