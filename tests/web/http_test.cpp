#include <catch2/catch.hpp>

#include "clausier/web/http.hpp"

using namespace clausier::web;

TEST_CASE("A field that is repeated is refused when one value is expected", "[web][http]") {
  Fields fields;
  fields.add("mois", "05");
  fields.add("lot", "a");
  fields.add("lot", "b");
  CHECK(fields.get("mois") == "05");
  CHECK(fields.get("absent").empty());
  CHECK(fields.all("lot") == std::vector<std::string>{"a", "b"});
  CHECK_THROWS_AS(fields.get("lot"), RequestProblem);
}

TEST_CASE("Percent-encoding is decoded once and strictly", "[web][http]") {
  CHECK(percent_decoded("a%20b+c", false) == "a b+c");
  CHECK(percent_decoded("a%20b+c", true) == "a b c");
  CHECK(percent_decoded("%C3%A9", false) == "é");
  CHECK(percent_decoded("%252e", false) == "%2e");
  for (const auto* wrong : {"%", "%2", "%zz", "%00", "%C3", "%ED%A0%80", "%C0%AF", "%F5%80%80%80"})
    CHECK_FALSE(percent_decoded(wrong, false));
}

TEST_CASE("A form in the address style is read in full or refused", "[web][http]") {
  const auto fields = parse_urlencoded("a=1&b=deux+mots&c=&&d", 4);
  CHECK(fields.get("b") == "deux mots");
  CHECK(fields.has("c"));
  CHECK(fields.has("d"));
  CHECK_THROWS_AS(parse_urlencoded("a=1&b=2&c=3", 2), RequestProblem);
  CHECK_THROWS_AS(parse_urlencoded("a=%zz", 2), RequestProblem);
}

TEST_CASE("Addresses are built with what is needed encoded and empty values left out", "[web][http]") {
  CHECK(address("/marches", {{"texte", "béton & co"}, {"etat", ""}, {"page", "2"}}) ==
        "/marches?texte=b%C3%A9ton%20%26%20co&page=2");
}

TEST_CASE("A redirection never leaves the site", "[web][http]") {
  CHECK(see_other("/lots/1").header("Location") == "/lots/1");
  CHECK(see_other("/lots/1").status == 303);
  CHECK_THROWS_AS(see_other("//evil.example"), std::logic_error);
  CHECK_THROWS_AS(see_other("https://evil.example"), std::logic_error);
}

TEST_CASE("A header can hold no line break", "[web][http]") {
  Response response;
  CHECK_THROWS_AS(response.set("X-Thing", "a\r\nSet-Cookie: b"), std::logic_error);
  CHECK_THROWS_AS(response.set_cookie("sid", "a\nb"), std::logic_error);
}

TEST_CASE("A session cookie is locked to this host and kept from scripts", "[web][http]") {
  Response response;
  response.set_cookie("__Host-sid", "abc", std::chrono::seconds(60));
  CHECK(response.header("Set-Cookie") == "__Host-sid=abc; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=60");
  response.clear_cookie("__Host-lang");
  CHECK(response.headers.size() == 2);
}

TEST_CASE("A download says its name twice, in ASCII and in French", "[web][http]") {
  const auto response = attachment("x", "application/xml", "relevé d’été.xml");
  CHECK(response.header("Content-Disposition") ==
        "attachment; filename=\"relev_-d__t_.xml\"; filename*=UTF-8''relev%C3%A9%20d%E2%80%99%C3%A9t%C3%A9.xml");
  CHECK(response.header("Content-Security-Policy") == "sandbox");
}
