#pragma once
// Ids for many rows written one after the other: each greater than the last by a random step of up to 2^31, so
// that rows land beside each other in the tables and the id of one does not give that of the next.
#include <cstdint>

#include "clausier/app/services.hpp"

namespace clausier::app {

class RisingIds {
public:
  std::int64_t next() {
    constexpr std::int64_t step_max = std::int64_t{1} << 31;
    return last_ += 1 + random_id() % step_max;
  }

private:
  std::int64_t last_ = random_id() / 2;  // the upper half is room to rise
};

}  // namespace clausier::app
