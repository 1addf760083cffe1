// What everybody may read: home, help, site map, legal pages, the schema of the XML reports.
#include <fstream>
#include <sstream>

#include "site_parts.hpp"

namespace clausier::web {
namespace {

Response static_page(const SiteParts& parts, const Request& request, const std::string& name) {
  return parts.renderer.page(request, {.template_name = "public_" + name, .title = parts.wording.say("public." + name + ".title")});
}

Response show_home(const SiteParts& parts, const Request& request) {
  View content;
  content.set("is_signed_in", request.visitor_as<Visitor>() != nullptr);
  return parts.renderer.page(request, {.template_name = "public_home", .title = parts.wording.say("public.home.title"), .content = content});
}

// Pages without an id in their address that the visitor may open: the public half of the map.
Response show_map(const SiteParts& parts, const Request& request) {
  const auto* visitor = request.visitor_as<Visitor>();
  View pages = View::list();
  for (const auto& route : parts.routes) {
    const std::string key = "map." + route.pattern;
    const bool open = route.access.is_open() || (visitor && route.access.admits(app::role_code(visitor->actor.role)));
    if (route.method == Method::get && open && parts.wording.has(key))
      pages.add(View().set("path", route.pattern).set("label", parts.wording.say(key)));
  }
  return parts.renderer.page(request, {.template_name = "public_map", .title = parts.wording.say("public.map.title"),
                                       .content = View().set("pages", pages)});
}

Response send_schema(const SiteParts& parts, const char* name) {
  std::ifstream file(parts.schemas / name, std::ios::binary);
  if (!file) return not_found();
  std::ostringstream text;
  text << file.rdbuf();
  Response response;
  response.body = text.str();
  response.set("Content-Type", "application/xml; charset=utf-8");
  return response;
}

// For the operator's own probe, on the machine itself.
Response show_health(const Request& request) {
  const bool local = request.client_address == "127.0.0.1" || request.client_address == "::1";
  return local ? plain_text("ok\n") : not_found();
}

}  // namespace

std::vector<Route> public_routes(const SiteParts& parts) {
  const auto everybody = Access::everybody();
  std::vector<Route> routes = {
      {Method::get, "/", [&parts](const Request& r) { return show_home(parts, r); }, everybody},
      {Method::get, "/plan-du-site", [&parts](const Request& r) { return show_map(parts, r); }, everybody},
      {Method::get, "/schemas/rapport-1.0.xsd", [&parts](const Request&) { return send_schema(parts, "rapport-1.0.xsd"); }, everybody},
      {Method::get, "/schemas/lignes-1.0.xsd", [&parts](const Request&) { return send_schema(parts, "lignes-1.0.xsd"); }, everybody},
      {Method::get, "/schemas/tableaux-1.0.xsd", [&parts](const Request&) { return send_schema(parts, "tableaux-1.0.xsd"); }, everybody},
      {Method::get, "/health", [](const Request& r) { return show_health(r); }, everybody},
  };
  for (const auto& [path, name] : {std::pair{"/aide", "help"}, {"/accessibilite", "accessibility"}, {"/mentions-legales", "legal"},
                                   {"/donnees-personnelles", "privacy"}})
    routes.push_back({Method::get, path, [&parts, page = std::string(name)](const Request& r) { return static_page(parts, r, page); }, everybody});
  return routes;
}

}  // namespace clausier::web
