#include "clausier/domain/clause_template.hpp"

#include <charconv>
#include <stdexcept>

#include "reference_csv.hpp"

namespace clausier {
namespace {

bool is_confirmed(const std::string& source) { return source.find("à confirmer") == std::string::npos; }

int basis_points(const std::string& text) {
  int value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size() || value < 1 || value > 10'000)
    throw std::invalid_argument("labour share out of range: " + text);
  return value;
}

// Every term must be one that a clause can hold, so that a slip in the table is seen when the program starts.
void try_on_a_clause(const ClauseTemplate& made) {
  const Date day = Date::from_days(0);
  Clause clause{.id = ClauseId::from_trusted(0), .lot = LotId::from_trusted(0), .target = FixedHours{WorkTime::zero()},
                .execution = {day, day}, .legal_bases = {}, .penalty_per_missing_hour = std::nullopt, .counting_months = std::nullopt,
                .source_document = "", .author = "", .recorded_at = Instant::from_milliseconds(0)};
  std::vector<Term> terms;
  for (const auto& known : made.terms) terms.push_back(known.term);
  apply_terms(clause, terms);
}

}  // namespace

std::vector<Term> ClauseTemplate::preselected() const {
  std::vector<Term> chosen;
  for (const auto& known : terms)
    if (known.confirmed) chosen.push_back(known.term);
  return chosen;
}

std::vector<ClauseTemplate> parse_clause_templates(std::string_view csv) {
  std::vector<ClauseTemplate> templates;
  for (const auto& fields : reference_rows(csv, "template;key;value;source")) {
    if (fields[3].empty()) throw std::invalid_argument("template term without a source: " + fields[0] + " " + fields[1]);
    if (templates.empty() || templates.back().code != fields[0]) templates.push_back({fields[0], {}});
    templates.back().terms.push_back({{fields[1], fields[2]}, fields[3], is_confirmed(fields[3])});
  }
  for (const auto& made : templates) try_on_a_clause(made);
  return templates;
}

std::vector<LabourShare> parse_labour_shares(std::string_view csv) {
  std::vector<LabourShare> shares;
  for (const auto& fields : reference_rows(csv, "trade;least_basis_points;most_basis_points;source")) {
    LabourShare share{fields[0], basis_points(fields[1]), basis_points(fields[2]), fields[3], is_confirmed(fields[3])};
    if (share.source.empty() || share.most_basis_points < share.least_basis_points)
      throw std::invalid_argument("labour share that cannot be read: " + share.trade);
    shares.push_back(std::move(share));
  }
  return shares;
}

}  // namespace clausier
