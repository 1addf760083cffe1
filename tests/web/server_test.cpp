// The server itself, on a real socket and a free port.
#include <catch2/catch.hpp>

#include <Poco/Net/NetException.h>
#include <Poco/Net/StreamSocket.h>

#include <future>
#include <thread>

#include "clausier/web/server.hpp"
#include "toy_site.hpp"

using namespace clausier::web;
using namespace std::chrono_literals;

namespace {

class RunningSite {
public:
  explicit RunningSite(ServerOptions options = {}) : server_(on_free_port(std::move(options)), site.application) { server_.start(); }
  Poco::Net::StreamSocket connect() const {
    Poco::Net::StreamSocket socket;
    socket.connect(Poco::Net::SocketAddress("127.0.0.1", server_.port()), Poco::Timespan(5, 0));
    socket.setReceiveTimeout(Poco::Timespan(10, 0));
    socket.setNoDelay(true);
    return socket;
  }
  void stop() { server_.stop(); }
  toy::Site site;

private:
  static ServerOptions on_free_port(ServerOptions options) {
    options.port = 0;
    return options;
  }
  Server server_;
};

void send_all(Poco::Net::StreamSocket& socket, std::string_view text) {
  while (!text.empty()) text.remove_prefix(static_cast<std::size_t>(socket.sendBytes(text.data(), static_cast<int>(text.size()))));
}

// Everything until the server closes; what came before a reset counts.
std::string read_to_end(Poco::Net::StreamSocket& socket) {
  std::string text;
  char buffer[8192];
  try {
    for (int read = socket.receiveBytes(buffer, sizeof buffer); read > 0; read = socket.receiveBytes(buffer, sizeof buffer))
      text.append(buffer, static_cast<std::size_t>(read));
  } catch (const Poco::Net::NetException&) {
  }
  return text;
}

std::string talk(const RunningSite& site, std::string_view text) {
  auto socket = site.connect();
  send_all(socket, text);
  return read_to_end(socket);
}

int status_of(const std::string& answer) { return answer.size() > 12 ? std::stoi(answer.substr(9, 3)) : 0; }

int answers_in(const std::string& text) {
  int count = 0;
  for (auto at = text.find("HTTP/1.1 "); at != std::string::npos; at = text.find("HTTP/1.1 ", at + 1)) ++count;
  return count;
}

const std::string host = "Host: 127.0.0.1\r\n";
const std::string ask_close = "Connection: close\r\n";
const std::string own_page = "Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n";

std::string form_post(const std::string& path, const std::string& framing, const std::string& body) {
  return "POST " + path + " HTTP/1.1\r\n" + host + own_page + framing + "\r\n" + body;
}

std::string upload(const std::string& path, const std::string& headers, const std::string& content, bool whole = true) {
  const std::string start = "--b\r\nContent-Disposition: form-data; name=\"jeton\"\r\n\r\n" + toy::session_token +
                            "\r\n--b\r\nContent-Disposition: form-data; name=\"fichier\"; filename=\"f.csv\"\r\n\r\n";
  const std::string end = whole ? "\r\n--b--\r\n" : "";
  return "POST " + path + " HTTP/1.1\r\n" + host + headers +
         "Sec-Fetch-Site: same-origin\r\nContent-Type: multipart/form-data; boundary=b\r\nConnection: close\r\nContent-Length: " +
         std::to_string(start.size() + content.size() + end.size()) + "\r\n\r\n" + start + content + end;
}

}  // namespace

TEST_CASE("Odd framing gets one refusal and never a second answer", "[web][server]") {
  const RunningSite site;
  const std::string smuggled = "GET /adresse HTTP/1.1\r\n" + host + "\r\n";
  struct Probe {
    const char* what;
    std::string text;
    int expected;
  };
  const std::vector<Probe> probes = {
      {"length and chunked", form_post("/formulaire", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + smuggled), 400},
      {"two lengths", form_post("/formulaire", "Content-Length: 5\r\nContent-Length: 0\r\n", smuggled), 400},
      {"length of 20 digits", form_post("/formulaire", "Content-Length: 99999999999999999999\r\n", smuggled), 400},
      {"space before colon", form_post("/formulaire", "Transfer-Encoding : chunked\r\n", "0\r\n\r\n" + smuggled), 400},
      {"unknown encoding", form_post("/formulaire", "Transfer-Encoding: xchunked\r\n", smuggled), 400},
      {"chunk overflow", form_post("/formulaire", "Transfer-Encoding: chunked\r\n", "FFFFFFFFFFFFFFFFF\r\nx\r\n" + smuggled), 400},
      {"negative chunk", form_post("/formulaire", "Transfer-Encoding: chunked\r\n", "-1\r\nx\r\n" + smuggled), 400},
      {"no host", "GET / HTTP/1.1\r\n\r\n" + smuggled, 400},
      {"foreign host", "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n" + smuggled, 421},
      {"line feed alone", "GET / HTTP/1.1\nHost: 127.0.0.1\n\n" + smuggled, 400},
      {"TRACE", "TRACE / HTTP/1.1\r\n" + host + "\r\n" + smuggled, 405},
      {"absolute target", "GET http://evil.example/ HTTP/1.1\r\n" + host + "\r\n" + smuggled, 400},
      {"multipart without boundary", "POST /depot HTTP/1.1\r\n" + host + "Sec-Fetch-Site: same-origin\r\nContent-Type: multipart/form-data\r\nContent-Length: 3\r\n\r\nabc" + smuggled, 400},
  };
  for (const auto& probe : probes) {
    INFO(probe.what);
    const auto answer = talk(site, probe.text);
    CHECK(status_of(answer) == probe.expected);
    CHECK(answers_in(answer) == 1);
    CHECK(answer.find("Connection: close\r\n") != std::string::npos);
    CHECK(answer.find("Content-Security-Policy: default-src 'none'") != std::string::npos);
    CHECK(answer.find("\r\nServer:") == std::string::npos);
  }
}

TEST_CASE("Several requests share a connection, until one asks to close", "[web][server]") {
  const RunningSite site;
  const auto answer = talk(site, "GET / HTTP/1.1\r\n" + host + "\r\n" + form_post("/formulaire", "Content-Length: 3\r\n", "a=1") +
                                     form_post("/formulaire", "Transfer-Encoding: chunked\r\n", "3\r\nb=2\r\n0\r\n\r\n") +
                                     "GET /nulle-part HTTP/1.1\r\n" + host + ask_close + "\r\n");
  CHECK(answers_in(answer) == 4);
  CHECK(answer.find("\r\n\r\naccueil") != std::string::npos);
  CHECK(answer.find("\r\n\r\na=1\n") != std::string::npos);
  CHECK(answer.find("\r\n\r\nb=2\n") != std::string::npos);
  CHECK(answer.find("HTTP/1.1 404 Not Found\r\n") != std::string::npos);
}

TEST_CASE("HEAD answers as GET does, without the body", "[web][server]") {
  const RunningSite site;
  const auto answer = talk(site, "HEAD / HTTP/1.1\r\n" + host + ask_close + "\r\n");
  CHECK(status_of(answer) == 200);
  CHECK(answer.find("Content-Length: 7\r\n") != std::string::npos);
  CHECK(answer.substr(answer.size() - 4) == "\r\n\r\n");
  const auto missing = talk(site, "HEAD /nulle-part HTTP/1.1\r\n" + host + ask_close + "\r\n");
  CHECK(status_of(missing) == 404);
  CHECK(missing.substr(missing.size() - 4) == "\r\n\r\n");
}

TEST_CASE("What is foreign and what does not exist look the same on the wire", "[web][server]") {
  const RunningSite site;
  const auto body = [&](const std::string& path) {
    const auto answer = talk(site, "GET " + path + " HTTP/1.1\r\n" + host + "Cookie: session=contractor\r\n" + ask_close + "\r\n");
    return answer.substr(answer.find("\r\n\r\n"));
  };
  CHECK(body("/lots/autre") == body("/nulle-part"));
  CHECK(body("/lots/autre").find("Page introuvable") != std::string::npos);
}

TEST_CASE("A body beyond its limit gets a page that says so, even while it is being sent", "[web][server]") {
  const RunningSite site;
  const auto form = talk(site, form_post("/formulaire", "Content-Length: 300000\r\n", "a=" + std::string(299998, 'x')));
  CHECK(status_of(form) == 413);
  CHECK(form.find("256\u00A0Ko") != std::string::npos);
  const auto timesheet = talk(site, upload("/depot", "", std::string(6 * 1024 * 1024, 'x')));
  CHECK(status_of(timesheet) == 413);
  CHECK(timesheet.find("5\u00A0Mo") != std::string::npos);
  std::string fields;
  for (int n = 0; n < 101; ++n) fields += "f" + std::to_string(n) + "=1&";
  CHECK(status_of(talk(site, form_post("/formulaire", "Content-Length: " + std::to_string(fields.size()) + "\r\n", fields))) == 413);
}

TEST_CASE("An upload within its limit arrives whole, a large one on disk", "[web][server]") {
  const RunningSite site;
  CHECK(talk(site, upload("/depot", "", std::string(5 * 1024 * 1024, 'x'))).find("fichier:f.csv:5242880\n") != std::string::npos);
  const auto large = talk(site, upload("/contrats", "Cookie: session=facilitator\r\n", std::string(20 * 1024 * 1024, 'x')));
  CHECK(large.find("fichier:f.csv:20971520:spooled\n") != std::string::npos);
}

TEST_CASE("A large upload from a stranger is refused before it is read", "[web][server]") {
  const RunningSite site;
  auto socket = site.connect();
  send_all(socket, "POST /contrats HTTP/1.1\r\n" + host + "Sec-Fetch-Site: same-origin\r\nExpect: 100-continue\r\n"
                   "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 90000000\r\n\r\n");
  char buffer[64];
  const int read = socket.receiveBytes(buffer, sizeof buffer);
  CHECK(std::string_view(buffer, static_cast<std::size_t>(read)).find("HTTP/1.1 303 ") == 0);
}

TEST_CASE("An upload that ends too early is refused", "[web][server]") {
  const RunningSite site;
  CHECK(status_of(talk(site, upload("/depot", "", "nom;heures\n", false))) == 400);
  auto socket = site.connect();
  send_all(socket, form_post("/formulaire", "Content-Length: 10\r\n", "a=1"));
  socket.shutdownSend();
  CHECK(status_of(read_to_end(socket)) == 400);
}

TEST_CASE("Slow clients are sent away, in the head and in the body", "[web][server]") {
  ServerOptions hurried;
  hurried.head_deadline = 500ms;
  hurried.idle_max = 500ms;
  hurried.slow_grace = 1s;
  const RunningSite site(hurried);
  const auto ended_within = [&](const std::string& start) {
    auto socket = site.connect();
    const auto began = std::chrono::steady_clock::now();
    send_all(socket, start);
    std::string drop = "a";
    // One byte now and then renews any timeout of the socket: only a deadline ends this.
    while (std::chrono::steady_clock::now() - began < 8s) {
      try {
        if (socket.poll(Poco::Timespan(0, 100'000), Poco::Net::Socket::SELECT_READ)) {
          read_to_end(socket);
          break;
        }
        send_all(socket, drop);
      } catch (const Poco::Exception&) {
        break;
      }
    }
    return std::chrono::steady_clock::now() - began;
  };
  CHECK(ended_within("GET / HTTP/1.1\r\nX-Slow: ") < 2s);
  CHECK(ended_within(form_post("/formulaire", "Content-Length: 100000\r\n", "a=")) < 4s);
  CHECK(status_of(talk(site, "GET / HTTP/1.1\r\n" + host + ask_close + "\r\n")) == 200);
}

TEST_CASE("A silent connection is closed", "[web][server]") {
  ServerOptions hurried;
  hurried.idle_max = 500ms;
  const RunningSite site(hurried);
  auto socket = site.connect();
  CHECK(read_to_end(socket).empty());
}

TEST_CASE("One address holds forty connections, the others are told to come back", "[web][server]") {
  const RunningSite site;
  std::vector<Poco::Net::StreamSocket> held;
  for (int n = 0; n < 40; ++n) {
    held.push_back(site.connect());
    send_all(held.back(), "GET / HTTP/1.1\r\n");
  }
  std::this_thread::sleep_for(200ms);
  for (int n = 0; n < 20; ++n) {
    auto refused = site.connect();
    CHECK(status_of(read_to_end(refused)) == 503);
  }
  send_all(held[0], host + ask_close + "\r\n");
  CHECK(status_of(read_to_end(held[0])) == 200);
  held.clear();
  std::this_thread::sleep_for(200ms);
  CHECK(status_of(talk(site, "GET / HTTP/1.1\r\n" + host + ask_close + "\r\n")) == 200);
}

TEST_CASE("A proxy of ours is not capped and gives the client's address", "[web][server]") {
  ServerOptions behind;
  behind.proxies = {"127.0.0.1"};
  const RunningSite site(behind);
  std::vector<Poco::Net::StreamSocket> held;
  for (int n = 0; n < 60; ++n) held.push_back(site.connect());
  const auto answer = talk(site, "GET /adresse HTTP/1.1\r\n" + host + ask_close + "X-Forwarded-For: 6.6.6.6, 203.0.113.9\r\n\r\n");
  CHECK(answer.find("\r\n\r\n203.0.113.9") != std::string::npos);
  const RunningSite bare;
  const auto spoofed = talk(bare, "GET /adresse HTTP/1.1\r\n" + host + ask_close + "X-Forwarded-For: 203.0.113.9\r\n\r\n");
  CHECK(spoofed.find("\r\n\r\n127.0.0.1") != std::string::npos);
}

TEST_CASE("A failing page gives a number and the server goes on", "[web][server]") {
  const RunningSite site;
  const auto answer = talk(site, "GET /panne HTTP/1.1\r\n" + host + ask_close + "\r\n");
  CHECK(status_of(answer) == 500);
  CHECK(answer.find("secret") == std::string::npos);
  CHECK(status_of(talk(site, "GET / HTTP/1.1\r\n" + host + ask_close + "\r\n")) == 200);
}

TEST_CASE("A server that stops ends idle connections at once and frees its port", "[web][server]") {
  RunningSite site;
  auto idle = site.connect();
  const auto began = std::chrono::steady_clock::now();
  site.stop();
  CHECK(std::chrono::steady_clock::now() - began < 3s);
  CHECK(read_to_end(idle).empty());
}

TEST_CASE("Two servers cannot share a port, and threads must outnumber one address's share", "[web][server]") {
  toy::Site site;
  Server first({.port = 0}, site.application);
  first.start();
  Server second({.port = first.port()}, site.application);
  CHECK_THROWS_AS(second.start(), std::runtime_error);
  CHECK_THROWS_AS(Server({.threads = 80}, site.application), std::invalid_argument);
}

TEST_CASE("Fifty clients at once are all served", "[web][server]") {
  ServerOptions behind;
  behind.proxies = {"127.0.0.1"};
  const RunningSite site(behind);
  std::vector<std::future<int>> clients;
  for (int n = 0; n < 50; ++n)
    clients.push_back(std::async(std::launch::async, [&] {
      int served = 0;
      for (int turn = 0; turn < 10; ++turn)
        if (status_of(talk(site, "GET /nulle-part HTTP/1.1\r\n" + host + ask_close + "\r\n")) == 404) ++served;
      return served;
    }));
  for (auto& client : clients) CHECK(client.get() == 10);
}
