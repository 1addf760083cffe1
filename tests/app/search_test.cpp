#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "clausier/app/contracts.hpp"
#include "contract_files.hpp"
#include "open_base.hpp"

using namespace clausier;
using namespace clausier::app;
using contract_files::canal_siret;
using contract_files::housing_siret;

namespace {

struct Searched : OpenBase {
  Actor facilitator{UserId::from_trusted(5), Role::facilitator, "", "Aline MODÈLE", std::nullopt};

  Searched() {
    contract_files::Importer importer(*services, contract_files::importing_administrator());
    importer.load({{.id = "2025A1", .object = "Écluse de Rœux-le-Modèle, génie civil", .notified = "2025-01-10", .amount = "300000"},
                   {.id = "2025A2", .object = "Peinture des écoles", .notified = "2025-03-10", .amount = "100000", .department = "62"},
                   {.id = "2025A3", .object = "Opération NPNRU : réhabilitation de l’îlot", .notified = "2025-02-10", .amount = "200000",
                    .social = "Pas de considération sociale"},
                   {.id = "2025B1", .object = "ecluses mobiles", .buyer = housing_siret, .notified = "2025-04-10", .amount = "50000"}});
  }
  ContractPage search(ContractQuery query) { return search_contracts(*services, facilitator, query).value(); }
  ContractPage words(const std::string& text) {
    ContractQuery query;
    query.words = text;
    return search(query);
  }
  std::vector<std::string> sorted(const std::string& sort) {
    ContractQuery query;
    query.sort = sort;
    std::vector<std::string> ids;
    for (const auto& line : search(query).lines) ids.push_back(line.uid.substr(14));
    return ids;
  }
};

}  // namespace

TEST_CASE("Words are found by their beginning, without accents or case", "[app][search]") {
  Searched base;
  struct Case {
    std::string words;
    std::int64_t found;
  };
  for (const auto& c : std::vector<Case>{{"écluse", 2}, {"ECLUSE", 2}, {"eclus", 2}, {"écluse génie", 1}, {"genie ecl", 1},
                                         {"cluse", 0}, {"école", 1}, {"peinture écluse", 0}, {"2025A", 3}, {"2025A2", 1},
                                         {canal_siret, 3}, {"99900301500016", 4}, {"", 4}, {"  ", 4}}) {
    CAPTURE(c.words);
    CHECK(base.words(c.words).total == c.found);
  }
}

TEST_CASE("Quotes and the operators of full-text search are ordinary characters", "[app][search]") {
  Searched base;
  for (const std::string words :
       {"\"", "\"\"", "écluse\"", "\" OR \"", "écluse OR peinture", "NOT écluse", "écluse NOT génie", "NEAR(écluse génie)", "obj* AND",
        "object:ecluse", "{object buyer}: x", "^ecluse", "-ecluse", "ecluse*", "*", "(", ")", "' OR 1=1 --", "'; DROP TABLE contracts; --",
        "%", "_", "\\", "écluse\n+\tgénie", "\xF0\x9F\x8C\x8A"}) {
    CAPTURE(words);
    CHECK_NOTHROW(base.words(words));
  }
  CHECK(base.words("écluse OR peinture").total == 0);  // three words, all sought
  CHECK(base.words("-ecluse").total == 2);
  CHECK(base.words("ecluse*").total == 2);
  CHECK(base.count("contracts") == 4);
}

TEST_CASE("Filters narrow the list, each alone and together", "[app][search]") {
  Searched base;
  const auto total = [&](auto change) {
    ContractQuery query;
    change(query);
    return base.search(query).total;
  };
  CHECK(total([](auto& q) { q.department = "62"; }) == 1);
  CHECK(total([](auto& q) { q.department = "6"; }) == 0);
  CHECK(total([](auto& q) { q.buyer_siret = canal_siret; }) == 3);
  CHECK(total([](auto& q) { q.buyer_siret = housing_siret.substr(0, 9); }) == 1);
  CHECK(total([](auto& q) { q.social = "any"; }) == 3);
  CHECK(total([](auto& q) { q.programme = "NPNRU"; }) == 1);  // a suggestion is enough to search
  CHECK(total([](auto& q) { q.programme = "CSNE"; }) == 0);
  CHECK(total([](auto& q) { q.words = "écluse"; q.buyer_siret = canal_siret; }) == 1);
  CHECK(total([](auto& q) { q.department = "59' OR '1'='1"; }) == 0);
  CHECK(total([](auto& q) { q.social = "none"; }) == 1);
  CHECK(total([](auto& q) { q.notified_from = Date::parse_iso("2025-02-10"); }) == 3);
  CHECK(total([](auto& q) { q.notified_to = Date::parse_iso("2025-02-10"); }) == 2);
  CHECK(total([](auto& q) { q.notified_from = q.notified_to = Date::parse_iso("2025-02-10"); q.words = "réhab"; }) == 1);
  CHECK(total([](auto& q) { q.amount_min = Money::from_cents(100'000'00); }) == 3);
  CHECK(total([](auto& q) { q.amount_max = Money::from_cents(99'999'99); }) == 1);
  CHECK(total([](auto& q) { q.amount_min = q.amount_max = Money::from_cents(200'000'00); }) == 1);
  CHECK(total([](auto& q) { q.amount_min = Money::from_cents(200'000'01); q.words = "écluse"; }) == 1);
  CHECK(total([](auto& q) { q.sort = "amount_cents; DROP TABLE lots"; }) == 4);  // an unknown order is the usual one
}

TEST_CASE("A last word may be a beginning, the others are whole, singular or plural", "[app][search]") {
  Searched base;
  CHECK(base.words("écluse").total == 2);       // "Écluse" and "ecluses"
  CHECK(base.words("écluse mobile").total == 1);  // both in the plural there
  CHECK(base.words("écl mob").total == 0);      // a beginning is the last word or nothing
  CHECK(base.words("mobiles écl").total == 1);
}

TEST_CASE("Contracts run, then end, by their duration and what amends it", "[app][search]") {
  Searched base;
  const auto in_state = [&](const std::string& state) {
    ContractQuery query;
    query.state = state;
    return base.search(query).total;
  };
  base.services->clock = [] { return *Instant::parse_iso("2026-02-15T10:00:00Z"); };  // all last twelve months
  CHECK(in_state("ended") == 2);
  CHECK(in_state("running") == 2);
  CHECK(in_state("closed") == 0);
  base.services->clock = [] { return *Instant::parse_iso("2027-02-15T10:00:00Z"); };
  CHECK(in_state("ended") == 4);
}

TEST_CASE("An amendment of a later date counts from its day on: amount, end and state are those of the day one asks", "[app][search]") {
  Searched base;
  contract_files::Importer importer(*base.services, contract_files::importing_administrator());
  base.services->clock = [] { return *Instant::parse_iso("2025-12-01T10:00:00Z"); };
  // Notified on 2026-01-10, learned a month before: 24 months instead of 12, 900 000 EUR instead of 100 000.
  auto published = contract_files::file_of({{.id = "2025D1", .object = "Digue amendée", .notified = "2025-01-05", .amended_amount = "900000"}});
  const std::string amended = R"("montant":900000)";
  published.replace(published.find(amended), amended.size(), amended + R"(,"dureeMois":24)");
  importer.load(published);
  const auto found = [&](const std::string& state, int least_euros) {
    ContractQuery query;
    query.words = "digue";
    query.state = state;
    query.amount_min = Money::from_cents(std::int64_t{least_euros} * 100);
    return base.search(query).total;
  };
  CHECK(found("running", 100'000) == 1);
  CHECK(found("", 800'000) == 0);
  CHECK(base.count("contract_index_changes") == 1);
  base.services->clock = [] { return *Instant::parse_iso("2026-01-09T10:00:00Z"); };
  CHECK(found("ended", 100'000) == 1);
  base.services->clock = [] { return *Instant::parse_iso("2026-01-10T10:00:00Z"); };
  CHECK(found("running", 800'000) == 1);
  CHECK(base.words("digue").lines.at(0).amount == Money::from_cents(900'000'00));
  CHECK(base.count("contract_index_changes") == 0);
}

TEST_CASE("A place of execution leads to its EPCI", "[app][search]") {
  Searched base;
  auto published = contract_files::file_of({{.id = "2025V1", .object = "Halle de Valenciennes"}, {.id = "2025V2", .object = "Halle de marché"}});
  const auto place = [&](const std::string& id, const std::string& code, const std::string& kind) {
    const auto at = published.find(R"("code":"59","typeCode":"Code département")", published.find(id));
    published.replace(at, std::string(R"("code":"59","typeCode":"Code département")").size(), R"("code":")" + code + R"(","typeCode":")" + kind + "\"");
  };
  place("2025V2", "62300", "Code postal");  // two communes, one EPCI
  place("2025V1", "59606", "Code commune");
  contract_files::Importer(*base.services, contract_files::importing_administrator()).load(published);
  ContractQuery query;
  query.epci = "245901160";  // CA Valenciennes Métropole
  REQUIRE(base.search(query).total == 1);
  CHECK(base.search(query).lines.front().object == "Halle de Valenciennes");
  query.epci = "246200364";  // CA de Lens - Liévin
  CHECK(base.search(query).total == 1);
  CHECK(base.words("valenciennes").total == 1);
  CHECK(base.words("halle marche").total == 1);
}

TEST_CASE("The whole list comes line by line, in its order", "[app][search]") {
  Searched base;
  ContractQuery query;
  query.sort = "amount_asc";
  query.page = 9;
  query.per_page = 1;
  std::vector<std::string> ids;
  REQUIRE(each_contract(*base.services, base.facilitator, query, [&](const ContractLine& line) { ids.push_back(line.uid.substr(14)); }));
  CHECK(ids == std::vector<std::string>{"2025B1", "2025A2", "2025A3", "2025A1"});
}

TEST_CASE("Each order is total, and the same question gives the same list", "[app][search]") {
  Searched base;
  using Ids = std::vector<std::string>;
  CHECK(base.sorted("notified_desc") == Ids{"2025B1", "2025A2", "2025A3", "2025A1"});
  CHECK(base.sorted("notified_asc") == Ids{"2025A1", "2025A3", "2025A2", "2025B1"});
  CHECK(base.sorted("amount_desc") == Ids{"2025A1", "2025A3", "2025A2", "2025B1"});
  CHECK(base.sorted("amount_asc") == Ids{"2025B1", "2025A2", "2025A3", "2025A1"});
  CHECK(base.sorted("object_asc") == Ids{"2025A1", "2025B1", "2025A3", "2025A2"});
}

TEST_CASE("Pages cut the list without losing or repeating a contract", "[app][search]") {
  Searched base;
  ContractQuery query;
  query.per_page = 3;
  std::set<std::string> seen;
  for (query.page = 1; query.page <= 2; ++query.page) {
    const auto page = base.search(query);
    CHECK(page.total == 4);
    CHECK(page.pages == 2);
    CHECK(page.page == query.page);
    for (const auto& line : page.lines) CHECK(seen.insert(line.uid).second);
  }
  CHECK(seen.size() == 4);
  for (const int asked : {0, -7, 99}) {
    query.page = asked;
    const auto page = base.search(query);
    CHECK(page.page == (asked > 0 ? 2 : 1));
    CHECK_FALSE(page.lines.empty());
  }
  query.per_page = 0;  // everything
  CHECK(base.search(query).lines.size() == 4);
}

TEST_CASE("A line tells what the source says, and no more", "[app][search]") {
  Searched base;
  const auto line = base.words("NPNRU").lines.front();
  CHECK(line.uid == canal_siret + "2025A3");
  CHECK(line.object == "Opération NPNRU : réhabilitation de l’îlot");
  CHECK(line.notified_on == Date::parse_iso("2025-02-10"));
  CHECK(line.amount == Money::from_cents(200'000'00));
  CHECK_FALSE(line.followed);
  REQUIRE(line.programmes.size() == 1);
  CHECK_FALSE(line.programmes.front().confirmed);
  CHECK(base.services->wording.has(line.programmes.front().reason_key));
  REQUIRE(line.lots.size() == 1);
  CHECK_FALSE(line.lots.front().has_clause);
}

TEST_CASE("Administrators do not search contracts", "[app][search]") {
  Searched base;
  const auto outcome = search_contracts(*base, contract_files::importing_administrator(), {});
  REQUIRE_FALSE(outcome);
  CHECK(outcome.refusal().code == "forbidden");
}

TEST_CASE("A filtered list is exported whole, in its order, and the journal says so", "[app][search]") {
  Searched base;
  TemporaryDirectory directory;
  ContractQuery query;
  query.words = "écluse";
  query.per_page = 1;
  query.sort = "amount_desc";
  const auto path = directory.path() / "liste.csv";
  CHECK(export_contracts(*base.services, base.facilitator, query, "csv", path).value() == 2);
  std::ifstream file(path, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  const auto first = text.find("Écluse de Rœux-le-Modèle"), second = text.find("ecluses mobiles");
  REQUIRE(first != std::string::npos);
  CHECK(first < second);
  CHECK(text.find("Peinture") == std::string::npos);
  CHECK(text.find("300000,00") != std::string::npos);
  CHECK(base.count("audit_events WHERE action = 'contracts.exported'") == 1);
  const auto refused = export_contracts(*base.services, contract_files::importing_administrator(), query, "csv", path);
  CHECK(refused.refusal().code == "forbidden");
}
