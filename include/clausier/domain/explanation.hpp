#pragma once
// Why a figure is what it is: the steps of a computation, as values. The sentence of a step is in the
// message catalogue under "rule.<rule>"; page, workbook, XML and JSON print the same steps.
#include <string>
#include <vector>

#include "clausier/domain/outcome.hpp"
#include "clausier/domain/wording.hpp"

namespace clausier {

// Units of values in steps. Numbers, exact, as integers or reduced fractions: "s" (seconds), "hours",
// "cents", "cents_per_hour", "basis_points", "days", "months", "count", "hundredths". Texts:
// "date" and "month" (ISO), "" (as it stands), or the family of a code that has a label under "<unit>.<code>":
// "state", "contract_type", "criterion".

struct StepInput {
  std::string name;   // "amount", "labour_share"…: hole of the sentence, label under "input.<name>"
  std::string value;  // exact machine text: integers, fractions "2500/3", ISO dates, codes
  std::string unit;   // see the list of units below
  std::string from;   // a former step ("s1"), a source line ("file!sheet:row") or who set it
  bool operator==(const StepInput&) const = default;
};

struct Step {
  std::string id;      // "s1", "s2"…
  std::string rule;    // "owed.fixed", "owed.amount_formula"…
  std::vector<StepInput> inputs;
  std::string result;  // exact machine text
  std::string unit;
  std::string rounding;  // "floor", "nearest", "ceil", or ""
  std::string legal;     // legal or contractual source, or ""
  bool operator==(const Step&) const = default;
};

class Explanation {
public:
  // Appends a step, numbers it and returns its id, to be named as source of later inputs.
  std::string add(Step step);
  const std::vector<Step>& steps() const { return steps_; }
  bool operator==(const Explanation&) const = default;

private:
  std::vector<Step> steps_;
};

// A value of a step as a French reader sees it: "833,33 h", "12 500,00 €", "5,0 %". A value that is
// not whole in the unit shown is announced by "environ" in words of the catalogue ("unit.about").
std::string shown_value(const Wording& wording, const std::string& value, const std::string& unit);

// The sentence of a step: message "rule.<rule>" with its holes {<input name>}, {result}, {rounding}.
// Inputs sharing a name (the months of a sum) are joined; prefer the table of inputs to show them.
std::string sentence_of(const Wording& wording, const Step& step);

}  // namespace clausier
