// A later publication of a known record: it corrects what is shown and searched, keeps what was said before, opens what a
// person must look at, and never changes an obligation.
#include "clausier/app/amendment_proposals.hpp"
#include "clausier/app/reports.hpp"
#include "published_record.hpp"

using namespace published_record;
using namespace clausier::app;

namespace {

// The review of a hostile reader: everything but identity is corrected.
const std::string first_edition = with(of_2022, "Clause sociale", "Pas de considération sociale");
const std::string second_edition =
    with(with(with(with(of_2022, "2024-06-01", "2024-07-01"), "Réhabilitation de la piscine", "Réhabilitation du stade"), "\"dureeMois\":18", "\"dureeMois\":36"),
         "45212212", "45212200");

struct EditionsBase : PublishedBase {
  EditionsBase() { who = office(41, "99900101900010"); }

  Actor office(std::int64_t id, const std::string& siret) {
    const auto office = OrganisationId::from_trusted(id);
    services->database->write([&](store::Connection& c) {
      c.execute("INSERT INTO organisations (id, kind, siret, siren, name, recorded_at) VALUES (?1, 'office', ?2, ?3, 'Maison', 0)",
                store::values(office, siret, siret.substr(0, 9)));
    });
    return {UserId::from_trusted(id), Role::facilitator, "", "Aline MODÈLE", app::Organisation{office, app::OrganisationKind::office, *Siret::parse(siret), "Maison"}};
  }
  std::int64_t found(const std::string& words, const std::string& social = "") {
    ContractQuery query;
    query.words = words;
    query.social = social;
    return search_contracts(*services, who, query).value().total;
  }
  ContractView view(ContractId id) { return view_contract(*services, who, id).value(); }
  LotId follow(ContractId id) {
    if (!take_into_follow_up(*services, who, id)) throw std::logic_error("not followed");
    wait_minutes(60);
    return view(id).lots.at(0).lot.id;
  }
  void define(LotId lot, Target target) {
    const DateRange days{*Date::parse_iso("2024-05-02"), *Date::parse_iso("2025-11-01")};
    const auto done = define_clause(*services, who, {ClauseId::from_trusted(0), lot, std::move(target), days, DueSchedule::linear, {"L2112_2"}, {}, {},
                                                     true, "CCAP", "", Instant::from_milliseconds(0)});
    if (!done) throw std::logic_error("no clause: " + done.refusal().code);
    wait_minutes(60);
  }
};

}  // namespace

TEST_CASE("A later publication that corrects a contract is what is shown, searched and filtered, the values of before beside it", "[app][editions]") {
  EditionsBase base;
  const auto id = *base.one(first_edition).line.contract;
  CHECK(base.found("", "clause") == 0);
  const auto edition = base.one(second_edition);
  CHECK(edition.line.outcome == RecordOutcome::amended);
  REQUIRE(edition.codes() == std::set<std::string>{"record.edition.later"});
  CHECK(edition.line.findings.at(0).value == "Objet, Code CPV, Durée, Considérations sociales");
  CHECK(base.found("") == 1);
  CHECK(base.found("stade") == 1);
  CHECK(base.found("piscine") == 0);
  CHECK(base.found("", "clause") == 1);
  CHECK(base.found("", "none") == 0);
  CHECK(search_contracts(*base, base.who, {}).value().lines.at(0).object == "Réhabilitation du stade");
  const auto view = base.view(id);
  CHECK(view.contract.initial.cpv == "45212200");
  CHECK(view.state.duration_months == 36);
  REQUIRE(view.corrections.size() == 1);
  REQUIRE(view.corrections[0].fields.size() == 4);
  CHECK(view.corrections[0].fields[0].first == "Réhabilitation de la piscine");
  CHECK(view.corrections[0].fields[2].first == "18");
  CHECK(view.corrections[0].fields[2].second == "36");
  CHECK(view.corrections[0].fields[3].first == "none");
  REQUIRE(view.sources.size() == 2);
  CHECK(view.sources[0].record.object == "Réhabilitation de la piscine");
  CHECK(view.sources[1].record.object == "Réhabilitation du stade");
}

TEST_CASE("A file read again takes no correction back, an older edition changes nothing, a newer one may say the first thing again", "[app][editions]") {
  EditionsBase base;
  const auto id = *base.one(first_edition).line.contract;
  base.one(second_edition);
  CHECK(base.import(list_of({first_edition}))[0].line.outcome == RecordOutcome::unchanged);
  CHECK(base.import(list_of({second_edition}))[0].line.outcome == RecordOutcome::unchanged);
  const auto older = base.one(with(with(of_2022, "2024-06-01", "2024-05-15"), "\"dureeMois\":18", "\"dureeMois\":6"));
  CHECK(older.line.outcome == RecordOutcome::duplicate);
  CHECK(older.says("record.edition.earlier"));
  CHECK(base.view(id).state.duration_months == 36);
  CHECK(base.view(id).sources.size() == 3);
  CHECK(base.one(with(first_edition, "2024-06-01", "2024-08-01")).line.outcome == RecordOutcome::amended);
  CHECK(base.view(id).state.duration_months == 18);
  CHECK(base.view(id).corrections.size() == 2);
}

TEST_CASE("Without a day that tells them apart the later import corrects; what a person typed, or the same file, waits for a person", "[app][editions]") {
  EditionsBase base;
  const auto other = with(first_edition, "\"dureeMois\":18", "\"dureeMois\":36");
  SECTION("a later import") {
    const auto id = *base.one(first_edition).line.contract;
    CHECK(base.one(other).line.outcome == RecordOutcome::amended);
    CHECK(base.view(id).state.duration_months == 36);
  }
  SECTION("one file, accepted") {
    const auto met = base.import(list_of({first_edition, other}));
    CHECK(met[1].line.outcome == RecordOutcome::doubtful);
    CHECK(met[1].line.reason == "record.edition.undated");
    CHECK(met[1].line.raw == other);
    const auto id = *met[0].line.contract;
    CHECK(base.view(id).state.duration_months == 18);
    const auto waiting = quarantine(*base, base.who, {}).value();
    REQUIRE(waiting.total == 1);
    const auto settled = settle_record(*base, base.who, waiting.lines[0].id, {"accepted", ""}).value();
    CHECK(settled == id);
    CHECK(base.view(id).state.duration_months == 36);
    CHECK(base.found("") == 1);
    const auto again = base.import(list_of({first_edition, other}));  // the same file says nothing new
    CHECK(again[0].line.outcome == RecordOutcome::unchanged);
    CHECK(again[1].line.outcome == RecordOutcome::unchanged);
    CHECK(base.view(id).state.duration_months == 36);
  }
  SECTION("one file, set aside for good") {
    base.import(list_of({first_edition, other}));
    const auto line = quarantine(*base, base.who, {}).value().lines.at(0);
    REQUIRE(settle_record(*base, base.who, line.id, {"rejected", "Erreur de saisie"}));
    const auto again = base.import(list_of({first_edition, other}));
    CHECK(again[1].line.outcome == RecordOutcome::refused);
    CHECK(again[1].line.reason == "record.settled.rejected");
    CHECK(base.view(*again[0].line.contract).state.duration_months == 18);
    CHECK(quarantine(*base, base.who, {}).value().total == 0);
  }
  SECTION("one file, two days") {
    const auto met = base.import(list_of({first_edition, second_edition}));
    CHECK(met[1].line.outcome == RecordOutcome::amended);
    CHECK(base.view(*met[0].line.contract).state.duration_months == 36);
    CHECK(base.found("stade") == 1);
  }
}

TEST_CASE("What a publication leaves out, cuts or damages corrects nothing", "[app][editions]") {
  EditionsBase base;
  const auto id = *base.one(of_2022).line.contract;
  const auto shorter = GENERATE(std::string("Réhabilitation de la"), std::string("RÉHABILITATION  DE LA PISCINE"), std::string("R\xEF\xBF\xBDhabilitation de la grande piscine"));
  const auto later = with(with(of_2022, "2024-06-01", "2024-07-01"), "Réhabilitation de la piscine", shorter);
  const auto met = base.one(with(later, R"("considerationsSociales":{"considerationSociale":["Clause sociale"]},)", ""));
  CHECK_FALSE(met.says("record.edition.later"));
  CHECK(base.view(id).contract.initial.object == "Réhabilitation de la piscine");
  CHECK(base.found("", "clause") == 1);
}

TEST_CASE("A plan that is given up leaves the contract as it was", "[app][editions]") {
  PublishedBase base;
  const auto id = *base.one(first_edition).line.contract;
  const auto months = [&] { return view_contract(*base, base.who, id).value().state.duration_months; };
  const auto plan = base.importer.plan(list_of({second_edition}));
  CHECK(months() == 18);
  REQUIRE(discard_import(*base, base.who, plan));
  CHECK(months() == 18);
  CHECK(base.count("contract_editions") == 0);
}

TEST_CASE("A report asked at an instant before a correction sees the contract of then", "[app][editions]") {
  EditionsBase base;
  const auto id = *base.one(first_edition).line.contract;
  const auto then = base.now;
  base.wait_minutes(60);
  base.one(second_edition);
  const auto seen = [&](Instant at) {
    return base.services->database->read([&](store::Connection& c) { return store::find_contract(c, id, at); })->initial;
  };
  CHECK(seen(then).duration_months == 18);
  CHECK(seen(then).object == "Réhabilitation de la piscine");
  base.wait_minutes(60);
  CHECK(seen(base.now).duration_months == 36);
}

TEST_CASE("A clause that appears on a followed contract is to be looked at until a clause is recorded or a person says why not", "[app][editions]") {
  EditionsBase base;
  const auto id = *base.one(first_edition).line.contract;
  const auto lot = base.follow(id);
  CHECK(amendment_proposals(*base, base.who).empty());
  base.one(second_edition);
  const auto open = amendment_proposals(*base, base.who);
  REQUIRE(open.size() == 1);
  CHECK(open[0].lot == lot);
  CHECK_FALSE(open[0].clause);
  REQUIRE(open[0].correction);
  CHECK(dashboard(*base, base.who).amended_lots.size() == 1);
  SECTION("a clause is recorded") {
    base.wait_minutes(60);
    base.define(lot, FixedHours{WorkTime::from_hours(100)});
    CHECK(amendment_proposals(*base, base.who).empty());
  }
  SECTION("a person says why not") {
    REQUIRE(settle_proposal(*base, base.who, open[0].id, "keep", "Clause d’un autre lot"));
    CHECK(amendment_proposals(*base, base.who).empty());
    CHECK(base.count("edition_settlements") == 1);
  }
}

TEST_CASE("A corrected duration proposes a version of the clause and never makes it", "[app][editions]") {
  EditionsBase base;
  const auto id = *base.one(first_edition).line.contract;
  const auto lot = base.follow(id);
  base.define(lot, FixedHours{WorkTime::from_hours(100)});
  const auto owed = view_lot(*base, base.who, lot).value().position.due;
  base.one(second_edition);
  CHECK(view_lot(*base, base.who, lot).value().position.due == owed);
  const auto open = amendment_proposals(*base, base.who);
  REQUIRE(open.size() == 1);
  REQUIRE(open[0].proposed);
  CHECK(open[0].clause->execution.last.iso() == "2025-11-01");
  CHECK(open[0].proposed->execution.last.iso() == "2027-05-01");
  REQUIRE(settle_proposal(*base, base.who, open[0].id, "apply", ""));
  CHECK(view_clause(*base, base.who, lot).value().versions.size() == 2);
  CHECK(amendment_proposals(*base, base.who).empty());
}
