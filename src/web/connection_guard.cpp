#include "connection_guard.hpp"

#include <algorithm>

namespace clausier::web {

std::optional<ConnectionGuard::Seat> ConnectionGuard::sit(const std::string& address) {
  const std::lock_guard lock(mutex_);
  const bool exempt = std::find(exempt_.begin(), exempt_.end(), address) != exempt_.end();
  int& seated = seated_[address];
  if (!exempt && seated >= per_address_max_) return std::nullopt;
  ++seated;
  return Seat(*this, address);
}

void ConnectionGuard::leave(const std::string& address) {
  const std::lock_guard lock(mutex_);
  const auto found = seated_.find(address);
  if (--found->second == 0) seated_.erase(found);
}

bool Pace::too_slow(Clock::time_point now) const {
  const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(now - start_);
  if (elapsed <= grace_) return false;
  return bytes_ * 1000 < bytes_per_second_min_ * static_cast<std::uint64_t>(elapsed.count());
}

}  // namespace clausier::web
