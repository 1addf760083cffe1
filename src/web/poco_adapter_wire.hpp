#pragma once
// The bytes of one connection, with their deadlines: every wait is short, so that a server that
// stops is obeyed, and every transfer ends, so that a slow client cannot keep a thread.
#include <Poco/Net/StreamSocket.h>

#include <atomic>
#include <chrono>
#include <string>
#include <string_view>

#include "body.hpp"
#include "clausier/web/server.hpp"
#include "connection_guard.hpp"

namespace clausier::web {

using Clock = std::chrono::steady_clock;

struct HungUp {};  // the other side is gone or too slow, or the server stops: nothing more to say

// The server's wish to stop: idle connections end at once, the others have some time to finish.
class Stopping {
public:
  void ask() {
    since_ = Clock::now().time_since_epoch().count();
    asked_ = true;
  }
  bool asked() const { return asked_; }
  bool impatient() const {
    return asked_ && Clock::now().time_since_epoch() > Clock::duration(since_.load()) + std::chrono::seconds(10);
  }

private:
  std::atomic<Clock::rep> since_{0};
  std::atomic<bool> asked_{false};
};

class Wire : public ByteSource {
public:
  Wire(Poco::Net::StreamSocket socket, const ServerOptions& options, const Stopping& stopping);

  bool wait_for_request();        // false: the client left or stayed idle, or the server stops
  std::string_view receive_head();  // a complete head, not consumed; throws HungUp, RequestProblem 400
  void start_body();              // from here on, peek() holds the client to the minimum pace
  std::string_view peek() override;
  void consume(std::size_t bytes) override;
  void send(std::string_view bytes);  // throws HungUp
  // Says that nothing more will be sent, then throws away what still arrives: a client that is
  // still sending would otherwise never read the answer.
  void close_after_reading(std::uint64_t bytes_max, std::chrono::milliseconds time_max);

private:
  std::string_view buffered() const { return std::string_view(buffer_).substr(start_); }
  bool readable_within(std::chrono::milliseconds time);
  bool receive_some();  // false: the client closed its side

  Poco::Net::StreamSocket socket_;
  const ServerOptions& options_;
  const Stopping& stopping_;
  std::string buffer_;
  std::size_t start_ = 0;
  Pace pace_;
};

}  // namespace clausier::web
