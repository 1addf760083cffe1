#pragma once
// The HTTP server in front of an Application. Meant to stand behind a reverse proxy, and to hold
// its ground without one: strict reading, deadlines, a limit of connections per address.
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "clausier/web/application.hpp"

namespace clausier::web {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  // 0: any free port, see Server::port()
  // Names under which the site is reached, "name" (any port) or "name:port"; another one: 421.
  std::vector<std::string> hosts = {"127.0.0.1", "localhost", "[::1]"};
  std::vector<std::string> proxies = {};  // addresses whose X-Forwarded-For is believed, no connection cap
  int threads = 128;  // one per open connection; more than twice the cap per address
  int connections_per_address_max = 40;
  std::chrono::milliseconds head_deadline = std::chrono::seconds(5);       // from the first byte to the last
  std::chrono::milliseconds idle_max = std::chrono::seconds(5);            // between two requests
  std::chrono::milliseconds slow_grace = std::chrono::seconds(10);         // then bodies and answers must keep
  std::uint64_t bytes_per_second_min = 8 * 1024;                           // this pace, in both directions
};

class Server {
public:
  // application must outlive the server. Throws std::invalid_argument when threads are too few.
  Server(ServerOptions options, const Application& application);
  ~Server();  // stops
  void start();  // throws std::runtime_error when the address cannot be bound
  void stop();   // no new connection; requests under way are answered, for ten seconds at most
  std::uint16_t port() const;

private:
  class Running;
  ServerOptions options_;
  const Application& application_;
  std::unique_ptr<Running> running_;
};

// SIGTERM and SIGINT, kept from killing the process: made before any thread starts, waited for by
// the main thread.
class StopSignals {
public:
  StopSignals();
  int wait() const;  // the signal received
};

}  // namespace clausier::web
