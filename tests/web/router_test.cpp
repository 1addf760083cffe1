#include <catch2/catch.hpp>

#include "clausier/web/router.hpp"

using namespace clausier::web;

namespace {

Route route(Method method, const char* pattern, Access access = Access::everybody()) {
  return {method, pattern, [](const Request&) { return Response{}; }, std::move(access)};
}

Router site() {
  return Router({route(Method::get, "/"), route(Method::get, "/lots/{id}"), route(Method::get, "/lots/nouveau"),
                 route(Method::get, "/lots/{id}/clause"), route(Method::post, "/lots/{id}/clause"),
                 route(Method::post, "/deconnexion"), route(Method::get, "/espace/{lot}/{mois}")});
}

std::string pattern_for(Method method, const char* path) {
  Request request{.method = method, .path = path};
  const auto router = site();
  const auto found = router.find(request);
  if (const auto* wrong = std::get_if<Router::WrongMethod>(&found)) return "405 " + wrong->allow;
  if (std::holds_alternative<Router::Unknown>(found)) return "404";
  return std::get<const Route*>(found)->pattern;
}

}  // namespace

TEST_CASE("An address finds its route, the most literal first", "[web][router]") {
  CHECK(pattern_for(Method::get, "/") == "/");
  CHECK(pattern_for(Method::get, "/lots/abc") == "/lots/{id}");
  CHECK(pattern_for(Method::get, "/lots/nouveau") == "/lots/nouveau");
  CHECK(pattern_for(Method::post, "/lots/abc/clause") == "/lots/{id}/clause");
}

TEST_CASE("Unknown addresses and wrong methods are told apart", "[web][router]") {
  CHECK(pattern_for(Method::get, "/lots") == "404");
  CHECK(pattern_for(Method::get, "/lots/") == "404");
  CHECK(pattern_for(Method::get, "//lots/abc") == "404");
  CHECK(pattern_for(Method::get, "/lots/abc/clause/") == "404");
  CHECK(pattern_for(Method::get, "/lots/../etc") == "404");
  CHECK(pattern_for(Method::post, "/lots/abc") == "405 GET, HEAD");
  CHECK(pattern_for(Method::get, "/deconnexion") == "405 POST");
}

TEST_CASE("The holes of a pattern become parameters", "[web][router]") {
  Request request{.path = "/espace/7k3f/2026-05"};
  const auto router = site();
  router.find(request);
  CHECK(request.parameter("lot") == "7k3f");
  CHECK(request.parameter("mois") == "2026-05");
  CHECK_THROWS_AS(request.parameter("annee"), std::logic_error);
}

TEST_CASE("Two routes of one shape are a mistake of ours", "[web][router]") {
  CHECK_THROWS_AS(Router({route(Method::get, "/lots/{id}"), route(Method::get, "/lots/{lot}")}), std::logic_error);
}

TEST_CASE("The role decides who goes on", "[web][router]") {
  const auto open = route(Method::get, "/aide");
  const auto any = route(Method::get, "/compte", Access::signed_in());
  const auto office = route(Method::get, "/releves", Access::only({"facilitator", "officer"}));
  Request request{.path = "/releves"};
  request.query.add("page", "2");
  CHECK_FALSE(refused(open, request, std::nullopt));
  CHECK_FALSE(refused(any, request, "contractor"));
  CHECK_FALSE(refused(office, request, "officer"));
  CHECK(refused(office, request, "contractor")->status == 403);
  CHECK(refused(office, request, std::nullopt)->header("Location") == "/connexion?suite=/releves%3Fpage%3D2");
  request.method = Method::post;
  CHECK(refused(office, request, std::nullopt)->header("Location") == "/connexion?fait=session_over");
  request.headers.add("referer", "https://clausier.example/releves/7k3f?page=2");
  CHECK(refused(office, request, std::nullopt)->header("Location") == "/connexion?suite=/releves/7k3f%3Fpage%3D2&fait=session_over");
}
