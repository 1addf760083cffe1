#include <catch2/catch.hpp>

#include <algorithm>

#include "clausier/domain/clause_template.hpp"
#include "engine_samples.hpp"

using namespace samples;

namespace {

std::vector<ClauseTemplate> templates() { return parse_clause_templates(project_file("src/store/reference/clause_templates.csv")); }

const ClauseTemplate& named(const std::vector<ClauseTemplate>& all, const std::string& code) {
  return *std::find_if(all.begin(), all.end(), [&](const ClauseTemplate& t) { return t.code == code; });
}

bool has_key(const std::vector<Term>& terms, const std::string& key) {
  return std::any_of(terms.begin(), terms.end(), [&](const Term& term) { return term.key == key; });
}

}  // namespace

TEST_CASE("The six templates are there and each of their values has a source", "[domain][template]") {
  const auto all = templates();
  std::vector<std::string> codes;
  for (const auto& made : all) {
    codes.push_back(made.code);
    for (const auto& term : made.terms) CHECK_FALSE(term.source.empty());
  }
  CHECK(codes == std::vector<std::string>{"NPNRU", "ERBM", "CSNE_CIAE", "CCAG_2021", "FORMATION", "NETTOYAGE_REPRISE"});
}

TEST_CASE("What is to be confirmed is offered and never preselected", "[domain][template]") {
  const auto all = templates();
  const auto& charter = named(all, "NPNRU");
  CHECK(has_key(charter.preselected(), "insertion_rate_basis_points"));
  CHECK_FALSE(has_key(charter.preselected(), "counting_months"));
  CHECK_FALSE(has_key(charter.preselected(), "reserved"));
  CHECK(charter.terms.size() > charter.preselected().size());
}

TEST_CASE("The training template prefills its grid and its penalties", "[domain][template]") {
  auto clause = clause_of(FixedHours{hours(1)});
  const auto all = templates();
  apply_terms(clause, named(all, "FORMATION").preselected());
  std::get<BracketGrid>(clause.target).amount = euros(150'000);
  CHECK(owed_by(clause).hours == hours(300));
  CHECK(clause.terms.penalties.documents->days == DayKind::working);
  CHECK(clause.terms.penalties.indexed->times_hundredths == 400);
  CHECK(clause.terms.reporting->days == 10);
}

TEST_CASE("A template with an unknown term or without source is refused", "[domain][template]") {
  const std::string head = "template;key;value;source\n";
  CHECK_THROWS_AS(parse_clause_templates(head + "X;colour;red;texte\n"), CorruptData);
  CHECK_THROWS_AS(parse_clause_templates(head + "X;scope;lot;\n"), std::invalid_argument);
}

TEST_CASE("Only sourced labour shares are confirmed", "[domain][template]") {
  const auto shares = parse_labour_shares(project_file("src/store/reference/labour_shares.csv"));
  CHECK(std::count_if(shares.begin(), shares.end(), [](const LabourShare& s) { return s.confirmed; }) == 4);
  for (const auto& share : shares) CHECK((!share.confirmed || share.least_basis_points == share.most_basis_points));
  CHECK_THROWS_AS(parse_labour_shares("trade;least_basis_points;most_basis_points;source\nX;5000;4000;y\n"), std::invalid_argument);
}
