#pragma once
// Numbers of social security (NIR) must never be kept (security.md §7): they are recognised so that
// they can be refused, and never repeated in a message.
#include <string_view>

namespace clausier {

// True when the text holds what looks like a NIR, with or without spaces between its groups: 15
// characters whose key passes, or 13 whose sex, month of birth and department can exist. 2A, 2B are known.
// A number that is a SIRET with a lost zero is not taken for one.
bool holds_nir(std::string_view text);

}  // namespace clausier
