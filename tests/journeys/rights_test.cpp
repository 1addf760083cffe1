// Who may do what: every route of the site, for every role, on an object of one's own, of somebody
// else and on none, against the table docs/droits.csv.
#include <catch2/catch.hpp>

#include "golden.hpp"
#include "places.hpp"
#include "row_counts.hpp"
#include "targets.hpp"

using namespace clausier;
using namespace clausier::test;
using journey::Copy;
using journey::Probe;
using journey::TargetBook;

namespace {

// What looking may touch: the session’s clock, the journal of who looked, and what is kept of what was reckoned.
const std::set<std::string> touched_by_looking = {"sessions", "audit_events", "recorded_clock", "identity.recorded_clock", "lot_standings", "lot_hours", "lot_tasks"};

struct Right {
  std::string own, other, missing;
  bool operator==(const Right&) const = default;
};

std::map<std::string, Right> table_of_rights() {
  std::istringstream lines(file_text(clausier::test::source_folder() / "docs" / "droits.csv"));
  std::map<std::string, Right> table;
  bool header = true;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("#") || std::exchange(header, false)) continue;
    std::vector<std::string> cells(1);
    for (const char c : line)
      if (c == ';') cells.emplace_back(); else cells.back() += c;
    REQUIRE(cells.size() == 6);
    REQUIRE(table.emplace(cells[0] + " " + cells[1] + " " + cells[2], Right{cells[3], cells[4], cells[5]}).second);
  }
  return table;
}

// A visitor of one role on a copy of the world, sending targets with the token of the session.
class Visit {
public:
  Visit(Copy& copy, const std::string& role) : copy_(copy), role_(role), token_(role == "anonymous" ? "" : copy.client(role).token()) {}

  web::Request request(const web::Route& route, const Probe& target, const std::string& token) const {
    auto r = copy_.client(role_).request(route.method, target.address);
    if (route.method == web::Method::get) return r;
    for (const auto& [name, value] : target.fields) r.form.add(name, value);
    for (const auto& file : target.files)
      r.files.push_back({.field = file.field, .file_name = file.name, .bytes = file.bytes, .spooled = nullptr, .size_bytes = file.bytes.size()});
    if (!token.empty()) r.form.add("jeton", token);
    return r;
  }
  Answer send(const web::Route& route, const Probe& target) const { return copy_.client(role_).send(request(route, target, token_)); }
  const std::string& token() const { return token_; }

private:
  Copy& copy_;
  std::string role_, token_;
};

std::string status_of(const Answer& answer) { return std::to_string(answer.status); }

// One status for all of them, or what each gave.
std::string status_of(const Visit& visit, const web::Route& route, const std::vector<Probe>& targets, std::vector<Answer>& answers) {
  std::string status = targets.empty() ? "-" : "";
  for (const auto& target : targets) {
    answers.push_back(visit.send(route, target));
    const auto one = status_of(answers.back());
    if (status.find(one) == std::string::npos) status += (status.empty() ? "" : "|") + one;
  }
  return status;
}

}  // namespace

TEST_CASE("Every route answers every role as the table of rights says, on one’s own, another’s and nothing", "[rights]") {
  auto expected = table_of_rights();
  std::string actual_table = "method;pattern;role;own;other;missing\n";
  for (const auto& role : journey::all_roles()) {
    Copy copy;
    const Visit visit(copy, role);
    const TargetBook book(copy, role);
    for (const auto& route : journey::routes_in_order(*copy.site)) {
      const auto targets = book.of(route);
      const std::string key = journey::method_text(route) + " " + route.pattern + " " + role;
      CAPTURE(key);
      std::vector<Answer> others, missing;
      Right right;
      const auto before = table_contents(*copy.services, touched_by_looking);
      right.other = status_of(visit, route, targets.other, others);
      right.missing = status_of(visit, route, targets.missing, missing);
      if (right.other.find_first_of("23") != 0) CHECK((table_contents(*copy.services, touched_by_looking) == before));
      right.own = status_of(visit.send(route, targets.own));

      // What is not theirs and what does not exist are the same page to the letter.
      for (const auto& foreign : others)
        for (const auto& absent : missing)
          if (foreign.status == 404 && absent.status == 404) CHECK((foreign.body == absent.body));
      if (role == "anonymous" && !route.access.is_open()) CHECK(right.own == "303");
      if (role != "anonymous" && !route.access.admits(role))
        CHECK(right == Right{"403", targets.other.empty() ? "-" : "403", targets.missing.empty() ? "-" : "403"});

      actual_table +=
          journey::method_text(route) + ";" + route.pattern + ";" + role + ";" + right.own + ";" + right.other + ";" + right.missing + "\n";
      const auto stated = expected.find(key);
      if (stated == expected.end()) {
        FAIL_CHECK("docs/droits.csv says nothing of it; now " << right.own << ";" << right.other << ";" << right.missing);
        continue;
      }
      CHECK(right.own == stated->second.own);
      CHECK(right.other == stated->second.other);
      CHECK(right.missing == stated->second.missing);
      expected.erase(stated);
    }
    for (const auto& incident : copy.incidents) FAIL_CHECK(role << ": " << incident);
  }
  for (const auto& [key, right] : expected) FAIL_CHECK("docs/droits.csv speaks of a route that is not: " << key);
  if (const char* file = std::getenv("CLAUSIER_RIGHTS_NOW")) std::ofstream(file) << actual_table;
}

TEST_CASE("A form that none of our pages sent is refused, and writes nothing", "[rights]") {
  Copy copy;
  std::size_t forms = 0;
  for (const auto& route : journey::routes_in_order(*copy.site)) {
    if (route.method != web::Method::post) continue;
    std::string role = "administrator";
    for (const auto* candidate : {"contractor", "facilitator"})
      if (route.access.admits(candidate)) role = candidate;
    CAPTURE(route.pattern, role);
    ++forms;
    const Visit visit(copy, role);
    const auto target = TargetBook(copy, role).of(route).own;
    const auto before = table_contents(*copy.services, {"sessions"});
    const auto attempt = [&](const char* what, const std::string& token, auto change) {
      INFO(what);
      auto request = visit.request(route, target, token);
      change(request);
      CHECK(copy.client(role).send(std::move(request)).status == 403);
    };
    const auto as_is = [](web::Request&) {};
    if (route.access.is_open()) {  // without a session there is no token: only where the form comes from tells
      auto forged = Visit(copy, "anonymous").request(route, target, "");
      forged.headers = {};
      forged.headers.add("host", "clausier.example");
      forged.headers.add("sec-fetch-site", "cross-site");
      CHECK(copy.client("anonymous").send(std::move(forged)).status == 403);
    }
    if (!route.access.is_open()) {  // an open form does not act by the session: no token is asked for
      attempt("no token", "", as_is);
      attempt("somebody else’s token", copy.client(role == "contractor" ? "facilitator" : "contractor").token(), as_is);
      attempt("another session’s token of the same account", copy.client("second_" + role).token(), as_is);
    }
    attempt("another site", visit.token(), [](web::Request& r) {
      r.headers = {};
      r.headers.add("host", "clausier.example");
      r.headers.add("sec-fetch-site", "cross-site");
    });
    attempt("another site of the same domain", visit.token(), [](web::Request& r) {
      r.headers = {};
      r.headers.add("host", "clausier.example");
      r.headers.add("sec-fetch-site", "same-site");
    });
    attempt("an address typed", visit.token(), [](web::Request& r) {
      r.headers = {};
      r.headers.add("host", "clausier.example");
      r.headers.add("sec-fetch-site", "none");
    });
    attempt("another origin, old browser", visit.token(), [](web::Request& r) {
      r.headers = {};
      r.headers.add("host", "clausier.example");
      r.headers.add("origin", "https://ailleurs.example");
    });
    attempt("no origin at all", visit.token(), [](web::Request& r) { r.headers = {}; r.headers.add("host", "clausier.example"); });
    CHECK((table_contents(*copy.services, {"sessions"}) == before));
  }
  CHECK(forms > 25);
}

TEST_CASE("Looking changes nothing but the session and the journal", "[rights]") {
  for (const auto& role : journey::all_roles()) {
    Copy copy;
    const Visit visit(copy, role);
    const TargetBook book(copy, role);
    for (const auto& route : copy.site->routes()) {
      if (route.method != web::Method::get) continue;
      CAPTURE(role, route.pattern);
      const auto before = table_contents(*copy.services, touched_by_looking);
      visit.send(route, book.of(route).own);
      CHECK((table_contents(*copy.services, touched_by_looking) == before));
    }
  }
}

TEST_CASE("An id of somebody else’s in a field is worth no more than in the address", "[rights]") {
  Copy copy;
  const auto& t = copy.things;
  struct Attempt {
    std::string role, address;
    FormValues fields;
  };
  const std::vector<Attempt> attempts = {
      {"facilitator",
       "/marches/" + t.contract_a + "/acces",
       {{"lot", t.lot_b}, {"siret", "99900303100013"}, {"raison_sociale", "X"}, {"role", "holder"}}},
      {"facilitator",
       "/marches/" + t.contract_b + "/acces",
       {{"lot", t.lot_a1}, {"siret", "99900303100013"}, {"raison_sociale", "X"}, {"role", "holder"}}},
      {"facilitator", "/lots/" + t.lot_a1 + "/acces", {{"entreprise", t.firm_b}}},
      {"facilitator",
       "/participants/nouveau",
       {{"lot", t.lot_a1},
        {"entreprise", t.firm_b},
        {"nom", "A"},
        {"prenom", "B"},
        {"naissance", "01/01/1990"},
        {"contrat", "fixed_term"},
        {"modalite", "direct_hire"},
        {"debut", "01/02/2026"}}},
      {"contractor",
       "/participants/" + t.person_a + "/emplois",
       {{"lot", t.lot_a2}, {"contrat", "fixed_term"}, {"modalite", "direct_hire"}, {"debut", "01/02/2026"}}},
      {"contractor", "/espace/" + t.lot_a2 + "/2026-06/aucune", {{"raison", "no_activity"}, {"entreprise", t.firm_b}}},
      {"facilitator", "/espace/" + t.lot_a1 + "/2026-06/aucune", {{"raison", "no_activity"}, {"entreprise", t.firm_b}}},
      {"officer", "/rapports", {{"perimetre", "contract"}, {"lot", t.lot_b}, {"au", "30/06/2026"}, {"format", "csv"}}}};
  for (const auto& attempt : attempts) {
    CAPTURE(attempt.role, attempt.address);
    auto client = copy.client(attempt.role);
    auto fields = attempt.fields;
    fields.emplace_back("jeton", client.token());
    const auto before = table_contents(*copy.services, touched_by_looking);
    const auto answer = client.post(attempt.address, fields);
    CHECK((answer.status == 404 || answer.status == 400 || answer.status == 422));
    CHECK((table_contents(*copy.services, touched_by_looking) == before));
  }
  // The contractor's own firm is the firm, whatever the form says.
  auto sonia = copy.client("contractor");
  const auto sent = sonia.post("/espace/" + t.lot_a1 + "/2025-12/aucune",
                               {{"raison", "no_activity"}, {"entreprise", t.firm_b}, {"jeton", sonia.token()}});
  CHECK(sent.status != 500);
  CHECK(copy.services->database->read([&](store::Connection& c) {
    return c
        .query_one("SELECT count(*) AS n FROM timesheets WHERE lot_id = ?1 AND firm_id = ?2",
                   store::values(*LotId::parse(t.lot_a1), *OrganisationId::parse(t.firm_b)))
        ->integer("n");
  }) == 0);
}

TEST_CASE("Signing in again never leads to an address that answers to forms alone", "[rights]") {
  Copy copy;
  const auto& routes = copy.site->routes();
  std::size_t forms_alone = 0;
  for (const auto& route : routes) {
    if (route.method != web::Method::post) continue;
    const auto target = TargetBook(copy, "facilitator").of(route).own;
    const auto page = web::page_at_or_above(routes, target.address);
    CAPTURE(target.address, page);
    auto client = copy.client("facilitator");
    if (!page.empty()) CHECK(client.send(client.request(web::Method::get, page)).status != 405);
    if (page != target.address) ++forms_alone;
  }
  CHECK(forms_alone > 10);
}

TEST_CASE("The only lot of a contract is chosen beforehand when a firm is given access", "[rights][grants]") {
  Copy copy;
  const auto chosen = [&](const std::string& role, const std::string& contract) {
    auto client = copy.client(role);
    client.get("/marches/" + contract);
    for (const auto& [name, value] : client.form("/marches/" + contract + "/acces").values)
      if (name == "lot") return value;
    return std::string();
  };
  CHECK(chosen("other_facilitator", copy.things.contract_b) == copy.things.lot_b);
  CHECK(chosen("facilitator", copy.things.contract_a).empty());
}

TEST_CASE("Fields that no form has are ignored, repeated ones are refused", "[rights]") {
  Copy copy;
  auto jeanne = copy.client("administrator");
  const auto answer = jeanne.post("/admin/utilisateurs", {{"courriel", "un@clausier.example"},
                                                          {"nom", "Un"},
                                                          {"role", "officer"},
                                                          {"siret", "99900201700013"},
                                                          {"organisme", ""},
                                                          {"valide", "1"},
                                                          {"organisation_id", "1"},
                                                          {"jeton", jeanne.token()}});
  CHECK(answer.status == 200);
  CHECK(app::actor_by_email(*copy.services, "un@clausier.example")->role == app::Role::officer);
  CHECK(jeanne.post("/admin/utilisateurs", {{"courriel", "deux@clausier.example"}, {"nom", "Deux"}, {"role", "officer"}, {"role", "administrator"},
                                            {"siret", "99900201700013"}, {"jeton", jeanne.token()}}).status == 400);
  CHECK_FALSE(app::actor_by_email(*copy.services, "deux@clausier.example"));
  auto aline = copy.client("facilitator");
  CHECK(aline.get("/marches?texte=a&texte=b").status == 400);
}

TEST_CASE("An administrator belongs to no organisation: one that is typed is refused, not dropped", "[rights]") {
  Copy copy;
  auto jeanne = copy.client("administrator");
  jeanne.get("/admin/utilisateurs");
  const auto refused = jeanne.submit("/admin/utilisateurs", {{"courriel", "trois@clausier.example"}, {"nom", "Trois"}, {"role", "administrator"},
                                                             {"siret", "99900201700013"}});
  CHECK(refused.status == 422);
  CHECK(refused.says("Un administrateur n’appartient à aucun organisme"));
  CHECK_FALSE(app::actor_by_email(*copy.services, "trois@clausier.example"));
}

TEST_CASE("A session that ended opens nothing, whoever ended it", "[rights]") {
  Copy copy;
  auto aline = copy.client("facilitator");
  auto replay = copy.client("facilitator");
  auto elsewhere = copy.client("second_facilitator");
  aline.get("/tableau");
  const auto left = aline.submit("/deconnexion");
  CHECK(left.path.starts_with("/connexion"));
  CHECK(aline.session().empty());
  CHECK(replay.get("/tableau").path.starts_with("/connexion"));  // the cookie kept by somebody else
  CHECK(elsewhere.get("/tableau").path == "/tableau");           // the other session goes on

  auto remi = copy.client("other_contractor");
  CHECK(remi.get("/espace").path == "/espace");
  auto jeanne = copy.client("administrator");
  jeanne.get("/admin/utilisateurs");
  jeanne.submit("/admin/utilisateurs/" + copy.things.user_b + "/desactiver");
  CHECK(remi.get("/espace").path.starts_with("/connexion"));
  CHECK(remi.get("/connexion").status == 200);
  CHECK(remi.submit("/connexion", {{"courriel", "remi@bati.example"}, {"mot_de_passe", journey::password}}).status == 422);

  auto stranger = copy.client("anonymous");
  stranger.use_session("un-jeton-invente");
  CHECK(stranger.get("/tableau").path.starts_with("/connexion"));
}

TEST_CASE("After signing in, one goes back to a page of this site and nowhere else", "[rights]") {
  Copy copy;
  const auto after = [&](const std::string& wanted) {
    copy.start();
    Client client(*copy.site);
    client.get("/connexion");
    auto request = client.request(web::Method::post, "/connexion");
    for (const auto& [name, value] : FormValues{{"courriel", "aline@plie.example"}, {"mot_de_passe", journey::password}, {"suite", wanted}})
      request.form.add(name, value);
    const auto answer = client.send(std::move(request));
    CHECK(answer.status == 303);
    const auto cookie = answer.response.header("Set-Cookie");
    for (const char* flag : {"__Host-sid=", "Secure", "HttpOnly", "SameSite=Lax", "Path=/"}) CHECK(cookie.find(flag) != std::string::npos);
    return answer.response.header("Location");
  };
  CHECK(after("/releves?etat=tous") == "/releves?etat=tous");
  // A form refused stays at an address that only takes forms: the page above it is shown instead.
  CHECK(after("/marches/" + copy.things.contract_a + "/acces") == "/marches/" + copy.things.contract_a);
  CHECK(after("/participants/" + copy.things.person_a + "/reconnaitre?a=b") == "/participants/" + copy.things.person_a);
  CHECK(after("/deconnexion") == "/tableau");
  CHECK(after("/nulle/part") == "/tableau");
  for (const char* evil : {"//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/\t/evil.example", "\\\\evil", ""}) {
    CAPTURE(evil);
    CHECK(after(evil) == "/tableau");
  }
}
