#include "exact.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace clausier {

std::string wide_text(Wide value) {
  if (value == 0) return "0";
  const bool negative = value < 0;
  std::string text;
  for (Wide rest = negative ? -value : value; rest > 0; rest /= 10) text += static_cast<char>('0' + static_cast<int>(rest % 10));
  if (negative) text += '-';
  std::reverse(text.begin(), text.end());
  return text;
}

std::int64_t narrow(Wide value) {
  if (value > std::numeric_limits<std::int64_t>::max() || value < std::numeric_limits<std::int64_t>::min())
    throw std::overflow_error("a computed value leaves 64 bits");
  return static_cast<std::int64_t>(value);
}

Wide divided(Wide numerator, Wide denominator, Rounding rounding) {
  if (numerator < 0 || denominator <= 0) throw std::domain_error("division outside its domain");
  switch (rounding) {
    case Rounding::floor: return numerator / denominator;
    case Rounding::nearest: return (2 * numerator + denominator) / (2 * denominator);
    case Rounding::ceil: return (numerator + denominator - 1) / denominator;
  }
  throw std::logic_error("rounding");
}

std::string fraction_text(Wide numerator, Wide denominator) {
  Wide a = numerator < 0 ? -numerator : numerator;
  Wide b = denominator;
  while (b != 0) {
    const Wide rest = a % b;
    a = b;
    b = rest;
  }
  const Wide common = a == 0 ? 1 : a;
  if (denominator / common == 1) return wide_text(numerator / common);
  return wide_text(numerator / common) + "/" + wide_text(denominator / common);
}

}  // namespace clausier
