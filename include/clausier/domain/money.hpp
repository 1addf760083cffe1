#pragma once
// Amounts of money in integer euro cents, before tax (HT) unless a name says otherwise.
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace clausier {

class Money {
public:
  static constexpr Money from_cents(std::int64_t cents) { return Money(cents); }
  static constexpr Money zero() { return Money(0); }
  // "30000", "30000.00", "1 234,50 €", "1.0e6"; thousands by any space; rounds half up to the cent.
  // Empty for anything else and for what does not fit in ±9 × 10^16 cents.
  static std::optional<Money> parse(std::string_view text);
  constexpr std::int64_t cents() const { return cents_; }
  constexpr Money operator+(Money o) const { return Money(cents_ + o.cents_); }
  constexpr Money operator-(Money o) const { return Money(cents_ - o.cents_); }
  auto operator<=>(const Money&) const = default;
  std::string decimal_text() const;  // "1234.50", for machines

private:
  explicit constexpr Money(std::int64_t cents) : cents_(cents) {}
  std::int64_t cents_;
};

}  // namespace clausier
