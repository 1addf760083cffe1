// A form sent after its session had ended: nothing is recorded, nothing typed is lost.
#include <catch2/catch.hpp>

#include "clausier/app/accounts.hpp"
#include "clausier/app/contracts.hpp"
#include "client.hpp"
#include "places.hpp"
#include "sample_base.hpp"

using namespace clausier;
using clausier::test::Answer;
using clausier::test::Client;
using clausier::test::FormValues;

namespace {

const std::string password = "grue treuil palan nacelle 42";

struct World {
  World() : site(*base, {.templates = clausier::test::source_folder() / "templates", .log = [](const std::string& line) { WARN(line); }}) {
    for (const auto& actor : {base.facilitator, base.holder})
      REQUIRE(app::add_user_with_password(*base, {actor.email, actor.display_name, actor.role, actor.organisation->siret, ""}, password));
  }
  std::string clause_path() const { return "/lots/" + base.earthworks.text() + "/clause"; }
  std::size_t versions() { return app::view_clause(*base, base.facilitator, base.earthworks).value().versions.size(); }

  sample::Base base;
  web::Site site;
};

// As a browser sends the form in sight, whose page was opened before the session ended.
web::Request sent_late(Client& client, const std::string& action, const FormValues& typed) {
  auto r = client.request(web::Method::post, action);
  r.headers.add("content-type", "application/x-www-form-urlencoded");
  r.headers.add("content-length", "400");
  r.headers.add("referer", "https://clausier.example" + action);
  r.form.add("jeton", "of the session that ended");
  for (const auto& [name, value] : typed) r.form.add(name, value);
  return r;
}

const FormValues typed = {{"objectif", "fixed_hours"}, {"heures", "1 300"}, {"debut", "01/07/2025"}, {"fin", "31/12/2026"}, {"rythme", "linear"},
                          {"bases", "L2112_2"}, {"motif", "avenant 1 & suite <b>"}, {"action", "enregistrer"}};

}  // namespace

TEST_CASE("What was typed before the session ended is shown again after signing in, and recorded when sent", "[web][sessions]") {
  World world;
  Client aline(world.site);
  auto late = sent_late(aline, world.clause_path(), typed);
  late.form.add("version", app::view_clause(*world.base, world.base.facilitator, world.base.earthworks).value().versions[0].id.text());
  const auto asked = aline.see(aline.send(late));
  CHECK(asked.status == 200);
  CHECK(asked.says("Votre saisie est gardée"));
  CHECK(world.versions() == 1);

  aline.submit("/connexion", {{"courriel", world.base.facilitator.email}, {"mot_de_passe", "faux mot de passe"}});
  const auto shown = aline.submit("/connexion", {{"courriel", world.base.facilitator.email}, {"mot_de_passe", password}});
  CHECK(shown.status == 200);
  CHECK(shown.says("Voici ce que vous aviez saisi"));
  CHECK(shown.says("avenant 1 & suite <b>"));
  CHECK(world.versions() == 1);

  const auto saved = aline.submit(world.clause_path());
  CHECK(saved.says("La clause est enregistrée"));
  CHECK(saved.says("1\u202F300,00"));
  CHECK(world.versions() == 2);
}

TEST_CASE("What was typed is not offered to a role that cannot send it", "[web][sessions]") {
  World world;
  Client client(world.site);
  client.see(client.send(sent_late(client, world.clause_path(), typed)));
  const auto home = client.submit("/connexion", {{"courriel", world.base.holder.email}, {"mot_de_passe", password}});
  CHECK(home.status != 422);
  CHECK_FALSE(home.says("avenant 1"));
}

TEST_CASE("A password, a social security number, a file or a long form is not carried", "[web][sessions]") {
  World world;
  Client client(world.site);
  const auto kept = [&](const web::Request& request) { return client.send(request).status == 200; };
  CHECK(kept(sent_late(client, world.clause_path(), {{"motif", "avenant"}})));
  CHECK_FALSE(kept(sent_late(client, "/compte", {{"actuel", password}, {"nouveau", "autre"}})));
  CHECK_FALSE(kept(sent_late(client, world.clause_path(), {{"motif", "1 85 05 78 006 084 91"}})));
  auto file = sent_late(client, world.clause_path(), {{"motif", "avenant"}});
  file.headers = {};
  for (const auto& [name, value] : client.request(web::Method::post, "/").headers) file.headers.add(name, value);
  file.headers.add("content-type", "multipart/form-data; boundary=x");
  file.headers.add("content-length", "400");
  CHECK_FALSE(kept(file));
  auto foreign = client.request(web::Method::post, world.clause_path());
  foreign.headers = {};
  foreign.headers.add("host", "clausier.example");
  foreign.headers.add("sec-fetch-site", "cross-site");
  foreign.headers.add("content-type", "application/x-www-form-urlencoded");
  foreign.headers.add("content-length", "400");
  foreign.form.add("motif", "avenant");
  CHECK(client.send(foreign).status == 403);
}
