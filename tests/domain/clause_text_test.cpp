#include <catch2/catch.hpp>

#include "clausier/domain/clause_text.hpp"
#include "generated_lots.hpp"

using namespace samples;

namespace {

Clause full_clause() {
  auto clause = clause_of(formula(1'000'000, 5000, 500, 30));
  clause.penalty_per_missing_hour = euros(45);
  auto& terms = clause.terms;
  terms.scope = ClauseScope::order;
  terms.facilitator = "Maison de l’emploi, 03 20 00 00 00";
  terms.groups = {"DELD", "RSA"};
  terms.list_open = terms.opinion_allowed = false;
  terms.modalities = {Modality::direct_hire, Modality::labour_supply};
  terms.internships_count = terms.other_sites_count = true;
  terms.windows = {{"permanent", 48, true}, {"apprenticeship", 36, false}};
  terms.weightings = {{"permanent", 15'000}};
  terms.reserved = {{"QPV", 5'000}};
  terms.services = ServiceCredit{8'000, euros(25), 1'000};
  terms.penalties.documents = DocumentPenalty{euros(75), DayKind::working, PenaltyStart::due_date, true};
  terms.penalties.absence = euros(500);
  terms.penalties.cap = euros(10'000);
  terms.penalties.hours_need_notice = terms.penalties.liberatory = true;
  terms.penalties.group = GroupPenalty::split;
  terms.reporting = ReportingCalendar{Reporting::quarterly, 15, DayKind::calendar};
  terms.documents = {"relevé mensuel", "bilan \\ croisé"};
  terms.charter = "2014";
  terms.template_code = "NPNRU";
  terms.reason = "avenant 2,\nsigné";
  return clause;
}

Clause read_back(const Clause& clause) {
  auto read = clause_of(FixedHours{hours(1)});
  read.legal_bases.clear();
  read.source_document.clear();
  apply_terms(read, parse_terms(terms_text(terms_of(clause))));
  return read;
}

}  // namespace

TEST_CASE("A clause written as terms reads back the same", "[domain][clause][terms]") {
  const auto clause = full_clause();
  const auto read = read_back(clause);
  CHECK(read.target == clause.target);
  CHECK(read.terms == clause.terms);
  CHECK(read.execution == clause.execution);
  CHECK(terms_of(read) == terms_of(clause));
}

TEST_CASE("Any clause drawn at random reads back the same", "[domain][clause][terms]") {
  for (std::uint64_t seed = 1; seed <= 2'000; ++seed) {
    Draw draw(seed);
    const auto clause = LotMaker(draw).clause();
    const auto read = read_back(clause);
    REQUIRE(read.target == clause.target);
    REQUIRE(terms_of(read) == terms_of(clause));
  }
}

TEST_CASE("Two versions are compared term by term", "[domain][clause][terms]") {
  const auto before = clause_of(FixedHours{hours(100)});
  auto after = before;
  CHECK(compare_clauses(before, after).empty());
  after.target = FixedHours{hours(120)};
  after.counting_months = 24;
  after.source_document.clear();
  after.terms.reason = "avenant 1";
  CHECK(compare_clauses(before, after) == std::vector<TermChange>{{"hours_seconds", "360000", "432000"},
                                                                  {"counting_months", "", "24"},
                                                                  {"source_document", "CCAP article 5.3", ""}});
}

TEST_CASE("A term that is not known, or cannot be read, is corrupt data", "[domain][clause][terms]") {
  auto clause = clause_of(FixedHours{hours(1)});
  for (const char* text : {"colour=red\n", "hours_seconds=many\n", "target=gift\n", "starts_on=yesterday\n", "windows=permanent:1\n", "no equals"})
    CHECK_THROWS_AS(apply_terms(clause, parse_terms(text)), CorruptData);
}

TEST_CASE("Every term of a clause has its French label and value", "[domain][clause][terms]") {
  auto wording = french();
  std::vector<Clause> clauses = {full_clause()};
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    Draw draw(seed);
    clauses.push_back(LotMaker(draw).clause());
  }
  clauses.front().penalty_per_missing_hour.reset();
  clauses.front().terms.penalties.indexed = IndexedPenalty{"index.hourly_ceiling.value_cents", 400};
  for (const auto& clause : clauses)
    for (const auto& term : terms_of(clause)) {
      INFO(term.key << " " << term.value);
      CHECK(wording.has("term." + term.key));
      const auto shown = shown_term(wording, term.key, term.value);
      INFO(shown);
      CHECK_FALSE(shown.empty());
      CHECK(shown.find('[') == std::string::npos);
    }
  CHECK(shown_term(wording, "windows", "permanent:48:1") == "CDI · 48 mois · jusqu’à la fin du marché au plus");
}
