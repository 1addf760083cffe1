#pragma once
// Where a JSON string really ends. Some platforms write quotes inside strings without escaping them
// (formats.md §2.6-37): a quote closes a string only when what follows it can follow a string there.
// In valid JSON every unescaped quote closes, so the rule changes nothing for it.
#include <cstddef>

namespace clausier::read {

enum class JsonString { key, member_value, item };

constexpr bool is_json_blank(int c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// peek(n): the byte n positions after the quote, -1 past the end.
template <class Peek>
bool quote_closes(JsonString role, Peek peek) {
  std::size_t at = 0;
  while (is_json_blank(peek(at))) ++at;
  const int next = peek(at);
  if (next < 0) return true;
  if (role == JsonString::key) return next == ':';
  if (role == JsonString::item) return next == ']' || next == ',';
  if (next != ',') return next == '}';
  ++at;
  while (is_json_blank(peek(at))) ++at;
  if (peek(at) != '"') return peek(at) == '}' || peek(at) < 0;
  // After a comma a member begins: a key, its quote and a colon. Keys are short.
  constexpr std::size_t key_bytes_max = 256;
  for (std::size_t length = 1; length < key_bytes_max; ++length) {
    const int c = peek(at + length);
    if (c < 0 || c == '\\') return true;
    if (c != '"') continue;
    std::size_t after = at + length + 1;
    while (is_json_blank(peek(after))) ++after;
    return peek(after) == ':' || peek(after) < 0;
  }
  return true;
}

}  // namespace clausier::read
