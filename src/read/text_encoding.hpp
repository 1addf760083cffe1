#pragma once
// Bytes of a text file to UTF-8.
#include <optional>
#include <string>
#include <string_view>

namespace clausier::read {

enum class TextEncoding { utf8, utf16, cp1252 };

struct DecodedText {
  std::string utf8;  // without byte-order mark
  TextEncoding encoding = TextEncoding::utf8;
};

// UTF-8 when every sequence is valid, UTF-16 when a byte-order mark says so, else Windows-1252.
// Empty when it is none of them: odd UTF-16, bytes that Windows-1252 does not define, or a text in
// which most of the non-ASCII characters are UTF-8 and some are broken.
std::optional<DecodedText> decode_text(std::string_view bytes);

bool is_valid_utf8(std::string_view bytes);
void append_utf8(std::string& out, char32_t character);

// Removes what nobody sees and what changes what is seen: control characters other than tab and
// newline, zero-width characters, marks of direction, soft hyphens. True when something was removed.
bool remove_invisible(std::string& utf8);

}  // namespace clausier::read
