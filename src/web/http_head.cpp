#include "http_head.hpp"

#include <algorithm>

namespace clausier::web {
namespace {

constexpr std::size_t path_bytes_max = 2048;
constexpr std::size_t query_bytes_max = 4096;
constexpr std::size_t header_count_max = 100;
constexpr std::size_t header_bytes_max = 8192;
constexpr std::size_t query_fields_max = 100;

[[noreturn]] void malformed(const char* why) { throw RequestProblem(400, why); }

bool is_token_character(char c) {
  const bool letter_or_digit = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  return letter_or_digit || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool is_token(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_token_character); }

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::string_view next_line(std::string_view& text) {
  const auto end = text.find("\r\n");
  if (end == std::string_view::npos) malformed("line without end");
  const auto line = text.substr(0, end);
  text.remove_prefix(end + 2);
  return line;
}

void read_target(std::string_view target, Request& request) {
  if (target.empty() || target.front() != '/') malformed("target that is not a path");
  const auto question = target.find('?');
  const auto path = target.substr(0, question);
  const auto query = question == std::string_view::npos ? std::string_view() : target.substr(question + 1);
  if (path.size() > path_bytes_max || query.size() > query_bytes_max) malformed("target too long");
  if (std::any_of(target.begin(), target.end(), [](char c) { return c <= 0x20 || c >= 0x7F; }))
    malformed("target with a character that must be encoded");
  auto decoded = percent_decoded(path, false);
  if (!decoded || std::any_of(decoded->begin(), decoded->end(), is_control)) malformed("path encoding");
  request.path = *std::move(decoded);
  request.query = parse_urlencoded(query, query_fields_max);
}

// The method may be unknown: that is told apart (405) once the rest has been found sound.
std::string read_request_line(std::string_view line, RequestHead& head) {
  const auto method_end = line.find(' ');
  const auto target_end = line.rfind(' ');
  if (method_end == std::string_view::npos || method_end == target_end) malformed("request line");
  const auto method = line.substr(0, method_end);
  const auto version = line.substr(target_end + 1);
  if (!is_token(method)) malformed("method");
  if (version != "HTTP/1.1" && version != "HTTP/1.0") malformed("version");
  head.http_1_0 = version == "HTTP/1.0";
  read_target(line.substr(method_end + 1, target_end - method_end - 1), head.request);
  return std::string(method);
}

void read_header(std::string_view line, Fields& headers) {
  const auto colon = line.find(':');
  // A line that starts with a space continues the previous one in old HTTP: not a token, refused.
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) malformed("header name");
  const auto value = trimmed(line.substr(colon + 1));
  if (value.size() > header_bytes_max || headers.size() == header_count_max) malformed("too many headers");
  if (std::any_of(value.begin(), value.end(), [](char c) { return is_control(c) && c != '\t'; }))
    malformed("control character in a header");
  headers.add(lower_ascii(line.substr(0, colon)), std::string(value));
}

void read_framing(RequestHead& head) {
  const auto& headers = head.request.headers;
  const auto lengths = headers.all("content-length");
  const auto encodings = headers.all("transfer-encoding");
  if (lengths.size() > 1 || encodings.size() > 1 || (!lengths.empty() && !encodings.empty()))
    malformed("contradictory framing");
  if (!encodings.empty()) {
    if (lower_ascii(encodings[0]) != "chunked" || head.http_1_0) malformed("transfer encoding");
    head.chunked = true;
  }
  if (!lengths.empty()) {
    const auto& digits = lengths[0];
    const bool number = !digits.empty() && digits.size() <= 12 &&
                        std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!number) malformed("content length");
    head.content_length = std::stoull(digits);
  }
}

bool is_port(std::string_view text) {
  return !text.empty() && text.size() <= 5 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void check_host(const Request& request, const std::vector<std::string>& hosts) {
  const auto given = request.headers.all("host");
  if (given.size() != 1) malformed("one Host is needed");
  const std::string host = lower_ascii(given[0]);
  const auto colon = host.rfind(':');
  const bool has_port = colon != std::string::npos && host.find(']', colon) == std::string::npos;
  if (has_port && !is_port(std::string_view(host).substr(colon + 1))) malformed("port of the Host");
  const std::string name = has_port ? host.substr(0, colon) : host;
  for (const auto& ours : hosts)
    if (lower_ascii(ours) == host || lower_ascii(ours) == name) return;
  throw RequestProblem(421, "host that is not ours");
}

void read_connection(RequestHead& head) {
  const auto wish = lower_ascii(head.request.headers.get("connection"));
  head.keep_alive = !head.http_1_0 && wish.find("close") == std::string::npos;
  head.expects_continue = lower_ascii(head.request.headers.get("expect")) == "100-continue";
}

void read_cookies(Request& request) {
  for (const auto& line : request.headers.all("cookie")) {
    for (std::string_view rest = line; !rest.empty();) {
      const auto pair = trimmed(rest.substr(0, rest.find(';')));
      rest.remove_prefix(std::min(rest.size(), rest.find(';') == std::string_view::npos ? rest.size() : rest.find(';') + 1));
      const auto equals = pair.find('=');
      if (equals != std::string_view::npos)
        request.cookies.emplace(pair.substr(0, equals), pair.substr(equals + 1));
    }
  }
}

}  // namespace

std::optional<std::size_t> length_of_head(std::string_view received) {
  for (std::size_t at = 0; at < received.size() && at <= head_bytes_max; ++at) {
    const char c = received[at];
    if (c == '\n' && (at == 0 || received[at - 1] != '\r')) malformed("line feed alone");
    if (is_control(c) && c != '\r' && c != '\n' && c != '\t') malformed("control character in the head");
    if (c == '\r' && at + 1 < received.size() && received[at + 1] != '\n') malformed("carriage return alone");
    if (c == '\n' && at == 1) malformed("empty request line");
    if (c == '\n' && at >= 3 && received.substr(at - 3, 4) == "\r\n\r\n") return at + 1;
  }
  if (received.size() > head_bytes_max) malformed("head too long");
  return std::nullopt;
}

RequestHead parse_head(std::string_view text, const std::vector<std::string>& hosts) {
  RequestHead head;
  const std::string method = read_request_line(next_line(text), head);
  for (auto line = next_line(text); !line.empty(); line = next_line(text)) read_header(line, head.request.headers);
  read_framing(head);
  check_host(head.request, hosts);
  read_connection(head);
  read_cookies(head.request);
  head.head_only = method == "HEAD";
  if (method == "POST")
    head.request.method = Method::post;
  else if (method != "GET" && method != "HEAD")
    throw RequestProblem(405, "method");
  else if (head.has_body())
    malformed("body where none is read");
  return head;
}

std::string client_address(const std::string& peer, const Request& request, const std::vector<std::string>& proxies) {
  const auto is_proxy = [&](std::string_view address) {
    return std::find(proxies.begin(), proxies.end(), address) != proxies.end();
  };
  std::string address = peer;
  std::string chain;
  for (const auto& line : request.headers.all("x-forwarded-for")) chain += (chain.empty() ? "" : ",") + line;
  std::string_view rest = chain;
  while (is_proxy(address) && !rest.empty()) {
    const auto comma = rest.rfind(',');
    address = std::string(trimmed(comma == std::string_view::npos ? rest : rest.substr(comma + 1)));
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(0, comma);
  }
  return address;
}

}  // namespace clausier::web
