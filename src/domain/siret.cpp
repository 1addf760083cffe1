#include "clausier/domain/siret.hpp"

#include <algorithm>

#include "clausier/domain/outcome.hpp"

namespace clausier {
namespace {

// Removes what people put between groups of digits; empty when anything else is there.
std::optional<std::string> bare_digits(std::string_view text) {
  std::string digits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c >= '0' && c <= '9') {
      digits += c;
    } else if (c == ' ' || c == '.' || c == '\t') {
      continue;
    } else if (text.substr(i).starts_with("\u00A0")) {
      i += 1;
    } else if (text.substr(i).starts_with("\u202F")) {
      i += 2;
    } else {
      return std::nullopt;
    }
  }
  return digits;
}

bool luhn(std::string_view digits) {
  int sum = 0;
  bool twice = false;
  for (std::size_t i = digits.size(); i-- > 0; twice = !twice) {
    int d = digits[i] - '0';
    if (twice && (d *= 2) > 9) d -= 9;
    sum += d;
  }
  return sum % 10 == 0;
}

bool zeros_only(std::string_view digits) { return digits.find_first_not_of('0') == std::string_view::npos; }

bool siret_key_passes(std::string_view digits) {
  if (digits.size() != 14 || zeros_only(digits)) return false;
  if (luhn(digits)) return true;
  if (!digits.starts_with("356000000")) return false;
  int sum = 0;
  for (const char c : digits) sum += c - '0';
  return sum % 5 == 0;
}

}  // namespace

std::optional<Siren> Siren::parse(std::string_view text) {
  auto digits = bare_digits(text);
  if (!digits || digits->size() != 9 || zeros_only(*digits) || !luhn(*digits)) return std::nullopt;
  return Siren(std::move(*digits));
}

Siren Siren::from_trusted(std::string digits) {
  if (digits.size() != 9) throw CorruptData("SIREN of " + std::to_string(digits.size()) + " characters");
  return Siren(std::move(digits));
}

std::optional<Siret> Siret::parse(std::string_view text) {
  auto digits = bare_digits(text);
  if (!digits || !siret_key_passes(*digits)) return std::nullopt;
  return Siret(std::move(*digits));
}

std::optional<Siret::Repaired> Siret::parse_repairing(std::string_view text) {
  if (auto siret = parse(text)) return Repaired{std::move(*siret), false};
  auto digits = bare_digits(text);
  // Under 11 digits a lost zero is no longer the likely story: a bare SIREN must not become a SIRET.
  if (!digits || digits->size() >= 14 || digits->size() < 11) return std::nullopt;
  digits->insert(0, 14 - digits->size(), '0');
  if (!siret_key_passes(*digits)) return std::nullopt;
  return Repaired{Siret(std::move(*digits)), true};
}

Siret Siret::from_trusted(std::string digits) {
  if (!siret_key_passes(digits)) throw CorruptData("SIRET whose key does not pass: " + digits);
  return Siret(std::move(digits));
}

Siren Siret::siren() const { return Siren::from_trusted(digits_.substr(0, 9)); }

}  // namespace clausier
