#include <catch2/catch.hpp>

#include "http_head.hpp"

using namespace clausier::web;

namespace {

const std::vector<std::string> hosts = {"clausier.example", "127.0.0.1:8080"};

// The status that answers a head; 200: it is read.
int verdict(const std::string& head) {
  try {
    const auto length = length_of_head(head);
    if (!length) return 0;  // waits for more
    parse_head(std::string_view(head).substr(0, *length), hosts);
    return 200;
  } catch (const RequestProblem& wrong) {
    return wrong.status;
  }
}

std::string with(const std::string& more, const std::string& first_line = "POST /x HTTP/1.1") {
  return first_line + "\r\nHost: clausier.example\r\n" + more + "\r\n";
}

}  // namespace

TEST_CASE("Contradictory, odd or oversized heads are refused", "[web][http_head]") {
  struct Probe {
    const char* what;
    std::string head;
    int expected;
  };
  const std::string long_value(9000, 'a');
  std::string many;
  for (int n = 0; n < 101; ++n) many += "X-" + std::to_string(n) + ": 1\r\n";
  const std::vector<Probe> probes = {
      {"a plain request", with("", "GET /lots?page=2 HTTP/1.1"), 200},
      {"a form", with("Content-Length: 5\r\n"), 200},
      {"a chunked form", with("Transfer-Encoding: chunked\r\n"), 200},
      {"length and chunked", with("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"), 400},
      {"two lengths", with("Content-Length: 5\r\nContent-Length: 0\r\n"), 400},
      {"two equal lengths", with("Content-Length: 5\r\nContent-Length: 5\r\n"), 400},
      {"negative length", with("Content-Length: -5\r\n"), 400},
      {"signed length", with("Content-Length: +5\r\n"), 400},
      {"length of 20 digits", with("Content-Length: 10000000000000000000\r\n"), 400},
      {"length list", with("Content-Length: 5, 5\r\n"), 400},
      {"empty length", with("Content-Length: \r\n"), 400},
      {"space before the colon", with("Transfer-Encoding : chunked\r\n"), 400},
      {"unknown encoding", with("Transfer-Encoding: xchunked\r\n"), 400},
      {"two encodings", with("Transfer-Encoding: gzip, chunked\r\n"), 400},
      {"value of 9 000 bytes", with("X-Long: " + long_value + "\r\n"), 400},
      {"101 headers", with(many), 400},
      {"path of 2 049 bytes", with("", "GET /" + std::string(2048, 'a') + " HTTP/1.1"), 400},
      {"query of 4 097 bytes", with("", "GET /?" + std::string(4097, 'a') + " HTTP/1.1"), 400},
      {"no host", "GET / HTTP/1.1\r\n\r\n", 400},
      {"two hosts", with("Host: clausier.example\r\n"), 400},
      {"foreign host", "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421},
      {"our host in capitals, another port", "GET / HTTP/1.1\r\nHost: Clausier.Example:444\r\n\r\n", 200},
      {"a port with a name in it", "GET / HTTP/1.1\r\nHost: clausier.example:evil@x\r\n\r\n", 400},
      {"a port left empty", "GET / HTTP/1.1\r\nHost: clausier.example:\r\n\r\n", 400},
      {"a port of six digits", "GET / HTTP/1.1\r\nHost: clausier.example:123456\r\n\r\n", 400},
      {"the one port of a host", "GET / HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n\r\n", 200},
      {"another port of it", "GET / HTTP/1.1\r\nHost: 127.0.0.1:81\r\n\r\n", 421},
      {"folded header", with("X-A: 1\r\n 2\r\n"), 400},
      {"NUL in a header", with(std::string("X-A: 1\0002\r\n", 10)), 400},
      {"line feed alone", "GET / HTTP/1.1\nHost: clausier.example\n\n", 400},
      {"carriage return alone", with("X-A: 1\r2\r\n"), 400},
      {"TRACE", with("", "TRACE / HTTP/1.1"), 405},
      {"CONNECT", with("", "CONNECT / HTTP/1.1"), 405},
      {"unknown method", with("", "ZZZZ / HTTP/1.1"), 405},
      {"lower-case method", with("", "get / HTTP/1.1"), 405},
      {"absolute target", with("", "GET http://evil.example/ HTTP/1.1"), 400},
      {"star target", with("", "GET * HTTP/1.1"), 400},
      {"broken encoding", with("", "GET /%zz HTTP/1.1"), 400},
      {"NUL in the path", with("", "GET /a%00b HTTP/1.1"), 400},
      {"line break in the path", with("", "GET /a%0d%0ab HTTP/1.1"), 400},
      {"dots in the path", with("", "GET /%2e%2e/etc HTTP/1.1"), 200},
      {"raw UTF-8 in the path", with("", "GET /é HTTP/1.1"), 400},
      {"other version", with("", "GET / HTTP/2.0"), 400},
      {"no version", with("", "GET /"), 400},
      {"two spaces", with("", "GET  / HTTP/1.1"), 400},
      {"GET with a body", with("Content-Length: 5\r\n", "GET / HTTP/1.1"), 400},
      {"empty first line", "\r\nGET / HTTP/1.1\r\n\r\n", 400},
      {"not complete yet", "GET / HTTP/1.1\r\nHost: clau", 0},
  };
  for (const auto& probe : probes) {
    INFO(probe.what);
    CHECK(verdict(probe.head) == probe.expected);
  }
}

TEST_CASE("A head that never ends is refused at 32 KB", "[web][http_head]") {
  std::string head = "GET / HTTP/1.1\r\n";
  while (head.size() <= head_bytes_max) head += "X-Pad: " + std::string(1000, 'a') + "\r\n";
  CHECK_THROWS_AS(length_of_head(head), RequestProblem);
}

TEST_CASE("A head gives path, query, cookies and wishes", "[web][http_head]") {
  const auto head = parse_head(with("Cookie: a=1; b=2=3; a=4\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 7\r\n",
                                    "POST /lots/%C3%A9?mois=2026-05&mois=2026-06 HTTP/1.1"), hosts);
  CHECK(head.request.path == "/lots/é");
  CHECK(head.request.query.all("mois").size() == 2);
  CHECK(head.request.cookie("a") == "1");
  CHECK(head.request.cookie("b") == "2=3");
  CHECK(head.request.is_post());
  CHECK_FALSE(head.keep_alive);
  CHECK(head.expects_continue);
  CHECK(head.content_length == 7);
}

TEST_CASE("HEAD is read as a GET whose body is not sent", "[web][http_head]") {
  const auto head = parse_head(with("", "HEAD / HTTP/1.1"), hosts);
  CHECK(head.head_only);
  CHECK_FALSE(head.request.is_post());
}

TEST_CASE("The forwarded address is believed from our proxies only", "[web][http_head]") {
  Request request;
  request.headers.add("x-forwarded-for", "6.6.6.6, 203.0.113.9");
  CHECK(client_address("198.51.100.7", request, {"127.0.0.1"}) == "198.51.100.7");
  CHECK(client_address("127.0.0.1", request, {"127.0.0.1"}) == "203.0.113.9");
  CHECK(client_address("127.0.0.1", request, {"127.0.0.1", "203.0.113.9"}) == "6.6.6.6");
  CHECK(client_address("127.0.0.1", Request{}, {"127.0.0.1"}) == "127.0.0.1");
}
