#pragma once
// The head of an HTTP/1.1 request, read strictly (security.md §4.1): what a proxy in front could
// read otherwise than we do is refused, not guessed.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clausier/web/http.hpp"

namespace clausier::web {

inline constexpr std::size_t head_bytes_max = 32 * 1024;

struct RequestHead {
  Request request;
  bool head_only = false;  // HEAD: the answer has no body
  bool http_1_0 = false;
  bool keep_alive = true;
  bool expects_continue = false;
  bool chunked = false;
  std::uint64_t content_length = 0;
  bool has_body() const { return chunked || content_length > 0; }
};

// Length of the head at the start of the bytes received so far, its empty line included; nullopt:
// not complete yet. Throws RequestProblem 400 as soon as it cannot become a head of ours: a line
// that does not end by CR LF, a control character, too long.
std::optional<std::size_t> length_of_head(std::string_view received);

// The complete head. Throws RequestProblem: 400 malformed, 405 method, 421 a host that is not ours.
// hosts: names or name:port; a name without port stands for any port.
RequestHead parse_head(std::string_view head, const std::vector<std::string>& hosts);

// The client's address: what the connection says, unless that is one of our proxies; then the last
// address of X-Forwarded-For that is not a proxy of ours.
std::string client_address(const std::string& peer, const Request& request, const std::vector<std::string>& proxies);

}  // namespace clausier::web
