#pragma once
// Why a figure is what it is: the steps of a computation, as values. The sentence of a step is in the
// message catalogue under "rule.<rule>"; page, workbook, XML and JSON print the same steps.
#include <string>
#include <vector>

#include "clausier/domain/outcome.hpp"

namespace clausier {

struct StepInput {
  std::string name;   // "amount", "labour_share"…: hole of the sentence, label under "input.<name>"
  std::string value;  // exact machine text: integers, ISO dates, decimals with a dot
  std::string unit;   // "s", "cents", "basis_points", "date", "" …
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

}  // namespace clausier
