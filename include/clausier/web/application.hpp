#pragma once
// The site behind the wire: routes, access, forged-request checks, error pages, static files and
// the headers of every answer (security.md §5). handle() is all that a client without a socket needs.
#include <functional>
#include <optional>
#include <string>

#include "clausier/web/assets.hpp"
#include "clausier/web/http.hpp"
#include "clausier/web/router.hpp"

namespace clausier::web {

struct ApplicationParts {
  Router router;
  Assets assets;
  // Who asks, and may they? Sets request.visitor and request.csrf_token, and answers by refused().
  // Called for every address, known or not (route is then null and the answer ignored), before the
  // body is read: the error page of an unknown address shows the visitor's own menu.
  std::function<std::optional<Response>(const Route* route, Request& request)> authorise;
  // The page of a status of 400 and above, inside the layout.
  std::function<Response(const Request&, int status, const Parameters&)> error_page;
  // The page that keeps what was typed in a form whose session had ended (request.session_over), and asks to sign in.
  std::function<Response(const Request&)> session_over;
  std::function<void(const std::string& line)> log;  // unexpected failures, with their number
  bool https = false;  // the site is reached over TLS: browsers are told to insist
  std::function<std::string()> new_request_number = {};  // default: random
};

class Application {
public:
  explicit Application(ApplicationParts parts);

  Response handle(Request request) const;  // admit, then answer

  // The same in two steps, for a server that must know the limits before it reads the body.
  // admit: the answer, when there is one without the body; else request.route->body tells the limits.
  std::optional<Response> admit(Request& head) const;
  Response answer(const Request& complete) const;
  // The page of a status, for a request that could not be read. Never throws.
  Response refuse(const Request& request, int status, const Parameters& parameters = {}) const;
  // The 500 page, with the cause in the log under the request's number only.
  Response failed(const Request& request, const std::string& cause) const;

private:
  std::optional<Response> admitted(Request& request) const;
  Response answered(const Request& request) const;
  template <class Work>
  auto guarded(const Request& request, Work work) const -> decltype(work());
  Response finished(const Request& request, Response response) const;

  ApplicationParts parts_;
};

// "7K3F-92QX": short enough to be read out on the telephone.
std::string random_request_number();

}  // namespace clausier::web
