#pragma once
// Exact fractions on 128-bit integers: a computation is rounded once, at its end, never on the way.
#include <cstdint>
#include <string>

#include "clausier/domain/clause.hpp"

namespace clausier {

__extension__ using Wide = __int128;

std::string wide_text(Wide value);

// Throws std::overflow_error when the value does not fit: the caller's bounds were not checked.
std::int64_t narrow(Wide value);

// numerator ÷ denominator with numerator ≥ 0 and denominator > 0, rounded as asked; nearest is half up.
Wide divided(Wide numerator, Wide denominator, Rounding rounding);

// "2500/3", or "2500" when whole: reduced, so that another program finds the same text.
std::string fraction_text(Wide numerator, Wide denominator);

}  // namespace clausier
