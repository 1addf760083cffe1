#include <catch2/catch.hpp>

#include "clausier/app/accounts.hpp"
#include "clausier/domain/timesheet_checks.hpp"
#include "client.hpp"
#include "places.hpp"
#include "sample_base.hpp"

using namespace clausier;
using clausier::test::Client;

namespace {

const std::string password = "grue treuil palan nacelle 42";

struct World {
  sample::Base base;
  web::Site site{*base, {.templates = clausier::test::source_folder() / "templates", .log = [](const std::string& line) { FAIL_CHECK(line); }}};

  Client of(const app::Actor& actor) {
    REQUIRE(app::add_user_with_password(*base, {actor.email, actor.display_name, actor.role, actor.organisation->siret, ""}, password));
    Client client(site);
    client.use_session(app::sign_in(*base, actor.email, password, "test").value().session_token);
    return client;
  }
};

}  // namespace

TEST_CASE("Everybody reads every check, in words, with its limits and where they come from", "[web][checks]") {
  World world;
  Client anybody(world.site);
  const auto page = anybody.get("/controles");
  REQUIRE(page.status == 200);
  const auto text = page.text();
  for (const auto& check : timesheet_checks()) {
    const auto key = "check." + std::string(check.name);
    CAPTURE(key);
    REQUIRE(world.base->wording.has(key));
    CHECK(text.find(world.base->wording.say(key)) != std::string::npos);
  }
  CHECK(text.find("L.3121-20") != std::string::npos);
  CHECK(text.find("48,00 h") != std::string::npos);
  CHECK(text.find("Fixer") == std::string::npos);
}

TEST_CASE("A facilitator sets a limit, reads it beside that of everybody, and is told what was typed wrong", "[web][checks]") {
  World world;
  auto facilitator = world.of(world.base.facilitator);
  facilitator.get("/controles");
  const auto refused = facilitator.submit("/controles", {{"reglage", "hours.day.max_seconds"}, {"valeur", "beaucoup"}, {"debut", "31/02/2026"}, {"motif", ""}});
  CHECK(refused.status == 422);
  for (const char* words : {"La valeur doit être un nombre d’heures", "Saisissez une date qui existe", "Dites pourquoi"})
    CHECK(refused.text().find(words) != std::string::npos);
  CHECK(refused.holds("value=\"beaucoup\""));
  facilitator.get("/controles");
  const auto absurd = facilitator.submit("/controles", {{"reglage", "timesheet.jump.max_factor"}, {"valeur", "1"}, {"debut", "01/05/2026"}, {"motif", "convention du PLIE"}});
  CHECK(absurd.status == 422);
  facilitator.get("/controles");
  const auto done = facilitator.submit("/controles", {{"reglage", "hours.day.max_seconds"}, {"valeur", "8h30"}, {"debut", "01/05/2026"}, {"motif", "convention du PLIE"}});
  CHECK(done.status == 200);
  for (const char* words : {"La limite est fixée", "8,50 h", "10,00 h", "convention du PLIE", "Aline MODÈLE"}) CHECK(done.text().find(words) != std::string::npos);
}
