// An old tracker brought over as one batch, and taken back as one.
#include <catch2/catch.hpp>

#include "clausier/app/contracts.hpp"
#include "clausier/app/trackers.hpp"
#include "contract_files.hpp"
#include "golden.hpp"
#include "places.hpp"
#include "row_counts.hpp"
#include "sample_base.hpp"

using namespace clausier;
using namespace clausier::app;

namespace {

std::string tracker(const std::string& name = "ancien-suivi.csv") {
  return clausier::test::file_text(clausier::test::source_folder() / "tests/read/fixtures/trackers" / name);
}

const TrackerTerms terms{DueSchedule::linear, "L2112_2"};

template <class T>
std::string refused(const Outcome<T>& outcome) { return outcome ? "" : outcome.refusal().code; }

struct TrackerBase : sample::Base {
  TrackerBatchId receive(const std::string& bytes, const std::string& name = "suivi.csv") {
    return receive_tracker(**this, facilitator, name, bytes).value();
  }
  TrackerView view(TrackerBatchId id) { return view_tracker(**this, facilitator, id).value(); }
  // As recognised, with the terms.
  void choose(TrackerBatchId id, std::map<std::string, std::string> columns = {}) {
    REQUIRE(choose_tracker_columns(**this, facilitator, id, columns, terms));
  }
  TrackerBatchId applied(const std::string& bytes) {
    const auto id = receive(bytes);
    choose(id);
    REQUIRE(apply_tracker(**this, facilitator, id));
    return id;
  }
  std::optional<ContractLine> find(const std::string& words) {
    ContractQuery query;
    query.words = words;
    const auto page = search_contracts(**this, facilitator, query).value();
    return page.lines.empty() ? std::nullopt : std::optional(page.lines.front());
  }
  ContractView contract(const std::string& words) { return view_contract(**this, facilitator, find(words)->id).value(); }
  clausier::test::RowCounts rows() {
    return clausier::test::row_counts(**this, {"tracker_batches", "tracker_columns", "audit_events", "documents"});
  }
};

std::string codes_of(const std::vector<Finding>& findings) {
  std::string codes;
  for (const auto& f : findings)
    if (f.severity == Severity::error) codes += f.code + "@" + std::to_string(f.place.row) + " ";
  return codes;
}

}  // namespace

TEST_CASE("An old tracker is a plan first: it says what it would create and writes nothing", "[app][tracker]") {
  TrackerBase base;
  const auto before = base.rows();
  const auto id = base.receive(tracker());
  const auto view = base.view(id);
  CHECK(view.totals.contracts == 2);
  CHECK(view.totals.known == 0);
  CHECK(view.totals.lots == 3);
  CHECK(view.totals.clauses == 2);
  CHECK(view.totals.hours == WorkTime::from_seconds(1240 * 3600 + 757'800));
  CHECK_FALSE(view.may_apply);  // the terms of the clauses are missing
  CHECK(refused(apply_tracker(*base, base.facilitator, id)) == "tracker.terms.missing");
  base.choose(id);
  CHECK(base.view(id).may_apply);
  CHECK(base.rows() == before);
}

TEST_CASE("A batch makes contracts followed by the office, with lots, clauses and holders, and tells where they come from", "[app][tracker]") {
  TrackerBase base;
  base.applied(tracker());
  const auto view = base.contract("Coquelicots");
  CHECK(view.followed_by_me);
  REQUIRE(view.contract.lots.size() == 2);
  CHECK(view.contract.lots[1].label == "Peinture");
  REQUIRE(view.lots.size() == 2);
  REQUIRE(view.lots[0].clause);
  CHECK(view.lots[0].clause->execution.last == sample::day("2027-02-28"));
  CHECK(view.lots[0].clause->source_document == "suivi.csv");
  CHECK(view.state.holders.size() == 3);
  REQUIRE(view.sources.size() == 1);
  CHECK(view.sources[0].file.find("suivi.csv") != std::string::npos);
  CHECK_FALSE(base.contract("cité d’exemple").lots[0].clause);
  CHECK(base.number("count(*) FROM audit_events WHERE action = 'tracker.applied'") == 1);
}

TEST_CASE("A batch is undone as one: the register is as it was", "[app][tracker]") {
  TrackerBase base;
  const auto id = base.applied(tracker());
  REQUIRE(base.find("Coquelicots"));
  const auto contract = base.find("Coquelicots")->id;
  REQUIRE(undo_tracker(*base, base.facilitator, id));
  CHECK_FALSE(base.find("Coquelicots"));
  CHECK(refused(view_contract(*base, base.facilitator, contract)) == "not_found");
  CHECK(base.view(id).state == TrackerState::undone);
  CHECK(refused(undo_tracker(*base, base.facilitator, id)) == "tracker.not_applied");
  CHECK(base.number("count(*) FROM audit_events WHERE action = 'tracker.undone'") == 1);
  base.applied(tracker());  // and it can be brought over again
  CHECK(base.find("Coquelicots"));
}

TEST_CASE("A batch on which something stands is not undone", "[app][tracker]") {
  TrackerBase base;
  const auto id = base.applied(tracker());
  const auto lot = base.contract("Coquelicots").contract.lots[0].id;
  SECTION("a firm may act") {
    REQUIRE(grant_firm(*base, base.facilitator, {lot, *Siret::parse("99900302300010"), "Bâti-Modèle Nord", "holder"}));
  }
  SECTION("a clause was written again") {
    auto clause = *base.contract("Coquelicots").lots[0].clause;
    clause.terms.reason = "avenant 1";
    REQUIRE(define_clause(*base, base.facilitator, clause));
  }
  SECTION("a lot was added") { REQUIRE(add_lot(*base, base.facilitator, base.find("Coquelicots")->id, "9", "Clôtures", {})); }
  CHECK(refused(undo_tracker(*base, base.facilitator, id)) == "tracker.in_use");
  CHECK(base.find("Coquelicots"));
}

TEST_CASE("A contract of the register is completed, and undoing takes back only what was added", "[app][tracker]") {
  TrackerBase base;
  contract_files::Importer importer(*base, contract_files::importing_administrator());
  importer.load({{.id = "2025-GYM", .object = "Gymnase publié", .buyer = "99900203300010"}});
  const auto id = base.receive(tracker());
  base.choose(id);
  CHECK(base.view(id).totals.known == 1);
  REQUIRE(apply_tracker(*base, base.facilitator, id));
  const auto view = base.contract("Gymnase publié");
  CHECK(view.followed_by_me);
  CHECK(view.contract.initial.source_format == "decp-2022");  // as published
  CHECK(view.contract.lots.size() == 3);  // its own, and the two of the tracker
  REQUIRE(undo_tracker(*base, base.facilitator, id));
  const auto after = base.contract("Gymnase publié");
  CHECK_FALSE(after.followed_by_me);
  CHECK(after.contract.lots.size() == 1);
}

TEST_CASE("The only lot of a published contract gets its clause, withdrawn when the batch is undone", "[app][tracker]") {
  TrackerBase base;
  contract_files::Importer importer(*base, contract_files::importing_administrator());
  importer.load({{.id = "S-1", .object = "Halle publiée", .buyer = "99900203300010"}});
  const std::string bytes = "SIRET acheteur;Marché;Objet;Notification;Durée;Heures\n99900203300010;S-1;Halle;01/02/2026;12;300\n";
  const auto id = base.applied(bytes);
  const auto lot = base.contract("Halle publiée").contract.lots.at(0).id;
  REQUIRE(base.contract("Halle publiée").lots.at(0).clause);
  CHECK(base.view(base.receive(bytes)).totals.clauses == 0);  // it has its clause now
  REQUIRE(undo_tracker(*base, base.facilitator, id));
  REQUIRE(take_into_follow_up(*base, base.facilitator, base.find("Halle publiée")->id));
  CHECK(base.contract("Halle publiée").contract.lots.at(0).id == lot);
  CHECK_FALSE(base.contract("Halle publiée").lots.at(0).clause);
  CHECK(view_clause(*base, base.facilitator, lot).value().versions.empty());
}

TEST_CASE("Columns chosen once are remembered for the office and the titles", "[app][tracker]") {
  TrackerBase base;
  const std::string titles = "Acheteur;Affaire;Libellé court\n";
  const auto first = base.receive(titles + "Ville d’Exemple;A-1;Halle\n");
  CHECK(codes_of(base.view(first).findings) != "");
  base.choose(first, {{"A", "buyer_name"}, {"B", "number"}, {"C", "object"}});
  CHECK(base.view(first).may_apply);
  const auto second = base.receive(titles + "Ville d’Exemple;A-2;Pont\nVille d’Exemple;A-3;Quai\n");
  CHECK(base.view(second).remembered);
  CHECK(base.view(second).totals.contracts == 2);
  CHECK(base.view(second).may_apply);
  CHECK(refused(choose_tracker_columns(*base, base.facilitator, second, {{"A", "number"}, {"B", "number"}}, {})) == "tracker.column.twice");
  CHECK(refused(choose_tracker_columns(*base, base.facilitator, second, {{"A", "nir"}}, {})) == "tracker.column.unknown");
}

TEST_CASE("A tracker with faults is not applied, and one that holds a social security number is not even kept", "[app][tracker]") {
  TrackerBase base;
  const auto id = base.receive("Acheteur;Marché;Objet;Heures\nVille d’Exemple;M1;Halle;100\n;M2;Pont;10\n");
  base.choose(id);
  CHECK(codes_of(base.view(id).findings) == "tracker.dates.missing@2 tracker.buyer.missing@3 tracker.dates.missing@3 ");
  CHECK(refused(apply_tracker(*base, base.facilitator, id)) == "tracker.faults");
  const auto documents = base.number("count(*) FROM documents");
  CHECK(refused(receive_tracker(*base, base.facilitator, "x.csv", "Marché;Objet;Remarque\nM1;Halle;1 85 05 78 006 084 91\n")) == "cell.nir");
  CHECK(refused(receive_tracker(*base, base.facilitator, "x.csv", "")) == "file.empty");
  CHECK(base.number("count(*) FROM documents") == documents);
}

TEST_CASE("A batch is its office's alone", "[app][tracker]") {
  TrackerBase base;
  const auto id = base.receive(tracker());
  for (const auto& other : {base.other_facilitator}) {
    CHECK(refused(view_tracker(*base, other, id)) == "not_found");
    CHECK(refused(apply_tracker(*base, other, id)) == "not_found");
    CHECK(refused(undo_tracker(*base, other, id)) == "not_found");
    CHECK(list_trackers(*base, other, 10).empty());
  }
  CHECK(refused(view_tracker(*base, base.officer, id)) == "forbidden");
  CHECK(refused(receive_tracker(*base, base.holder, "x.csv", tracker())) == "forbidden");
  REQUIRE(discard_tracker(*base, base.facilitator, id));
  CHECK(refused(view_tracker(*base, base.facilitator, id)) == "not_found");
}
