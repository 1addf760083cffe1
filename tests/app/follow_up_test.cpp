#include <catch2/catch.hpp>

#include "clausier/app/contracts.hpp"
#include "clausier/app/reports.hpp"
#include "contract_files.hpp"
#include "sample_base.hpp"

using namespace clausier;
using namespace clausier::app;
using sample::day;

namespace {

const std::string holder_seat = "99900301500016";

// The small world, and beside it one contract of the open data that nobody follows yet.
struct Followed : sample::Base {
  ContractId open = ContractId::from_trusted(1);
  LotId whole = LotId::from_trusted(1);

  Followed() {
    contract_files::Importer importer(**this, contract_files::importing_administrator());
    importer.load({{.id = "2026N1",
                    .object = "Opération NPNRU : halle d’exemple",
                    .buyer = officer.organisation->siret.digits(),
                    .holder = holder_seat}});
    open = line(facilitator)->id;
    whole = line(facilitator)->lots.front().id;
  }
  std::optional<ContractLine> line(const Actor& who) {
    ContractQuery query;
    query.words = "2026N1";
    const auto page = search_contracts(**this, who, query).value();
    return page.lines.empty() ? std::nullopt : std::optional(page.lines.front());
  }
  Outcome<Done> grant(const Actor& who, LotId lot, const std::string& role = "holder", const std::string& siret = holder_seat) {
    return grant_firm(**this, who, {lot, *Siret::parse(siret), "Terrassements de l’Exemple", role});
  }
  void follow_it() { REQUIRE(take_into_follow_up(**this, facilitator, open)); }
  ContractView view(const Actor& who) { return view_contract(**this, who, open).value(); }
  bool sees(const Actor& who) { return static_cast<bool>(view_contract(**this, who, open)); }
};

template <class T>
std::string refused(const Outcome<T>& outcome) { return outcome ? "" : outcome.refusal().code; }

}  // namespace

TEST_CASE("A contract of the open data can be searched by facilitators, and nothing more, until it is followed", "[app][follow]") {
  Followed base;
  CHECK(base.sees(base.facilitator));
  CHECK(base.view(base.facilitator).lots.empty());
  CHECK_FALSE(base.sees(base.officer));
  CHECK_FALSE(base.line(base.officer));
  CHECK(refused(view_lot(*base, base.facilitator, base.whole)) == "not_found");
  CHECK(refused(base.grant(base.facilitator, base.whole)) == "not_found");
  CHECK(refused(add_lot(*base, base.facilitator, base.open, "1", "Gros œuvre", {})) == "not_found");
  CHECK(refused(confirm_programme(*base, base.facilitator, base.open, "NPNRU", true)) == "not_found");
  Clause clause{.id = ClauseId::from_trusted(1), .lot = base.whole, .target = FixedHours{WorkTime::from_hours(10)},
                .execution = {day("2026-01-01"), day("2026-12-31")}, .legal_bases = {"L2112_2"}, .penalty_per_missing_hour = {},
                .counting_months = {}, .source_document = "", .author = "", .recorded_at = base.now};
  CHECK(refused(define_clause(*base, base.facilitator, clause)) == "not_found");

  base.follow_it();
  CHECK(base.view(base.facilitator).followed_by_me);
  CHECK(base.view(base.facilitator).lots.size() == 1);
  CHECK(base.sees(base.officer));  // their buyer's, now that somebody follows it
  CHECK(base.line(base.officer)->followed);
  CHECK_FALSE(base.sees(base.holder));
  CHECK_FALSE(base.view(base.other_facilitator).followed_by_me);
  CHECK(base.view(base.other_facilitator).lots.empty());
}

TEST_CASE("Following is for offices, is written once, and shuts the contract to the other offices", "[app][follow]") {
  Followed base;
  for (const auto& who : {base.holder, base.officer, base.administrator}) CHECK(refused(take_into_follow_up(*base, who, base.open)) == "forbidden");
  CHECK(refused(take_into_follow_up(*base, base.facilitator, ContractId::from_trusted(424242))) == "not_found");
  base.follow_it();
  base.follow_it();
  CHECK(base.number("count(*) FROM audit_events WHERE action = 'contract.followed'") == 1);
  const auto elsewhere = take_into_follow_up(*base, base.other_facilitator, base.open);
  REQUIRE_FALSE(elsewhere);
  CHECK(elsewhere.refusal().code == "contract.followed_elsewhere");
  CHECK(elsewhere.refusal().parameters.at("office") == "Aline MODÈLE");
  CHECK(base.view(base.other_facilitator).followed_by == std::vector<std::string>{"Aline MODÈLE"});
  CHECK(refused(view_lot(*base, base.other_facilitator, base.whole)) == "not_found");
}

TEST_CASE("A contract that is only planned cannot be followed", "[app][follow]") {
  Followed base;
  contract_files::Importer importer(*base, contract_files::importing_administrator());
  importer.plan(contract_files::file_of({{.id = "2026N2", .object = "Contrat seulement planifié"}}));
  const auto id = ContractId::from_trusted(base.number("id FROM contracts WHERE source_id = '2026N2'"));
  CHECK(refused(take_into_follow_up(*base, base.facilitator, id)) == "not_found");
  CHECK(refused(view_contract(*base, base.facilitator, id)) == "not_found");
}

TEST_CASE("A programme is a suggestion with its reason until a person confirms it or sets it aside", "[app][follow]") {
  Followed base;
  const auto suggested = base.view(base.facilitator).programmes;
  REQUIRE(suggested.size() == 1);
  CHECK(suggested.front().code == "NPNRU");
  CHECK_FALSE(suggested.front().confirmed);
  CHECK_FALSE(suggested.front().reason_parameters.empty());

  base.follow_it();
  CHECK(refused(confirm_programme(*base, base.facilitator, base.open, "INCONNU", true)) == "programme.unknown");
  CHECK(refused(confirm_programme(*base, base.officer, base.open, "NPNRU", true)) == "forbidden");
  CHECK(refused(confirm_programme(*base, base.other_facilitator, base.open, "NPNRU", true)) == "not_found");
  REQUIRE(confirm_programme(*base, base.facilitator, base.open, "NPNRU", true));
  CHECK(base.view(base.facilitator).programmes.front().confirmed);
  REQUIRE(confirm_programme(*base, base.facilitator, base.open, "NPNRU", false));
  CHECK(base.view(base.facilitator).programmes.empty());
  REQUIRE(confirm_programme(*base, base.facilitator, base.open, "ERBM", true));  // nothing suggested it: a person knows better
  CHECK(base.view(base.facilitator).programmes.front().code == "ERBM");
}

TEST_CASE("The first real lot takes the place of the implicit one, unless it has been used", "[app][follow]") {
  Followed base;
  base.follow_it();
  SECTION("unused") {
    REQUIRE(add_lot(*base, base.facilitator, base.open, "1", "Gros œuvre", Money::from_cents(5'000'00)));
    const auto lots = base.view(base.facilitator).contract.lots;
    REQUIRE(lots.size() == 1);
    CHECK(lots.front().label == "Gros œuvre");
    CHECK(lots.front().amount == Money::from_cents(5'000'00));
    CHECK(refused(view_lot(*base, base.facilitator, base.whole)) == "not_found");
  }
  SECTION("used") {
    REQUIRE(base.grant(base.facilitator, base.whole));
    REQUIRE(add_lot(*base, base.facilitator, base.open, "1", "Gros œuvre", {}));
    CHECK(base.view(base.facilitator).contract.lots.size() == 2);
  }
  CHECK(refused(add_lot(*base, base.facilitator, base.open, "1", "Autre", {})) == "lot.number_taken");
  CHECK(refused(add_lot(*base, base.facilitator, base.open, "", "Autre", {})) == "lot.number_and_label");
  CHECK(refused(add_lot(*base, base.facilitator, base.open, "2", "", {})) == "lot.number_and_label");
  CHECK(refused(add_lot(*base, base.other_facilitator, base.open, "2", "Autre", {})) == "not_found");
  CHECK(refused(add_lot(*base, base.holder, base.open, "2", "Autre", {})) == "forbidden");
}

TEST_CASE("A grant opens one lot to one firm, and only that lot", "[app][follow]") {
  sample::Base base;  // the agency holds lot 3 and declares on lot 2; the holder has lot 2 alone
  const auto of = [&](const Actor& who) {
    std::vector<std::string> numbers;
    const auto view = view_contract(*base, who, base.contract).value();
    for (const auto& summary : view.lots) numbers.push_back(summary.lot.number);
    return numbers;
  };
  CHECK(of(base.holder) == std::vector<std::string>{"2"});
  CHECK(of(base.agency) == std::vector<std::string>{"2", "3"});
  CHECK(of(base.facilitator) == std::vector<std::string>{"2", "3"});
  CHECK(refused(view_lot(*base, base.holder, base.masonry)) == "not_found");
  CHECK(refused(view_contract(*base, base.holder, base.foreign_contract)) == "not_found");

  REQUIRE(revoke_grant(*base, base.facilitator, base.earthworks, base.agency.organisation->id));
  CHECK(of(base.agency) == std::vector<std::string>{"3"});
  CHECK(refused(revoke_grant(*base, base.facilitator, base.earthworks, base.agency.organisation->id)) == "not_found");
  CHECK(refused(revoke_grant(*base, base.other_facilitator, base.masonry, base.agency.organisation->id)) == "not_found");
  CHECK(refused(revoke_grant(*base, base.holder, base.masonry, base.agency.organisation->id)) == "forbidden");
  REQUIRE(revoke_grant(*base, base.facilitator, base.masonry, base.agency.organisation->id));
  CHECK(refused(view_contract(*base, base.agency, base.contract)) == "not_found");
}

TEST_CASE("A firm is created once, whatever grants it gets, and a new role replaces the former", "[app][follow]") {
  Followed base;
  base.follow_it();
  CHECK(refused(base.grant(base.facilitator, base.whole, "owner")) == "grant.role_unknown");
  CHECK(refused(base.grant(base.officer, base.whole)) == "forbidden");
  CHECK(refused(base.grant(base.facilitator, base.foreign_lot)) == "not_found");
  const auto firms = base.number("count(*) FROM organisations");
  REQUIRE(base.grant(base.facilitator, base.whole, "holder"));
  REQUIRE(base.grant(base.facilitator, base.whole, "subcontractor"));
  REQUIRE(base.grant(base.facilitator, base.masonry, "subcontractor"));
  CHECK(base.number("count(*) FROM organisations") == firms + 1);
  const auto grants = base.view(base.facilitator).lots.front().grants;
  REQUIRE(grants.size() == 1);
  CHECK(grants.front().role == "subcontractor");
  CHECK(grants.front().firm.name == "Terrassements de l’Exemple");
  REQUIRE(revoke_grant(*base, base.facilitator, base.whole, grants.front().firm.id));
  REQUIRE(base.grant(base.facilitator, base.whole, "holder"));  // given again
  CHECK(base.view(base.facilitator).lots.front().grants.size() == 1);
}

TEST_CASE("Grants are suggested from the parties of the contract, by SIREN", "[app][follow]") {
  Followed base;
  CHECK(suggested_grants(*base, base.facilitator, base.open).empty());  // not followed
  base.follow_it();
  auto suggestions = suggested_grants(*base, base.facilitator, base.open);
  REQUIRE(suggestions.size() == 1);
  CHECK(suggestions.front().siret == holder_seat);
  CHECK(suggestions.front().role == "holder");
  CHECK(suggestions.front().name.empty());  // the 2022 format gives no name

  // Another establishment of the same firm is known under its name.
  (*base).database->write([](store::Connection& c) {
    c.execute("INSERT INTO organisations VALUES (900, 'firm', '99900301500024', '999003015', 'Terrassements de l’Exemple', 0)");
  });
  suggestions = suggested_grants(*base, base.facilitator, base.open);
  CHECK(suggestions.front().name == "Terrassements de l’Exemple");
  CHECK(suggested_grants(*base, base.officer, base.open).empty());
}

TEST_CASE("A foreign object and one that does not exist are refused in the same words", "[app][follow]") {
  sample::Base base;
  const auto none = ContractId::from_trusted(987654321);
  const auto no_lot = LotId::from_trusted(987654321);
  for (const auto& who : {base.holder, base.officer}) {
    CHECK(view_contract(*base, who, base.foreign_contract).refusal() == view_contract(*base, who, none).refusal());
    CHECK(view_lot(*base, who, base.foreign_lot).refusal() == view_lot(*base, who, no_lot).refusal());
    CHECK(view_clause(*base, who, base.foreign_lot).refusal() == view_clause(*base, who, no_lot).refusal());
    CHECK(position_at(*base, who, base.foreign_lot, day("2026-06-30"), {}).refusal() ==
          position_at(*base, who, no_lot, day("2026-06-30"), {}).refusal());
  }
}
