#include <catch2/catch.hpp>

#include "toy_site.hpp"

using namespace clausier::web;

TEST_CASE("Every answer carries the security headers and no version", "[web][application]") {
  const toy::Site site;
  for (const auto& path : {"/", "/rien", "/panne", "/static/app.css", "/admin"}) {
    const auto response = site.application.handle(toy::get(path));
    INFO(path);
    CHECK(response.header("Content-Security-Policy").find("default-src 'none'") == 0);
    CHECK(response.header("X-Content-Type-Options") == "nosniff");
    CHECK(response.header("Referrer-Policy") == "same-origin");
    CHECK(response.header("Cross-Origin-Opener-Policy") == "same-origin");
    CHECK_FALSE(response.header("Permissions-Policy").empty());
    CHECK(response.header("Server").empty());
  }
  CHECK(site.application.handle(toy::get("/")).header("Cache-Control") == "no-store");
}

TEST_CASE("Nobody goes past the door without a role", "[web][application]") {
  const toy::Site site;
  CHECK(site.application.handle(toy::get("/admin")).header("Location") == "/connexion?suite=/admin");
  CHECK(site.application.handle(toy::get("/admin", "contractor")).status == 403);
  CHECK(site.application.handle(toy::get("/admin", "administrator")).body == "administration");
}

TEST_CASE("What is foreign and what does not exist give the same page", "[web][application]") {
  const toy::Site site;
  const auto foreign = site.application.handle(toy::get("/lots/autre", "contractor"));
  const auto missing = site.application.handle(toy::get("/lots/zzz", "contractor"));
  const auto unknown = site.application.handle(toy::get("/nulle-part", "contractor"));
  CHECK(foreign.status == 404);
  CHECK(foreign.body == missing.body);
  CHECK(foreign.body == unknown.body);
}

TEST_CASE("A wrong method says which one is right", "[web][application]") {
  const toy::Site site;
  const auto response = site.application.handle(toy::post("/admin", "administrator"));
  CHECK(response.status == 405);
  CHECK(response.header("Allow") == "GET, HEAD");
}

TEST_CASE("A POST needs our page and the visitor's token", "[web][application]") {
  const toy::Site site;
  CHECK(site.application.handle(toy::post("/contrats", "facilitator")).status == 200);
  auto foreign = toy::post("/contrats", "facilitator");
  foreign.headers = {};
  foreign.headers.add("sec-fetch-site", "cross-site");
  CHECK(site.application.handle(foreign).status == 403);
  auto without_token = toy::post("/contrats", "facilitator");
  without_token.form = {};
  CHECK(site.application.handle(without_token).status == 403);
  auto wrong_token = without_token;
  wrong_token.form.add("jeton", "another-token-of-this-len");
  CHECK(site.application.handle(wrong_token).status == 403);
  CHECK(site.application.handle(toy::post("/formulaire")).status == 200);
}

TEST_CASE("An open form sent from a page of before the session goes through, from another site it does not", "[web][application]") {
  const toy::Site site;
  auto older_page = toy::post("/formulaire", "facilitator");
  older_page.form = {};
  CHECK(site.application.handle(older_page).status == 200);
  older_page.headers = {};
  CHECK(site.application.handle(older_page).status == 403);
}

TEST_CASE("An address that gives a name twice is refused, known name or not", "[web][application]") {
  const toy::Site site;
  auto request = toy::get("/");
  request.query.add("a", "1");
  CHECK(site.application.handle(request).status == 200);
  request.query.add("a", "2");
  CHECK(site.application.handle(request).status == 400);
}

TEST_CASE("A token in the address reaches neither the log nor another site, whatever the answer", "[web][application]") {
  const toy::Site site;
  for (const auto& request : {toy::get("/liens/Jeton-Marqueur"), toy::post("/liens/Jeton-Marqueur"), toy::get("/liens/Jeton-Marqueur/rien")})
    CHECK(site.application.handle(request).header("Referrer-Policy") == "no-referrer");
  site.application.failed(toy::get("/liens/Jeton-Marqueur"), "cause");  // not routed yet
  REQUIRE(site.log().size() == 2);
  CHECK(site.log()[0].find("/liens/{jeton}: secret") != std::string::npos);
  for (const auto& line : site.log()) CHECK(line.find("Jeton-Marqueur") == std::string::npos);
}

TEST_CASE("A refusal comes before the body is read", "[web][application]") {
  const toy::Site site;
  auto anonymous = toy::post("/contrats");
  CHECK(site.application.admit(anonymous)->status == 303);
  auto foreign = toy::post("/contrats", "facilitator");
  foreign.headers = {};
  CHECK(site.application.admit(foreign)->status == 403);
  auto welcome = toy::post("/contrats", "facilitator");
  CHECK_FALSE(site.application.admit(welcome));
  CHECK(welcome.route->body.size_bytes_max == contracts_body.size_bytes_max);
}

TEST_CASE("A failure shows its number and hides its cause, the log has both on one line", "[web][application]") {
  const toy::Site site;
  const auto response = site.application.handle(toy::get("/panne"));
  CHECK(response.status == 500);
  CHECK(response.body.find("secret") == std::string::npos);
  const auto number = response.header("X-Request-Number");
  CHECK(response.body.find(number) != std::string::npos);
  REQUIRE(site.log().size() == 1);
  CHECK(site.log()[0] == "incident " + number + ": /panne: secret detail");
}

TEST_CASE("Each refusal has its own words in French", "[web][application]") {
  const toy::Site site;
  for (const int status : {400, 403, 404, 405, 409, 410, 413, 415, 421, 422, 429, 500, 503}) {
    const auto response = site.application.refuse(toy::get("/"), status, {{"limite", " (5 Mo)"}});
    INFO(status);
    CHECK(response.status == status);
    CHECK(site.wording.has("error." + std::to_string(status) + ".title"));
    CHECK(response.body.find("<html lang=\"fr\">") != std::string::npos);
    CHECK(response.body.find('[') == std::string::npos);
    CHECK(response.body.find('{') == std::string::npos);
    CHECK(response.header("Retry-After") == (status == 429 || status == 503 ? "60" : ""));
  }
}

TEST_CASE("Static files are cached by their content", "[web][application]") {
  const toy::Site site;
  const auto address = site.assets.address_of("app.css");
  auto request = toy::get("/static/app.css");
  request.query.add("v", address.substr(address.find("?v=") + 3));
  const auto first = site.application.handle(request);
  CHECK(first.status == 200);
  CHECK(first.header("Content-Type") == "text/css; charset=utf-8");
  CHECK(first.header("Cache-Control") == "public, max-age=31536000, immutable");
  request.headers.add("if-none-match", first.header("ETag"));
  CHECK(site.application.handle(request).status == 304);
  CHECK(site.application.handle(toy::get("/static/app.css")).header("Cache-Control") == "public, no-cache");
  CHECK(site.application.handle(toy::get("/static/../layout.html")).status == 404);
  CHECK_THROWS_AS(site.assets.address_of("missing.css"), std::logic_error);
}

TEST_CASE("The layout has one title, a skip link, landmarks and a way out", "[web][page]") {
  const toy::Site site;
  auto request = toy::get("/nulle-part", "Camille");
  const auto body = site.application.handle(request).body;
  const auto count = [&](std::string_view what) {
    int found = 0;
    for (auto at = body.find(what); at != std::string::npos; at = body.find(what, at + 1)) ++found;
    return found;
  };
  CHECK(count("<h1>") == 1);
  CHECK(count("<main ") == 1);
  CHECK(count("href=\"#contenu\"") == 1);
  CHECK(count("<title>Page introuvable - Suivi des clauses sociales</title>") == 1);
  CHECK(count("action=\"/deconnexion\"") == 1);
  CHECK(count("value=\"" + toy::session_token + "\"") == 1);
  CHECK(count("Accessibilité\u00A0: non conforme") == 1);
  for (const auto* page : {"/plan-du-site", "/mentions-legales", "/donnees-personnelles", "/aide", "/accessibilite"})
    CHECK(count("href=\"" + std::string(page) + "\"") == 1);
  CHECK(count("style=\"") == 0);
  CHECK(count("<script>") == 0);
}

TEST_CASE("The menu marks the most precise entry above the address", "[web][page]") {
  const toy::Site site;
  const auto body = site.application.handle(toy::get("/marches/rien", "Camille")).body;
  CHECK(body.find("<a href=\"/marches\" aria-current=\"page\">") != std::string::npos);
  CHECK(body.find("<a href=\"/tableau\" aria-current") == std::string::npos);
}
