// What is typed where it should not be: a social security number in any field, wrong passwords by the thousand.
#include <catch2/catch.hpp>

#include "clausier/web/router.hpp"
#include "crawl.hpp"
#include "row_counts.hpp"

using namespace clausier;
using namespace clausier::test;
using journey::Copy;

namespace {

constexpr auto nir = "285059999900131";

struct TypedField {
  std::string name;
  bool is_text = true;  // neither a date nor a number, which are refused for not being one
};

std::vector<TypedField> typed_fields(const std::string& form) {
  std::vector<TypedField> fields;
  for_each_tag(form, "input", [&](const Attributes& a, std::size_t) {
    const std::string type = a.contains("type") ? a.at("type") : "text";
    if (a.contains("name") && (type == "text" || type == "email" || type == "tel" || type == "search"))
      fields.push_back({a.at("name"), !a.contains("inputmode")});
  });
  for_each_tag(form, "textarea", [&](const Attributes& a, std::size_t) { fields.push_back({a.at("name")}); });
  return fields;
}

std::string pattern_of(const web::Router& router, const std::string& action) {
  web::Request request{.method = web::Method::post, .path = action};
  router.find(request);
  return request.route ? request.route->pattern : "";
}

}  // namespace

TEST_CASE("A social security number is refused in every field of every form, and kept nowhere", "[crawl][nir]") {
  std::size_t tried = 0;
  for (const auto& role : {"facilitator", "contractor", "officer", "administrator"}) {
    Copy copy;
    const web::Router router(copy.site->routes());
    std::set<std::string> seen;
    for (const auto& [address, page] : journey::crawl(copy, role)) {
      if (!page.response.header("Content-Type").starts_with("text/html")) continue;
      for_each_tag(page.body, "form", [&](const Attributes& a, std::size_t at) {
        if (!a.contains("method") || a.at("method") != "post") return;
        const auto form = page.body.substr(at, page.body.find("</form>", at) - at);
        const auto pattern = pattern_of(router, a.at("action"));
        if (pattern == "/releves/{id}/confirmer") return;  // a look before deciding: it keeps nothing, the decision refuses
        for (const auto& field : typed_fields(form)) {
          if (!seen.insert(pattern + " " + field.name.substr(0, field.name.find('-'))).second) continue;
          CAPTURE(role, address, pattern, field.name);
          PageForm sent{"post", a.at("action"), false, {}, {}};
          add_inputs(form, sent);
          std::erase_if(sent.values, [&](const auto& value) { return value.first == field.name; });
          sent.values.emplace_back(field.name, nir);
          if (++tried % 20 == 0) copy.start();  // the limits on uploads and searches are for people
          const auto answer = copy.client(role).post(a.at("action"), sent.values);
          CHECK(answer.status == 422);
          if (field.is_text) CHECK(answer.says("numéro de sécurité sociale"));
        }
      });
    }
    for (const auto& [table, rows] : table_contents(*copy.services)) {
      CAPTURE(role, table);
      CHECK(rows.find(nir) == std::string::npos);
    }
  }
  CHECK(tried > 40);
}

TEST_CASE("A thousand wrong passwords of strangers keep no owner from a browser that signed in before", "[journey][session]") {
  Copy copy;
  Client owner(*copy.site);
  owner.sign_in("aline@plie.example", journey::password);
  owner.submit("/deconnexion");
  const auto tried = [&](const std::string& address) {
    Client stranger(*copy.site, address);
    return stranger.post("/connexion", {{"courriel", "aline@plie.example"}, {"mot_de_passe", "faux"}});
  };
  for (int n = 0; n < 1000; ++n) tried("198.51." + std::to_string(n % 100) + ".7");
  const auto elsewhere = Client(*copy.site, "203.0.113.9").sign_in("aline@plie.example", journey::password);
  CHECK(elsewhere.says("Trop d’essais"));  // an unknown browser waits, a quarter of an hour at most
  const auto answer = owner.sign_in("aline@plie.example", journey::password);
  CHECK(answer.status == 200);
  CHECK(answer.path == "/tableau");
  CHECK(row_counts(*copy.services).at("audit_events") < 200);
}
