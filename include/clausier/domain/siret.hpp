#pragma once
// SIREN (9 digits) and SIRET (14 digits) with their check keys. Rule: Luhn over all digits; the
// establishments of La Poste (SIREN 356000000) other than its head office satisfy instead
// "sum of the 14 digits is a multiple of 5" (formats.md §5.1).
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace clausier {

class Siren {
public:
  static std::optional<Siren> parse(std::string_view text);  // spaces and dots allowed
  static Siren from_trusted(std::string digits);             // throws CorruptData
  const std::string& digits() const { return digits_; }
  auto operator<=>(const Siren&) const = default;

private:
  explicit Siren(std::string digits) : digits_(std::move(digits)) {}
  std::string digits_;
};

class Siret {
public:
  // Accepts spaces (also U+00A0, U+202F) and dots between digits; refuses a wrong key.
  static std::optional<Siret> parse(std::string_view text);
  // As parse, but restores zeros lost on the left when, and only when, the key then passes.
  struct Repaired;
  static std::optional<Repaired> parse_repairing(std::string_view text);
  static Siret from_trusted(std::string digits);  // throws CorruptData
  const std::string& digits() const { return digits_; }
  Siren siren() const;
  auto operator<=>(const Siret&) const = default;

private:
  explicit Siret(std::string digits) : digits_(std::move(digits)) {}
  std::string digits_;
};

struct Siret::Repaired {
  Siret siret;
  bool zeros_restored = false;
};

}  // namespace clausier
