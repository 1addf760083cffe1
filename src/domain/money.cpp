#include "clausier/domain/money.hpp"

#include <cstdlib>

namespace clausier {
namespace {

constexpr std::int64_t cents_max = 90'000'000'000'000'000;

// Digits with an optional separator and exponent, exact: no floating point on the way.
struct Decimal {
  bool negative = false;
  std::string digits;  // without leading zeros removed
  int scale = 0;       // digits after the separator
};

std::optional<Decimal> parse_decimal(std::string_view text) {
  Decimal out;
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto rest = text.substr(i);
    if (text[i] == ' ' || text[i] == '\t') continue;
    if (rest.starts_with("\u00A0")) { i += 1; continue; }
    if (rest.starts_with("\u202F")) { i += 2; continue; }
    if (rest.starts_with("€")) { i += 2; continue; }
    plain += text[i];
  }
  std::size_t i = 0;
  if (i < plain.size() && (plain[i] == '-' || plain[i] == '+')) out.negative = plain[i++] == '-';
  bool separator = false;
  for (; i < plain.size() && plain[i] != 'e' && plain[i] != 'E'; ++i) {
    if (plain[i] == '.' || plain[i] == ',') {
      if (separator) return std::nullopt;
      separator = true;
    } else if (plain[i] >= '0' && plain[i] <= '9') {
      out.digits += plain[i];
      if (separator) ++out.scale;
    } else {
      return std::nullopt;
    }
  }
  if (out.digits.empty() || out.digits.size() > 60) return std::nullopt;
  if (i < plain.size()) {
    const std::string exponent = plain.substr(i + 1);
    if (exponent.empty() || exponent.size() > 4) return std::nullopt;
    char* end = nullptr;
    const long value = std::strtol(exponent.c_str(), &end, 10);
    if (*end != '\0') return std::nullopt;
    out.scale -= static_cast<int>(value);
  }
  return out;
}

}  // namespace

std::optional<Money> Money::parse(std::string_view text) {
  auto decimal = parse_decimal(text);
  if (!decimal) return std::nullopt;
  // Bring the digits to exactly two decimals, rounding half up on the first dropped digit.
  auto& digits = decimal->digits;
  bool round_up = false;
  if (decimal->scale > 2) {
    const auto drop = static_cast<std::size_t>(decimal->scale - 2);
    if (drop > digits.size()) return Money::zero();
    round_up = digits[digits.size() - drop] >= '5';
    digits.resize(digits.size() - drop);
  } else {
    if (2 - decimal->scale > 40) return std::nullopt;
    digits.append(static_cast<std::size_t>(2 - decimal->scale), '0');
  }
  std::int64_t cents = 0;
  for (const char c : digits) {
    if (cents > cents_max / 10) return std::nullopt;
    cents = cents * 10 + (c - '0');
  }
  cents += round_up ? 1 : 0;
  if (cents > cents_max) return std::nullopt;
  return Money(decimal->negative ? -cents : cents);
}

std::string Money::decimal_text() const {
  const auto magnitude = cents_ < 0 ? -cents_ : cents_;
  std::string cents = std::to_string(magnitude % 100);
  if (cents.size() < 2) cents.insert(0, "0");
  return (cents_ < 0 ? "-" : "") + std::to_string(magnitude / 100) + "." + cents;
}

}  // namespace clausier
