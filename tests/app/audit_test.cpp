#include <catch2/catch.hpp>

#include <fstream>
#include <regex>
#include <set>

#include "audit.hpp"
#include "clausier/app/reports.hpp"
#include "document_vault.hpp"
#include "open_base.hpp"
#include "places.hpp"

using namespace clausier;
using namespace clausier::app;

namespace {

const Siret siret = *Siret::parse("73282932000074");

Actor facilitator_of(std::int64_t office) {
  return {UserId::from_trusted(100 + office), Role::facilitator, "f@exemple.org", "Facilitatrice " + std::to_string(office),
          Organisation{OrganisationId::from_trusted(office), app::OrganisationKind::office, siret, "Maison fictive"}};
}

struct Journal : OpenBase {
  void record(const Actor& actor, const std::string& action, const std::string& object, const std::string& detail = "") {
    services->database->write([&](store::Connection& c) {
      record_audit(c, actor, store::next_instant(c, now), action, "contract", object, detail);
    });
  }
  void tamper(const std::string& sql) {
    services->database->write([&](store::Connection& c) {
      for (const auto& trigger : {"audit_events_no_update", "audit_events_no_delete"})
        c.execute(std::string("DROP TRIGGER IF EXISTS ") + trigger);
      c.execute(sql);
    });
  }
};

std::vector<std::string> actions(const AuditPage& page) {
  std::vector<std::string> found;
  for (const auto& event : page.events) found.push_back(event.action);
  return found;
}

}  // namespace

TEST_CASE("Administrators read the whole journal, facilitators their office's, the others nothing", "[app][audit]") {
  Journal base;
  base.record(facilitator_of(1), "clause.defined", "a");
  base.record(facilitator_of(2), "lot.added", "b");
  base.record(operator_actor(), "import.applied", "c");
  const auto all = audit_journal(*base, operator_actor(), {});
  REQUIRE(all);
  CHECK(actions(all.value()) == std::vector<std::string>{"import.applied", "lot.added", "clause.defined"});
  CHECK(all.value().events[0].actor == "opérateur");
  CHECK(all.value().events[0].sequence == 3);
  const auto own = audit_journal(*base, facilitator_of(2), {});
  REQUIRE(own);
  CHECK(actions(own.value()) == std::vector<std::string>{"lot.added"});
  for (const auto role : {Role::contractor, Role::officer}) {
    auto actor = facilitator_of(1);
    actor.role = role;
    CHECK(audit_journal(*base, actor, {}).refusal() == Refusal{"forbidden"});
  }
}

TEST_CASE("The journal is filtered and comes by pages", "[app][audit]") {
  Journal base;
  for (int i = 0; i < 7; ++i) base.record(operator_actor(), i % 2 ? "b" : "a", std::to_string(i));
  const auto page = [&](AuditQuery query) { return audit_journal(*base, operator_actor(), query).value(); };
  CHECK(page({"a", "", 1, 3}).total == 4);
  CHECK(page({"a", "", 1, 3}).pages == 2);
  CHECK(page({"a", "", 2, 3}).events.size() == 1);
  CHECK(page({"a", "", 99, 3}).page == 2);  // past the end: the last page
  CHECK(page({"", "5", 1, 3}).total == 1);
  CHECK(page({"none", "", 1, 3}).pages == 1);
  CHECK(page({"", "", 0, 0}).events.size() == 1);
}

TEST_CASE("An act and its trace are committed together or not at all", "[app][audit]") {
  Journal base;
  CHECK_FALSE(base.services->database->write([&](store::Connection& c) -> Outcome<Done> {
    record_audit(c, operator_actor(), store::next_instant(c, base.now), "x", "contract", "");
    return Refusal{"no"};
  }));
  CHECK(base.count("audit_events") == 0);
}

TEST_CASE("No two events share a canonical line", "[app][audit]") {
  const auto line = [](const std::string& object, const std::string& detail) {
    store::AuditRow row;
    row.object = object;
    row.detail = detail;
    return canonical_line(row);
  };
  const std::set<std::string> lines = {line("a|b", ""), line("a", "b|"), line("a", "|b"), line("a\\", "b"),
                                       line("a", "\\|b"), line("a\nb", ""), line("a\\nb", "")};
  CHECK(lines.size() == 7);
  for (const auto& text : lines) CHECK(text.find('\n') == std::string::npos);
}

TEST_CASE("Verification finds an event changed, removed or slipped in", "[app][verify]") {
  Journal base;
  for (const auto object : {"a", "b", "c"}) base.record(operator_actor(), "import.applied", object, "détail | \"cité\"\n");
  REQUIRE(verify(*base).ok);
  CHECK(verify(*base).audit == 3);
  const auto differences = [&](const std::string& sql) {
    base.tamper(sql);
    const auto found = verify(*base);
    CHECK(found.ok == found.differences.empty());
    return found.differences.size();
  };
  SECTION("changed") { CHECK(differences("UPDATE audit_events SET actor = 'autre' WHERE sequence = 2") == 1); }
  SECTION("moved in time") { CHECK(differences("UPDATE audit_events SET recorded_at = recorded_at + 1 WHERE sequence = 1") == 1); }
  SECTION("given to an office") { CHECK(differences("UPDATE audit_events SET office_id = 1 WHERE sequence = 3") == 1); }
  SECTION("removed") { CHECK(differences("DELETE FROM audit_events WHERE sequence = 2") == 2); }
  SECTION("slipped in") {
    CHECK(differences("INSERT INTO audit_events SELECT 4, recorded_at, user_id, actor, office_id, action, object_kind,"
                      " object, detail, chain_sha256 FROM audit_events WHERE sequence = 3") == 1);
  }
}

TEST_CASE("Verification finds an original altered or lost, and takes a purge for what it is", "[app][verify]") {
  Journal base;
  const auto document = [&](const std::string& bytes, bool purged = false) {
    const auto sha256 = base.services->vault->keep(bytes);
    base.services->database->write([&](store::Connection& c) {
      c.execute("INSERT INTO documents (sha256, size_bytes, kind, first_name, recorded_at, purged_at)"
                " VALUES (?1, ?2, 'timesheet', 'relevé.csv', 1, ?3)",
                store::values(sha256, static_cast<std::int64_t>(bytes.size()),
                              purged ? std::optional(base.now) : std::nullopt));
    });
    return base.services->vault->path_of(sha256);
  };
  const auto kept = document("mai"), other = document("juin"), gone = document("avril", true);
  std::filesystem::remove(gone);
  REQUIRE(verify(*base).ok);
  CHECK(verify(*base).originals == 3);
  CHECK(verify(*base).purged == 1);
  SECTION("altered") { std::ofstream(kept) << "mars"; }
  SECTION("lost") { std::filesystem::remove(kept); }
  SECTION("purged in words only") { std::ofstream(gone) << "avril"; }
  const auto found = verify(*base);
  CHECK_FALSE(found.ok);
  REQUIRE(found.differences.size() == 1);
  CHECK(found.differences[0].find("relevé.csv") != std::string::npos);
}

TEST_CASE("Every action written in the code has its French label", "[app][audit]") {
  Journal base;
  std::size_t recorded = 0;
  for (const auto& file : std::filesystem::directory_iterator(clausier::test::source_folder() / "src/app")) {
    std::ifstream stream(file.path());
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    const std::regex action("\"((account|import|contract|programme|lot|grant|clause|month|person|eligibility|timesheet|report)"
                            "\\.[a-z_.]+)\", \"(user|session|import|contract|lot|person|timesheet|report)\"");
    for (std::sregex_iterator at(text.begin(), text.end(), action), end; at != end; ++at, ++recorded) {
      CAPTURE(file.path().filename().string(), (*at)[1].str());
      CHECK(base.services->wording.has("audit." + (*at)[1].str()));
    }
  }
  CHECK(recorded >= 20);
}
