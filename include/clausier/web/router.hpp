#pragma once
// Which handler answers which address, who may reach it, how much it may be sent. The table of
// routes is the whole site on one page; it knows nothing of the business.
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "clausier/web/http.hpp"

namespace clausier::web {

// How much a request may carry after its head, counted while it is read.
struct BodyLimits {
  std::uint64_t size_bytes_max = 256 * 1024;
  std::size_t fields_max = 100;
  bool files = false;  // whether multipart/form-data is read
};
inline constexpr BodyLimits form_body{};
inline constexpr BodyLimits grid_body{.size_bytes_max = 5 * 1024 * 1024, .fields_max = 5000};
// 64 KB above the file itself: the frame of multipart and the other fields.
inline constexpr BodyLimits timesheet_body{.size_bytes_max = (5 * 1024 + 64) * 1024, .files = true};
inline constexpr BodyLimits contracts_body{.size_bytes_max = (100 * 1024 + 64) * 1024, .files = true};

// Who may reach a route: everybody, anybody signed in, or the roles named.
class Access {
public:
  static Access everybody() { return Access(true, {}); }
  static Access signed_in() { return Access(false, {}); }
  static Access only(std::vector<std::string> roles) { return Access(false, std::move(roles)); }
  bool is_open() const { return open_; }
  bool admits(std::string_view role) const;  // of somebody signed in
  const std::vector<std::string>& roles() const { return roles_; }

private:
  Access(bool open, std::vector<std::string> roles) : open_(open), roles_(std::move(roles)) {}
  bool open_;
  std::vector<std::string> roles_;
};

using Handler = std::function<Response(const Request&)>;

struct Route {
  Method method;
  std::string pattern;  // "/lots/{id}/clause": a {name} takes one whole segment, never empty
  Handler handler;
  Access access;
  BodyLimits body = form_body;
};

class Router {
public:
  // Throws std::logic_error when two routes of one method have the same shape.
  explicit Router(std::vector<Route> routes);

  struct WrongMethod {
    std::string allow;  // "GET, HEAD" or "POST"
  };
  struct Unknown {};
  // The route with request.route and request.path_parameters set. A literal segment wins over a {name}.
  std::variant<const Route*, WrongMethod, Unknown> find(Request& request) const;
  const std::vector<Route>& routes() const { return routes_; }
  // Whether the path stands where a {jeton} may be, routed or not: it is then neither logged nor sent as a referrer.
  bool may_hold_token(std::string_view path) const;

private:
  std::vector<Route> routes_;
};

// The address when a page answers there, else that of the nearest page above it; "" when there is none
// but the root. For coming back after signing in: a form's address may answer to POST alone.
std::string page_at_or_above(const std::vector<Route>& routes, std::string_view address);

// Whether a form of that role is taken at the address.
bool takes_forms_of(const std::vector<Route>& routes, std::string_view address, std::string_view role);

// What the role of a visitor (none: anonymous) gives on a route: nullopt to go on, else the way to
// sign in (303, coming back afterwards) or 403. For the authorise callback of the application.
std::optional<Response> refused(const Route& route, const Request& request, const std::optional<std::string>& role);

// The page that held a form, as its browser names it (Referer); "" when it does not.
std::string page_of_form(const Request& request);

}  // namespace clausier::web
