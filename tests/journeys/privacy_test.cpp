// What each role may read, field by field: in every page it can reach, in all their bytes.
#include <catch2/catch.hpp>

#include "crawl.hpp"

using namespace clausier;
using namespace clausier::test;
using journey::Copy;

namespace {

struct Secrets {
  std::vector<std::string> names, references, births;
};

// Of everybody in the base, or of those whom the firm of the actor did not declare.
Secrets secrets_of(Copy& copy, const std::set<std::string>& without = {}) {
  Secrets found;
  copy.services->identity->read([&](store::Connection& c) {
    c.each("SELECT reference, family_name, given_name, birth_date FROM identities", {}, [&](const store::Row& row) {
      if (without.contains(row.text("reference"))) return;
      found.references.push_back(row.text("reference"));
      found.names.push_back(row.text("family_name"));
      found.names.push_back(row.text("given_name"));
      const auto birth = *Date::parse_iso(row.text("birth_date"));
      found.births.push_back(birth.iso());
      found.births.push_back(french_date(birth));
    });
  });
  return found;
}

void check_silence(const journey::Pages& pages, const std::vector<std::string>& words) {
  for (const auto& [address, answer] : pages) {
    const auto bytes = journey::all_bytes(answer);
    const auto searched = " " + folded(bytes) + " " + folded(address) + " ";
    for (const auto& word : words) {
      CAPTURE(address, word);
      CHECK(bytes.find(word) == std::string::npos);
      CHECK(searched.find(" " + folded(word) + " ") == std::string::npos);
    }
  }
}

bool any_holds(const journey::Pages& pages, const std::string& word) {
  for (const auto& [address, answer] : pages)
    if (journey::all_bytes(answer).find(word) != std::string::npos) return true;
  return false;
}

std::size_t count_of(const journey::Pages& pages, const std::string& prefix) {
  std::size_t count = 0;
  for (const auto& [address, answer] : pages) count += address.starts_with(prefix) ? 1 : 0;
  return count;
}

// Where a page stands is told by the menu, also on pages that no entry holds. Those of everybody, and one's own
// account, belong to no entry.
bool has_no_menu(const std::string& role, const std::string& address) {
  const auto path = address.substr(0, address.find_first_of("?#"));
  static const std::set<std::string> apart = {"/", "/compte", "/plan-du-site", "/aide", "/accessibilite", "/mentions-legales",
                                              "/donnees-personnelles", "/verifier", "/controles", "/connexion", "/indicateurs", "/verifier-rapport"};
  return role == "anonymous" || apart.contains(path);
}

int current_entries(const std::string& body) {
  const auto start = body.find("<nav"), end = body.find("</nav>");
  int count = 0;
  for_each_tag(body.substr(start, end - start), "a", [&](const Attributes& a, std::size_t) { count += a.contains("aria-current"); });
  return count;
}

}  // namespace

TEST_CASE("Every link of every page leads somewhere, for each role", "[crawl]") {
  Copy copy;
  std::size_t pages_seen = 0;
  for (const char* role : {"anonymous", "facilitator", "contractor", "officer", "administrator"}) {
    const auto pages = journey::crawl(copy, role);
    pages_seen += pages.size();
    for (const auto& [address, answer] : pages) {
      CAPTURE(role, address);
      CHECK((answer.status == 200 || answer.status == 303));
      const auto type = answer.response.header("Content-Type");
      if (answer.status == 200 && !type.starts_with("text/html"))
        CHECK((type.find("charset=") != std::string::npos || type.starts_with("application/")));
      if (!type.starts_with("text/html")) continue;
      CHECK(type == "text/html; charset=utf-8");
      CHECK(answer.response.header("Content-Security-Policy").find("default-src 'none'") != std::string::npos);
      CHECK(answer.response.header("X-Content-Type-Options") == "nosniff");
      if (role != std::string("anonymous")) CHECK(answer.response.header("Cache-Control").find("no-store") != std::string::npos);
      std::size_t headings = 0;
      for_each_tag(answer.body, "h1", [&](const Attributes&, std::size_t) { ++headings; });
      CHECK(headings == 1);
      CHECK(answer.body.find("<html lang=\"fr\">") != std::string::npos);
      for (const char* style : {" style=\"", " onclick=", "javascript:", "http://", "https://"}) {
        CAPTURE(style);
        CHECK(answer.body.find(style) == std::string::npos);  // nothing the policy refuses, no third party
      }
      CHECK((answer.status != 200 || has_no_menu(role, address) || current_entries(answer.body) == 1));
      std::set<std::string> ids;
      for_each_tag(answer.body, "input", [&](const Attributes& a, std::size_t) {
        if (a.contains("id")) CHECK(ids.insert(a.at("id")).second);
      });
    }
  }
  CHECK(pages_seen > 100);
  for (const auto& incident : copy.incidents) FAIL_CHECK(incident);
}

TEST_CASE("A contractor reads no criterion, no proof, no reason, and nobody of another firm", "[crawl][privacy]") {
  Copy copy;
  const auto pages = journey::crawl(copy, "contractor");
  CHECK(count_of(pages, "/participants/") >= 1);
  CHECK(any_holds(pages, "LAMPION"));  // their own people are there: the search looks at the right pages
  CHECK(any_holds(journey::crawl(copy, "facilitator"), "QN05927M"));
  CHECK(any_holds(journey::crawl(copy, "facilitator"), "Preuve-Marqueur"));  // and what is hidden from them exists

  std::vector<std::string> hidden = {"Preuve-Marqueur", "Motif-Marqueur", "QN05927M"};
  for (const auto& criterion : copy.services->reference.criteria) hidden.push_back(criterion.label);
  check_silence(pages, hidden);
  // Codes are short: looked for as values and words of their own.
  for (const auto& [address, answer] : pages)
    for (const auto& criterion : copy.services->reference.criteria) {
      CAPTURE(address, criterion.code);
      CHECK(answer.body.find("\"" + criterion.code + "\"") == std::string::npos);
      CHECK((" " + answer.text() + " ").find(" " + criterion.code + " ") == std::string::npos);
    }
  const auto others = secrets_of(copy, {copy.things.person_a});
  REQUIRE(others.names.size() == 4);
  check_silence(pages, others.names);
  check_silence(pages, others.references);
}

TEST_CASE("An officer and an administrator read no name of a person in any byte, an officer no reference either", "[crawl][privacy]") {
  Copy copy;
  const auto everybody = secrets_of(copy);
  REQUIRE(everybody.references.size() == 3);
  const auto seen_by_facilitator = journey::crawl(copy, "facilitator");
  CHECK(any_holds(seen_by_facilitator, "LAMPION"));
  CHECK(any_holds(seen_by_facilitator, copy.things.person_a));
  for (const char* role : {"officer", "administrator", "anonymous"}) {
    CAPTURE(role);
    const auto pages = journey::crawl(copy, role);
    if (role == std::string("officer")) CHECK(count_of(pages, "/rapports/fichier") >= 1);  // downloads are searched too
    for (const auto* words : {&everybody.names, &everybody.births}) check_silence(pages, *words);
    auto without_journal = pages;  // where an administrator reads on which reference somebody acted
    std::erase_if(without_journal, [](const auto& page) { return page.first.starts_with("/journal"); });
    check_silence(role == std::string("administrator") ? without_journal : pages, everybody.references);
    check_silence(pages, {"Preuve-Marqueur", "Motif-Marqueur", "Note de rejet", "QN05927M"});
  }
}

TEST_CASE("A facilitator reads nobody of another office", "[crawl][privacy]") {
  Copy copy;
  const auto pages = journey::crawl(copy, "facilitator");
  const auto others = secrets_of(copy, {copy.things.person_a, copy.things.person_a2});
  REQUIRE(others.names.size() == 2);
  check_silence(pages, others.names);
  check_silence(pages, others.references);
}

// Zoé, whom office a knows by firm a, is declared by firm b on the lot of office b.
TEST_CASE("A person of two offices keeps from each what the other decided", "[crawl][privacy]") {
  Copy copy;
  const auto& t = copy.things;
  const auto decide = [&](const char* role, const char* proof) {
    journey::must(app::decide_eligibility(*copy.services, copy.actor(role), t.person_a,
                                          {.criterion = "BOETH", .effective_on = journey::day("2026-01-01"), .countable_until = {},
                                           .proof_kind = proof, .proof_seen_on = journey::day("2025-12-15"), .reason = ""}));
  };
  const auto declare = [&](LotId lot, const char* birth) {
    return journey::must(app::declare_person(*copy.services, copy.actor("other_contractor"),
                                             {.identity = {"Lampion", "zoe", journey::day(birth)}, .lot = lot, .firm = std::nullopt,
                                              .contract_type = "fixed_term", .employer_siret = "", .starts_on = journey::day("2026-01-01"),
                                              .ends_on = std::nullopt, .reference = ""}));
  };
  decide("facilitator", "Preuve-de-la-première");
  REQUIRE(declare(*LotId::parse(t.lot_b), "1988-03-14") == t.person_a);
  const auto stranger = declare(*LotId::parse(t.lot_b), "1988-03-15");

  // To the firm, somebody known and a stranger are the same page but for the reference and the birth date.
  auto remi = copy.client("other_contractor");
  const auto page_of = [&](const std::string& reference, const std::string& birth) {
    auto text = remi.get("/participants/" + reference).text();
    for (const auto& own : {reference, birth})
      for (auto at = text.find(own); at != std::string::npos; at = text.find(own)) text.replace(at, own.size(), "*");
    return text;
  };
  CHECK(page_of(t.person_a, "14/03/1988") == page_of(stranger, "15/03/1988"));
  CHECK(remi.page().says("À l’examen"));

  const auto firm_pages = journey::crawl(copy, "other_contractor");
  check_silence(firm_pages, {"Preuve-de-la-première"});
  CHECK_FALSE(any_holds(firm_pages, "LAMPION"));
  auto pages = journey::crawl(copy, "other_facilitator");
  CHECK(any_holds(pages, t.person_a));
  std::erase_if(pages, [&](const auto& page) { return !page.first.starts_with("/participants"); });
  check_silence(pages, {"Preuve-de-la-première", "Compte aline"});
  CHECK_FALSE(any_holds(pages, "LAMPION"));

  decide("other_facilitator", "Preuve-de-la-seconde");
  CHECK(any_holds(journey::crawl(copy, "other_facilitator"), "Preuve-de-la-seconde"));
  check_silence(journey::crawl(copy, "facilitator"), {"Preuve-de-la-seconde", "Compte hugo"});
}

TEST_CASE("No address holds a name, and the journal none either", "[crawl][privacy]") {
  Copy copy;
  const auto everybody = secrets_of(copy);
  for (const auto& [address, answer] : journey::crawl(copy, "facilitator"))
    for (const auto& name : everybody.names) {
      CAPTURE(address);
      CHECK((" " + folded(*web::percent_decoded(address, true)) + " ").find(" " + folded(name) + " ") == std::string::npos);
    }
  copy.services->database->read([&](store::Connection& c) {
    c.each("SELECT object, detail FROM audit_events", {}, [&](const store::Row& row) {
      for (const auto& name : everybody.names) CHECK((row.text("object") + row.text("detail")).find(name) == std::string::npos);
    });
  });
}

TEST_CASE("Names stand in the base of identities and nowhere in the other", "[privacy]") {
  Copy copy;
  const auto everybody = secrets_of(copy);
  const auto folder = copy.services->database->file().parent_path();
  for (const char* suffix : {"", "-wal"}) {
    const auto bytes = [&] {
      std::ifstream file(copy.services->database->file().string() + suffix, std::ios::binary);
      return std::string(std::istreambuf_iterator<char>(file), {});
    }();
    for (const auto& name : everybody.names) {
      CAPTURE(name, suffix);
      CHECK(bytes.find(name) == std::string::npos);
    }
  }
  CHECK(std::filesystem::exists(folder / "identity.sqlite"));
}

TEST_CASE("The pathway of a person and who sent them are read by their office alone", "[privacy]") {
  Copy copy;
  const std::string prescriber = "Service pénitentiaire d’insertion et de probation";
  const auto whole = journey::crawl(copy, "facilitator");
  const auto line = whole.find("/participants/" + copy.things.person_a + "/parcours");
  REQUIRE(line != whole.end());
  CHECK(journey::all_bytes(line->second).find(prescriber) != std::string::npos);
  for (const char* role : {"anonymous", "contractor", "officer", "administrator", "other_facilitator"})
    for (const auto& [address, answer] : journey::crawl(copy, role)) {
      CAPTURE(role, address);
      const bool has_pathways = role == std::string("other_facilitator");
      if (!has_pathways) CHECK(address.find("/parcours") == std::string::npos);
      if (!address.ends_with("/parcours/entree"))  // the list of prescribers to choose from
        CHECK(journey::all_bytes(answer).find(prescriber) == std::string::npos);
    }
}
