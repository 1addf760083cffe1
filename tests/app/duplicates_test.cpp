// The same contract from two platforms: suggested, tied or set apart by a person, counted once.
#include <catch2/catch.hpp>

#include "clausier/app/contracts.hpp"
#include "clausier/app/duplicates.hpp"
#include "clausier/app/reports.hpp"
#include "contract_files.hpp"
#include "open_base.hpp"

using namespace clausier;
using namespace clausier::app;
using contract_files::Importer;
using contract_files::Published;

namespace {

struct DuplicatesBase : OpenBase {
  Actor who = facilitator();
  Importer importer{*services, who};

  Actor facilitator() {
    const auto id = OrganisationId::from_trusted(31);
    services->database->write([&](store::Connection& c) {
      c.execute("INSERT INTO organisations (id, kind, siret, siren, name, recorded_at) VALUES (?1, 'office', '99900301500016', "
                "'999003015', 'Maison modèle', 0)", store::values(id));
    });
    return {UserId::from_trusted(5), Role::facilitator, "", "Aline MODÈLE",
            app::Organisation{id, app::OrganisationKind::office, *Siret::parse("99900301500016"), "Maison modèle"}};
  }
  std::vector<DuplicateView> suggested(bool decided = false) { return duplicate_suggestions(*services, who, decided, 1, 50).value().lines; }
  std::int64_t found(const std::string& words) {
    ContractQuery query;
    query.words = words;
    return search_contracts(*services, who, query).value().total;
  }
  // The same works as two platforms publish them: another id, a wrong amount.
  DuplicateView pair() {
    importer.load(std::vector<Published>{{.id = "2844722", .object = "Réhabilitation de quais", .amount = "4228416"}});
    importer.load(std::vector<Published>{{.id = "000", .object = "Travaux de quais, secteur 2", .amount = "422841600"}});
    return suggested().at(0);
  }
};

template <class T>
std::string refused(const Outcome<T>& outcome) { return outcome ? "" : outcome.refusal().code; }

}  // namespace

TEST_CASE("Two publications of one contract are suggested, with both sides and what differs", "[app][duplicates]") {
  DuplicatesBase base;
  const auto pair = base.pair();
  CHECK(pair.power_of_ten == 2);
  CHECK(pair.common_holder == "999003015");
  CHECK(pair.first.record.source_id == "2844722");
  CHECK(pair.second.source == "publication.json");
  std::vector<std::string> differing;
  for (const auto& line : pair.fields)
    if (line.differs) differing.push_back(line.field);
  CHECK(differing == std::vector<std::string>{"id", "object", "amount"});
  CHECK(base.count("visible_contracts") == 2);  // only ever a suggestion
  CHECK(base.suggested(true).empty());
}

TEST_CASE("What is not alike is not suggested, and ids that mean nothing never merge", "[app][duplicates]") {
  DuplicatesBase base;
  base.importer.load(std::vector<Published>{{.id = "000", .object = "Premier", .amount = "1000"},
                                            {.id = "000", .object = "Deuxième", .amount = "2000"},
                                            {.id = "000", .object = "Troisième", .notified = "2025-05-20", .amount = "1000"},
                                            {.id = "", .object = "Quatrième", .amount = "3000"}});
  CHECK(base.count("visible_contracts") == 4);
  CHECK(base.suggested().empty());
}

TEST_CASE("A suggestion of an import that is not applied is seen by nobody and goes with it", "[app][duplicates]") {
  DuplicatesBase base;
  base.importer.load(std::vector<Published>{{.id = "A1", .object = "Un"}});
  const auto id = base.importer.plan(contract_files::file_of({{.id = "A2", .object = "Deux"}}));
  CHECK(base.suggested().empty());
  REQUIRE(discard_import(*base, base.who, id));
  CHECK(base.count("duplicate_suggestions") == 0);
  CHECK(base.count("contracts") == 1);
}

TEST_CASE("Tied contracts are searched and counted once, and the other stays visible as a source", "[app][duplicates]") {
  DuplicatesBase base;
  const auto pair = base.pair();
  REQUIRE(tie_duplicates(*base, base.who, pair.id, pair.first.contract, "Même marché, centimes pris pour des euros"));
  CHECK(base.count("visible_contracts") == 1);
  CHECK(base.found("quais") == 1);
  CHECK(base.suggested().empty());
  const auto decided = base.suggested(true);
  REQUIRE(decided.size() == 1);
  CHECK(decided[0].decisions.at(0).author == "Aline MODÈLE");

  const auto view = view_contract(*base, base.who, pair.second.contract).value();  // an old address still answers
  CHECK(view.contract.id == pair.first.contract);
  REQUIRE(view.sources.size() == 2);
  CHECK_FALSE(view.sources[0].tied);
  CHECK(view.sources[1].tied == pair.second.contract);
  const auto lines = compare_records(view.sources[0].record, view.sources[1].record);
  CHECK(std::count_if(lines.begin(), lines.end(), [](const auto& line) { return line.differs; }) == 3);

  // A later edition of either source is still known.
  CHECK(base.importer.load(std::vector<Published>{{.id = "000", .object = "Travaux de quais, secteur 2", .amount = "422841600"}}).unchanged == 1);
  CHECK(base.count("visible_contracts") == 1);

  REQUIRE(set_duplicates_apart(*base, base.who, pair.id, "Deux marchés, à la réflexion"));
  CHECK(base.count("visible_contracts") == 2);
  CHECK(base.found("quais") == 2);
  CHECK(base.suggested(true).at(0).decisions.size() == 2);
  CHECK(base.count("audit_events WHERE action LIKE 'duplicate.%'") == 2);
  CHECK(verify(*base).ok);
}

TEST_CASE("A contract that an office follows stands, and two that are followed are not tied", "[app][duplicates]") {
  DuplicatesBase base;
  const auto pair = base.pair();
  REQUIRE(take_into_follow_up(*base, base.who, pair.second.contract));
  CHECK(refused(tie_duplicates(*base, base.who, pair.id, pair.first.contract, "")) == "duplicate.followed");
  CHECK(base.count("duplicate_decisions") == 0);
  REQUIRE(tie_duplicates(*base, base.who, pair.id, pair.second.contract, ""));
  REQUIRE(set_duplicates_apart(*base, base.who, pair.id, ""));
  REQUIRE(take_into_follow_up(*base, base.who, pair.first.contract));
  CHECK(refused(tie_duplicates(*base, base.who, pair.id, pair.first.contract, "")) == "duplicate.both_followed");
  CHECK(refused(tie_duplicates(*base, base.who, pair.id, ContractId::from_trusted(1), "")) == "duplicate.standing");
}

TEST_CASE("Three publications tied two by two stand as one", "[app][duplicates]") {
  DuplicatesBase base;
  base.importer.load(std::vector<Published>{{.id = "A1", .object = "Un"}, {.id = "A2", .object = "Deux"}, {.id = "A3", .object = "Trois"}});
  const auto pairs = base.suggested();
  REQUIRE(pairs.size() == 3);
  for (const auto& pair : pairs) REQUIRE(tie_duplicates(*base, base.who, pair.id, pair.first.contract, ""));
  CHECK(base.count("visible_contracts") == 1);
  CHECK(base.count("contract_merges") == 2);
}

TEST_CASE("Duplicates are the business of facilitators", "[app][duplicates]") {
  DuplicatesBase base;
  const auto pair = base.pair();
  for (const auto role : {Role::contractor, Role::officer, Role::administrator}) {
    const Actor other{UserId::from_trusted(9), role, "", "Ailleurs", std::nullopt};
    CHECK(refused(duplicate_suggestions(*base, other, false, 1, 10)) == "forbidden");
    CHECK(refused(view_duplicate(*base, other, pair.id)) == "forbidden");
    CHECK(refused(tie_duplicates(*base, other, pair.id, pair.first.contract, "")) == "forbidden");
    CHECK(refused(set_duplicates_apart(*base, other, pair.id, "")) == "forbidden");
  }
  CHECK(refused(view_duplicate(*base, base.who, DuplicateId::from_trusted(3))) == "not_found");
}
