#pragma once
// Text that any reader of our files accepts.
#include <cstddef>
#include <string>
#include <string_view>

namespace clausier::write {

// What is no valid UTF-8 becomes U+FFFD, byte by byte; every character stays.
std::string valid_utf8(std::string_view text);

// Valid UTF-8 without characters that XML 1.0 forbids: what is not becomes U+FFFD, carriage returns go.
std::string clean_text(std::string_view text);

// At most so many characters, the last one an ellipsis when something was cut. Expects valid UTF-8.
std::string cut_text(std::string text, std::size_t characters_at_most);

}  // namespace clausier::write
