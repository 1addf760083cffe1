#include "poco_adapter_wire.hpp"

#include <Poco/Exception.h>
#include <Poco/Timespan.h>

#include <algorithm>

namespace clausier::web {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds slice{250};  // the longest wait before looking at the clock and at the wish to stop
constexpr int receive_bytes = 64 * 1024;
constexpr int send_bytes = 64 * 1024;

Poco::Timespan span(milliseconds time) { return Poco::Timespan(std::chrono::microseconds(time).count()); }

}  // namespace

Wire::Wire(Poco::Net::StreamSocket socket, const ServerOptions& options, const Stopping& stopping)
    : socket_(std::move(socket)), options_(options), stopping_(stopping),
      pace_(Clock::now(), options.slow_grace, options.bytes_per_second_min) {
  socket_.setNoDelay(true);
  socket_.setSendTimeout(span(options.slow_grace));
}

bool Wire::readable_within(milliseconds time) { return socket_.poll(span(time), Poco::Net::Socket::SELECT_READ); }

bool Wire::receive_some() {
  const auto kept = buffer_.size();
  buffer_.resize(kept + receive_bytes);
  const int received = socket_.receiveBytes(buffer_.data() + kept, receive_bytes);
  buffer_.resize(kept + static_cast<std::size_t>(std::max(received, 0)));
  return received > 0;
}

bool Wire::wait_for_request() {
  if (!buffered().empty()) return !stopping_.asked();
  const auto deadline = Clock::now() + options_.idle_max;
  while (!stopping_.asked() && Clock::now() < deadline)
    if (readable_within(slice)) return receive_some();
  return false;
}

std::string_view Wire::receive_head() {
  const auto deadline = Clock::now() + options_.head_deadline;
  for (;;) {
    if (const auto length = length_of_head(buffered())) return buffered().substr(0, *length);
    const bool arrived = readable_within(slice);
    if (Clock::now() >= deadline || stopping_.impatient()) throw HungUp();
    if (arrived && !receive_some()) throw HungUp();
  }
}

void Wire::start_body() { pace_ = Pace(Clock::now(), options_.slow_grace, options_.bytes_per_second_min); }

std::string_view Wire::peek() {
  while (buffered().empty()) {
    const bool arrived = readable_within(slice);
    if (arrived && !receive_some()) return {};
    pace_.moved(buffered().size());
    if (pace_.too_slow(Clock::now()) || stopping_.impatient()) throw HungUp();
  }
  return buffered();
}

void Wire::consume(std::size_t bytes) {
  start_ += bytes;
  if (start_ < buffer_.size()) return;
  buffer_.clear();
  start_ = 0;
}

void Wire::send(std::string_view bytes) {
  Pace pace(Clock::now(), options_.slow_grace, options_.bytes_per_second_min);
  while (!bytes.empty()) {
    const auto piece = static_cast<int>(std::min<std::size_t>(bytes.size(), send_bytes));
    const int sent = socket_.sendBytes(bytes.data(), piece);
    if (sent <= 0) throw HungUp();
    bytes.remove_prefix(static_cast<std::size_t>(sent));
    pace.moved(static_cast<std::uint64_t>(sent));
    if (pace.too_slow(Clock::now()) || stopping_.impatient()) throw HungUp();
  }
}

void Wire::close_after_reading(std::uint64_t bytes_max, milliseconds time_max) {
  socket_.shutdownSend();
  const auto deadline = Clock::now() + time_max;
  consume(buffered().size());
  for (std::uint64_t thrown = 0; thrown < bytes_max && Clock::now() < deadline && !stopping_.impatient();) {
    if (!readable_within(slice)) continue;
    if (!receive_some()) return;
    thrown += buffered().size();
    consume(buffered().size());
  }
}

}  // namespace clausier::web
