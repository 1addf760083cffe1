#pragma once
#include <string>
#include <string_view>

namespace clausier::write {

// Text and attribute values of HTML and SVG: & < > " ' escaped, what XML forbids replaced.
std::string escaped(std::string_view text);

}  // namespace clausier::write
