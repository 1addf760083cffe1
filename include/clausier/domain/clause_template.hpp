#pragma once
// Clauses that programmes and models commonly ask for: they prefill a form and say where each value comes from.
#include <string>
#include <string_view>
#include <vector>

#include "clausier/domain/clause_text.hpp"

namespace clausier {

struct TemplateTerm {
  Term term;
  std::string source;
  bool confirmed = true;  // false: "à confirmer": offered to the reader, never preselected
};

struct ClauseTemplate {
  std::string code;  // label under "clause_template.<code>"
  std::vector<TemplateTerm> terms;
  std::vector<Term> preselected() const;  // the confirmed ones
};

// CSV of src/store/reference/clause_templates.csv: comments "#", then template;key;value;source. Throws
// std::invalid_argument on a bad line, CorruptData for a term that no clause has.
std::vector<ClauseTemplate> parse_clause_templates(std::string_view csv);

// Part of an amount that pays labour, by trade: one sourced value, or a range to be confirmed.
struct LabourShare {
  std::string trade;  // as people call it
  int least_basis_points = 0;
  int most_basis_points = 0;
  std::string source;
  bool confirmed = true;
};
// CSV of src/store/reference/labour_shares.csv: trade;least_basis_points;most_basis_points;source.
std::vector<LabourShare> parse_labour_shares(std::string_view csv);

}  // namespace clausier
