#pragma once
// How a property is tried: on 10 000 lots drawn at random, then on an engine with a planted fault, which it must catch. The
// seed is printed; CLAUSIER_SEED chooses another.
#include <catch2/catch.hpp>

#include <functional>
#include <set>

#include "generated_lots.hpp"

namespace samples {

constexpr int cases_each = 10'000;

using Engine = std::function<Position(LotFacts, Cutoff)>;
// True when the property holds of the case that the seed draws.
using Property = std::function<bool(std::uint64_t seed, const Engine& engine)>;

inline Position sound(LotFacts facts, Cutoff cutoff) { return position_of(facts, rulebook(), cutoff); }

inline std::uint64_t first_seed() {
  const char* chosen = std::getenv("CLAUSIER_SEED");
  return chosen ? std::strtoull(chosen, nullptr, 10) : 20'261'122;
}

// The first seed whose case refutes the property; empty when none of the cases does.
inline std::optional<std::uint64_t> refuted_by(const Property& property, const Engine& engine) {
  for (int i = 0; i < cases_each; ++i) {
    const auto seed = first_seed() + static_cast<std::uint64_t>(i);
    if (!property(seed, engine)) return seed;
  }
  return std::nullopt;
}

inline void check_property(const Property& property, const Engine& faulty) {
  UNSCOPED_INFO("first seed " << first_seed());
  const auto refuted = refuted_by(property, sound);
  if (refuted) UNSCOPED_INFO("refuted by seed " << *refuted);
  CHECK_FALSE(refuted);
  INFO("the planted fault is not seen");
  CHECK(refuted_by(property, faulty));
}

}  // namespace samples
