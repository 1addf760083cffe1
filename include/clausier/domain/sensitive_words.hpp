#pragma once
// Words that tell of health, disability or justice (GDPR articles 9 and 10): a comment on somebody has no need of them,
// so that whoever types one is asked to look again. A warning, never a ban: words have other uses.
#include <string>
#include <string_view>
#include <vector>

namespace clausier {

// The words of the text that tell of it, as they are written, each once, in order. Accents and case do not matter.
std::vector<std::string> sensitive_words_in(std::string_view text);

}  // namespace clausier
