#pragma once
// Text as platforms publish it, made readable: one line, HTML and entities decoded, the bytes of
// Windows-1252 that were taken for ISO-8859-1 put right (formats.md §2.6-32 to 36).
#include <string>
#include <string_view>

namespace clausier::read {

struct CleanText {
  std::string text;
  bool encoding_repaired = false;  // C1 controls became letters
  bool encoding_lost = false;      // holds U+FFFD, or "?" in place of a character between letters
  bool html = false;               // tags or entities were decoded
};

CleanText clean_text(std::string_view utf8);

// UTF-8 whatever came: bytes that are not UTF-8 are read as Windows-1252. True when some were.
bool repair_utf8(std::string& bytes);

// At most `bytes_max` bytes, cut between characters.
std::string shortened(std::string_view text, std::size_t bytes_max);

}  // namespace clausier::read
