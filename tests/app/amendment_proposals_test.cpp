// An amendment that comes with a later edition proposes a change of the clause, and never makes it.
#include <catch2/catch.hpp>

#include "clausier/app/amendment_proposals.hpp"
#include "clausier/app/contracts.hpp"
#include "contract_files.hpp"
#include "open_base.hpp"

using namespace clausier;
using namespace clausier::app;
using contract_files::Importer;
using contract_files::Published;

namespace {

struct ProposalsBase : OpenBase {
  Actor who = facilitator(31, "99900101900010");
  Importer importer{*services, who};
  std::optional<LotId> lot;

  Actor facilitator(std::int64_t id, const std::string& siret) {
    const auto office = OrganisationId::from_trusted(id);
    services->database->write([&](store::Connection& c) {
      c.execute("INSERT INTO organisations (id, kind, siret, siren, name, recorded_at) VALUES (?1, 'office', ?2, ?3, 'Maison', 0)",
                store::values(office, siret, siret.substr(0, 9)));
    });
    return {UserId::from_trusted(id), Role::facilitator, "", "Aline MODÈLE",
            app::Organisation{office, app::OrganisationKind::office, *Siret::parse(siret), "Maison"}};
  }
  Outcome<Done> define(Target target) {
    Clause clause{ClauseId::from_trusted(0), *lot, std::move(target),
                  {*Date::parse_iso("2025-05-19"), *Date::parse_iso("2026-05-18")}, DueSchedule::linear, {"L2112_2"}, {}, {},
                  true, "CCAP", "", Instant::from_milliseconds(0)};
    clause.terms.reason = "contrat relu";
    return define_clause(*services, who, std::move(clause));
  }
  // A followed contract of 100 000 euros, with a clause on its amount.
  void follow() {
    importer.load(std::vector<Published>{{.id = "M1"}});
    const auto line = search_contracts(*services, who, {}).value().lines.at(0);
    if (!take_into_follow_up(*services, who, line.id)) throw std::logic_error("not followed");
    lot = line.lots.at(0).id;
    if (!define(AmountFormula{Money::from_cents(10'000'000), 5000, 1000, Money::from_cents(2500)})) throw std::logic_error("no clause");
    wait_minutes(60);
  }
  void amend() { importer.load(std::vector<Published>{{.id = "M1", .amended_amount = "200000"}}); }
  std::vector<AmendmentProposal> open() { return amendment_proposals(*services, who); }
  std::vector<Clause> versions() { return view_clause(*services, who, *lot).value().versions; }
};

template <class T>
std::string refused(const Outcome<T>& outcome) { return outcome ? "" : outcome.refusal().code; }

}  // namespace

TEST_CASE("An amendment changes no obligation by itself: it is proposed with before and after", "[app][proposal]") {
  ProposalsBase base;
  base.follow();
  CHECK(base.open().empty());
  const auto owed = view_lot(*base, base.who, *base.lot).value().position.owed;
  base.amend();
  CHECK(view_lot(*base, base.who, *base.lot).value().position.owed == owed);
  const auto open = base.open();
  REQUIRE(open.size() == 1);
  CHECK(open[0].change.before.amount == Money::from_cents(10'000'000));
  CHECK(open[0].change.after.amount == Money::from_cents(20'000'000));
  REQUIRE(open[0].proposed);
  CHECK(owed_by(*open[0].clause).hours == WorkTime::from_hours(200));
  CHECK(owed_by(*open[0].proposed).hours == WorkTime::from_hours(400));
  base.amend();  // the same edition again proposes nothing more
  CHECK(base.open().size() == 1);
}

TEST_CASE("A proposal that is applied appends a version of the clause, one that is kept says why", "[app][proposal]") {
  ProposalsBase base;
  base.follow();
  base.amend();
  const auto id = base.open().at(0).id;
  SECTION("applied") {
    REQUIRE(settle_proposal(*base, base.who, id, "apply", ""));
    REQUIRE(base.versions().size() == 2);
    CHECK(owed_by(base.versions()[0]).hours == WorkTime::from_hours(400));
    CHECK(base.count("audit_events WHERE action = 'proposal.applied'") == 1);
  }
  SECTION("kept") {
    CHECK(refused(settle_proposal(*base, base.who, id, "keep", "")) == "proposal.reason");
    REQUIRE(settle_proposal(*base, base.who, id, "keep", "L’avenant ne porte que sur la révision des prix"));
    CHECK(base.versions().size() == 1);
    CHECK(base.count("audit_events WHERE action = 'proposal.kept'") == 1);
  }
  CHECK(base.open().empty());
  CHECK(refused(settle_proposal(*base, base.who, id, "apply", "")) == "not_found");
  CHECK(base.count("amendment_settlements") == 1);
}

TEST_CASE("Where nothing of the clause follows by itself, a person looks", "[app][proposal]") {
  ProposalsBase base;
  base.follow();
  REQUIRE(base.define(FixedHours{WorkTime::from_hours(500)}));
  base.amend();
  REQUIRE(base.open().size() == 1);
  CHECK_FALSE(base.open()[0].proposed);
  CHECK(refused(settle_proposal(*base, base.who, base.open()[0].id, "apply", "")) == "proposal.nothing_follows");
  CHECK(settle_proposal(*base, base.who, base.open()[0].id, "keep", "Heures fixées au marché"));
}

TEST_CASE("An amendment known before the clause was set proposes nothing", "[app][proposal]") {
  ProposalsBase base;
  base.importer.load(std::vector<Published>{{.id = "M1", .amended_amount = "200000"}});
  const auto line = search_contracts(*base, base.who, {}).value().lines.at(0);
  REQUIRE(take_into_follow_up(*base, base.who, line.id));
  base.lot = line.lots.at(0).id;
  base.wait_minutes(60);
  REQUIRE(base.define(FixedHours{WorkTime::from_hours(500)}));
  CHECK(base.open().empty());
}

TEST_CASE("Proposals are the business of the office that follows the contract", "[app][proposal]") {
  ProposalsBase base;
  base.follow();
  base.amend();
  const auto id = base.open().at(0).id;
  const auto elsewhere = base.facilitator(32, "99900102700013");
  CHECK(amendment_proposals(*base, elsewhere).empty());
  CHECK(refused(settle_proposal(*base, elsewhere, id, "keep", "Non")) == "not_found");
  const Actor officer{UserId::from_trusted(9), Role::officer, "", "Ailleurs", std::nullopt};
  CHECK(amendment_proposals(*base, officer).empty());
  CHECK(refused(settle_proposal(*base, officer, id, "keep", "Non")) == "forbidden");
}
