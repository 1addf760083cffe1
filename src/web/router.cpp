#include "clausier/web/router.hpp"

#include <algorithm>

#include "clausier/web/guard.hpp"

namespace clausier::web {
namespace {

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const auto segment = path.substr(0, path.find('/'));
    segments.push_back(segment);
    path.remove_prefix(segment.size());
  }
  return segments;
}

bool is_hole(std::string_view segment) { return segment.size() > 2 && segment.front() == '{' && segment.back() == '}'; }

// How many literal segments a pattern has in common with the path; nullopt when it does not match.
std::optional<int> match(std::string_view pattern, std::string_view path) {
  const auto wanted = segments_of(pattern);
  const auto given = segments_of(path);
  if (wanted.size() != given.size()) return std::nullopt;
  int literals = 0;
  for (std::size_t at = 0; at < wanted.size(); ++at) {
    if (is_hole(wanted[at]) ? given[at].empty() : wanted[at] != given[at]) return std::nullopt;
    if (!is_hole(wanted[at])) ++literals;
  }
  return literals;
}

void keep_parameters(const Route& route, Request& request) {
  const auto wanted = segments_of(route.pattern);
  const auto given = segments_of(request.path);
  for (std::size_t at = 0; at < wanted.size(); ++at)
    if (is_hole(wanted[at]))
      request.path_parameters.emplace(wanted[at].substr(1, wanted[at].size() - 2), given[at]);
}

std::string shape_of(const Route& route) {
  std::string shape = route.method == Method::get ? "GET" : "POST";
  for (const auto segment : segments_of(route.pattern)) shape += "/" + std::string(is_hole(segment) ? "{}" : segment);
  return shape;
}

}  // namespace

bool Access::admits(std::string_view role) const {
  return open_ || roles_.empty() || std::find(roles_.begin(), roles_.end(), role) != roles_.end();
}

Router::Router(std::vector<Route> routes) : routes_(std::move(routes)) {
  std::vector<std::string> shapes;
  for (const auto& route : routes_) shapes.push_back(shape_of(route));
  std::sort(shapes.begin(), shapes.end());
  const auto twice = std::adjacent_find(shapes.begin(), shapes.end());
  if (twice != shapes.end()) throw std::logic_error("two routes for " + *twice);
}

std::variant<const Route*, Router::WrongMethod, Router::Unknown> Router::find(Request& request) const {
  const Route* best = nullptr;
  int best_literals = -1;
  bool get_known = false;
  bool post_known = false;
  for (const auto& route : routes_) {
    const auto literals = match(route.pattern, request.path);
    if (!literals) continue;
    (route.method == Method::get ? get_known : post_known) = true;
    if (route.method != request.method || *literals <= best_literals) continue;
    best = &route;
    best_literals = *literals;
  }
  if (best) {
    request.route = best;
    keep_parameters(*best, request);
    return best;
  }
  if (get_known) return WrongMethod{"GET, HEAD"};
  if (post_known) return WrongMethod{"POST"};
  return Unknown{};
}

bool Router::may_hold_token(std::string_view path) const {
  return std::any_of(routes_.begin(), routes_.end(), [&](const Route& route) {
    const auto token = route.pattern.find("{jeton}");
    return token != std::string::npos && path.starts_with(std::string_view(route.pattern).substr(0, token));
  });
}

std::string page_at_or_above(const std::vector<Route>& routes, std::string_view address) {
  auto path = address.substr(0, address.find_first_of("?#"));
  const auto is_page = [&](std::string_view at) {
    return std::any_of(routes.begin(), routes.end(), [&](const Route& r) { return r.method == Method::get && match(r.pattern, at); });
  };
  if (is_page(path)) return std::string(address);
  while (path.rfind('/') != std::string_view::npos && path.rfind('/') > 0) {
    path = path.substr(0, path.rfind('/'));
    if (is_page(path)) return std::string(path);
  }
  return "";
}

bool takes_forms_of(const std::vector<Route>& routes, std::string_view address, std::string_view role) {
  const auto path = address.substr(0, address.find_first_of("?#"));
  return std::any_of(routes.begin(), routes.end(), [&](const Route& r) {
    return r.method == Method::post && !r.access.is_open() && r.access.admits(role) && match(r.pattern, path);
  });
}

std::string page_of_form(const Request& request) {
  const auto& referer = request.headers.get("referer");
  const auto host = referer.find("://");
  const auto path = host == std::string::npos ? host : referer.find('/', host + 3);
  return path == std::string::npos ? "" : local_path_or(referer.substr(path), "");
}

std::optional<Response> refused(const Route& route, const Request& request, const std::optional<std::string>& role) {
  if (route.access.is_open()) return std::nullopt;
  if (role) return route.access.admits(*role) ? std::nullopt : std::optional(forbidden());
  // A form sent without a session: it ended while the page was open.
  if (request.is_post()) return see_other(address("/connexion", {{"suite", page_of_form(request)}, {"fait", "session_over"}}));
  std::vector<std::pair<std::string, std::string>> query;
  for (const auto& [name, value] : request.query) query.emplace_back(name, value);
  return see_other(address("/connexion", {{"suite", address(request.path, query)}}));
}

}  // namespace clausier::web
