#pragma once
// What one thread prepares ahead of another, no more than a few at a time.
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>

namespace clausier::app {

template <class T>
class BoundedQueue {
public:
  // Thrown at who gives when nobody takes any more.
  struct Abandoned : std::runtime_error {
    Abandoned() : std::runtime_error("nobody takes from this queue any more") {}
  };

  explicit BoundedQueue(std::size_t at_most) : at_most_(at_most) {}

  // Waits while the queue is full.
  void give(T item) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return items_.size() < at_most_ || abandoned_; });
    if (abandoned_) throw Abandoned();
    items_.push_back(std::move(item));
    changed_.notify_all();
  }

  // Waits while the queue is empty; nothing once it is closed and empty.
  std::optional<T> take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !items_.empty() || closed_; });
    if (items_.empty()) return std::nullopt;
    std::optional<T> item(std::move(items_.front()));
    items_.pop_front();
    changed_.notify_all();
    return item;
  }

  void close() { set(closed_); }       // by who gives: that was all
  void abandon() { set(abandoned_); }  // by who takes: no more of it

private:
  void set(bool& flag) {
    const std::lock_guard lock(mutex_);
    flag = true;
    changed_.notify_all();
  }

  const std::size_t at_most_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<T> items_;
  bool closed_ = false, abandoned_ = false;
};

// Runs `giving(queue)` on a thread of its own and `taking(queue)` here; what either throws comes out here, and neither
// is left running.
template <class T, class Giving, class Taking>
void run_ahead(std::size_t at_most, Giving&& giving, Taking&& taking) {
  BoundedQueue<T> queue(at_most);
  std::exception_ptr failure;
  std::thread ahead([&] {
    try {
      giving(queue);
    } catch (...) {
      failure = std::current_exception();
    }
    queue.close();
  });
  const struct Joined {
    BoundedQueue<T>& queue;
    std::thread& ahead;
    void now() const {
      if (ahead.joinable()) ahead.join();
    }
    ~Joined() {
      queue.abandon();
      now();
    }
  } joined{queue, ahead};
  taking(queue);
  joined.now();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace clausier::app
