#include <catch2/catch.hpp>

#include "clausier/app/contracts.hpp"
#include "clausier/app/reports.hpp"
#include "contract_files.hpp"
#include "golden.hpp"
#include "open_base.hpp"
#include "places.hpp"
#include "row_counts.hpp"

using namespace clausier;
using namespace clausier::app;
using contract_files::file_of;
using contract_files::Importer;
using contract_files::many;

namespace {

struct ImportBase : OpenBase {
  Actor who = contract_files::importing_administrator();
  Importer importer{*services, who};

  std::int64_t visible() { return count("visible_contracts"); }
  std::int64_t staged() { return count("contracts") - visible(); }
  std::int64_t findable(const std::string& words) {
    ContractQuery query;
    query.words = words;
    query.followed_only = false;
    const Actor facilitator{UserId::from_trusted(5), Role::facilitator, "", "Aline MODÈLE", std::nullopt};
    return search_contracts(*services, facilitator, query).value().total;
  }
  // Everything an import can change, imports themselves and the journal apart.
  clausier::test::RowCounts contract_rows() {
    return clausier::test::row_counts(*services, {"imports", "import_files", "import_records", "audit_events", "documents"});
  }
};

std::string sample(const std::string& name) {
  return clausier::test::file_text(clausier::test::source_folder() / "samples" / "contracts" / name);
}

bool says(const std::vector<Finding>& findings, std::string_view code) {
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& f) { return f.code == code; });
}

template <class T>
std::string refused(const Outcome<T>& outcome) { return outcome ? "" : outcome.refusal().code; }

}  // namespace

TEST_CASE("A planned import is seen by nobody until it is applied", "[app][import]") {
  ImportBase base;
  const auto id = base.importer.plan(file_of({{.id = "M1", .object = "Écluse d’exemple"}, {.id = "M2"}}));
  const auto plan = base.importer.view(id);
  CHECK(plan.state == ImportState::planned);
  CHECK(plan.files.front().counts.created == 2);
  CHECK_FALSE(plan.refused);
  CHECK(base.staged() == 2);
  CHECK(base.visible() == 0);
  CHECK(base.findable("écluse") == 0);

  const auto applied = base.importer.apply(id);
  CHECK(applied.state == ImportState::applied);
  CHECK(applied.applied_at.has_value());
  CHECK(base.visible() == 2);
  CHECK(base.findable("ecluse") == 1);
  CHECK(base.count("lots") == 2);  // one implicit lot each
}

TEST_CASE("The same file again changes nothing", "[app][import]") {
  ImportBase base;
  for (const char* name : {"npnru-2024.json", "erbm.xml", "canal-lots.json", "ancien-2019.json", "avec-defauts.json"}) {
    CAPTURE(name);
    const auto first = base.importer.load(sample(name));
    const auto before = base.contract_rows();
    const auto again = base.importer.load(sample(name));
    CHECK(first.created > 0);
    CHECK(again.created == 0);
    CHECK(again.amended == 0);
    CHECK(again.total() == first.total());
    CHECK(again.unchanged + again.duplicate == first.created + first.amended + first.unchanged + first.duplicate);
    CHECK(again.refused == first.refused);
    CHECK(base.contract_rows() == before);
  }
}

TEST_CASE("A later edition of a source adds amendments and nothing else", "[app][import]") {
  ImportBase base;
  base.importer.load(sample("canal-lots.json"));
  auto before = base.contract_rows();
  const auto counts = base.importer.load(sample("canal-lots-edition-2.json"));
  CHECK(counts.created == 0);
  CHECK(counts.amended == 1);
  CHECK(counts.unchanged == counts.total() - 1);
  auto after = base.contract_rows();
  CHECK(after["contract_amendments"] == before["contract_amendments"] + 1);
  after.erase("contract_amendments");
  before.erase("contract_amendments");
  CHECK(after == before);
}

TEST_CASE("An edition that publishes fewer amendments than before takes none away", "[app][import]") {
  ImportBase base;
  base.importer.load({{.id = "M1", .amended_amount = "120000"}});
  const auto counts = base.importer.load(std::vector<contract_files::Published>{{.id = "M1"}});
  CHECK(counts.unchanged == 1);
  CHECK(base.count("visible_amendments") == 1);
}

TEST_CASE("An amendment waits for the application of its import like a contract does", "[app][import]") {
  ImportBase base;
  base.importer.load(std::vector<contract_files::Published>{{.id = "M1"}});
  const auto id = base.importer.plan(file_of({{.id = "M1", .amended_amount = "120000"}}));
  CHECK(base.importer.view(id).files.front().counts.amended == 1);
  CHECK(base.count("visible_amendments") == 0);
  base.importer.apply(id);
  CHECK(base.count("visible_amendments") == 1);
}

TEST_CASE("Every record has one outcome, a reason when it is not used, and is kept", "[app][import]") {
  ImportBase base;
  base.importer.load(std::vector<contract_files::Published>{{.id = "M1", .amount = "100000"}});
  const auto id = base.importer.plan(file_of({{.id = "M1", .amount = "100000"},                  // unchanged
                                              {.id = "M1", .amount = "10000000"},                // doubtful: another amount
                                              {.id = "M2"},                                      // new
                                              {.id = "M2"},                                      // duplicate
                                              {.id = "M1", .amended_amount = "99000"},           // amended
                                              {.id = "", .object = "", .buyer = ""}}));          // refused
  const auto counts = base.importer.view(id).files.front().counts;
  CHECK(counts.unchanged == 1);
  CHECK(counts.doubtful == 1);
  CHECK(counts.created == 1);
  CHECK(counts.duplicate == 1);
  CHECK(counts.amended == 1);
  CHECK(counts.refused == 1);
  CHECK(counts.total() == 6);

  const auto records = import_records(*base, base.who, id, std::nullopt, 1, 50).value();
  CHECK(records.total == 6);
  for (const auto& line : records.lines) {
    const bool unused = line.outcome == RecordOutcome::refused || line.outcome == RecordOutcome::doubtful;
    CAPTURE(line.position, line.reason);
    const bool changed_nothing = line.outcome == RecordOutcome::unchanged;  // its bytes are in the original
    CHECK(line.raw.empty() == changed_nothing);
    CHECK((line.reason.empty() || base.services->wording.has(line.reason)));
    if (unused) CHECK_FALSE(line.reason.empty());
  }
  CHECK(import_records(*base, base.who, id, RecordOutcome::doubtful, 1, 50).value().lines.front().reason == "record.same_id");
  CHECK(import_records(*base, base.who, id, std::nullopt, 2, 4).value().lines.size() == 2);
}

TEST_CASE("Options keep what concerns a department or announces a social clause, and count the rest", "[app][import]") {
  ImportBase base;
  const auto id = base.importer.plan(file_of({{.id = "M1", .department = "59"},
                                              {.id = "M2", .department = "62"},
                                              {.id = "M3", .department = "59", .social = "Pas de considération sociale"},
                                              {.id = "M4", .department = "75"}}),
                                     {.departments = {"59", "62"}, .social_only = true});
  const auto counts = base.importer.view(id).files.front().counts;
  CHECK(counts.created == 2);
  CHECK(counts.skipped == 2);
}

TEST_CASE("A file that cannot be read in full is planned with its fault, and never applied", "[app][import]") {
  ImportBase base;
  struct Case {
    std::string what, bytes, code;
  };
  const std::string whole = many(5);
  const std::string xml = sample("erbm.xml");
  const auto c =
      GENERATE_COPY(Case{"truncated JSON", whole.substr(0, whole.size() * 3 / 5), "file.truncated"},
                    Case{"truncated XML", xml.substr(0, xml.size() * 3 / 5), "file.truncated"}, Case{"empty", "", "file.empty"},
                    Case{"spaces", " \n\t ", "file.empty"},
                    Case{"binary",
                         std::string("\x7F"
                                     "ELF\x02\x01\x01\0\0\0\x3E\0\xFF\xFE",
                                     15) +
                             std::string(300, '\xC3'),
                         "file.not_decp"},
                    Case{"a schema", R"({"$schema": "http://json-schema.org/draft-07/schema#", "type": "object"})", "file.not_decp"},
                    Case{"a timesheet", "Nom;Prénom;Heures\nLAMPION;Zoé;35\n", "file.not_decp"});
  CAPTURE(c.what);
  const auto before = base.contract_rows();
  const auto id = base.importer.plan(c.bytes);
  const auto plan = base.importer.view(id);
  CHECK(plan.refused);
  CAPTURE(plan.files.front().findings.size());
  CHECK(says(plan.files.front().findings, c.code));
  CHECK(base.services->wording.has(c.code));
  CHECK(refused(apply_import(*base, base.who, id)) == "import.file_errors");
  CHECK(base.visible() == 0);
  CHECK(base.count("documents") == 1);  // the original is kept: nothing of what was sent is lost
  REQUIRE(discard_import(*base, base.who, id));
  CHECK(base.contract_rows() == before);
}

TEST_CASE("Of two imports planned on the same base, the second is planned again before it is applied", "[app][import]") {
  ImportBase base;
  const auto first = base.importer.plan(file_of({{.id = "M1"}, {.id = "M2"}}));
  const auto second = base.importer.plan(file_of({{.id = "M2"}, {.id = "M3"}}));
  CHECK(base.importer.view(second).files.front().counts.created == 2);  // neither sees the other
  base.importer.apply(first);
  const auto applied = base.importer.apply(second);
  CHECK(applied.files.front().counts.created == 1);
  CHECK(applied.files.front().counts.unchanged == 1);
  CHECK(base.visible() == 3);
  CHECK(base.staged() == 0);
  CHECK(base.findable("halle exemple") == 3);
}

TEST_CASE("Applying twice applies once, and a discarded plan is gone", "[app][import]") {
  ImportBase base;
  const auto id = base.importer.plan(many(3));
  base.importer.apply(id);
  const auto again = base.importer.apply(id);
  CHECK(again.state == ImportState::applied);
  CHECK(base.visible() == 3);
  CHECK(base.count("audit_events WHERE action = 'import.applied'") == 1);
  CHECK(refused(discard_import(*base, base.who, id)) == "import.not_planned");

  const auto other = base.importer.plan(file_of({{.id = "autre", .object = "Passerelle d’exemple"}}));
  REQUIRE(discard_import(*base, base.who, other));
  CHECK(refused(apply_import(*base, base.who, other)) == "import.not_planned");
  CHECK(base.visible() == 3);
  CHECK(base.findable("passerelle") == 0);
  CHECK(base.count("contracts") == 3);
}

TEST_CASE("What an interrupted import left staged is discarded when the base opens", "[app][import]") {
  ImportBase base;
  struct Interruption {};
  const auto interrupt = [](std::int64_t) { throw Interruption{}; };
  CHECK_THROWS_AS(base.importer.try_plan(many(4100), {}, interrupt), Interruption);
  CHECK(base.staged() == 4000);  // the first transaction was written
  CHECK(base.count("imports WHERE state = 'staging'") == 1);
  CHECK(base.findable("halle") == 0);

  base.services.reset();
  base.services = open_services(base.directory.path(), Share::at(clausier::test::source_folder()));
  CHECK(base.count("contracts") == 0);
  CHECK(base.count("lots") == 0);
  CHECK(base.count("import_records") == 0);
  CHECK(base.count("imports WHERE state = 'discarded'") == 1);
  Importer importer(*base, base.who);
  CHECK(importer.load(many(4100)).created == 4100);
  CHECK(verify(*base).ok);
}

TEST_CASE("Imports are for facilitators and administrators, and a plan is its author's until applied", "[app][import]") {
  ImportBase base;
  for (const auto role : {Role::contractor, Role::officer}) {
    const Actor stranger{UserId::from_trusted(9), role, "", "Ailleurs", std::nullopt};
    Importer importer(*base, stranger);
    CHECK(refused(importer.try_plan(many(1))) == "forbidden");
    CHECK(list_imports(*base, stranger, 10).empty());
  }
  const auto id = base.importer.plan(many(1));
  const Actor colleague{UserId::from_trusted(78), Role::facilitator, "", "Hugo AILLEURS", std::nullopt};
  CHECK(refused(view_import(*base, colleague, id)) == "not_found");
  CHECK(refused(apply_import(*base, colleague, id)) == "not_found");
  CHECK(refused(discard_import(*base, colleague, id)) == "not_found");
  CHECK(refused(import_records(*base, colleague, id, std::nullopt, 1, 10)) == "not_found");
  base.importer.apply(id);
  CHECK(view_import(*base, colleague, id));
  CHECK(list_imports(*base, colleague, 10).size() == 1);
}

TEST_CASE("A plan that is given up leaves nothing behind, its original neither, unless another import holds it", "[app][import]") {
  ImportBase base;
  const auto originals = [&] {
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(base.directory.path() / "originals")) files += entry.is_regular_file();
    return files;
  };
  const auto bytes = many(3);
  const auto tried = base.importer.plan(bytes);
  CHECK(originals() == 1);
  REQUIRE(discard_import(*base, base.who, tried));
  CHECK(originals() == 0);
  CHECK(base.count("documents") == 0);
  CHECK(base.count("import_files") == 0);

  base.importer.load(bytes);
  const auto again = base.importer.plan(bytes);  // a dry run of what is known already
  REQUIRE(discard_import(*base, base.who, again));
  CHECK(originals() == 1);
  CHECK(base.count("documents") == 1);
}
