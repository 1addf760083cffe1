// Records that were not used: listed, settled by a person, and never asked about again.
#include <catch2/catch.hpp>

#include "clausier/app/contracts.hpp"
#include "clausier/app/quarantine.hpp"
#include "clausier/app/reports.hpp"
#include "clausier/store/contract_store.hpp"
#include "contract_files.hpp"
#include "open_base.hpp"

using namespace clausier;
using namespace clausier::app;
using contract_files::file_of;
using contract_files::Importer;
using contract_files::Published;

namespace {

struct QuarantineBase : OpenBase {
  Actor who{UserId::from_trusted(5), Role::facilitator, "", "Aline MODÈLE", std::nullopt};
  Importer importer{*services, who};

  std::vector<QuarantineLine> waiting(const QuarantineFilter& filter = {}) { return quarantine(*services, who, filter).value().lines; }
  QuarantinedRecord record(QuarantineId id) { return view_quarantined(*services, who, id).value(); }
  Outcome<std::optional<ContractId>> settle(QuarantineId id, std::string decision, std::string reason = "Vérifié au contrat",
                                            std::vector<Correction> corrections = {}) {
    return settle_record(*services, who, id, {std::move(decision), std::move(reason), std::move(corrections)});
  }
  ContractView contract(ContractId id) { return view_contract(*services, who, id).value(); }

  // M1 known, then M1 again with another amount: doubtful.
  const std::vector<Published> edition = {{.id = "M1", .amount = "10000000"}};
  QuarantineId doubtful() {
    importer.load(std::vector<Published>{{.id = "M1", .amount = "100000"}});
    importer.load(edition);
    return waiting().at(0).id;
  }
};

template <class T>
std::string refused(const Outcome<T>& outcome) { return outcome ? "" : outcome.refusal().code; }

bool says(const std::vector<Finding>& findings, std::string_view code) {
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& f) { return f.code == code; });
}

}  // namespace

TEST_CASE("A record written in one column is read back the same", "[app][quarantine]") {
  ContractRecord r;
  r.kind = ContractNature::concession;
  r.source_format = "decp-2022";
  r.source_id = "A\t1";
  r.root_id = "A";
  r.buyer = Siret::parse(contract_files::canal_siret);
  r.object = "Deux\nlignes \\ et une";
  r.techniques = {"Accord-cadre", "Concours"};
  r.social = {SocialConsideration::clause, SocialConsideration::reserved};
  r.amount = Money::from_cents(123);
  r.duration_months = 12;
  r.notified_on = Date::parse_iso("2025-05-19");
  r.parties = {{PartyRole::holder, "SIRET", "99900301500016", "Un"}, {PartyRole::subcontractor, "", "", "Deux"}};
  Amendment a;
  a.source_number = "1";
  a.amount = Money::from_cents(-5);
  a.new_holders = {r.parties[0]};
  r.amendments = {a, Amendment{}};
  CHECK(store::decode_record(store::encode_record(r)) == r);
  CHECK(store::decode_record(store::encode_record({})) == ContractRecord{});
}

TEST_CASE("Doubtful and refused records wait in quarantine with their bytes, over all imports and by import", "[app][quarantine]") {
  QuarantineBase base;
  base.importer.load(std::vector<Published>{{.id = "M1", .amount = "100000"}});
  const auto id = base.importer.plan(file_of({{.id = "M1", .amount = "10000000"}, {.id = "", .object = "", .buyer = ""}, {.id = "M2"}}));
  CHECK(base.waiting().empty());  // nothing waits before the import is applied
  base.importer.apply(id);
  const auto lines = base.waiting();
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].reason == "record.same_id");
  CHECK(lines[1].outcome == RecordOutcome::refused);
  CHECK(base.waiting({.import = id}).size() == 2);
  CHECK(base.waiting({.import = ImportId::from_trusted(1)}).empty());
  CHECK(base.waiting({.outcome = RecordOutcome::refused}).size() == 1);
  CHECK(base.waiting({.page = 2, .per_page = 1}).size() == 1);

  const auto found = base.record(lines[0].id);
  CHECK(found.readable);
  CHECK(found.record.amount == Money::from_cents(1'000'000'000));
  CHECK(found.raw == contract_files::record({.id = "M1", .amount = "10000000"}));
  REQUIRE(found.known);
  CHECK(found.known_record.amount == Money::from_cents(10'000'000));
}

TEST_CASE("A doubtful record that is accepted becomes a contract of its own, and is known from then on", "[app][quarantine]") {
  QuarantineBase base;
  const auto id = base.doubtful();
  const auto contract = base.settle(id, "accepted", "").value();
  REQUIRE(contract);
  CHECK(base.count("visible_contracts") == 2);
  CHECK(base.count("contract_index") == 2);  // search finds both
  const auto view = base.contract(*contract);
  CHECK(view.state.amount == Money::from_cents(1'000'000'000));
  REQUIRE(view.sources.size() == 1);
  CHECK(says(view.source_findings, "record.settled.accepted"));
  CHECK(base.waiting().empty());
  CHECK(base.record(id).settlement->decision == "accepted");
  CHECK(base.count("audit_events WHERE action = 'record.accepted'") == 1);

  const auto again = base.importer.load(base.edition);
  CHECK(again.unchanged == 1);
  CHECK(base.waiting().empty());
  CHECK(verify(*base).ok);
}

TEST_CASE("A doubtful record that is corrected is read with its correction, now and in later imports", "[app][quarantine]") {
  QuarantineBase base;
  const auto id = base.doubtful();
  SECTION("it turns out to be the known contract") {
    const auto contract = base.settle(id, "corrected", "Centimes pris pour des euros", {{"amount", "10000000,00", "100000"}}).value();
    CHECK(contract == base.record(id).known);
    CHECK(base.count("visible_contracts") == 1);
    CHECK(base.importer.load(base.edition).unchanged == 1);
  }
  SECTION("it turns out to be another contract") {
    const auto contract = base.settle(id, "corrected", "Le numéro est faux", {{"id", "M1", "M7"}}).value();
    CHECK(base.count("visible_contracts") == 2);
    CHECK(base.contract(*contract).contract.initial.source_id == "M7");
    CHECK(base.importer.load(base.edition).unchanged == 1);
  }
  CHECK(base.waiting().empty());
  const auto settlement = *base.record(id).settlement;
  CHECK(settlement.author == "Aline MODÈLE");
  REQUIRE(settlement.corrections.size() == 1);
  CHECK(settlement.corrections[0].original != settlement.corrections[0].value);
}

TEST_CASE("A record that is rejected is refused in later imports without asking again", "[app][quarantine]") {
  QuarantineBase base;
  const auto id = base.doubtful();
  CHECK(base.settle(id, "rejected").value() == std::nullopt);
  CHECK(base.count("visible_contracts") == 1);
  const auto import = base.importer.plan(file_of(base.edition));
  base.importer.apply(import);
  const auto records = import_records(*base, base.who, import, std::nullopt, 1, 10).value();
  REQUIRE(records.lines.size() == 1);
  CHECK(records.lines[0].outcome == RecordOutcome::refused);
  CHECK(records.lines[0].reason == "record.settled.rejected");
  CHECK(base.waiting().empty());
}

TEST_CASE("The same record met by several imports waits once", "[app][quarantine]") {
  QuarantineBase base;
  base.doubtful();
  base.importer.load(base.edition);
  base.importer.load(base.edition);
  CHECK(base.waiting().size() == 1);
}

TEST_CASE("A refused record can be corrected into a contract, or rejected", "[app][quarantine]") {
  QuarantineBase base;
  base.importer.load(std::vector<Published>{{.id = "M9", .buyer = ""}});
  const auto id = base.waiting().at(0).id;
  CHECK(base.waiting().at(0).reason == "record.no_buyer");
  CHECK(refused(base.settle(id, "accepted")) == "record.no_buyer");
  const auto contract = base.settle(id, "corrected", "Lu au contrat", {{"buyer", "", contract_files::canal_siret}}).value();
  CHECK(base.contract(*contract).contract.initial.buyer->digits() == contract_files::canal_siret);
  CHECK(base.importer.load(std::vector<Published>{{.id = "M9", .buyer = ""}}).unchanged == 1);
}

TEST_CASE("A record that could not be read can only be rejected", "[app][quarantine]") {
  QuarantineBase base;
  base.importer.load(std::string(R"({"marches":{"marche":[)") + contract_files::record({.id = "M1"}) + ",12]}}");
  const auto lines = base.waiting();
  REQUIRE(lines.size() == 1);
  CHECK_FALSE(base.record(lines[0].id).readable);
  CHECK(base.record(lines[0].id).raw == "12");
  CHECK(refused(base.settle(lines[0].id, "accepted")) == "quarantine.unreadable");
  CHECK(base.settle(lines[0].id, "rejected"));
}

TEST_CASE("A settlement that is not complete, or comes second, is refused and writes nothing", "[app][quarantine]") {
  QuarantineBase base;
  const auto id = base.doubtful();
  CHECK(refused(base.settle(id, "rejected", "")) == "quarantine.reason");
  CHECK(refused(base.settle(id, "corrected", "Vu")) == "quarantine.nothing_corrected");
  CHECK(refused(base.settle(id, "corrected", "Vu", {{"amount", "", "beaucoup"}})) == "quarantine.correction");
  CHECK(refused(base.settle(id, "perhaps")) == "quarantine.decision");
  CHECK(refused(base.settle(QuarantineId::from_trusted(7), "rejected")) == "not_found");
  CHECK(base.count("record_settlements") == 0);
  CHECK(base.count("visible_contracts") == 1);
  REQUIRE(base.settle(id, "rejected"));
  CHECK(refused(base.settle(id, "accepted")) == "quarantine.settled");
  CHECK(base.count("record_settlements") == 1);
  CHECK_THROWS(base.services->database->write([](store::Connection& c) { c.execute("DELETE FROM record_settlements"); }));
}

TEST_CASE("Quarantine is for facilitators; administrators look", "[app][quarantine]") {
  QuarantineBase base;
  const auto id = base.doubtful();
  for (const auto role : {Role::contractor, Role::officer, Role::administrator}) {
    const Actor other{UserId::from_trusted(9), role, "", "Ailleurs", std::nullopt};
    const bool looks = role == Role::administrator;
    CHECK(refused(quarantine(*base, other, {})) == (looks ? "" : "forbidden"));
    CHECK(refused(view_quarantined(*base, other, id)) == (looks ? "" : "forbidden"));
    CHECK(refused(settle_record(*base, other, id, {"rejected", "Non"})) == "forbidden");
  }
}
