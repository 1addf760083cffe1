#pragma once
// A step of an explanation as a French sentence: the one text that page, workbook and command line print.
#include <string>
#include <string_view>

#include "clausier/domain/explanation.hpp"
#include "clausier/domain/wording.hpp"

namespace clausier {

// A machine value by its unit: "s" as hours, "cents" as money, "basis_points" as percent, "date" and
// "month" in French, "months", "days" and "count" as whole numbers. Anything else, or a value that
// does not read as its unit, as it stands.
std::string display_value(std::string_view value, std::string_view unit);

// The sentence "rule.<rule>" with the inputs, {result}, {rounding} and {legal} in its holes.
std::string step_sentence(const Step& step, const Wording& wording);

}  // namespace clausier
