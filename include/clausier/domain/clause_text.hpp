#pragma once
// A clause as data: one term a line, "key=value", in a fixed order, only what is set. This text is what is stored, what
// templates prefill, and what two versions are compared by. Values are for machines: seconds, cents, basis points, ISO
// dates, codes; lists are separated by commas, the parts of an item by colons.
#include <string>
#include <string_view>
#include <vector>

#include "clausier/domain/clause.hpp"
#include "clausier/domain/wording.hpp"

namespace clausier {

struct Term {
  std::string key;
  std::string value;
  bool operator==(const Term&) const = default;
};

// Everything but the id, the lot, the author and the instant of recording.
std::vector<Term> terms_of(const Clause& clause);
// What the target alone sets, without its kind.
std::vector<Term> target_terms(const Target& target);
// Fills a clause from its terms; keys that are absent keep what a new clause has. Throws CorruptData for a key that is not
// known or a value that cannot be read.
void apply_terms(Clause& clause, const std::vector<Term>& terms);

std::string terms_text(const std::vector<Term>& terms);       // line breaks in values are escaped
std::vector<Term> parse_terms(std::string_view text);         // throws CorruptData

struct TermChange {
  std::string key;
  std::string before;  // "" = not set
  std::string after;
  bool operator==(const TermChange&) const = default;
};
// What differs from one version to another, in the order of the terms.
std::vector<TermChange> compare_clauses(const Clause& before, const Clause& after);

// The value of a term as a French reader sees it; the label is the message "term.<key>".
std::string shown_term(const Wording& wording, const std::string& key, const std::string& value);

}  // namespace clausier
