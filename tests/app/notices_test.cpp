// Notices through the import: plan, application, and what two notices of a procedure make together.
#include <catch2/catch.hpp>

#include "clausier/app/contracts.hpp"
#include "clausier/app/notices.hpp"
#include "contract_files.hpp"
#include "golden.hpp"
#include "open_base.hpp"
#include "places.hpp"
#include "row_counts.hpp"

using namespace clausier;
using namespace clausier::app;
using contract_files::Importer;

namespace {

std::string own_notice(const std::string& name) {
  return clausier::test::file_text(clausier::test::source_folder() / "tests/read/fixtures/notices" / name);
}

const std::string call = "boamp-eforms-appel.xml", award = "ted-attribution.xml";

struct NoticeBase : OpenBase {
  Actor who = contract_files::importing_administrator();
  Actor facilitator{UserId::from_trusted(5), Role::facilitator, "aline@exemple.example", "Aline MODÈLE", std::nullopt};
  Importer importer{*services, who};

  NoticeBase() { now = *Instant::parse_iso("2026-09-01T08:00:00Z"); }  // after the award is signed
  OutcomeCounts load(const std::string& name) { return importer.load(own_notice(name)); }
  ContractId only_contract() {
    return services->database->read(
        [](store::Connection& c) { return c.query_one("SELECT id FROM visible_contracts")->id<ContractId>("id"); });
  }
  ContractView contract() { return view_contract(*services, facilitator, only_contract()).value(); }
  std::vector<PublishedNotice> notices() { return view_notices(*services, facilitator, only_contract()).value(); }
  clausier::test::RowCounts rows() {
    return clausier::test::row_counts(*services, {"imports", "import_files", "import_records", "audit_events", "documents"});
  }
};

std::string amount_text(const std::optional<Money>& amount) { return amount ? amount->decimal_text() : ""; }

std::string replaced(std::string text, const std::string& old, const std::string& by) {
  for (auto at = text.find(old); at != std::string::npos; at = text.find(old, at + by.size())) text.replace(at, old.size(), by);
  return text;
}

}  // namespace

TEST_CASE("A contract notice makes a consultation with its lots, seen by nobody before it is applied", "[app][notice]") {
  NoticeBase base;
  const auto id = base.importer.plan(own_notice(call));
  CHECK(base.importer.view(id).files.front().format == "boamp-eforms");
  CHECK(base.importer.view(id).files.front().counts.created == 1);
  CHECK(base.count("visible_contracts") == 0);
  CHECK(base.count("visible_notices") == 0);
  base.importer.apply(id);
  const auto view = base.contract();
  CHECK(view.contract.initial.object == "Réaménagement des quais de l’Exemple");
  CHECK(view.contract.initial.source_format == "boamp-eforms");
  CHECK(view.contract.initial.social == std::vector{SocialConsideration::clause, SocialConsideration::reserved});
  REQUIRE(view.contract.lots.size() == 2);
  CHECK(view.contract.lots[0].number == "1");
  CHECK(view.contract.lots[1].label == "Entretien des berges");
  CHECK(amount_text(view.contract.lots[0].amount) == "3000000.00");
  CHECK(view.state.holders.empty());
  const auto notices = base.notices();
  REQUIRE(notices.size() == 1);
  REQUIRE(notices[0].clauses.size() == 7);
  CHECK(notices[0].clauses[2].mention.field == "BT-70");
  CHECK(notices[0].clauses[2].mention.place.row == 48);
  CHECK(notices[0].clauses[2].lot == view.contract.lots[0].id);
  CHECK(base.count("clauses") == 0);  // announced, never recorded
}

TEST_CASE("The award of a procedure amends the consultation: holders, total, lots; the same again changes nothing", "[app][notice]") {
  NoticeBase base;
  base.load(call);
  const auto counts = base.load(award);
  CHECK(counts.amended == 1);
  CHECK(counts.total() == 1);
  CHECK(base.count("visible_contracts") == 1);
  const auto view = base.contract();
  CHECK(view.contract.lots.size() == 2);
  REQUIRE(view.contract.amendments.size() == 1);
  CHECK(view.contract.amendments[0].object == "Attribution (avis 500111-2026)");
  CHECK(amount_text(view.state.amount) == "2899530.10");
  REQUIRE(view.state.holders.size() == 3);
  CHECK(view.state.holders[0].name == "Terrassements de l’Exemple");
  CHECK(amount_text(view.contract.initial.amount) == "3250000.50");  // as first published
  REQUIRE(base.notices().size() == 2);
  CHECK(base.notices()[1].notice.lots[0].contract_reference == "M301");
  CHECK(base.notices()[1].lot_ids[0] == view.contract.lots[0].id);
  const auto before = base.rows();
  CHECK(base.load(award).unchanged == 1);
  CHECK(base.load(call).unchanged == 1);
  CHECK(base.rows() == before);
}

TEST_CASE("The call that comes after its award adds its clauses to the same contract", "[app][notice]") {
  NoticeBase base;
  CHECK(base.load(award).created == 1);
  CHECK(base.load(call).amended == 1);
  CHECK(base.count("visible_contracts") == 1);
  const auto view = base.contract();
  CHECK(view.contract.amendments.empty());
  CHECK(view.contract.lots.size() == 2);
  CHECK(amount_text(view.state.amount) == "2899530.10");
  CHECK(base.notices().size() == 2);
}

TEST_CASE("Notices of one import are tied like those of two, and one given twice is a duplicate", "[app][notice]") {
  NoticeBase base;
  const auto write = [&](const char* name) {
    const auto path = base.directory.path() / name;
    std::ofstream(path, std::ios::binary) << own_notice(name);
    return IncomingFile{name, path};
  };
  const auto first = write(call.c_str()), second = write(award.c_str());
  const auto id = plan_import(*base, base.who, {first, second, first}, {}).value();
  const auto files = base.importer.view(id).files;
  REQUIRE(files.size() == 3);
  CHECK(files[0].counts.created == 1);
  CHECK(files[1].counts.amended == 1);
  CHECK(files[2].counts.duplicate == 1);
  base.importer.apply(id);
  CHECK(base.count("visible_contracts") == 1);
  CHECK(base.notices().size() == 2);
}

TEST_CASE("A BOAMP award is tied to its call by the earlier notice it names", "[app][notice]") {
  NoticeBase base;
  CHECK(base.load("boamp-230-appel.xml").created == 1);
  CHECK(base.load("boamp-230-attribution.xml").amended == 1);
  const auto view = base.contract();
  CHECK(amount_text(view.state.amount) == "1402300.50");
  CHECK(view.state.holders.size() == 2);
  CHECK(base.notices()[1].lot_ids[0] == view.contract.lots[0].id);  // lot B
}

TEST_CASE("Awards published lot after lot add up, and the total waits for the last", "[app][notice]") {
  NoticeBase base;
  base.load(call);
  const auto whole = own_notice(award);
  const auto result = whole.find("              <cbc:ID schemeName=\"result\">RES-0002");
  const auto from = whole.rfind("            <efac:LotResult>", result), to = whole.find("</efac:LotResult>", result) + 17;
  auto first = whole.substr(0, from) + whole.substr(to);
  const auto lot_two = first.find("<cac:ProcurementProjectLot>", first.find("LOT-0001</cbc:ID>\n    <cac:ProcurementProject>"));
  first = first.substr(0, lot_two) + first.substr(first.find("<cac:TenderResult>"));
  CHECK(base.importer.load(first).amended == 1);
  CHECK(amount_text(base.contract().state.amount) == "3250000.50");  // lot 2 is not decided: the estimate stands
  CHECK(base.contract().state.holders.size() == 3);
  const auto last = replaced(replaced(whole, "ca02", "ca03"), "00500111-2026", "00600222-2026");
  CHECK(base.importer.load(last).amended == 1);
  CHECK(amount_text(base.contract().state.amount) == "2899530.10");
}

TEST_CASE("A new version of a notice replaces the old one on the page, and keeps it", "[app][notice]") {
  NoticeBase base;
  base.load(call);
  const auto second = replaced(own_notice(call), "<cbc:VersionID>01", "<cbc:VersionID>02");
  CHECK(base.importer.load(second).amended == 1);
  const auto notices = base.notices();
  REQUIRE(notices.size() == 2);
  CHECK(notices[0].superseded);
  CHECK_FALSE(notices[1].superseded);
}

TEST_CASE("A lot that only the award names is added with the import", "[app][notice]") {
  NoticeBase base;
  base.load(call);
  const auto added = replaced(replaced(replaced(own_notice(award), "LOT-0002", "LOT-0003"), ">2</cbc:ID>", ">3</cbc:ID>"),
                              "Entretien des berges", "Signalisation");
  const auto id = base.importer.plan(added);
  CHECK(base.contract().contract.lots.size() == 2);
  base.importer.apply(id);
  REQUIRE(base.contract().contract.lots.size() == 3);
  CHECK(base.contract().contract.lots[2].number == "3");
  CHECK(base.contract().contract.lots[2].label == "Signalisation");
}

TEST_CASE("A planned notice that is discarded leaves nothing", "[app][notice]") {
  NoticeBase base;
  base.load(call);
  const auto before = base.rows();
  const auto id = base.importer.plan(own_notice(award));
  REQUIRE(discard_import(*base, base.who, id));
  CHECK(base.rows() == before);
  CHECK(base.load(award).amended == 1);
}

TEST_CASE("A notice without buyer is refused with its raw text, one with a DOCTYPE is no notice", "[app][notice]") {
  NoticeBase base;
  const auto id = base.importer.plan("<ContractNotice><ID>rien</ID></ContractNotice>");
  CHECK(base.importer.view(id).files.front().counts.refused == 1);
  const auto line = import_records(*base, base.who, id, RecordOutcome::refused, 1, 10).value().lines.front();
  CHECK(line.reason == "record.no_buyer");
  CHECK(line.raw.find("rien") != std::string::npos);
  const auto hostile = base.importer.plan("<!DOCTYPE x [<!ENTITY a \"b\">]><ContractNotice>&a;</ContractNotice>");
  CHECK(base.importer.view(hostile).refused);
}

TEST_CASE("The options of an import hold for notices", "[app][notice]") {
  NoticeBase base;
  CHECK(base.importer.view(base.importer.plan(own_notice(call), {.departments = {"62"}})).files.front().counts.skipped == 1);
  CHECK(base.importer.view(base.importer.plan(own_notice(call), {.departments = {"59"}, .social_only = true})).files.front().counts.created == 1);
}

TEST_CASE("A clause announced starts the form of a lot for its facilitator, with the hours its sentence gives", "[app][notice]") {
  NoticeBase base;
  base.load(call);
  const auto view = base.contract();
  const auto notice = base.notices()[0].id;
  const auto lot = view.contract.lots[0].id, other = view.contract.lots[1].id;
  const Actor operator_ = operator_actor();
  const auto start = clause_start(*base, operator_, lot, notice, 3);
  REQUIRE(start);
  CHECK(start.value().hours == WorkTime::from_hours(1200));
  CHECK(start.value().legal_bases == std::vector<std::string>{"L2112_2"});
  CHECK(start.value().publication == "26-000101");
  CHECK_FALSE(clause_start(*base, operator_, other, notice, 3));  // said of the other lot
  CHECK_FALSE(clause_start(*base, operator_, lot, notice, 99));
  CHECK_FALSE(clause_start(*base, base.facilitator, lot, notice, 3));  // their office does not follow the contract
}

TEST_CASE("A notice that opens no procedure yet is known by its own number when it comes again", "[app][notice]") {
  NoticeBase base;
  const auto planning = replaced(own_notice(award), "<cbc:ContractFolderID>5d1c2b7a-0000-4000-8000-0000000f01d1</cbc:ContractFolderID>", "");
  CHECK(base.importer.load(planning).created == 1);
  const auto again = base.importer.load(planning);
  CHECK(again.created == 0);
  CHECK(again.unchanged == 1);
  CHECK(base.count("visible_contracts") == 1);
}
