// With poco_adapter_wire, the only file that knows sockets. Poco accepts the connections and gives
// the threads; requests are read by our own strict reader (http_head, body), because Poco's lets
// contradictory framing, folded headers and malformed chunks through and waits without end for
// slow senders (security.md §4).
#include <Poco/Exception.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/TCPServer.h>
#include <Poco/Net/TCPServerConnectionFactory.h>
#include <Poco/ThreadPool.h>

#include <csignal>
#include <ctime>
#include <fstream>
#include <stdexcept>

#include "poco_adapter_wire.hpp"

namespace clausier::web {
namespace {

using namespace std::chrono_literals;

constexpr int requests_per_connection_max = 1000;

std::string http_date() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  ::gmtime_r(&now, &utc);
  char text[40];
  std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &utc);
  return text;
}

std::string reason_of(int status) {
  using Poco::Net::HTTPResponse;
  return HTTPResponse::getReasonForStatus(static_cast<HTTPResponse::HTTPStatus>(status));
}

std::string head_of(const Response& response, bool keep_alive) {
  std::string head = "HTTP/1.1 " + std::to_string(response.status) + " " + reason_of(response.status) + "\r\n";
  for (const auto& [name, value] : response.headers) head += name + ": " + value + "\r\n";
  const std::uint64_t length = response.file ? std::filesystem::file_size(response.file->path()) : response.body.size();
  if (response.status != 304) head += "Content-Length: " + std::to_string(length) + "\r\n";
  return head + "Date: " + http_date() + "\r\nConnection: " + (keep_alive ? "keep-alive" : "close") + "\r\n\r\n";
}

void send_response(Wire& wire, const Response& response, bool keep_alive, bool head_only) {
  if (!response.file) return wire.send(head_of(response, keep_alive) + (head_only ? "" : response.body));
  wire.send(head_of(response, keep_alive));
  if (head_only) return;
  std::ifstream file(response.file->path(), std::ios::binary);
  std::string piece(64 * 1024, '\0');
  while (file.read(piece.data(), static_cast<std::streamsize>(piece.size())) || file.gcount() > 0)
    wire.send(std::string_view(piece).substr(0, static_cast<std::size_t>(file.gcount())));
}

// " (5 Mo)", " (256 Ko)", for the page that says a request was too large.
Parameters described(const BodyLimits& limits) {
  constexpr std::uint64_t mebibyte = 1024 * 1024;
  const bool large = limits.size_bytes_max >= mebibyte;
  const auto amount = limits.size_bytes_max / (large ? mebibyte : 1024);
  return {{"limite", " (" + std::to_string(amount) + (large ? "\u00A0Mo)" : "\u00A0Ko)")}};
}

// What the connections of one server share.
struct House {
  const ServerOptions& options;
  const Application& application;
  ConnectionGuard guard{options.connections_per_address_max, options.proxies};
  Stopping stopping = {};
};

class Connection : public Poco::Net::TCPServerConnection {
public:
  Connection(const Poco::Net::StreamSocket& socket, House& house) : TCPServerConnection(socket), house_(house) {}

  void run() override {
    try {
      const auto peer = socket().peerAddress().host().toString();
      Wire wire(socket(), house_.options, house_.stopping);
      const auto seat = house_.guard.sit(peer);
      if (!seat) {
        wire.send("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        return;
      }
      for (int served = 0; served < requests_per_connection_max && wire.wait_for_request(); ++served)
        if (!serve_one(wire, peer)) break;
    } catch (const HungUp&) {  // ordinary: nobody is left to be told
    } catch (const Poco::Exception&) {  // the socket failed: the same
    }
  }

private:
  bool serve_one(Wire& wire, const std::string& peer);  // false: the connection ends
  bool answer_and_close(Wire& wire, const RequestHead& head, const Response& response, bool client_is_sending);

  House& house_;
};

bool Connection::serve_one(Wire& wire, const std::string& peer) {
  const auto& application = house_.application;
  RequestHead head;
  head.request.id = random_request_number();
  try {
    const auto text = wire.receive_head();
    head = parse_head(text, house_.options.hosts);
    wire.consume(text.size());
  } catch (const RequestProblem& wrong) {
    auto response = application.refuse(head.request, wrong.status);
    if (wrong.status == 405) response.set("Allow", "GET, HEAD, POST");
    return answer_and_close(wire, head, response, false);
  }
  Request& request = head.request;
  request.client_address = client_address(peer, request, house_.options.proxies);

  if (const auto early = application.admit(request)) {
    if (head.has_body()) return answer_and_close(wire, head, *early, true);
    send_response(wire, *early, head.keep_alive, head.head_only);
    return head.keep_alive;
  }
  if (head.has_body()) {
    const BodyLimits& limits = request.route->body;
    if (head.expects_continue) wire.send("HTTP/1.1 100 Continue\r\n\r\n");
    try {
      wire.start_body();
      BodyBytes body(wire, head, limits.size_bytes_max);
      read_body(body, limits, request);
    } catch (const RequestProblem& wrong) {
      const auto response = application.refuse(request, wrong.status, described(limits));
      return answer_and_close(wire, head, response, wrong.status != 400);
    } catch (const std::exception& failure) {  // a full disk, say
      return answer_and_close(wire, head, application.failed(request, failure.what()), true);
    }
  }
  const auto response = application.answer(request);
  send_response(wire, response, head.keep_alive, head.head_only);
  return head.keep_alive;
}

// After a refusal nothing more is read as a request. A client in the middle of a large upload is
// left the time to finish, or its browser would show a broken connection instead of our page.
bool Connection::answer_and_close(Wire& wire, const RequestHead& head, const Response& response,
                                  bool client_is_sending) {
  send_response(wire, response, false, head.head_only);
  if (client_is_sending)
    wire.close_after_reading(256ull * 1024 * 1024, 20s);
  else
    wire.close_after_reading(64 * 1024, 1s);
  return false;
}

class ConnectionFactory : public Poco::Net::TCPServerConnectionFactory {
public:
  explicit ConnectionFactory(House& house) : house_(house) {}
  Poco::Net::TCPServerConnection* createConnection(const Poco::Net::StreamSocket& socket) override {
    return new Connection(socket, house_);
  }

private:
  House& house_;
};

Poco::Net::ServerSocket listening_socket(const ServerOptions& options) {
  try {
    Poco::Net::ServerSocket socket;
    const bool reuse_address = true;
    const bool share_port = false;  // two servers on one port would each get half of the requests
    socket.bind(Poco::Net::SocketAddress(options.address, options.port), reuse_address, share_port);
    socket.listen(256);
    return socket;
  } catch (const Poco::Exception& failure) {
    throw std::runtime_error(options.address + ":" + std::to_string(options.port) + ": " + failure.displayText());
  }
}

}  // namespace

class Server::Running {
public:
  Running(const ServerOptions& options, const Application& application)
      : house_{options, application}, threads_("web", 2, options.threads), socket_(listening_socket(options)),
        acceptor_(new ConnectionFactory(house_), threads_, socket_, parameters(options)) {
    acceptor_.start();
  }
  ~Running() {
    house_.stopping.ask();
    acceptor_.stop();
    threads_.joinAll();
  }
  std::uint16_t port() const { return socket_.address().port(); }

private:
  static Poco::Net::TCPServerParams::Ptr parameters(const ServerOptions& options) {
    Poco::Net::TCPServerParams::Ptr parameters = new Poco::Net::TCPServerParams;
    parameters->setMaxThreads(options.threads);
    parameters->setMaxQueued(options.threads);
    return parameters;
  }

  House house_;
  Poco::ThreadPool threads_;
  Poco::Net::ServerSocket socket_;
  Poco::Net::TCPServer acceptor_;
};

Server::Server(ServerOptions options, const Application& application)
    : options_(std::move(options)), application_(application) {
  if (options_.threads <= 2 * options_.connections_per_address_max)
    throw std::invalid_argument("threads must be more than twice the connections of one address");
}

Server::~Server() { stop(); }

void Server::start() {
  remove_abandoned_uploads(std::filesystem::file_time_type::clock::now());
  running_ = std::make_unique<Running>(options_, application_);
}

void Server::stop() { running_.reset(); }

std::uint16_t Server::port() const { return running_ ? running_->port() : options_.port; }

StopSignals::StopSignals() {
  std::signal(SIGPIPE, SIG_IGN);
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

int StopSignals::wait() const {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  int received = 0;
  ::sigwait(&signals, &received);
  return received;
}

}  // namespace clausier::web
