// The table of contents of the site, sessions and the menu of each role.
#include "clausier/web/site.hpp"

#include <iostream>

#include "clausier/web/template_engine.hpp"
#include "site_parts.hpp"
#include "tracker_pages.hpp"
#include "typed_before.hpp"

namespace clausier::web {
namespace {

std::vector<Link> menu_of(app::Role role, const Wording& wording) {
  std::vector<std::string> paths;
  switch (role) {
    case app::Role::facilitator: paths = {"/tableau", "/marches", "/organismes", "/imports", "/participants", "/releves", "/rapports", "/journal"}; break;
    case app::Role::contractor: paths = {"/tableau", "/espace", "/marches", "/participants"}; break;
    case app::Role::officer: paths = {"/tableau", "/marches", "/rapports"}; break;
    case app::Role::administrator: paths = {"/tableau", "/imports", "/organismes", "/admin/utilisateurs", "/journal"}; break;
  }
  std::vector<Link> menu;
  for (auto& path : paths) menu.push_back({wording.say("menu." + path), path});
  return menu;
}

std::vector<Route> all_routes(const SiteParts& parts) {
  std::vector<Route> routes;
  for (const auto& some : {public_routes, account_routes, user_routes, dashboard_routes, contract_routes, organisation_routes, import_routes,
                           tracker_routes, quarantine_routes, duplicate_routes, proposal_routes, lot_routes,
                           people_routes, check_routes, firm_routes, review_routes, report_routes, report_library_routes, recipient_routes})
    for (auto& route : some(parts)) routes.push_back(std::move(route));
  return routes;
}

}  // namespace

struct Site::Parts {
  Parts(app::Services& services_, const SiteOptions& options)
      : services(services_),
        templates(options.templates),
        assets(options.templates / "static"),
        renderer(templates, services.wording, assets, [this](const Request& request) { return frame_of(request); }),
        parts{services, renderer, services.wording, throttles, options.schemas, routes},
        routes(all_routes(parts)),
        application(ApplicationParts{
            .router = Router(routes),
            .assets = assets,
            .authorise = [this](const Route* route, Request& request) { return authorise(route, request); },
            .error_page = [this](const Request& request, int status, const Parameters& parameters) {
              return renderer.error_page(request, status, parameters);
            },
            .session_over = [this](const Request& request) { return sign_in_with(parts, request); },
            .log = options.log ? options.log : [](const std::string& line) { std::cerr << line << std::endl; },
            .https = options.https}) {}

  std::optional<Response> authorise(const Route* route, Request& request) {
    if (const auto token = request.cookie(session_cookie); !token.empty())
      if (auto session = app::session_of(services, token)) {
        request.csrf_token = session->csrf_token;
        request.visitor = Visitor{std::move(session->actor), token};
      }
    if (!route) return std::nullopt;
    const auto* visitor = request.visitor_as<Visitor>();
    request.session_over = !visitor && !route->access.is_open() && may_be_kept(request);
    if (request.session_over) return std::nullopt;
    return refused(*route, request, visitor ? std::optional(std::string(app::role_code(visitor->actor.role))) : std::nullopt);
  }

  Frame frame_of(const Request& request) const {
    const auto* visitor = request.visitor_as<Visitor>();
    if (!visitor) return {};
    return {.menu = menu_of(visitor->actor.role, services.wording), .user_name = visitor->actor.display_name};
  }

  app::Services& services;
  TemplateEngine templates;
  Assets assets;
  Throttles throttles;
  Renderer renderer;
  SiteParts parts;
  std::vector<Route> routes;
  Application application;
};

Site::Site(app::Services& services, const SiteOptions& options) : parts_(std::make_unique<Parts>(services, options)) {}
Site::~Site() = default;
const Application& Site::application() const { return parts_->application; }
const std::vector<Route>& Site::routes() const { return parts_->routes; }

}  // namespace clausier::web
