#include "clean_text.hpp"

#include <cstdint>

namespace clausier::write {
namespace {

constexpr std::string_view replacement = "\uFFFD";
constexpr std::string_view ellipsis = "…";

struct Character {
  std::size_t bytes = 0;  // 0 = no valid character here
  std::uint32_t code = 0;
};

bool continues(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

// The character at the start of the text; shortest form only, no surrogate.
Character first_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead < 0x80) return {1, lead};
  const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4) return {};
  std::uint32_t code = lead & (0xFFU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    if (!continues(text, i)) return {};
    code = code << 6 | (static_cast<unsigned char>(text[i]) & 0x3F);
  }
  const std::uint32_t least = bytes == 2 ? 0x80 : bytes == 3 ? 0x800 : 0x10000;
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < least || code > 0x10FFFF || surrogate) return {};
  return {bytes, code};
}

bool allowed_in_xml(std::uint32_t code) {
  if (code < 0x20) return code == '\t' || code == '\n';
  return code != 0x7F && code != 0xFFFE && code != 0xFFFF;
}

}  // namespace

std::string valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto bytes = first_character(text).bytes;
    out += bytes == 0 ? replacement : text.substr(0, bytes);
    text.remove_prefix(bytes == 0 ? 1 : bytes);
  }
  return out;
}

std::string clean_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto [bytes, code] = first_character(text);
    const bool allowed = bytes > 0 && allowed_in_xml(code);
    if (allowed) out += text.substr(0, bytes);
    else if (code != '\r') out += replacement;
    text.remove_prefix(bytes == 0 ? 1 : bytes);
  }
  return out;
}

std::string cut_text(std::string text, std::size_t characters_at_most) {
  std::size_t characters = 0, last_start = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (continues(text, at)) continue;
    if (characters + 1 == characters_at_most) last_start = at;
    if (++characters > characters_at_most) return text.substr(0, last_start) + std::string(ellipsis);
  }
  return text;
}

}  // namespace clausier::write
