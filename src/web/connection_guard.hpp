#pragma once
// Against clients that keep connections busy (security.md §4.2): so many per address, and a pace to keep.
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace clausier::web {

class ConnectionGuard {
public:
  ConnectionGuard(int per_address_max, std::vector<std::string> exempt)
      : per_address_max_(per_address_max), exempt_(std::move(exempt)) {}

  // One connection's place, given back when it goes away.
  class Seat {
  public:
    Seat(ConnectionGuard& guard, std::string address) : guard_(&guard), address_(std::move(address)) {}
    Seat(Seat&& other) noexcept : guard_(other.guard_), address_(std::move(other.address_)) { other.guard_ = nullptr; }
    Seat& operator=(Seat&&) = delete;
    ~Seat() {
      if (guard_) guard_->leave(address_);
    }

  private:
    ConnectionGuard* guard_;
    std::string address_;
  };
  std::optional<Seat> sit(const std::string& address);  // nullopt: this address has enough of them

private:
  void leave(const std::string& address);
  int per_address_max_;
  std::vector<std::string> exempt_;
  std::mutex mutex_;
  std::map<std::string, int> seated_;
};

// A transfer that must keep a minimum rate once its grace is over.
class Pace {
public:
  using Clock = std::chrono::steady_clock;
  Pace(Clock::time_point start, std::chrono::milliseconds grace, std::uint64_t bytes_per_second_min)
      : start_(start), grace_(grace), bytes_per_second_min_(bytes_per_second_min) {}
  void moved(std::uint64_t bytes) { bytes_ += bytes; }
  bool too_slow(Clock::time_point now) const;

private:
  Clock::time_point start_;
  std::chrono::milliseconds grace_;
  std::uint64_t bytes_per_second_min_;
  std::uint64_t bytes_ = 0;
};

}  // namespace clausier::web
