#pragma once
// A small site with the project's own templates, messages and style sheet, to test what surrounds
// the pages. The cookie "session" names the role of the visitor.
#include <mutex>
#include <string>
#include <vector>

#include "clausier/web/application.hpp"
#include "clausier/web/messages.hpp"
#include "clausier/web/page.hpp"
#include "places.hpp"

namespace clausier::web::toy {

inline const std::filesystem::path templates_folder = clausier::test::source_folder() / "templates";
inline const std::string session_token = "token-of-the-toy-session";

class Site {
public:
  Site()
      : templates(templates_folder), wording(load_wording(templates_folder / "messages.fr")),
        assets(templates_folder / "static"),
        renderer(templates, wording, assets, [](const Request& request) { return frame_of(request); }),
        application(parts()) {}

  std::vector<std::string> log() const {
    const std::lock_guard lock(log_mutex_);
    return log_;
  }

  TemplateEngine templates;
  Wording wording;
  Assets assets;
  Renderer renderer;

private:
  static Frame frame_of(const Request& request) {
    const auto* role = request.visitor_as<std::string>();
    if (!role) return {.menu = {{"Accueil", "/"}}};
    return {.menu = {{"Tableau de bord", "/tableau"}, {"Marchés", "/marches"}}, .user_name = *role};
  }

  static std::optional<Response> authorise(const Route* route, Request& request) {
    std::optional<std::string> role;
    if (const auto session = request.cookie("session"); !session.empty()) {
      role = session;
      request.visitor = session;
      request.csrf_token = session_token;
    }
    return route ? refused(*route, request, role) : std::nullopt;
  }

  static std::string summary_of(const Request& request) {
    std::string text;
    for (const auto& [name, value] : request.form)
      if (name != "jeton") text += name + "=" + value.substr(0, 40) + "\n";
    for (const auto& file : request.files)
      text += file.field + ":" + file.file_name + ":" + std::to_string(file.size_bytes) + (file.spooled ? ":spooled" : "") + "\n";
    return text;
  }

  ApplicationParts parts() {
    const auto told = [](const Request& request) { return plain_text(summary_of(request)); };
    std::vector<Route> routes = {
        {Method::get, "/", [](const Request&) { return plain_text("accueil"); }, Access::everybody()},
        {Method::get, "/adresse", [](const Request& r) { return plain_text(r.client_address); }, Access::everybody()},
        {Method::get, "/lots/{id}", [](const Request& r) { return r.parameter("id") == "mien" ? plain_text("le lot") : not_found(); }, Access::signed_in()},
        {Method::get, "/admin", [](const Request&) { return plain_text("administration"); }, Access::only({"administrator"})},
        {Method::get, "/panne", [](const Request&) -> Response { throw std::runtime_error("secret\ndetail"); }, Access::everybody()},
        {Method::get, "/liens/{jeton}", [](const Request&) -> Response { throw std::runtime_error("secret"); }, Access::everybody()},
        {Method::post, "/formulaire", told, Access::everybody()},
        {Method::post, "/depot", told, Access::everybody(), timesheet_body},
        {Method::post, "/contrats", told, Access::signed_in(), contracts_body},
    };
    return {.router = Router(std::move(routes)),
            .assets = assets,
            .authorise = authorise,
            .error_page = [this](const Request& r, int status, const Parameters& p) { return renderer.error_page(r, status, p); },
            .log = [this](const std::string& line) {
              const std::lock_guard lock(log_mutex_);
              log_.push_back(line);
            }};
  }

  mutable std::mutex log_mutex_;
  std::vector<std::string> log_;

public:
  Application application;
};

inline Request get(std::string path, const std::string& session = "") {
  Request request{.path = std::move(path)};
  if (!session.empty()) request.cookies.emplace("session", session);
  return request;
}

// As one of our own pages would send it.
inline Request post(std::string path, const std::string& session = "") {
  Request request = get(std::move(path), session);
  request.method = Method::post;
  request.headers.add("sec-fetch-site", "same-origin");
  if (!session.empty()) request.form.add("jeton", session_token);
  return request;
}

}  // namespace clausier::web::toy
